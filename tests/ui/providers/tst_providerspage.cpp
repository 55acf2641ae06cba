// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/serviceaccount.h"
#include "tests/support/pagebench.h"
#include "tests/support/serviceaccountdata.h"
#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/providers/providerspage.h"

#include <QClipboard>
#include <QDialog>
#include <QListView>
#include <QTabBar>
#include <QTableView>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Bench = Test::PageBench<Ui::ProvidersPage>;

// The page over a gateway in memory, driven as a person would.
class TestProvidersPage final : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->isReady);
    }
    void cleanup() { m_bench.reset(); }
    void showsTroubleFirst();
    void addsProviderAfterTest();
    void namesTheProviderWhenTheTestFails();
    void refusesAnEmptyKey();
    void testsFromTheKeyboard();
    void storesKeyAndForgetsIt();
    void takesAPastedDocument();
    void testsADocument();
    void keepsEditsWhenConfigurationChanges();
    void switchesTheSimulatorOff();
    void addsModelsByPattern();
    void draws_data();
    void draws();

private:
    [[nodiscard]] QLineEdit *dialogField(const QString &name)
    {
        return m_bench->find<QDialog>(u"dialog.addProvider"_s)->findChild<QLineEdit *>(name);
    }
    void keepDialog(const QString &name) { Test::keepPicture(*m_bench->find<QDialog>(u"dialog.addProvider"_s), name); }

    Ui::Theme m_theme;
    std::unique_ptr<Bench> m_bench;
};

void TestProvidersPage::showsTroubleFirst()
{
    const QAbstractItemModel *table = m_bench->find<QTableView>(u"providers.table"_s)->model();
    QCOMPARE(table->rowCount(), 6);
    QCOMPARE(table->index(0, 0).data().toString(), u"Down"_s);
    QCOMPARE(table->index(0, 1).data().toString(), u"Mistral"_s);
    QCOMPARE(table->index(1, 0).data().toString(), u"Degraded"_s);
    QCOMPARE(table->index(5, 0).data().toString(), u"Disabled"_s);
}

void TestProvidersPage::addsProviderAfterTest()
{
    Test::FakeControl &control = m_bench->control;
    control.testAnswer.models = {u"grok-4"_s, u"grok-4-mini"_s};
    QVERIFY(m_bench->click(u"providers.add"_s));
    keepDialog(u"providers-gallery"_s);
    QVERIFY(m_bench->click(u"preset.xai"_s));
    QVERIFY(dialogField(u"provider.baseUrl"_s)->text().isEmpty()); // the vendor's own
    QCOMPARE(dialogField(u"provider.baseUrl"_s)->placeholderText(), u"https://api.x.ai/v1"_s);
    dialogField(u"provider.secret"_s)->setText(u"xai-secret-0042"_s);
    keepDialog(u"providers-connection"_s);
    QVERIFY(m_bench->click(u"provider.next"_s));
    QCOMPARE(control.tests, 1);
    auto *dialog = m_bench->find<QDialog>(u"dialog.addProvider"_s);
    QAbstractItemModel *choice = dialog->findChild<QListView *>(u"models.choice"_s)->model();
    QTRY_COMPARE(choice->rowCount(), 2);
    QVERIFY(choice->setData(choice->index(0, 0), Qt::Checked, Qt::CheckStateRole));
    keepDialog(u"providers-models"_s);
    QVERIFY(control.applied.isEmpty()); // nothing is stored before the last step
    QVERIFY(m_bench->click(u"provider.next"_s));
    QTRY_COMPARE(control.current.credentials.size(), 4);
    QCOMPARE(control.current.providers.last().name, u"xAI"_s);
    QCOMPARE(control.current.providers.last().type, ProviderType::Xai);
    QCOMPARE(control.current.models.last().name, u"grok-4"_s);
    QCOMPARE(control.current.models.last().providerId, control.current.providers.last().id);
    QCOMPARE(control.current.credentials.last().lastFour, u"0042"_s);
    auto *table = m_bench->find<QTableView>(u"providers.table"_s);
    QTRY_COMPARE(table->currentIndex().siblingAtColumn(1).data().toString(), u"xAI"_s);
}

