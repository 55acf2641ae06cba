// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/vendors.h"
#include "ui/providers/failureadvice.h"
#include "ui/providers/providerpresets.h"

#include <QSet>
#include <QTest>
#include <QUrl>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;

class TestFailureAdvice final : public QObject
{
    Q_OBJECT
private slots:
    void classifies_data();
    void classifies();
    void isNotMisledByNames();
    void classifiesTests_data();
    void classifiesTests();
    void presetsAreWhole();
    void knowsWhatVendorsWant();
    void findsPresetByHost();
    void judgesAddresses_data();
    void judgesAddresses();
    void findsFreeName();
};

void TestFailureAdvice::classifies_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("expected");
    const auto row = [](const char *name, const QByteArray &code, const QString &message, FailureClass expected) {
        QTest::newRow(name) << code << message << int(expected);
    };
    row("key", "upstream_rejected", u"401 invalid x-api-key"_s, FailureClass::KeyRejected);
    row("status with words", "upstream_rejected", u"HTTP 403: forbidden"_s, FailureClass::NotPermitted);
    row("overloaded", "upstream_rejected", u"529 overloaded"_s, FailureClass::VendorError);
    row("rate", "upstream_rate_limited", u"slow down"_s, FailureClass::RateLimited);
    row("time-out", "upstream_timeout", u"no answer within 60 s"_s, FailureClass::TimedOut);
    row("dns", "upstream_unreachable", u"Host not found"_s, FailureClass::NameUnknown);
    row("refused", "upstream_unreachable", u"Connection refused"_s, FailureClass::Refused);
    row("tls", "upstream_unreachable", u"The certificate has expired"_s, FailureClass::Tls);
    row("proxy before refused", "upstream_unreachable", u"Proxy connection refused"_s, FailureClass::Proxy);
    // As the gateway itself writes them.
    row("own key", "upstream_rejected",
        u"Provider 'Acme' refused the gateway's key (401). An administrator has to replace it."_s,
        FailureClass::KeyRejected);
    row("own status", "upstream_invalid", u"Provider 'Acme' answered with status 503."_s, FailureClass::VendorError);
    row("own dns", "upstream_unreachable", u"The name of provider 'Acme' cannot be resolved."_s,
        FailureClass::NameUnknown);
    row("own refused", "upstream_unreachable", u"Provider 'Acme' does not accept connections."_s,
        FailureClass::Refused);
    row("own address", "upstream_unreachable", u"Provider 'Acme' is at an address that is never called."_s,
        FailureClass::AddressDenied);
    row("own tls", "upstream_unreachable", u"No trusted TLS connection to provider 'Acme'."_s, FailureClass::Tls);
    row("own proxy", "upstream_unreachable", u"The proxy to provider 'Acme' failed."_s, FailureClass::Proxy);
    row("own cut", "upstream_invalid", u"Provider 'Acme' closed the connection in the middle of its answer."_s,
        FailureClass::CutOff);
    row("own time", "upstream_timeout", u"Provider 'Acme' did not begin to answer in time."_s, FailureClass::TimedOut);
    row("client", "client_closed", u"The client left before the end of the answer."_s, FailureClass::ClientLeft);
    row("context", "context_length_exceeded", u"The prompt is longer than the model's context."_s,
        FailureClass::ContextTooLong);
    row("nobody left", "no_healthy_target", u"Every provider of 'm' failed."_s, FailureClass::NoneHealthy);
    row("nothing known", "something_new", u"?"_s, FailureClass::Other);
    row("a number that is no status", "something_new", u"after 500000 bytes"_s, FailureClass::Other);
}

void TestFailureAdvice::classifies()
{
    QFETCH(const QByteArray, code);
    QFETCH(const QString, message);
    QFETCH(const int, expected);
    const FailureAdvice advice = adviceFor(u"Acme"_s, code, message);
    QCOMPARE(int(advice.failureClass), expected);
    QVERIFY(advice.title.contains(u"Acme"_s)); // third parties are blamed by name
    QVERIFY(!advice.fix.isEmpty());
}

void TestFailureAdvice::isNotMisledByNames()
{
    const FailureAdvice advice = adviceFor(u"TLS proxy 404"_s, "upstream_unreachable",
                                           u"Provider 'TLS proxy 404' does not accept connections."_s);
    QCOMPARE(advice.failureClass, FailureClass::Refused);
}

void TestFailureAdvice::classifiesTests_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("expected");
    QTest::newRow("401") << 401 << int(FailureClass::KeyRejected);
    QTest::newRow("402") << 402 << int(FailureClass::NotPermitted);
    QTest::newRow("404") << 404 << int(FailureClass::NotFound);
    QTest::newRow("422") << 422 << int(FailureClass::Rejected);
    QTest::newRow("429") << 429 << int(FailureClass::RateLimited);
    QTest::newRow("503") << 503 << int(FailureClass::VendorError);
    QTest::newRow("none") << 0 << int(FailureClass::NameUnknown);
}

