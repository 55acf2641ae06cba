// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pagebench.h"
#include "ui/clients/accesseditor.h"
#include "ui/clients/clientspage.h"
#include "ui/common/colours.h"
#include "ui/common/copyfield.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QJsonDocument>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Bench = Test::PageBench<Ui::ClientsPage>;

// The page over a gateway in memory, driven as a person would.
class TestClientsPage final : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->isReady);
    }
    void cleanup() { m_bench.reset(); }
    void createsClient();
    void refusesDuplicateName();
    void keepsFormOpenWhenGatewayRefuses();
    void r49b_showsKeyOnce();
    void resolvesExpiry();
    void replacesAKeyWithGrace();
    void bindsAKey();
    void deniesModels();
    void disablesClient();
    void deletesAndUndoes();
    void deletesForGoodWithThePage();
    void keepsTypingWhenConfigurationChanges();
    void leadsToRequests();
    void draws_data();
    void draws();

private:
    Ui::Theme m_theme;
    std::unique_ptr<Bench> m_bench;
};

void TestClientsPage::createsClient()
{
    QVERIFY(m_bench->click(u"clients.new"_s));
    m_bench->find<QLineEdit>(u"client.name"_s)->setText(u"  invoice-reader "_s);
    m_bench->find<QComboBox>(u"client.team"_s)->setCurrentText(u"Finance"_s);
    QVERIFY(m_bench->click(u"client.save"_s));
    QTRY_COMPARE(m_bench->control.current.clients.size(), 8);
    const Client client = m_bench->control.current.clients.last();
    QCOMPARE(client.name, u"invoice-reader"_s);
    QCOMPARE(client.team, u"Finance"_s);
    QVERIFY(client.allowedModels.isEmpty());
    QTRY_COMPARE(m_bench->find<QTreeView>(u"clients.tree"_s)->currentIndex().data().toString(), u"invoice-reader"_s);
}

void TestClientsPage::refusesDuplicateName()
{
    QVERIFY(m_bench->click(u"clients.new"_s));
    auto *name = m_bench->find<QLineEdit>(u"client.name"_s);
    QTest::keyClicks(name, u"CI-bot"_s);
    QVERIFY(name->accessibleDescription().contains(u"CI-bot"_s));
    QVERIFY(m_bench->click(u"client.save"_s));
    QVERIFY(m_bench->control.applied.isEmpty());
    QVERIFY(m_bench->find<QDialog>(u"dialog.client"_s)->isVisible());
    Test::keepPicture(*m_bench->find<QDialog>(u"dialog.client"_s), u"clients-new"_s);
}

void TestClientsPage::keepsFormOpenWhenGatewayRefuses()
{
    QVERIFY(m_bench->click(u"clients.new"_s));
    m_bench->find<QLineEdit>(u"client.name"_s)->setText(u"late"_s);
    m_bench->control.refusal =
        Error{.kind = ErrorKind::StoreUnavailable, .message = u"The disk is full."_s, .detail = {}};
    QVERIFY(m_bench->click(u"client.save"_s));
    QTRY_VERIFY(m_bench->find<QPushButton>(u"client.save"_s)->isEnabled());
    QVERIFY(m_bench->find<QDialog>(u"dialog.client"_s)->isVisible());
    QCOMPARE(m_bench->find<QLineEdit>(u"client.name"_s)->text(), u"late"_s);
}

// R49b: the whole key is seen once, in the dialog that made it; the store has its hash, and nothing of the window has
// it after the dialog.
void TestClientsPage::r49b_showsKeyOnce()
{
    m_bench->page->showEntity(1);
    QVERIFY(m_bench->click(u"keys.new"_s));
    m_bench->find<QLineEdit>(u"key.name"_s)->setText(u"night"_s);
    QVERIFY(m_bench->click(u"key.create"_s));
    QTRY_VERIFY(m_bench->find<Ui::SecretOnceField>(u"key.secret"_s));
    const QString key = m_bench->find<Ui::SecretOnceField>(u"key.secret"_s)->text();
    const QString secret = key.last(48);
    QVERIFY(ClientKey::publicIdOf(key.toLatin1()).has_value());
    const ApiKey stored = m_bench->control.current.keys.last();
    QCOMPARE(stored.name, u"night"_s);
    QCOMPARE(stored.secretHash, ClientKey::hashOf(key.toLatin1()));
    QCOMPARE(stored.lastFour, key.last(4));
    QVERIFY(!QJsonDocument(toJson(stored)).toJson().contains(secret.toLatin1()));
    QVERIFY(!m_bench->find<QPlainTextEdit>(u"key.snippet"_s)->toPlainText().contains(secret));
    Test::keepPicture(*m_bench->find<QDialog>(u"dialog.newKey"_s), u"clients-new-key"_s);
    m_bench->find<QDialog>(u"dialog.newKey"_s)->accept();
    QTRY_VERIFY(!m_bench->find<QDialog>(u"dialog.newKey"_s));
    const auto fields = m_bench->page->findChildren<QLineEdit *>();
    for (const QLineEdit *field : fields)
        QVERIFY(!field->text().contains(secret));
    QCOMPARE(m_bench->find<QTabBar>(u"client.tabs"_s)->tabText(1), u"Keys 2"_s);
}

