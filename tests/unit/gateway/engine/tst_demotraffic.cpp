// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/ids.h"
#include "gateway/engine/demostory.h"
#include "gateway/engine/demotraffic.h"
#include "tests/support/clocks.h"
#include "tests/support/fakecontrol.h"
#include "tests/support/fakeupstream.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

// The story's configuration in memory, and a port in the place of the gateway's.
struct Bench {
    Bench()
    {
        QList<Change> changes = Engine::DemoStory::configuration(clock.now());
        auto made = applied({}, changes, control.nextId);
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        control.current = *std::move(made);
        control.currentStatus.address = u"http://127.0.0.1:%1"_s.arg(gateway.port());
    }

    Test::FakeClock clock;
    Test::FakeControl control;
    Test::FakeUpstream gateway{[](const Test::FakeRequest &) { return Test::FakeAnswer::completion("Yes."_ba); }};
};

QByteArray keyOf(const Test::FakeRequest &request)
{
    return request.header("authorization").mid(7);
}

} // namespace

class DemoTrafficTest final : public QObject
{
    Q_OBJECT
private slots:
    // The store has hashes alone: whoever calls needs secrets that it knows.
    void everyClientGetsAFreshKey()
    {
        Bench bench;
        const QList<ApiKey> before = bench.control.current.keys;
        Engine::DemoTraffic traffic(bench.control, bench.clock);
        traffic.start();
        // One of the story has been disabled: nobody calls with its key.
        const auto disabled = std::ranges::count(bench.control.current.clients, false, &Client::enabled);
        QCOMPARE(bench.control.applied.size(), before.size() - disabled);
        QTRY_VERIFY(bench.control.current.keys != before);
        for (qsizetype i = 0; i < before.size(); ++i) {
            const ApiKey &after = bench.control.current.keys[i];
            QCOMPARE(after.id, before[i].id);
            const auto client = std::ranges::find(bench.control.current.clients, after.clientId, &Client::id);
            QCOMPARE(after.secretHash != before[i].secretHash, client->enabled);
            QCOMPARE(after.publicId != before[i].publicId, client->enabled);
        }
    }

    void clientsCallAsTheStorySays()
    {
        Bench bench;
        Engine::DemoTraffic traffic(bench.control, bench.clock);
        traffic.start();
        QTRY_VERIFY(bench.gateway.requestCount() >= 3);
        QSet<QByteArray> models;
        for (const Engine::DemoStory::DemoClient &client : Engine::DemoStory::clients()) {
            for (const Engine::DemoStory::ModelShare &share : client.models)
                models.insert(QByteArray(share.model.data(), static_cast<qsizetype>(share.model.size())));
        }
        for (const Test::FakeRequest &request : bench.gateway.requests()) {
            QCOMPARE(request.method, "POST"_ba);
            QCOMPARE(request.target, "/v1/chat/completions"_ba);
            const QByteArray key = keyOf(request);
            const QList<ApiKey> &keys = bench.control.current.keys;
            const auto known =
                std::ranges::find(keys, ClientKey::publicIdOf(key).value_or(QByteArray()), &ApiKey::publicId);
            QVERIFY(known != keys.end());
            QCOMPARE(known->secretHash, ClientKey::hashOf(key));
            QVERIFY(models.contains(request.model));
            QVERIFY(!QJsonDocument::fromJson(request.body)["messages"_L1].toArray().isEmpty());
        }
    }

    void aDisabledClientDoesNotCall()
    {
        Bench bench;
        for (Client &client : bench.control.current.clients)
            client.enabled = client.id == bench.control.current.clients.first().id;
        Engine::DemoTraffic traffic(bench.control, bench.clock);
        traffic.start();
        QCOMPARE(bench.control.applied.size(), 1);
        QTRY_VERIFY(bench.gateway.requestCount() >= 2);
        const QList<Test::FakeRequest> requests = bench.gateway.requests();
        QVERIFY(std::ranges::all_of(requests, [&requests](const Test::FakeRequest &request) {
            return keyOf(request) == keyOf(requests.first());
        }));
    }
};

QTEST_GUILESS_MAIN(DemoTrafficTest)
#include "tst_demotraffic.moc"
