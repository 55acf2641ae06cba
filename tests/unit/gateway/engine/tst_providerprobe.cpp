// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/providerprobe.h"
#include "tests/support/clocks.h"
#include "tests/support/fakeupstream.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto VendorKey = "sk-vendor-canary";

Engine::ProviderTest tested(const Provider &provider)
{
    const RealClock clock;
    Engine::ProviderProbe probe(clock);
    std::optional<Engine::ProviderTest> result;
    probe.test(provider, VendorKey, [&result](const Engine::ProviderTest &test) { result = test; });
    if (result || !QTest::qWaitFor([&result] { return result.has_value(); }))
        qFatal("no answer, or one from within the call");
    return *result;
}

Provider at(const QString &baseUrl, ProviderType type = ProviderType::OpenAiCompatible)
{
    Provider provider;
    provider.name = u"P"_s;
    provider.type = type;
    provider.baseUrl = baseUrl;
    return provider;
}

} // namespace

// What an administrator is told of a connection, over real sockets.
class TestProviderProbe final : public QObject
{
    Q_OBJECT
private slots:
    void lists_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("models"); // null = it is none
        QTest::newRow("OpenAI") << R"({"data":[{"id":"b"},{"id":"a"}]})"_ba << u"a b"_s;
        QTest::newRow("Gemini") << R"({"models":[{"name":"models/g"}]})"_ba << u"g"_s;
        QTest::newRow("an array") << R"([{"id":"a"}])"_ba << u"a"_s;
        QTest::newRow("none yet") << R"({"data":[]})"_ba << u""_s;
        QTest::newRow("without names") << R"({"data":[{},7,null,{"id":5}]})"_ba << u""_s;
        QTest::newRow("another object") << R"({"status":"ok"})"_ba << QString();
        QTest::newRow("a page") << "<html>"_ba << QString();
        QTest::newRow("nothing") << QByteArray() << QString();
    }
    void lists()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QString, models);
        FakeUpstream vendor([&body](const FakeRequest &) { return FakeAnswer::json(200, body); });
        const Engine::ProviderTest test = tested(at(vendor.baseUrl()));
        QCOMPARE(test.isOk, !models.isNull());
        QCOMPARE(test.httpStatus, 200);
        QCOMPARE(test.models.join(u' '), models);
        QCOMPARE(test.message.isEmpty(), test.isOk);
        QCOMPARE(vendor.requests().last().target, "/v1/models"_ba);
        QCOMPARE(vendor.requests().last().header("authorization"), "Bearer "_ba + VendorKey);
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("wrong key") << 401 << ErrorKind::UpstreamCredentialsExhausted;
        QTest::newRow("not allowed") << 403 << ErrorKind::UpstreamCredentialsExhausted;
        QTest::newRow("too many") << 429 << ErrorKind::UpstreamRateLimited;
        QTest::newRow("not there") << 404 << ErrorKind::UpstreamRejected;
        QTest::newRow("down") << 503 << ErrorKind::UpstreamRejected;
        QTest::newRow("moved") << 302 << ErrorKind::UpstreamRejected; // the key goes nowhere else
    }
    void refusals()
    {
        QFETCH(const int, status);
        FakeUpstream vendor([status](const FakeRequest &) {
            return FakeAnswer::json(status, R"({"error":{"message":"no"}})"_ba, "Location: http://127.0.0.1:9/\r\n"_ba);
        });
        const Engine::ProviderTest test = tested(at(vendor.baseUrl()));
        QVERIFY(!test.isOk);
        QTEST(test.kind, "kind");
        QCOMPARE(test.httpStatus, status);
        QCOMPARE(test.message, u"no"_s);
        QCOMPARE(vendor.requestCount(), 1);
    }

    // R48: some vendors say which key they did not take.
    void anEchoOfTheKeyIsNotShown()
    {
        FakeUpstream vendor([](const FakeRequest &) {
            return FakeAnswer::json(401,
                                    QByteArray(R"({"error":{"message":"bad key KEY"}})").replace("KEY", VendorKey));
        });
        QVERIFY(tested(at(vendor.baseUrl())).message.isEmpty());
    }

    void whereNobodyAnswers()
    {
        FakeUpstream vendor([](const FakeRequest &) { return FakeAnswer::ending(FakeAnswer::End::Close); });
        const Engine::ProviderTest closed = tested(at(vendor.baseUrl()));
        QVERIFY(!closed.isOk && closed.httpStatus == 0);
        QCOMPARE(closed.kind, ErrorKind::UpstreamUnreachable);
        QVERIFY(!closed.message.isEmpty());
        QCOMPARE(tested(at(u"http://127.0.0.1:1/v1"_s)).kind, ErrorKind::UpstreamUnreachable);
        QCOMPARE(tested(at(u"http://169.254.169.254/v1"_s)).kind, ErrorKind::UpstreamUnreachable); // R41
    }

    void withoutACall()
    {
        QVERIFY(!tested(at({}, ProviderType::Simulator)).models.isEmpty());
        const Engine::ProviderTest none = tested(at(u"https://api.perplexity.ai"_s, ProviderType::Perplexity));
        QVERIFY(!none.isOk && none.message.contains(u"no list of models"_s));
    }

    void aProbeThatGoesTakesItsCallsAlong()
    {
        FakeUpstream vendor([](const FakeRequest &) { return FakeAnswer::ending(FakeAnswer::End::Hang); });
        const RealClock clock;
        bool isAnswered = false;
        {
            Engine::ProviderProbe probe(clock);
            probe.test(at(vendor.baseUrl()), {}, [&isAnswered](const Engine::ProviderTest &) { isAnswered = true; });
            QTRY_COMPARE(vendor.requestCount(), 1);
        }
        QTRY_VERIFY(vendor.requests().last().isCutOff());
        QVERIFY(!isAnswered);
    }
};

QTEST_GUILESS_MAIN(TestProviderProbe)
#include "tst_providerprobe.moc"