void TestFailureAdvice::classifiesTests()
{
    QFETCH(const int, status);
    QFETCH(const int, expected);
    Engine::ProviderTest test;
    test.httpStatus = status;
    test.message = u"Host not found"_s;
    const FailureAdvice advice = adviceFor(u"Acme"_s, test);
    QCOMPARE(int(advice.failureClass), expected);
    QCOMPARE(advice.title.contains(QString::number(status)), status != 0);
}

void TestFailureAdvice::presetsAreWhole()
{
    QSet<QString> ids;
    QSet<ProviderType> types;
    for (const ProviderPreset &preset : providerPresets()) {
        QVERIFY(!ids.contains(preset.id.toString()));
        ids.insert(preset.id.toString());
        types.insert(preset.type);
        QVERIFY(!presetName(preset).isEmpty());
        if (preset.place == ProviderPreset::Place::Other)
            continue;
        // What stands in the field, or what an empty one means.
        const QString address = preset.baseUrl.isEmpty() ? baseUrlExample(preset.type) : preset.baseUrl.toString();
        QVERIFY2(baseUrlProblem(address, preset.type, u"http://127.0.0.1:8080"_s).isEmpty(),
                 qPrintable(preset.id.toString()));
        const bool isCloud = preset.place == ProviderPreset::Place::Cloud;
        QCOMPARE(QUrl(address).scheme() == "https"_L1, isCloud); // keys never in the clear
        QCOMPARE(preset.key == ProviderPreset::KeyUse::Required, isCloud);
    }
    // Every vendor can be added; the simulator is there already.
    for (const Llm::Vendor &vendor : Llm::allVendors()) {
        const bool isOffered = std::ranges::any_of(
            types, [&vendor](ProviderType type) { return vendorName(type) == QString::fromUtf8(vendor.name); });
        QCOMPARE(isOffered, vendor.type != "simulator");
    }
}

void TestFailureAdvice::knowsWhatVendorsWant()
{
    const QString own = u"http://127.0.0.1:8080"_s;
    QVERIFY(baseUrlProblem({}, ProviderType::Anthropic, own).isEmpty()); // the vendor's own address
    QVERIFY(!baseUrlProblem({}, ProviderType::AzureOpenAi, own).isEmpty());
    QVERIFY(!baseUrlProblem({}, ProviderType::Bedrock, own).isEmpty());
    QVERIFY(!baseUrlProblem(u"https://aiplatform.googleapis.com/v1"_s, ProviderType::Vertex, own).isEmpty());
    QVERIFY(
        baseUrlProblem(u"https://aiplatform.googleapis.com/v1/projects/p/locations/global"_s, ProviderType::Vertex, own)
            .isEmpty());
    QVERIFY(keyHint(ProviderType::Bedrock).contains(u"ACCESS_KEY_ID:SECRET_ACCESS_KEY"_s));
    QVERIFY(baseUrlHint(ProviderType::AzureOpenAi).contains(u"resource"_s));
}

void TestFailureAdvice::findsPresetByHost()
{
    Provider provider;
    provider.baseUrl = u"https://api.groq.com/openai/v1"_s;
    QCOMPARE(presetOf(provider).id.toString(), u"groq"_s);
    provider.baseUrl = u"http://gpu-01.lan:11434/v1"_s;
    QCOMPARE(presetOf(provider).id.toString(), u"ollama"_s);
    provider.baseUrl = u"https://llm.example.com/v1"_s;
    QCOMPARE(presetOf(provider).id.toString(), u"other"_s);
    provider.type = ProviderType::Anthropic; // behind somebody's own host
    QCOMPARE(presetOf(provider).id.toString(), u"anthropic"_s);
}

void TestFailureAdvice::judgesAddresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isFine");
    QTest::newRow("vendor") << u"https://api.example.com/v1"_s << true;
    QTest::newRow("local") << u"http://127.0.0.1:11434/v1"_s << true;
    QTest::newRow("v6") << u"http://[::1]:11434/v1"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("no scheme") << u"api.example.com/v1"_s << false;
    QTest::newRow("other scheme") << u"ftp://example.com"_s << false;
    QTest::newRow("query") << u"https://example.com/v1?key=1"_s << false;
    QTest::newRow("user") << u"https://me:secret@example.com/v1"_s << false;
    QTest::newRow("whole endpoint") << u"https://example.com/v1/chat/completions"_s << false;
    QTest::newRow("itself") << u"http://127.0.0.1:8080/v1"_s << false;
    QTest::newRow("itself by name") << u"http://localhost:8080/v1"_s << false;
}

void TestFailureAdvice::judgesAddresses()
{
    QFETCH(const QString, url);
    QFETCH(const bool, isFine);
    QCOMPARE(baseUrlProblem(url, ProviderType::OpenAiCompatible, u"http://127.0.0.1:8080"_s).isEmpty(), isFine);
}

void TestFailureAdvice::findsFreeName()
{
    Provider first;
    first.name = u"OpenAI"_s;
    Provider second;
    second.name = u"openai 2"_s;
    QCOMPARE(freeProviderName(u"OpenAI"_s, {first, second}), u"OpenAI 3"_s);
    QCOMPARE(freeProviderName(u"Groq"_s, {first, second}), u"Groq"_s);
}

QTEST_MAIN(TestFailureAdvice)
#include "tst_failureadvice.moc"
