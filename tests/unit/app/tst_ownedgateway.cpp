// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ownedgateway.h"
#include "tests/support/rawclient.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestOwnedGateway final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("GATEHOUSE_SECRETS", "file"); }

    // A window sees its own engine's requests as they come; a process without one collects none until somebody asks.
    void rowsAreTold_data()
    {
        QTest::addColumn<App::Watch>("watch");
        QTest::newRow("window") << App::Watch::Always;
        QTest::newRow("no window") << App::Watch::OnDemand;
    }
    void rowsAreTold()
    {
        QFETCH(const App::Watch, watch);
        const QTemporaryDir directory;
        const auto gateway = App::OwnedGateway::open(
            directory.path() + u"/data"_s, {.listenAddress = u"127.0.0.1"_s, .listenPort = 0, .workers = 1}, watch);
        QVERIFY(gateway);
        Engine::LocalControl &control = (*gateway)->control();
        int rows = 0;
        connect(&control, &Engine::Control::live, this,
                [&rows](const Engine::LiveBatch &batch) { rows += static_cast<int>(batch.requests.size()); });
        control.startServing();
        const auto port = static_cast<quint16>(QUrl(control.status().address).port());
        QVERIFY(port != 0);
        const auto answer =
            Test::exchangeOnce(port, Test::postText(port, "sk-gh-none"_ba, Test::chatBody("sim/fast"_ba)));
        QCOMPARE(answer.status, 401);
        QSignalSpy ticks(&control, &Engine::Control::statusChanged);
        QTRY_VERIFY(ticks.size() >= 3); // each tells what has been collected
        QCOMPARE(rows > 0, watch == App::Watch::Always);
    }
};

QTEST_GUILESS_MAIN(TestOwnedGateway)
#include "tst_ownedgateway.moc"
