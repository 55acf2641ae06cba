// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeupstream.h"
#include "tests/support/gatewayprocess.h"
#include "tests/support/rawclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;

namespace {

constexpr int Clients = 50;

// What the clients of one round know when the gateway is gone.
struct Witness {
    QMutex mutex;
    QSet<QString> finished; // ids of requests whose last byte has arrived
};

// One client: request after request, streamed and not, until the connection cannot be made any more.
void callUntil(const std::atomic<bool> &isOver, quint16 port, const QByteArray &key, bool stream, Witness &witness)
{
    while (!isOver) {
        RawClient client(port);
        while (!isOver && client.isConnected()) {
            if (!client.send(postText(port, key, chatBody("fake", stream))))
                break;
            const RawAnswer answer = client.readAnswer();
            if (!answer.isComplete)
                break;
            if (answer.status == 200) {
                const QMutexLocker lock(&witness.mutex);
                witness.finished.insert(QString::fromLatin1(answer.header("x-gh-request-id")));
            }
        }
    }
}

} // namespace

// The accounting promise (DESIGN 7): when the last byte has been handed to the client, the row survives `kill -9`.
class TestCrash final : public QObject
{
    Q_OBJECT
private slots:
    void r1_everyFinishedRequestSurvivesKill()
    {
        const int rounds = std::max(1, qEnvironmentVariableIntValue("GATEHOUSE_CRASH_ROUNDS"));
        FakeUpstream upstream([](const FakeRequest &request) {
            if (request.isStream)
                return FakeAnswer::stream(3, std::chrono::milliseconds(request.number % 7), true);
            auto answer = FakeAnswer::completion("done");
            answer.pieces.first().after = std::chrono::milliseconds(request.number % 20);
            return answer;
        });
        GatewayProcess gateway({.vendors = {upstream.baseUrl()}, .provider = {{u"retries"_s, 0}}});
        QVERIFY(gateway.start());
        qsizetype finishedInAll = 0;
        QSet<QString> finished;
        for (int round = 0; round < rounds; ++round) {
            Witness witness;
            std::atomic<bool> isOver = false;
            {
                std::vector<std::jthread> clients;
                for (int i = 0; i < Clients; ++i) {
                    clients.emplace_back(
                        [&, i] { callUntil(isOver, gateway.port(), gateway.key(), i % 2 == 0, witness); });
                }
                QTest::qWait(QRandomGenerator::global()->bounded(50, 1500)); // the random moment is the test
                gateway.killHard();
                isOver = true;
            }
            finished.unite(witness.finished);
            finishedInAll += witness.finished.size();
            const auto forwarded = upstream.requestCount();
            QVERIFY2(gateway.start(), qPrintable(u"round %1"_s.arg(round)));

            const CommandResult check = gateway.ctl({u"ledger"_s, u"check"_s});
            QVERIFY2(check.exitCode == 0, QByteArray(check.output + check.errors).constData());
            QHash<QString, QString> states;
            int interrupted = 0;
            const QJsonArray rows = gateway.requestRows();
            // A listing that leaves rows out would look like lost ones: the ledger's own count says how many there are.
            const CommandResult counted = gateway.ctl({u"--json"_s, u"ledger"_s, u"check"_s});
            QCOMPARE(rows.size(), QJsonDocument::fromJson(counted.output).object()["requests"_L1].toInteger());
            for (const auto &row : rows) {
                const QString id = row["id"_L1].toString();
                QVERIFY2(!states.contains(id), qPrintable(u"twice: "_s + id));
                states.insert(id, row["state"_L1].toString());
                interrupted += row["state"_L1].toString() == u"interrupted"_s ? 1 : 0;
                QVERIFY2(row["state"_L1].toString() != u"running"_s,
                         qPrintable(u"still running after the restart: "_s + id));
            }
            QStringList missing;
            for (const QString &id : std::as_const(finished)) {
                if (states.value(id) != u"answered"_s)
                    missing << id + u' ' + states.value(id, u"missing"_s);
            }
            QVERIFY2(missing.isEmpty(), qPrintable(u"round %1: %2 of %3 finished requests: %4"_s.arg(round)
                                                       .arg(missing.size())
                                                       .arg(finished.size())
                                                       .arg(missing.mid(0, 5).join(u", "_s))));
            // R1b: what was forwarded and not finished is found too.
            QVERIFY2(states.size() >= forwarded,
                     qPrintable(u"%1 rows, %2 forwarded"_s.arg(states.size()).arg(forwarded)));
            qInfo("round %d: %lld finished, %lld rows, %lld forwarded, %d interrupted so far", round,
                  static_cast<long long>(witness.finished.size()), static_cast<long long>(states.size()),
                  static_cast<long long>(forwarded), interrupted);
        }
        QVERIFY2(finishedInAll > rounds, "too few requests ended to prove anything");
        const CommandResult sound = gateway.ctl({u"db"_s, u"check"_s});
        QVERIFY2(sound.exitCode == 0, QByteArray(sound.output + sound.errors).constData());
    }
};

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
