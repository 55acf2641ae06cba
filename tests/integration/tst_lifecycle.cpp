// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeupstream.h"
#include "tests/support/gatewayprocess.h"
#include "tests/support/rawclient.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;
using namespace std::chrono_literals;

// Start, reload, end; and what is said when something is wrong.
class TestLifecycle final : public QObject
{
    Q_OBJECT
private slots:
    void r27_terminateLetsStreamsEnd()
    {
        FakeUpstream upstream([](const FakeRequest &) { return FakeAnswer::stream(40, 20ms, true); });
        GatewayProcess gateway({.vendors = {upstream.baseUrl()}});
        QVERIFY(gateway.start());
        std::atomic<int> complete = 0;
        {
            std::vector<std::jthread> clients;
            for (int i = 0; i < 20; ++i) {
                clients.emplace_back([&] {
                    const RawAnswer answer =
                        exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), chatBody("fake", true)));
                    complete += answer.isComplete && answer.body.endsWith("data: [DONE]\n\n") ? 1 : 0;
                });
            }
            QTRY_COMPARE_WITH_TIMEOUT(upstream.requestCount(), 20, 30'000);
            gateway.terminate();
        }
        QCOMPARE(complete.load(), 20);
        QVERIFY(gateway.waitForEnd());
        QCOMPARE(gateway.exitCode(), 0);
        const auto rows = gateway.requestRows();
        QCOMPARE(rows.size(), 20);
        for (const auto &row : rows)
            QCOMPARE(row["state"_L1].toString(), u"answered"_s);
        QCOMPARE(gateway.ctl({u"ledger"_s, u"check"_s}).exitCode, 0);
    }

    void r27_secondSignalEndsAtOnceAndConsistent()
    {
        FakeUpstream upstream([](const FakeRequest &) { return FakeAnswer::stream(100'000, 20ms, true); });
        GatewayProcess gateway({.vendors = {upstream.baseUrl()}});
        QVERIFY(gateway.start());
        RawClient client(gateway.port());
        QVERIFY(client.send(postText(gateway.port(), gateway.key(), chatBody("fake", true))));
        QVERIFY(client.readUntil("word"));
        gateway.terminate();
        QTRY_VERIFY_WITH_TIMEOUT(!RawClient(gateway.port()).isConnected(), 30'000); // it has stopped accepting
        gateway.terminate();
        QVERIFY(gateway.waitForEnd(20'000));
        // What was running has its row and its charge before the process ends, not only when the next one reads the
        // journal.
        const QJsonArray rows = gateway.requestRows();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first()["state"_L1].toString(), u"gateway error"_s);
        QVERIFY(gateway.start());
        QCOMPARE(gateway.ctl({u"ledger"_s, u"check"_s}).exitCode, 0);
        QCOMPARE(gateway.requestRows().size(), 1);
    }

    void r7b_secondOwnerIsRefusedAndAttachesByCommand()
    {
        GatewayProcess gateway({});
        QVERIFY(gateway.start());
        const CommandResult second =
            runProgram(u"gatehoused"_s, {u"--data-dir"_s, gateway.dataDirectory(), u"--listen"_s, u"127.0.0.1:0"_s});
        QVERIFY(second.exitCode > 0);
        QVERIFY2(second.errors.contains(QByteArray::number(gateway.processId())), second.errors.constData());
        QCOMPARE(gateway.ctl({u"clients"_s, u"list"_s}).exitCode, 0);
        // A lock that was left behind does not block a restart.
        gateway.killHard();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(gateway.start());
        qInfo("taken over after kill -9 in %lld ms", timer.elapsed());
    }

    void r28_reloadIsWholeAndABrokenDocumentChangesNothing()
    {
        FakeUpstream first([](const FakeRequest &) { return FakeAnswer::completion("first"); });
        FakeUpstream second([](const FakeRequest &) { return FakeAnswer::completion("second"); });
        const GatewayProcess::Setup toFirst{.vendors = {first.baseUrl()}};
        const GatewayProcess::Setup toSecond{.vendors = {second.baseUrl()}};
        GatewayProcess gateway(toFirst);
        QVERIFY(gateway.start());
        std::atomic<bool> isOver = false;
        std::atomic<int> answered = 0;
        std::atomic<int> wrong = 0;
        std::atomic<bool> isSecondSeen = false;
        {
            std::vector<std::jthread> clients;
            for (int i = 0; i < 8; ++i) {
                clients.emplace_back([&] {
                    RawClient client(gateway.port());
                    while (!isOver) {
                        client.send(postText(gateway.port(), gateway.key(), chatBody("fake")));
                        const RawAnswer answer = client.readAnswer();
                        const bool isFirst = answer.body.contains("\"first\"");
                        const bool isSecond = answer.body.contains("\"second\"");
                        isSecondSeen = isSecondSeen || isSecond;
                        wrong += answer.status == 200 && isFirst != isSecond ? 0 : 1;
                        if (++answered; !answer.isComplete)
                            return;
                    }
                });
            }
            for (int i = 0; i < 10; ++i) {
                gateway.writeDocument(i % 2 == 0 ? toSecond : toFirst);
                const int before = answered;
                gateway.reload();
                QTRY_VERIFY_WITH_TIMEOUT(answered > before + 20 || wrong > 0, 30'000);
            }
            isOver = true;
        }
        QCOMPARE(wrong.load(), 0);
        QVERIFY(isSecondSeen);

        QFile document(QFileInfo(gateway.dataDirectory()).dir().filePath(u"gatehouse.yaml"_s));
        QVERIFY(document.open(QIODevice::WriteOnly));
        document.write("gatehouse: 1\nprovidres: []\n");
        document.close();
        gateway.reload();
        const RawAnswer after = exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), chatBody("fake")));
        QCOMPARE(after.status, 200);
        QVERIFY(gateway.isRunning());
    }

    // One clear sentence that says what to do, and a code for scripts (issue "bad input").
    void badInputIsSaidPlainly_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("unknown option") << QStringList{u"--data-dri"_s, u"x"_s} << QByteArray("--data-dri");
        QTest::newRow("unreadable directory")
            << QStringList{u"--data-dir"_s, u"/proc/nowhere"_s} << QByteArray("/proc/nowhere");
        QTest::newRow("bad address") << QStringList{u"--data-dir"_s, u"%dir"_s, u"--listen"_s, u"nonsense:port"_s}
                                     << QByteArray("nonsense");
        QTest::newRow("no document") << QStringList{u"--data-dir"_s, u"%dir"_s, u"--config"_s, u"/no/such.yaml"_s}
                                     << QByteArray("/no/such.yaml");
        QTest::newRow("broken document") << QStringList{u"--data-dir"_s, u"%dir"_s, u"--config"_s, u"%broken"_s}
                                         << QByteArray("providres");
        QTest::newRow("port taken") << QStringList{u"--data-dir"_s, u"%dir"_s, u"--listen"_s, u"127.0.0.1:%port"_s}
                                    << QByteArray("in use");
    }

    void badInputIsSaidPlainly()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, word);
        const QTemporaryDir directory;
        QFile broken(directory.filePath(u"broken.yaml"_s));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("gatehouse: 1\nprovidres: []\n");
        broken.close();
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost, 0));
        for (QString &argument : arguments) {
            argument.replace(u"%dir"_s, directory.filePath(u"store"_s));
            argument.replace(u"%broken"_s, broken.fileName());
            argument.replace(u"%port"_s, QString::number(taken.serverPort()));
        }
        const CommandResult result = runProgram(u"gatehoused"_s, arguments);
        QVERIFY2(result.exitCode > 0, "it must not start");
        QVERIFY2(result.errors.contains(word), result.errors.constData());
        QVERIFY2(result.errors.trimmed().count('\n') <= 2, result.errors.constData());
        QVERIFY2(!result.output.contains("ready "), result.output.constData());
    }

    void aVendorThatIsDownIsAnAnswer()
    {
        quint16 closedPort = 0;
        {
            QTcpServer server;
            QVERIFY(server.listen(QHostAddress::LocalHost, 0));
            closedPort = server.serverPort();
        }
        GatewayProcess gateway(
            {.vendors = {u"http://127.0.0.1:%1/v1"_s.arg(closedPort)}, .provider = {{u"retries"_s, 0}}});
        QVERIFY(gateway.start());
        const RawAnswer answer =
            exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), chatBody("fake")));
        QVERIFY2(answer.status == 502 || answer.status == 503, answer.head.constData());
        QVERIFY2(answer.body.contains("vendor1"), answer.body.constData());
        QCOMPARE(gateway.onlyRow()["state"_L1].toString(), u"upstream error"_s);
    }
};

QTEST_GUILESS_MAIN(TestLifecycle)
#include "tst_lifecycle.moc"
