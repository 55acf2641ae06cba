// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clocks.h"
#include "tests/support/fakecontrol.h"
#include "tests/support/storydata.h"
#include "ui/mainwindow.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

// Pictures of every page come out whole, light and dark. GATEHOUSE_PICTURES=DIR keeps them to be looked at.
class TestScreenshots final : public QObject
{
    Q_OBJECT
private slots:
    void drawsEveryPageInBothSchemes();
};

void TestScreenshots::drawsEveryPageInBothSchemes()
{
    const QTemporaryDir temporary;
    const QString kept = qEnvironmentVariable("GATEHOUSE_PICTURES");
    const QString directory = kept.isEmpty() ? temporary.path() : kept;
    const Test::FakeClock clock(fromMicroseconds(1'795'098'720'000'000)); // Thursday 19 November 2026, 14:32
    Test::FakeControl control;
    Test::FakeQuestions questions;
    const bool isEmpty = qEnvironmentVariableIsSet("GATEHOUSE_EMPTY");
    if (!isEmpty) {
        control.current = Test::storyConfiguration();
        Test::tellStory(questions, clock.now());
    }
    control.currentStatus.inFlight = 7;
    control.currentStatus.requestsPerSecond = 4.2;
    control.currentStatus.isSimulatorAnswering = isEmpty;
    Ui::Theme theme;
    Ui::MainWindow window({control, questions, clock}, theme);
    window.resize(1440, 900);
    window.show();
    for (const auto &[appearance, suffix] :
         {std::pair(Ui::Appearance::Light, u"light"_s), std::pair(Ui::Appearance::Dark, u"dark"_s)}) {
        theme.setAppearance(appearance);
        for (const QString &name : window.pageNames()) {
            window.showPage(name);
            QCOMPARE(window.currentPage(), window.page(name));
            QTRY_COMPARE(questions.openQuestions(), 0);
            QVERIFY(window.grab().save(u"%1/%2-%3.png"_s.arg(directory, name.section(u'.', 1), suffix)));
        }
    }
    const QStringList pictures = QDir(directory).entryList({u"*.png"_s}, QDir::Files, QDir::Name);
    QCOMPARE(pictures.size(), 2 * window.pageNames().size());
    for (const QString &name : pictures) {
        const QImage image(directory + u'/' + name);
        QCOMPARE(image.size(), QSize(1440, 900));
        const int ground = image.pixelColor(1430, 300).lightness();
        QVERIFY2(name.contains("dark"_L1) ? ground < 80 : ground > 200, qPrintable(name));
    }
}

QTEST_MAIN(TestScreenshots)
#include "tst_screenshots.moc"
