// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/config/settings.h"
#include "tests/support/pagebench.h"
#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/settings/settingspage.h"

#include <QListWidget>
#include <QRadioButton>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Bench = Test::PageBench<Ui::SettingsPage>;

class TestSettingsPage final : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->isReady);
    }
    void cleanup() { m_bench.reset(); }
    void appliesAFieldAtOnce();
    void refusesWrongAddress();
    void warnsOfAnOpenAddress();
    void pairsCertificateAndKey();
    void resetsAPage();
    void changesAppearance();
    void checksIntegrity();
    void findsSettings();
    void draws_data();
    void draws();

private:
    [[nodiscard]] Settings settings() const
    {
        return settingsFrom(m_bench->control.current.settings).value_or(Settings());
    }
    [[nodiscard]] QString problemOf(const QString &field) const
    {
        return m_bench->find<QLineEdit>(field)->accessibleDescription();
    }

    Ui::Theme m_theme;
    std::unique_ptr<Bench> m_bench;
};

void TestSettingsPage::appliesAFieldAtOnce()
{
    m_bench->find<QSpinBox>(u"settings.port"_s)->setValue(9090);
    QTRY_COMPARE(settings().listenPort, quint16(9090));
    QCOMPARE(m_bench->control.applied.size(), 1); // that setting and no other
}

void TestSettingsPage::refusesWrongAddress()
{
    QVERIFY(m_bench->type(u"settings.address"_s, u"300.1.1.1"_s));
    QVERIFY(!problemOf(u"settings.address"_s).isEmpty());
    QVERIFY(m_bench->type(u"settings.hosts"_s, u"http://gateway.example.com"_s));
    QVERIFY(!problemOf(u"settings.hosts"_s).isEmpty());
    QVERIFY(m_bench->control.applied.isEmpty());
    QVERIFY(m_bench->type(u"settings.hosts"_s, u"gateway.example.com, gw.lan"_s));
    QTRY_COMPARE(settings().allowedHosts.size(), 2);
}

void TestSettingsPage::warnsOfAnOpenAddress()
{
    QVERIFY(m_bench->type(u"settings.address"_s, u"0.0.0.0"_s));
    QTRY_COMPARE(settings().listenAddress, u"0.0.0.0"_s);
    QTRY_VERIFY(m_bench->shownText().contains(u"unencrypted"_s));
    Test::keepPicture(*m_bench->page, u"settings-warning"_s);
    QVERIFY(m_bench->type(u"settings.address"_s, u"127.0.0.1"_s));
    QTRY_VERIFY(!m_bench->shownText().contains(u"unencrypted"_s));
}

void TestSettingsPage::pairsCertificateAndKey()
{
    const QTemporaryDir directory;
    const auto write = [&](const QString &name, const QByteArray &label) {
        QFile file(directory.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write("-----BEGIN " + label + "-----\nAAAA\n") > 0
                   ? file.fileName()
                   : QString();
    };
    const QString certificate = write(u"gw.pem"_s, "CERTIFICATE");
    const QString key = write(u"gw.key"_s, "PRIVATE KEY");
    QVERIFY(m_bench->type(u"settings.certificate"_s, certificate));
    QVERIFY(!problemOf(u"settings.key"_s).isEmpty());
    QVERIFY(m_bench->type(u"settings.key"_s, certificate)); // not a key
    QVERIFY(!problemOf(u"settings.key"_s).isEmpty());
    QVERIFY(m_bench->control.applied.isEmpty());
    QVERIFY(m_bench->type(u"settings.key"_s, key));
    QTRY_COMPARE(settings().tlsKeyFile, key);
    QCOMPARE(settings().tlsCertificateFile, certificate);
}

void TestSettingsPage::resetsAPage()
{
    m_bench->find<QSpinBox>(u"settings.port"_s)->setValue(9090);
    QTRY_COMPARE(settings().listenPort, quint16(9090));
    QVERIFY(m_bench->type(u"settings.address"_s, u"nonsense"_s));
    QVERIFY(m_bench->click(u"settings.reset.gateway"_s));
    QTRY_COMPARE(settings().listenPort, quint16(8080));
    QCOMPARE(m_bench->find<QLineEdit>(u"settings.address"_s)->text(), u"127.0.0.1"_s);
    QVERIFY(problemOf(u"settings.address"_s).isEmpty());
}

void TestSettingsPage::changesAppearance()
{
    m_bench->find<QListWidget>(u"settings.pages"_s)->setCurrentRow(2);
    m_bench->find<QRadioButton>(u"settings.scheme.dark"_s)->click();
    QTRY_COMPARE(settings().appearance, u"dark"_s);
}

void TestSettingsPage::checksIntegrity()
{
    m_bench->find<QListWidget>(u"settings.pages"_s)->setCurrentRow(1);
    QVERIFY(m_bench->click(u"settings.integrity"_s));
    QTRY_VERIFY(m_bench->shownText().contains(u"The store is whole."_s));
    m_bench->questions.integrityAnswer = QStringList{u"row 7 missing from index"_s};
    QVERIFY(m_bench->click(u"settings.integrity"_s));
    QTRY_VERIFY(m_bench->shownText().contains(u"row 7 missing from index"_s));
}

void TestSettingsPage::findsSettings()
{
    auto *list = m_bench->find<QListWidget>(u"settings.pages"_s);
    m_bench->find<QLineEdit>(u"settings.search"_s)->setText(u"power cut"_s);
    QVERIFY(list->item(0)->isHidden());
    QVERIFY(!list->item(1)->isHidden());
    QCOMPARE(list->currentRow(), 1);
}

void TestSettingsPage::draws_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<int>("panel");
    QTest::newRow("gateway-light") << false << 0;
    QTest::newRow("data-dark") << true << 1;
    QTest::newRow("appearance-light") << false << 2;
    QTest::newRow("about-light") << false << 3;
}

void TestSettingsPage::draws()
{
    QFETCH(const bool, isDark);
    QFETCH(const int, panel);
    m_theme.setAppearance(isDark ? Ui::Appearance::Dark : Ui::Appearance::Light);
    QTRY_COMPARE(Ui::Colours::of(m_bench->page->palette()).isDark, isDark);
    m_bench->find<QListWidget>(u"settings.pages"_s)->setCurrentRow(panel);
    QVERIFY(m_bench->settle());
    Test::keepPicture(*m_bench->page, u"settings-"_s + QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(m_bench->page->minimumSizeHint().width() <= 816);
}

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"