void TestProvidersPage::namesTheProviderWhenTheTestFails()
{
    m_bench->control.testAnswer = {.isOk = false,
                                   .kind = ErrorKind::UpstreamRejected,
                                   .httpStatus = 401,
                                   .message = u"Incorrect API key provided."_s,
                                   .models = {}};
    QVERIFY(m_bench->click(u"providers.add"_s));
    QVERIFY(m_bench->click(u"preset.groq"_s));
    dialogField(u"provider.secret"_s)->setText(u"wrong"_s);
    QVERIFY(m_bench->click(u"provider.next"_s));
    QTRY_VERIFY(m_bench->shownText().contains(u"Key rejected by Groq (401)"_s));
    QVERIFY(m_bench->shownText().contains(u"Incorrect API key provided."_s));
    keepDialog(u"providers-test-failed"_s);
    QVERIFY(m_bench->control.applied.isEmpty());
}

void TestProvidersPage::refusesAnEmptyKey()
{
    QVERIFY(m_bench->click(u"providers.add"_s));
    QVERIFY(m_bench->click(u"preset.openai"_s));
    QVERIFY(m_bench->click(u"provider.next"_s));
    QCOMPARE(m_bench->control.tests, 0);
    QVERIFY(!dialogField(u"provider.secret"_s)->accessibleDescription().isEmpty());
    QCOMPARE(dialogField(u"provider.name"_s)->text(), u"OpenAI 2"_s); // OpenAI is there already
}

