// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeupstream.h"
#include "tests/support/gatewayprocess.h"
#include "tests/support/rawclient.h"
#include "tests/support/serviceaccountdata.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;
using namespace std::chrono_literals;

namespace {

constexpr QByteArrayView Token = "ya29.token-canary-77c1e0";

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray tokenAnswer()
{
    return R"({"access_token":")" + Token + R"(","expires_in":3599,"token_type":"Bearer"})";
}

QByteArray geminiAnswer()
{
    return R"({"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},"finishReason":"STOP"}],)"
           R"("usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1,"totalTokenCount":4}})";
}

// The token endpoint and Vertex AI at one address, and the gateway before them.
class Stage final
{
    FakeAnswer m_atTokenEndpoint; // outlives those who ask for it

public:
    explicit Stage(FakeAnswer atTokenEndpoint)
        : m_atTokenEndpoint(std::move(atTokenEndpoint))
        , upstream([this](const FakeRequest &request) { return answer(request); })
        , document(serviceAccountDocument({{u"token_uri"_s, u"http://127.0.0.1:%1/token"_s.arg(upstream.port())}}))
        , gateway({.vendors = {u"http://127.0.0.1:%1/v1/projects/p/locations/l"_s.arg(upstream.port())},
                   .settings = {{u"engine.workers"_s, 1}}, // each has tokens of its own
                   .provider = {{u"type"_s, u"vertex"_s}, {u"retries"_s, 0}},
                   .client = {{u"content_level"_s, u"full"_s}},
                   .vendorKey = document})
    {}

    [[nodiscard]] QList<FakeRequest> asked(const QByteArray &path) const
    {
        QList<FakeRequest> asked = upstream.requests();
        asked.removeIf([&path](const FakeRequest &request) { return !request.target.startsWith(path); });
        return asked;
    }
    [[nodiscard]] QByteArray chat() const { return postText(gateway.port(), gateway.key(), chatBody("gemini-x")); }

    FakeUpstream upstream;
    QByteArray document;
    GatewayProcess gateway;

private:
    FakeAnswer answer(const FakeRequest &request) const
    {
        if (request.target == "/token")
            return m_atTokenEndpoint;
        if (request.header("authorization") == "Bearer "_ba + Token)
            return FakeAnswer::json(200, geminiAnswer());
        // It repeats what it was given.
        return FakeAnswer::json(401, R"({"error":{"message":"no: )" + request.header("authorization") + R"("}})");
    }
};

// Nothing of the document, of what was made of it and of what it was exchanged for.
void judge(const QString &where, const QByteArray &bytes)
{
    QVERIFY2(!bytes.contains(serviceAccountCanary()), qPrintable(u"the private key is in "_s + where));
    QVERIFY2(!bytes.contains("gserviceaccount"), qPrintable(u"the account is in "_s + where));
    QVERIFY2(!bytes.contains("0123456789abcdef"), qPrintable(u"the key's id is in "_s + where));
    QVERIFY2(!bytes.contains(Token), qPrintable(u"the token is in "_s + where));
    QVERIFY2(!bytes.contains("eyJhbGciOiJSUzI1NiIs"), qPrintable(u"the assertion is in "_s + where));
}

