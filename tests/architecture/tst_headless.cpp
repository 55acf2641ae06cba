// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

// The programs for servers need nothing that draws (DESIGN 1): what the binary itself says, not what CMake was told.
class TestHeadless final : public QObject
{
    Q_OBJECT
private slots:
    void linksNothingThatDraws_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("gatehoused") << QStringLiteral(GATEHOUSE_BINARY_DIR "/app/gatehoused");
        QTest::newRow("gatehousectl") << QStringLiteral(GATEHOUSE_BINARY_DIR "/app/gatehousectl");
    }

    void linksNothingThatDraws()
    {
        QFETCH(QString, program);
        QVERIFY2(QFileInfo(program).isExecutable(), qPrintable(program + u" is not built"_s));
        QProcess readelf;
        readelf.start(u"readelf"_s, {u"-d"_s, program});
        QVERIFY(readelf.waitForFinished(60'000));
        QCOMPARE(readelf.exitCode(), 0);
        const QString needed = QString::fromUtf8(readelf.readAllStandardOutput());
        QVERIFY2(needed.contains(u"libQt6Core.so"_s), "readelf shows no libraries: the test would prove nothing");
        static const QRegularExpression drawing(u"lib(Qt6Gui|Qt6Widgets|Qt6Charts|Qt6Svg|KF6|X11|wayland)[^\\]]*"_s);
        QCOMPARE(drawing.match(needed).captured(), QString());
    }
};

QTEST_GUILESS_MAIN(TestHeadless)
#include "tst_headless.moc"
