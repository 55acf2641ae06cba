// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/authenticate.h"
#include "tests/support/spinebench.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Pipeline;

class AuthenticateTest final : public QObject
{
    Q_OBJECT
private slots:
    void r24_everyCarrierIsTheSameKey()
    {
        const Test::SpineBench bench;
        const QByteArray key = bench.key.key.reveal().toByteArray();
        const QList<Http::Field> carriers = {{"Authorization", "Bearer " + key},
                                             {"authorization", "bearer  " + key},
                                             {"x-api-key", key},
                                             {"X-Goog-Api-Key", key},
                                             {"api-key", key}};
        for (const Http::Field &carrier : carriers) {
            const auto exchange = bench.exchange("{}");
            exchange->request.headers = {carrier};
            const auto result = authenticate(*exchange);
            QVERIFY2(result, carrier.name.constData());
            QCOMPARE(exchange->client->name, QStringLiteral("ci"));
            QCOMPARE(exchange->record.keyId, 2);
        }
        const auto exchange = bench.exchange("{}");
        exchange->request.headers = {};
        exchange->request.query = "alt=sse&key=" + key;
        QVERIFY(authenticate(*exchange));
    }

    void r24_twoKeysThatDifferAreRefused()
    {
        const Test::SpineBench bench;
        const auto exchange = bench.exchange("{}");
        exchange->request.headers.add("x-api-key", "sk-gh-something-else");
        QCOMPARE(authenticate(*exchange).error().kind, ErrorKind::InvalidApiKey);
        const auto twice = bench.exchange("{}");
        twice->request.headers.add("Authorization", "Bearer other");
        QCOMPARE(authenticate(*twice).error().kind, ErrorKind::InvalidApiKey);
    }

    void r46_withoutAKeyNobodyPasses()
    {
        const Test::SpineBench bench;
        const auto exchange = bench.exchange("{}");
        exchange->request.headers = {};
        QCOMPARE(authenticate(*exchange).error().kind, ErrorKind::MissingApiKey);
        exchange->request.headers = {{"Authorization", "Basic dXNlcjpwYXNz"}};
        QCOMPARE(authenticate(*exchange).error().kind, ErrorKind::InvalidApiKey);
        exchange->request.headers = {{"Authorization", "Bearer "}};
        QVERIFY(!authenticate(*exchange));
    }

    void unknownAndWrongSoundTheSame()
    {
        const Test::SpineBench bench;
        const ClientKey stranger = ClientKey::generate();
        const auto unknown = bench.exchange("{}");
        unknown->request.headers = {{"Authorization", "Bearer " + stranger.key.reveal()}};
        // Our public id before another's secret, with check digits that are right for neither.
        const auto wrong = bench.exchange("{}");
        QByteArray mixed = bench.key.key.reveal().toByteArray();
        mixed.replace(30, 4, "0000");
        wrong->request.headers = {{"Authorization", "Bearer " + mixed}};
        const auto first = authenticate(*unknown);
        const auto second = authenticate(*wrong);
        QCOMPARE(first.error(), second.error());
        QVERIFY(!first.error().message.contains(QString::fromLatin1(stranger.key.reveal())));
        QCOMPARE(unknown->record.clientId, 0);
    }

    void whoeverIsKnownIsNamedAlsoWhenRefused()
    {
        Test::SpineBench bench;
        bench.configuration.keys.first().enabled = false;
        const auto disabled = bench.exchange("{}");
        QCOMPARE(authenticate(*disabled).error().kind, ErrorKind::DisabledApiKey);
        QCOMPARE(disabled->record.clientId, 1);

        bench.configuration.keys.first().enabled = true;
        bench.configuration.clients.first().enabled = false;
        QCOMPARE(authenticate(*bench.exchange("{}")).error().kind, ErrorKind::DisabledApiKey);

        bench.configuration.clients.first().enabled = true;
        bench.configuration.keys.first().expiresAt = bench.clock.now();
        QCOMPARE(authenticate(*bench.exchange("{}")).error().kind, ErrorKind::ExpiredApiKey);
        bench.configuration.keys.first().expiresAt = bench.clock.now() + std::chrono::seconds(1);
        QVERIFY(authenticate(*bench.exchange("{}")));
    }

    void aKeyMayBeBoundToAddresses()
    {
        Test::SpineBench bench;
        bench.configuration.keys.first().allowedAddresses = {QStringLiteral("10.1.0.0/16"), QStringLiteral("fd00::7")};
        const auto from = [&bench](const QString &address) {
            const auto exchange = bench.exchange("{}");
            exchange->record.sourceAddress = address;
            return authenticate(*exchange);
        };
        QVERIFY(from(QStringLiteral("10.1.7.9")));
        QVERIFY(from(QStringLiteral("::ffff:10.1.7.9")));
        QVERIFY(from(QStringLiteral("fd00::7")));
        for (const auto &address : {QStringLiteral("10.2.0.1"), QStringLiteral("fd00::8"), QString()}) {
            const auto refused = from(address);
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::AddressNotAllowed);
            QVERIFY(refused.error().message.contains(address));
        }
    }

    void aKeyMayBeBoundToSurfaces()
    {
        Test::SpineBench bench;
        bench.configuration.keys.first().allowedSurfaces = {QStringLiteral("embeddings"), QStringLiteral("messages")};
        const auto call = [&bench](Llm::Surface surface) {
            const auto exchange = bench.exchange("{}");
            exchange->surface = surface;
            return authenticate(*exchange);
        };
        QVERIFY(call(Llm::Surface::Embeddings));
        QVERIFY(call(Llm::Surface::Messages));
        QVERIFY(call(Llm::Surface::Models)); // a list costs nothing
        const auto refused = call(Llm::Surface::ChatCompletions);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::SurfaceNotAllowed);
        QVERIFY(refused.error().message.contains(u"embeddings, messages"));
    }
};

QTEST_GUILESS_MAIN(AuthenticateTest)
#include "tst_authenticate.moc"