void TestProvidersPage::testsFromTheKeyboard()
{
    m_bench->page->showEntity(101);
    auto *table = m_bench->find<QTableView>(u"providers.table"_s);
    table->setFocus();
    m_bench->control.testAnswer.models = {u"a"_s, u"b"_s};
    QTest::keyClick(table, Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(m_bench->control.tests, 1);
    QTRY_VERIFY(m_bench->shownText().contains(u"OpenAI answers."_s));
}

void TestProvidersPage::storesKeyAndForgetsIt()
{
    m_bench->page->showEntity(101);
    m_bench->find<QTabBar>(u"provider.tabs"_s)->setCurrentIndex(1);
    auto *secret = m_bench->find<QLineEdit>(u"credentials.secret"_s);
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    secret->setText(u"sk-proj-1234"_s);
    QVERIFY(m_bench->click(u"credentials.add"_s));
    QTRY_COMPARE(m_bench->control.current.credentials.size(), 4);
    QTRY_VERIFY(secret->text().isEmpty());
    QTRY_COMPARE(m_bench->find<QTabBar>(u"provider.tabs"_s)->tabText(1), u"Credentials 2"_s);
}

// A field of one line, and a document of many.
void TestProvidersPage::takesAPastedDocument()
{
    m_bench->page->showEntity(101);
    m_bench->find<QTabBar>(u"provider.tabs"_s)->setCurrentIndex(1);
    auto *secret = m_bench->find<QLineEdit>(u"credentials.secret"_s);
    QGuiApplication::clipboard()->setText(QString::fromUtf8(Test::serviceAccountFile(u"document.json"_s)));
    secret->paste();
    QVERIFY(m_bench->click(u"credentials.add"_s));
    QTRY_COMPARE(m_bench->control.current.credentials.size(), 4);
    const auto account = readServiceAccount(m_bench->control.lastSecret);
    QVERIFY2(account, account ? "" : qPrintable(account.error().message));
    QGuiApplication::clipboard()->clear();
}

void TestProvidersPage::testsADocument()
{
    m_bench->control.testAnswer = {.isOk = true, .httpStatus = 200, .message = {}, .models = {}};
    QVERIFY(m_bench->click(u"providers.add"_s));
    QVERIFY(m_bench->click(u"preset.vertex"_s));
    auto *secret = dialogField(u"provider.secret"_s);
    QCOMPARE(secret->placeholderText(), u"An access token, or the JSON document of a service account"_s);
    dialogField(u"provider.baseUrl"_s)->setText(u"https://aiplatform.googleapis.com/v1/projects/p/locations/global"_s);
    QGuiApplication::clipboard()->setText(QString::fromUtf8(Test::serviceAccountFile(u"document.json"_s)));
    secret->paste();
    QGuiApplication::clipboard()->clear();
    QVERIFY(m_bench->click(u"provider.next"_s));
    QTRY_VERIFY(m_bench->shownText().contains(u"The key is taken."_s));
    QVERIFY(readServiceAccount(m_bench->control.lastSecret));
    QVERIFY(m_bench->control.applied.isEmpty());
}

void TestProvidersPage::keepsEditsWhenConfigurationChanges()
{
    m_bench->page->showEntity(103);
    auto *url = m_bench->find<QLineEdit>(u"provider.baseUrl"_s);
    url->selectAll();
    QTest::keyClicks(url, u"http://gpu-02.lan:8000/v1"_s);
    Configuration other = m_bench->control.current;
    other.providers[0].priority = 3;
    m_bench->control.setConfiguration(other);
    QCOMPARE(url->text(), u"http://gpu-02.lan:8000/v1"_s);
    QVERIFY(m_bench->click(u"provider.save"_s));
    QTRY_COMPARE(m_bench->control.current.providers[2].baseUrl, u"http://gpu-02.lan:8000/v1"_s);
}

void TestProvidersPage::switchesTheSimulatorOff()
{
    m_bench->page->showEntity(106);
    QVERIFY(m_bench->shownText().contains(u"nothing leaves it"_s));
    QVERIFY(m_bench->click(u"provider.enable"_s));
    QTRY_VERIFY(!m_bench->control.current.providers[5].enabled);
}

void TestProvidersPage::addsModelsByPattern()
{
    m_bench->page->showEntity(104);
    m_bench->find<QTabBar>(u"provider.tabs"_s)->setCurrentIndex(2);
    QVERIFY(m_bench->type(u"models.name"_s, u"qwen*"_s));
    QTRY_COMPARE(m_bench->control.current.models.last().name, u"qwen*"_s);
    QCOMPARE(m_bench->control.current.models.last().providerId, EntityId(104));
}

void TestProvidersPage::draws_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<int>("tab");
    QTest::addColumn<QSize>("size");
    QTest::newRow("connection-light") << false << 0 << QSize(1232, 796);
    QTest::newRow("credentials-light") << false << 1 << QSize(1232, 796);
    QTest::newRow("models-dark") << true << 2 << QSize(1232, 796);
    QTest::newRow("failures-dark") << true << 3 << QSize(1232, 796);
    QTest::newRow("connection-small") << false << 0 << QSize(816, 600);
}

void TestProvidersPage::draws()
{
    QFETCH(const bool, isDark);
    QFETCH(const int, tab);
    QFETCH(const QSize, size);
    m_theme.setAppearance(isDark ? Ui::Appearance::Dark : Ui::Appearance::Light);
    QTRY_COMPARE(Ui::Colours::of(m_bench->page->palette()).isDark, isDark);
    m_bench->page->resize(size);
    m_bench->page->showEntity(102);
    m_bench->find<QTabBar>(u"provider.tabs"_s)->setCurrentIndex(tab);
    Test::keepPicture(*m_bench->page, u"providers-"_s + QString::fromLatin1(QTest::currentDataTag()));
    const int least = m_bench->page->minimumSizeHint().width();
    QVERIFY2(least <= 816, qPrintable(QString::number(least)));
}

QTEST_MAIN(TestProvidersPage)
#include "tst_providerspage.moc"