void judgeGateway(GatewayProcess &gateway)
{
    const QString process = u"/proc/%1/"_s.arg(gateway.processId());
    judge(u"cmdline"_s, contents(process + u"cmdline"_s));
    judge(u"environ"_s, contents(process + u"environ"_s));
    for (const auto &row : gateway.requestRows()) {
        const CommandResult shown = gateway.ctl({u"--json"_s, u"requests"_s, u"show"_s, row["id"_L1].toString()});
        QCOMPARE(shown.exitCode, 0);
        judge(u"requests show"_s, shown.output + shown.errors);
    }
    const CommandResult exported = gateway.ctl({u"config"_s, u"export"_s, u"-"_s});
    judge(u"config export"_s, exported.output + exported.errors);
    gateway.terminate();
    QVERIFY(gateway.waitForEnd());
    judge(u"what it said"_s, gateway.output());
    int files = 0;
    for (QDirIterator walk(gateway.dataDirectory(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         walk.hasNext(); ++files) {
        const QString path = walk.next();
        judge(path, contents(path));
    }
    QVERIFY2(files >= 4, "no files were looked at");
}

} // namespace

// Vertex AI with a service account's document as the key, over real sockets.
class TestServiceAccounts final : public QObject
{
    Q_OBJECT
private slots:
    void oneTokenForAll()
    {
        FakeAnswer slow = FakeAnswer::json(200, tokenAnswer());
        slow.pieces.first().after = 100ms; // so that they all wait for it
        Stage stage(slow);
        QVERIFY(stage.gateway.start());
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 8; ++i) {
            clients.push_back(std::make_unique<RawClient>(stage.gateway.port()));
            QVERIFY(clients.back()->send(stage.chat()));
        }
        for (const auto &client : clients) {
            const RawAnswer answer = client->readAnswer();
            QVERIFY2(answer.status == 200, answer.body.constData());
            QVERIFY(answer.body.contains("Hello"));
        }
        QCOMPARE(exchangeOnce(stage.gateway.port(), stage.chat()).status, 200);
        QCOMPARE(stage.asked("/v1/projects/p/locations/l/").size(), 9);
        const QList<FakeRequest> exchanged = stage.asked("/token");
        QCOMPARE(exchanged.size(), 1);
        QCOMPARE(exchanged.first().method, "POST"_ba);
        QCOMPARE(exchanged.first().header("content-type"), "application/x-www-form-urlencoded"_ba);
        QVERIFY(exchanged.first().body.startsWith(
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJ"));
        judgeGateway(stage.gateway);
    }

    void aRefusedDocument()
    {
        Stage stage(FakeAnswer::json(
            400, R"({"error":"invalid_grant","error_description":"Invalid grant: account not found"})"));
        QVERIFY(stage.gateway.start());
        const RawAnswer answer = exchangeOnce(stage.gateway.port(), stage.chat());
        QCOMPARE(answer.status, 502);
        QVERIFY2(answer.body.contains("invalid_grant: Invalid grant: account not found"), answer.body.constData());
        QVERIFY(answer.body.contains("upstream_credentials_exhausted"));
        judge(u"the answer"_s, answer.head + answer.body);
        QCOMPARE(stage.asked("/v1/").size(), 0);
        QCOMPARE(stage.gateway.onlyRow()["state"_L1].toString(), u"upstream error"_s);
        QCOMPARE(stage.gateway.ctl({u"ledger"_s, u"check"_s}).exitCode, 0);
        judgeGateway(stage.gateway);
    }

    // The vendor does not want the token and repeats it.
    void aTokenThatTheVendorRefuses()
    {
        Stage stage(FakeAnswer::json(200, R"({"access_token":"ya29.other-canary","expires_in":3599})"));
        QVERIFY(stage.gateway.start());
        const RawAnswer answer = exchangeOnce(stage.gateway.port(), stage.chat());
        QCOMPARE(answer.status, 502);
        QVERIFY(!answer.body.contains("other-canary"));
        const QString id = stage.gateway.onlyRow()["id"_L1].toString();
        QVERIFY(!stage.gateway.ctl({u"--json"_s, u"requests"_s, u"show"_s, id}).output.contains("other-canary"));
        QCOMPARE(exchangeOnce(stage.gateway.port(), stage.chat()).status, 502);
        QCOMPARE(stage.asked("/token").size(), 2); // it was not kept
    }

    // No redirect is followed with a credential.
    void aRedirect()
    {
        Stage stage(FakeAnswer::json(307, "{}", "Location: /v1/elsewhere\r\n"));
        QVERIFY(stage.gateway.start());
        QCOMPARE(exchangeOnce(stage.gateway.port(), stage.chat()).status, 502);
        QCOMPARE(stage.upstream.requestCount(), 1);
    }

    void theCommandLineTestsIt()
    {
        Stage stage(FakeAnswer::json(200, tokenAnswer()));
        QVERIFY(stage.gateway.start());
        const CommandResult test = stage.gateway.ctl({u"providers"_s, u"test"_s, u"vendor1"_s});
        QVERIFY2(test.exitCode == 0, test.errors.constData());
        QVERIFY2(test.output.contains("The service account's key is taken."), test.output.constData());
        QCOMPARE(stage.gateway.ctl({u"providers"_s, u"test"_s, u"vendor1"_s}).exitCode, 0);
        QCOMPARE(stage.asked("/token").size(), 2); // a test does not believe what is kept
        judge(u"providers test"_s, test.output + test.errors);
    }

    void theCommandLineSaysWhatIsWrong()
    {
        Stage stage(FakeAnswer::json(400, R"({"error":"invalid_grant","error_description":"Invalid JWT Signature."})"));
        QVERIFY(stage.gateway.start());
        const CommandResult test = stage.gateway.ctl({u"providers"_s, u"test"_s, u"vendor1"_s});
        QCOMPARE(test.exitCode, 1);
        QVERIFY2(test.errors.contains("invalid_grant: Invalid JWT Signature."), test.errors.constData());
        judge(u"providers test"_s, test.output + test.errors);
    }

    // From a file of many lines; what could never be used leaves no half of a provider.
    void theCommandLineAddsIt()
    {
        Stage stage(FakeAnswer::json(200, tokenAnswer()));
        QVERIFY(stage.gateway.start());
        const QTemporaryDir folder;
        const auto add = [&](const QString &name, const QByteArray &key) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::WriteOnly) || file.write(key) != key.size())
                qFatal("the key file cannot be written");
            file.close();
            return stage.gateway.ctl({u"providers"_s, u"add"_s, name, u"--type"_s, u"vertex"_s, u"--base-url"_s,
                                      u"https://aiplatform.googleapis.com/v1/projects/p/locations/global"_s,
                                      u"--key-file"_s, file.fileName()});
        };
        const CommandResult good = add(u"good"_s, stage.document);
        QVERIFY2(good.exitCode == 0, good.errors.constData());
        QCOMPARE(stage.gateway.ctl({u"providers"_s, u"test"_s, u"good"_s}).exitCode, 0);
        const CommandResult bad = add(u"bad"_s, stage.document.left(500));
        QVERIFY(bad.exitCode != 0);
        QVERIFY2(bad.errors.contains("Give the whole file."), bad.errors.constData());
        judge(u"providers add"_s, bad.output + bad.errors);
        const CommandResult listed = stage.gateway.ctl({u"providers"_s, u"list"_s});
        QVERIFY(listed.output.contains("good"));
        QVERIFY(!listed.output.contains("bad"));
        judgeGateway(stage.gateway);
    }
};

QTEST_GUILESS_MAIN(TestServiceAccounts)
#include "tst_serviceaccounts.moc"