void TestClientsPage::resolvesExpiry()
{
    m_bench->page->showEntity(1);
    QVERIFY(m_bench->click(u"keys.new"_s));
    auto *lifetime = m_bench->find<QComboBox>(u"key.lifetime"_s);
    lifetime->setCurrentIndex(lifetime->findData(30));
    QVERIFY(m_bench->find<QLabel>(u"key.resolved"_s)->text().contains(u"2026"_s));
    Test::keepPicture(*m_bench->find<QDialog>(u"dialog.newKey"_s), u"clients-new-key-form"_s);
    QVERIFY(m_bench->click(u"key.create"_s));
    QTRY_COMPARE(m_bench->control.current.keys.size(), 7);
    QCOMPARE(m_bench->control.current.keys.last().expiresAt.value(), Test::StoryNow + std::chrono::days(30));
}

void TestClientsPage::replacesAKeyWithGrace()
{
    m_bench->control.current.keys[0].allowedAddresses = {u"10.0.0.0/8"_s};
    m_bench->control.setConfiguration(m_bench->control.current);
    m_bench->page->showEntity(2);
    m_bench->find<QTabBar>(u"client.tabs"_s)->setCurrentIndex(1);
    auto *table = m_bench->find<QTableView>(u"keys.table"_s);
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, 0).data().toString() == u"prod")
            table->selectRow(row);
    }
    QVERIFY(m_bench->click(u"keys.rotate"_s));
    auto *grace = m_bench->find<QComboBox>(u"key.grace"_s);
    grace->setCurrentIndex(grace->findData(1));
    Test::keepPicture(*m_bench->find<QDialog>(u"dialog.newKey"_s), u"clients-replace-key"_s);
    QVERIFY(m_bench->click(u"key.create"_s));
    QTRY_COMPARE(m_bench->control.current.keys.size(), 7);
    QCOMPARE(m_bench->control.current.keys[0].expiresAt.value(), Test::StoryNow + std::chrono::hours(1));
    const ApiKey made = m_bench->control.current.keys.last();
    QCOMPARE(made.name, u"prod"_s);
    QCOMPARE(made.allowedAddresses, QStringList{u"10.0.0.0/8"_s});
    QVERIFY(made.secretHash != m_bench->control.current.keys[0].secretHash);
}

void TestClientsPage::bindsAKey()
{
    m_bench->page->showEntity(1);
    m_bench->find<QTabBar>(u"client.tabs"_s)->setCurrentIndex(1);
    m_bench->find<QTableView>(u"keys.table"_s)->selectRow(0);
    QVERIFY(m_bench->click(u"keys.edit"_s));
    auto *addresses = m_bench->find<QLineEdit>(u"key.addresses"_s);
    QTest::keyClicks(addresses, u"192.168.1.0/24 nowhere"_s);
    QVERIFY(addresses->accessibleDescription().contains(u"nowhere"_s));
    QVERIFY(m_bench->click(u"key.save"_s));
    QVERIFY(m_bench->control.applied.isEmpty());
    addresses->clear();
    QTest::keyClicks(addresses, u"192.168.1.0/24, 10.0.0.7"_s);
    const QList<QAction *> surfaces = m_bench->find<QToolButton>(u"key.surfaces"_s)->menu()->actions();
    for (QAction *surface : surfaces) {
        if (surface->data() == u"embeddings"_s)
            surface->trigger();
    }
    Test::keepPicture(*m_bench->find<QDialog>(u"dialog.key"_s), u"clients-edit-key"_s);
    QVERIFY(m_bench->click(u"key.save"_s));
    QTRY_COMPARE(m_bench->control.current.keys[4].allowedAddresses, (QStringList{u"192.168.1.0/24"_s, u"10.0.0.7"_s}));
    QCOMPARE(m_bench->control.current.keys[4].allowedSurfaces, QStringList{u"embeddings"_s});
}

void TestClientsPage::deniesModels()
{
    m_bench->page->showEntity(2);
    m_bench->find<QTabBar>(u"client.tabs"_s)->setCurrentIndex(2);
    const auto editors = m_bench->page->findChildren<Ui::AccessEditor *>();
    QCOMPARE(editors.size(), 2);
    auto *input = editors[1]->findChild<QLineEdit *>();
    QTest::keyClicks(input, u"*-mini"_s);
    QTest::keyClick(input, Qt::Key_Return);
    QTRY_COMPARE(m_bench->control.current.clients[1].deniedModels, QStringList{u"*-mini"_s});
}

void TestClientsPage::disablesClient()
{
    m_bench->page->showEntity(2);
    QVERIFY(m_bench->click(u"client.enable"_s));
    QTRY_VERIFY(!m_bench->control.current.clients[1].enabled);
    QTRY_COMPARE(m_bench->find<QPushButton>(u"client.enable"_s)->text(), u"Enable"_s);
}

void TestClientsPage::deletesAndUndoes()
{
    std::function<void()> undo;
    connect(m_bench->page.get(), &Ui::Page::notice, this,
            [&undo](const QString &, const std::function<void()> &back) { undo = back; });
    m_bench->page->showEntity(6);
    m_bench->find<QTreeView>(u"clients.tree"_s)->setFocus();
    QTest::keyClick(m_bench->find<QTreeView>(u"clients.tree"_s), Qt::Key_Delete);
    QVERIFY(undo);
    QTRY_VERIFY(!m_bench->control.current.clients[5].enabled);
    undo();
    QTRY_VERIFY(m_bench->control.current.clients[5].enabled);
    QCOMPARE(m_bench->control.current.clients.size(), 7);
}

void TestClientsPage::deletesForGoodWithThePage()
{
    m_bench->page->showEntity(6);
    m_bench->find<QTreeView>(u"clients.tree"_s)->setFocus();
    QTest::keyClick(m_bench->find<QTreeView>(u"clients.tree"_s), Qt::Key_Delete);
    m_bench->page.reset();
    QTRY_COMPARE(m_bench->control.current.clients.size(), 6);
}

void TestClientsPage::keepsTypingWhenConfigurationChanges()
{
    m_bench->page->showEntity(2);
    m_bench->find<QTabBar>(u"client.tabs"_s)->setCurrentIndex(2);
    auto *input = m_bench->page->findChild<Ui::AccessEditor *>()->findChild<QLineEdit *>();
    QTest::keyClicks(input, u"mistral"_s);
    Configuration other = m_bench->control.current;
    other.clients[0].note = u"changed elsewhere"_s;
    m_bench->control.setConfiguration(other);
    QCOMPARE(input->text(), u"mistral"_s);
    QTest::keyClick(input, Qt::Key_Return);
    QTRY_COMPARE(m_bench->control.current.clients[1].allowedModels.size(), 3);
}

void TestClientsPage::leadsToRequests()
{
    Store::RequestFilter filter;
    connect(m_bench->page.get(), &Ui::Page::openRequests, this,
            [&filter](const Store::RequestFilter &asked) { filter = asked; });
    m_bench->page->showEntity(2);
    QVERIFY(m_bench->click(u"client.requests"_s));
    QCOMPARE(filter.clients, QList<EntityId>{2});
}

void TestClientsPage::draws_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<int>("tab");
    QTest::addColumn<QSize>("size");
    QTest::newRow("usage-light") << false << 0 << QSize(1232, 796);
    QTest::newRow("keys-light") << false << 1 << QSize(1232, 796);
    QTest::newRow("access-dark") << true << 2 << QSize(1232, 796);
    QTest::newRow("keys-dark-small") << true << 1 << QSize(816, 600);
}

void TestClientsPage::draws()
{
    QFETCH(const bool, isDark);
    QFETCH(const int, tab);
    QFETCH(const QSize, size);
    m_theme.setAppearance(isDark ? Ui::Appearance::Dark : Ui::Appearance::Light);
    QTRY_COMPARE(Ui::Colours::of(m_bench->page->palette()).isDark, isDark);
    m_bench->page->resize(size);
    m_bench->page->showEntity(2);
    m_bench->find<QTabBar>(u"client.tabs"_s)->setCurrentIndex(tab);
    QVERIFY(m_bench->settle());
    Test::keepPicture(*m_bench->page, u"clients-"_s + QString::fromLatin1(QTest::currentDataTag()));
    const int least = m_bench->page->minimumSizeHint().width();
    QVERIFY2(least <= 816, qPrintable(QString::number(least)));
}

QTEST_MAIN(TestClientsPage)
#include "tst_clientspage.moc"
