// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeupstream.h"
#include "tests/support/gatewayprocess.h"
#include "tests/support/rawclient.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QTest>

#include <array>
#include <optional>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;

namespace {

// What clients call the model, and what the vendor does. It has a price in the catalogue, so that what the vendor
// counts can be told from what nobody knows.
constexpr auto OwnName = "house/model";
constexpr auto VendorName = "gpt-5-mini";

// A surface that takes JSON. '%' is the model's name. The odd spelling of the bodies is the point.
struct JsonCase {
    const char *name;
    const char *path;
    const char *vendorTarget;
    const char *surface;
    const char *request;
    const char *answer;
    qint64 inputTokens; // 0 = the vendor's answer has no usage
};

constexpr std::array JsonCases = {
    JsonCase{"images", "/v1/images/generations", "/v1/images/generations", "images",
             R"({ "prompt":"a\u00e4\/b", "model" : "%", "n":1,"x":{"b":1.50,"a":12345678901234567890} })",
             R"({"created":1, "data":[{"b64_json":"QUJD"}], "unknown":{"z":1.0,"a":2e5}})", 0},
    JsonCase{"moderations", "/v1/moderations", "/v1/moderations", "moderations",
             R"({"input":["x","model"],"model":"%"})",
             R"({"id":"modr-1","model":"m","results":[{"flagged":false,"category_scores":{"hate":1.0e-7}}]})", 0},
    JsonCase{
        "moderations with usage", "/v1/moderations", "/v1/moderations", "moderations", R"({"model":"%","input":"x"})",
        R"({"id":"modr-1","results":[],"usage":{"prompt_tokens":12,"total_tokens":12,"completion_tokens":0}})", 12},
    JsonCase{
        "rerank", "/v1/rerank", "/v1/rerank", "rerank",
        R"({"query":"q","documents":[{"model":"no"},"b"],"model":"%","top_n":1})",
        R"({"results":[{"index":1,"relevance_score":0.10}],"usage":{"prompt_tokens":7,"completion_tokens":0,"total_tokens":7}})",
        7},
    JsonCase{"rerank, second version", "/v2/rerank", "/v1/rerank", "rerank",
             R"({"model":"%","query":"q","documents":["a"]})",
             R"({"results":[],"meta":{"billed_units":{"search_units":1}}})", 0},
    JsonCase{
        "completions", "/v1/completions", "/v1/completions", "completions",
        R"({"prompt":"Once\t" , "model":"%","logit_bias":{"9":-100,"10":1.0}})",
        R"({"id":"cmpl-1","object":"text_completion","choices":[{"text":" upon","index":0,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}})",
        3},
    JsonCase{
        "embeddings", "/v1/embeddings", "/v1/embeddings", "embeddings",
        R"({"input":["a","b"],"model":"%","dimensions":2,"encoding_format":"float"})",
        R"({"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.10,-2E-3]}],"model":"m","usage":{"prompt_tokens":2,"total_tokens":2}})",
        2},
};

// A form: text fields before and behind a file whose bytes try to look like fields.
QByteArray formBody(const QByteArray &model)
{
    static constexpr char File[] = "ID3\0\xff\r\n--bound\r\nname=\"model\"\r\n\r\nhouse/model\r\n";
    const QByteArray file(File, sizeof File - 1);
    return "--bound-7\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nhouse/model\r\n"
           "--bound-7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"model\"\r\n"
           "Content-Type: audio/mpeg\r\n\r\n"_ba
           + file + "\r\n--bound-7\r\ncontent-disposition: form-data; name=model\r\n\r\n"_ba + model
           + "\r\n--bound-7\r\nContent-Disposition: form-data; name=\"temperature\"\r\n\r\n0.50\r\n--bound-7--\r\n"_ba;
}

// Every byte value, and so many of them that they come in many pieces.
QByteArray soundBytes()
{
    QByteArray bytes;
    for (int i = 0; i < 2'000'000; ++i)
        bytes.append(static_cast<char>((i * 7 + i / 256) & 0xff));
    return bytes;
}

QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

// What passes through the gateway without being understood: it arrives as it was sent, at both ends, and is accounted
// for all the same. One gateway and one vendor serve all tests; the ledger is checked at the end.
class TestPassThrough final : public QObject
{
    Q_OBJECT

    std::optional<FakeUpstream> m_vendor;
    std::optional<GatewayProcess> m_gateway;
    QByteArray m_other; // another client's key

    [[nodiscard]] RawAnswer call(const QByteArray &method, const QByteArray &path, const QByteArray &key,
                                 const QByteArray &body = {}, const QByteArray &type = {}) const
    {
        QByteArray head = method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1:"_ba
                          + QByteArray::number(m_gateway->port()) + "\r\nAuthorization: Bearer "_ba + key + "\r\n"_ba;
        if (!type.isEmpty())
            head += "Content-Type: "_ba + type + "\r\n"_ba;
        if (method == "POST")
            head += "Content-Length: "_ba + QByteArray::number(body.size()) + "\r\n"_ba;
        return exchangeOnce(m_gateway->port(), head + "\r\n"_ba + body);
    }
    [[nodiscard]] RawAnswer post(const QByteArray &path, const QByteArray &body,
                                 const QByteArray &type = "application/json"_ba) const
    {
        return call("POST"_ba, path, m_gateway->key(), body, type);
    }
    [[nodiscard]] RawAnswer postForm(const QByteArray &path, const QByteArray &body) const
    {
        return post(path, body, "multipart/form-data; boundary=\"bound-7\""_ba);
    }
    void answerWith(const FakeAnswer &answer)
    {
        m_vendor->setScript([answer](const FakeRequest &) { return answer; });
    }
    [[nodiscard]] FakeRequest lastRequest() const { return m_vendor->requests().last(); }

    // The row of an answer, once the writer has it.
    [[nodiscard]] QJsonObject rowOf(const QByteArray &requestId) const
    {
        for (const QDeadlineTimer deadline(30'000); !deadline.hasExpired(); QTest::qWait(20)) {
            for (const QJsonValue row : m_gateway->requestRows(50)) {
                if (row["id"_L1].toString().toLatin1() == requestId && row["state"_L1].toString() != u"running"_s)
                    return row.toObject();
            }
        }
        return {};
    }
    [[nodiscard]] QJsonObject rowOf(const RawAnswer &answer) const { return rowOf(answer.header("x-gh-request-id")); }

    // R30b and R48: each side's key stays on its side.
    void verifyKeys(const RawAnswer &answer) const
    {
        const FakeRequest request = lastRequest();
        QVERIFY(!request.head.contains("sk-gh-") && !request.body.contains("sk-gh-"));
        QCOMPARE(request.header("authorization"), "Bearer "_ba + GatewayProcess::VendorKey);
        QVERIFY(!answer.head.contains(GatewayProcess::VendorKey) && !answer.body.contains(GatewayProcess::VendorKey));
        QVERIFY(answer.header("set-cookie").isEmpty());
    }

private slots:
    void initTestCase()
    {
        m_vendor.emplace([](const FakeRequest &) { return FakeAnswer::error(500); });
        m_gateway.emplace(GatewayProcess::Setup{
            .vendors = {m_vendor->baseUrl()},
            .provider = {{u"type"_s, u"openai_compatible"_s}, {u"catalog_provider"_s, u"openai"_s}, {u"retries"_s, 0}},
            .models = {QJsonObject{{u"provider"_s, u"vendor1"_s},
                                   {u"name"_s, QString::fromLatin1(OwnName)},
                                   {u"upstream_name"_s, QString::fromLatin1(VendorName)}}}});
        QVERIFY(m_gateway->start());
        QCOMPARE(m_gateway->ctl({u"clients"_s, u"add"_s, u"other"_s}).exitCode, 0);
        m_other = m_gateway->ctl({u"keys"_s, u"create"_s, u"other"_s}).output.trimmed();
        QVERIFY(m_other.startsWith("sk-gh-"));
    }

    void cleanupTestCase()
    {
        const CommandResult checked = m_gateway->ctl({u"ledger"_s, u"check"_s});
        QVERIFY2(checked.exitCode == 0, QByteArray(checked.output + checked.errors).constData());
    }

    void jsonKeepsItsBytes_data()
    {
        QTest::addColumn<const JsonCase *>("what");
        QTest::addColumn<QByteArray>("model");
        for (const JsonCase &what : JsonCases) {
            QTest::addRow("%s", what.name) << &what << QByteArray(OwnName);
            QTest::addRow("%s, by the vendor's name", what.name) << &what << QByteArray(VendorName);
        }
    }
    void jsonKeepsItsBytes()
    {
        QFETCH(const JsonCase *, what);
        QFETCH(const QByteArray, model);
        answerWith(FakeAnswer::json(200, what->answer,
                                    "Set-Cookie: a=b\r\nX-Api-Key: "_ba + GatewayProcess::VendorKey + "\r\n"_ba));
        const RawAnswer answer = post(what->path, QByteArray(what->request).replace('%', model));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, QByteArray(what->answer));
        QCOMPARE(lastRequest().target, QByteArray(what->vendorTarget));
        QCOMPARE(lastRequest().body, QByteArray(what->request).replace('%', VendorName));
        QCOMPARE(lastRequest().header("content-type"), "application/json"_ba);
        verifyKeys(answer);

        const QJsonObject row = rowOf(answer);
        QCOMPARE(row["surface"_L1].toString(), QString::fromLatin1(what->surface));
        QCOMPARE(row["state"_L1].toString(), u"answered"_s);
        QCOMPARE(row["used_model"_L1].toString(), QString::fromLatin1(VendorName));
        QCOMPARE(row["priced"_L1].toBool(), what->inputTokens > 0);
        QCOMPARE(row["usage"_L1]["input_uncached"_L1].toInteger(), what->inputTokens);
        QCOMPARE(!answer.header("x-gh-cost-usd").isEmpty(), what->inputTokens > 0);
    }

    void formsKeepTheirBytes_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("surface");
        QTest::newRow("edits") << "/v1/images/edits"_ba << u"images"_s;
        QTest::newRow("variations") << "/v1/images/variations"_ba << u"images"_s;
        QTest::newRow("transcriptions") << "/v1/audio/transcriptions"_ba << u"transcription"_s;
        QTest::newRow("translations") << "/v1/audio/translations"_ba << u"transcription"_s;
    }
    void formsKeepTheirBytes()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const QString, surface);
        answerWith(FakeAnswer::json(200, R"({"text":"gr\u00fc\u00df dich" })"));
        for (const char *model : {OwnName, VendorName}) {
            const RawAnswer answer = postForm(path, formBody(model));
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, R"({"text":"gr\u00fc\u00df dich" })"_ba);
            QCOMPARE(lastRequest().target, path);
            QCOMPARE(lastRequest().body, formBody(VendorName));
            QCOMPARE(lastRequest().header("content-type"), "multipart/form-data; boundary=\"bound-7\""_ba);
            verifyKeys(answer);
            const QJsonObject row = rowOf(answer);
            QCOMPARE(row["surface"_L1].toString(), surface);
            QVERIFY(!row["priced"_L1].toBool());
        }
        // Subtitles are no JSON.
        answerWith(FakeAnswer::bytes("text/vtt; charset=utf-8"_ba, "WEBVTT\n\n00:00 --> 00:01\nhi\n"_ba));
        const RawAnswer subtitles = postForm(path, formBody(OwnName));
        QCOMPARE(subtitles.body, "WEBVTT\n\n00:00 --> 00:01\nhi\n"_ba);
        QCOMPARE(subtitles.header("content-type"), "text/vtt; charset=utf-8"_ba);
    }

    void formsThatTwoReadersReadInTwoWaysAreRefused()
    {
        const qsizetype before = m_vendor->requestCount();
        const QByteArray field = "--bound-7\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n"_ba;
        QCOMPARE(postForm("/v1/audio/transcriptions"_ba, field + "a\r\n"_ba + field + "b\r\n--bound-7--\r\n"_ba).status,
                 400);
        QCOMPARE(postForm("/v1/audio/transcriptions"_ba, "no form"_ba).status, 400);
        QCOMPARE(postForm("/v1/audio/transcriptions"_ba, "--bound-7--\r\n"_ba).status, 400); // no model
        QCOMPARE(postForm("/v1/moderations"_ba, formBody(OwnName)).status, 415);             // nobody sends files there
        QCOMPARE(m_vendor->requestCount(), before);
    }

    void soundPassesAsItComes()
    {
        const QByteArray sound = soundBytes();
        const QByteArray body = R"({"model":"house/model","input":"Hi","voice":"alloy"})"_ba;
        answerWith(FakeAnswer::bytes("audio/mpeg"_ba, sound));
        const RawAnswer answer = post("/v1/audio/speech"_ba, body);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.isComplete);
        QVERIFY(answer.body == sound);
        QCOMPARE(answer.header("content-type"), "audio/mpeg"_ba);
        QCOMPARE(lastRequest().body, QByteArray(body).replace(OwnName, VendorName));
        verifyKeys(answer);
        const QJsonObject row = rowOf(answer);
        QCOMPARE(row["surface"_L1].toString(), u"speech"_s);
        QVERIFY(!row["priced"_L1].toBool());
        QCOMPARE(row["answer_bytes"_L1].toInteger(), sound.size());

        // The client hears the beginning while the vendor is still speaking.
        FakeAnswer slow = FakeAnswer::bytes("audio/mpeg"_ba, sound);
        slow.pieces.first().bytes.chop(10);
        slow.end = FakeAnswer::End::Hang;
        answerWith(slow);
        RawClient client(m_gateway->port());
        QVERIFY(client.send(postText(m_gateway->port(), m_gateway->key(), body, {}, "/v1/audio/speech"_ba)));
        QVERIFY(client.readUntil(sound.first(1000)));
    }

    // Sound that breaks off has no words in which an error could be told: the client sees that the answer is not whole.
    void r17_soundThatBreaksOffIsNotTakenForWhole()
    {
        FakeAnswer cut = FakeAnswer::bytes("audio/mpeg"_ba, soundBytes());
        cut.pieces.first().bytes.chop(1'000'000);
        cut.end = FakeAnswer::End::Close;
        answerWith(cut);
        const RawAnswer answer = post("/v1/audio/speech"_ba, R"({"model":"house/model","input":"Hi","voice":"a"})"_ba);
        QCOMPARE(answer.status, 200);
        QVERIFY(!answer.isComplete);
        const QJsonObject row = rowOf(answer);
        QCOMPARE(row["state"_L1].toString(), u"upstream error"_s);
        QVERIFY(!row["priced"_L1].toBool());
    }

    // Pictures that are drawn while one looks: each event at once, and what the vendor counted is charged.
    void eventsPassAsTheyCome()
    {
        const QByteArray partial = "event: image_generation.partial_image\ndata: {\"b64_json\":\""_ba
                                   + QByteArray(200'000, 'A') + "\"}\n\n"_ba;
        const QByteArray last =
            "event: image_generation.completed\ndata: {\"b64_json\":\"QUJD\",\"usage\":{\"input_tokens\":10,"
            "\"output_tokens\":20,\"total_tokens\":30}}\n\n"_ba;
        const QByteArray body = R"({"model":"house/model","prompt":"x","stream":true})"_ba;
        answerWith(FakeAnswer::bytes("text/event-stream"_ba, partial + last));
        const RawAnswer answer = post("/v1/images/generations"_ba, body);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.isComplete);
        QVERIFY(answer.body == partial + last);
        const QJsonObject row = rowOf(answer);
        QVERIFY(row["priced"_L1].toBool());
        QCOMPARE(row["usage"_L1]["output"_L1].toInteger(), 20);

        FakeAnswer slow = FakeAnswer::bytes("text/event-stream"_ba, partial + last);
        slow.pieces.first().bytes.chop(last.size());
        slow.end = FakeAnswer::End::Hang;
        answerWith(slow);
        RawClient client(m_gateway->port());
        QVERIFY(client.send(postText(m_gateway->port(), m_gateway->key(), body, {}, "/v1/images/generations"_ba)));
        QVERIFY(client.readUntil("AAAA\"}\n\n"_ba));
    }

    void errorsSpeakTheCallersDialect_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("isCohere");
        for (const char *path :
             {"/v1/images/generations", "/v1/audio/speech", "/v1/moderations", "/v1/completions", "/v1/embeddings"})
            QTest::newRow(path) << QByteArray(path) << false;
        for (const char *path : {"/v1/rerank", "/v2/rerank"})
            QTest::newRow(path) << QByteArray(path) << true;
    }
    void errorsSpeakTheCallersDialect()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const bool, isCohere);
        const QByteArray body = R"({"model":"house/model","input":"x","prompt":"x","query":"x","documents":["x"]})"_ba;
        const auto words = [isCohere](const RawAnswer &answer) {
            const QJsonObject object = objectOf(answer.body);
            return isCohere ? object["message"_L1].toString() : object["error"_L1]["message"_L1].toString();
        };
        // The client's own fault, in the vendor's words.
        const QByteArray refusal =
            R"({"error":{"message":"no such voice","type":"invalid_request_error","code":"v"}})"_ba;
        answerWith(FakeAnswer::json(400, refusal));
        const RawAnswer refused = post(path, body);
        QCOMPARE(refused.status, 400);
        QCOMPARE(words(refused), u"no such voice"_s);
        QCOMPARE(refused.body == refusal, !isCohere);
        QCOMPARE(rowOf(refused)["state"_L1].toString(), u"client error"_s);

        // The gateway's, in none of them.
        answerWith(FakeAnswer::json(
            401, QByteArray(R"({"error":{"message":"bad key KEY"}})").replace("KEY", GatewayProcess::VendorKey)));
        const RawAnswer denied = post(path, body);
        QCOMPARE(denied.status, 502);
        QVERIFY(!words(denied).isEmpty() && !denied.body.contains("bad key"));
        verifyKeys(denied);

        answerWith(FakeAnswer::json(503, "{}"_ba));
        const RawAnswer down = post(path, body);
        QCOMPARE(down.status, 503);
        QVERIFY(!words(down).isEmpty());
        QVERIFY(!rowOf(down)["priced"_L1].toBool());
    }

    // R48: all clients use the gateway's one key at the vendor, and still see their own alone.
    void filesAreTheirClientsOwn()
    {
        const QByteArray content = QByteArray::fromRawData("{\"a\":1}\n\0\xff", 10);
        m_vendor->setScript([content](const FakeRequest &request) {
            if (request.method == "POST")
                return FakeAnswer::json(200, R"({"id":"file-mine","object":"file","bytes":3})");
            if (request.target.startsWith("/v1/files?"))
                return FakeAnswer::json(200, R"({"object":"list","data":[{"id":"file-theirs"},{"id":"file-mine"}]})");
            if (request.target == "/v1/files/file-mine/content")
                return FakeAnswer::bytes("application/octet-stream"_ba, content);
            return request.method == "DELETE" ? FakeAnswer::json(200, R"({"id":"file-mine","deleted":true})")
                                              : FakeAnswer::json(200, R"({"id":"file-mine", "object":"file"})");
        });
        const QByteArray &key = m_gateway->key();
        const QByteArray form = formBody("any"_ba);
        const RawAnswer uploaded = postForm("/v1/files"_ba, form);
        QCOMPARE(uploaded.status, 200);
        QCOMPARE(uploaded.body, R"({"id":"file-mine","object":"file","bytes":3})"_ba);
        QCOMPARE(lastRequest().body, form);
        QCOMPARE(lastRequest().header("content-type"), "multipart/form-data; boundary=\"bound-7\""_ba);
        verifyKeys(uploaded);
        const QJsonObject row = rowOf(uploaded);
        QCOMPARE(row["surface"_L1].toString(), u"files"_s);
        QVERIFY(!row["priced"_L1].toBool());

        const RawAnswer listed = call("GET"_ba, "/v1/files?purpose=batch&limit=2"_ba, key);
        QCOMPARE(lastRequest().target, "/v1/files?purpose=batch&limit=2"_ba);
        QVERIFY(listed.body.contains("file-mine") && !listed.body.contains("file-theirs"));
        QVERIFY(!call("GET"_ba, "/v1/files?limit=2"_ba, m_other).body.contains("file-"));
        QCOMPARE(call("GET"_ba, "/v1/files/file-mine"_ba, key).body, R"({"id":"file-mine", "object":"file"})"_ba);
        QCOMPARE(call("GET"_ba, "/v1/files/file-mine/content"_ba, key).body, content);

        const qsizetype before = m_vendor->requestCount();
        QCOMPARE(call("GET"_ba, "/v1/files/file-mine"_ba, m_other).status, 404);
        QCOMPARE(call("GET"_ba, "/v1/files/file-mine/content"_ba, m_other).status, 404);
        QCOMPARE(call("DELETE"_ba, "/v1/files/file-mine"_ba, m_other).status, 404);
        QCOMPARE(call("GET"_ba, "/v1/files/file-theirs"_ba, key).status, 404);
        QCOMPARE(m_vendor->requestCount(), before);

        QCOMPARE(call("DELETE"_ba, "/v1/files/file-mine"_ba, key).status, 200);
        QCOMPARE(lastRequest().method, "DELETE"_ba);
        const RawAnswer gone = call("GET"_ba, "/v1/files/file-mine"_ba, key);
        QCOMPARE(gone.status, 404);
        QCOMPARE(objectOf(gone.body)["error"_L1]["code"_L1].toString(), u"not_found"_s);
    }

    // R48: nor can a request make the vendor read another client's file.
    void filesInRequestsAreTheirClientsOwn_R48_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("chat")
            << "/v1/chat/completions"_ba
            << R"({"model":"house/model","messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"file-a"}}]}]})"_ba;
        QTest::newRow("chat, written with escapes")
            << "/v1/chat/completions"_ba
            << R"({"model":"house/model","messages":[{"role":"user","content":[{"type":"file","file":{"file\u005fid":"file-\u0061"}}]}]})"_ba;
        QTest::newRow("images") << "/v1/images/generations"_ba
                                << R"({"model":"house/model","prompt":"x","images":[{"file_id":"file-a"}]})"_ba;
    }
    void filesInRequestsAreTheirClientsOwn_R48()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, body);
        m_vendor->setScript([](const FakeRequest &request) {
            return request.target == "/v1/files" ? FakeAnswer::json(200, R"({"id":"file-a","object":"file"})")
                                                 : FakeAnswer::completion("Yes."_ba);
        });
        QCOMPARE(postForm("/v1/files"_ba, formBody("any"_ba)).status, 200);
        QCOMPARE(post(path, body).status, 200);
        const qsizetype before = m_vendor->requestCount();
        const RawAnswer refused = call("POST"_ba, path, m_other, body, "application/json"_ba);
        QCOMPARE(refused.status, 404);
        QCOMPARE(objectOf(refused.body)["error"_L1]["param"_L1].toString(), u"file_id"_s);
        QCOMPARE(m_vendor->requestCount(), before);
        // Gone for its owner too, so that the next row begins without it.
        QCOMPARE(call("DELETE"_ba, "/v1/files/file-a"_ba, m_gateway->key()).status, 200);
        QCOMPARE(post(path, body).status, 404);
    }

    // Azure's clients name the deployment in the address; the vendor behind it need not be Azure.
    void azuresAddresses()
    {
        answerWith(FakeAnswer::completion("Yes."_ba));
        const QByteArray body = R"({"messages":[{"role":"user","content":"Hi"}]})"_ba;
        const RawAnswer answer =
            post("/openai/deployments/house%2Fmodel/chat/completions?api-version=2024-10-21"_ba, body);
        QCOMPARE(answer.status, 200);
        QCOMPARE(lastRequest().target, "/v1/chat/completions"_ba);
        QCOMPARE(lastRequest().model, QByteArray(VendorName));
        QCOMPARE(rowOf(answer)["requested_model"_L1].toString(), QString::fromLatin1(OwnName));
    }

    void batchesAreTheirClientsOwn()
    {
        m_vendor->setScript([](const FakeRequest &request) {
            if (request.target == "/v1/files")
                return FakeAnswer::json(200, R"({"id":"file-in","object":"file"})");
            if (request.target == "/v1/files/file-out/content")
                return FakeAnswer::bytes("application/jsonl"_ba, "{\"custom_id\":\"1\"}\n"_ba);
            const bool isDone = request.target == "/v1/batches/batch_1";
            return FakeAnswer::json(200, isDone ? R"({"id":"batch_1","status":"completed","output_file_id":"file-out"})"
                                                : R"({"id":"batch_1","status":"in_progress","output_file_id":null})");
        });
        const QByteArray &key = m_gateway->key();
        const QByteArray body = R"({ "input_file_id":"file-in","endpoint":"/v1/chat/completions" })"_ba;
        const qsizetype before = m_vendor->requestCount();
        QCOMPARE(post("/v1/batches"_ba, body).status, 404); // nobody's file yet
        QCOMPARE(m_vendor->requestCount(), before);
        QCOMPARE(postForm("/v1/files"_ba, formBody("any"_ba)).status, 200);
        // Somebody else's file would come out of a batch as its result.
        QCOMPARE(call("POST"_ba, "/v1/batches"_ba, m_other, body, "application/json"_ba).status, 404);
        const RawAnswer made = post("/v1/batches"_ba, body);
        QCOMPARE(made.status, 200);
        QCOMPARE(lastRequest().target, "/v1/batches"_ba);
        QCOMPARE(lastRequest().body, body);
        QCOMPARE(rowOf(made)["surface"_L1].toString(), u"batches"_s);

        QCOMPARE(call("GET"_ba, "/v1/files/file-out/content"_ba, key).status, 404); // the batch has not made it yet
        QCOMPARE(call("GET"_ba, "/v1/batches/batch_1"_ba, m_other).status, 404);
        QCOMPARE(call("POST"_ba, "/v1/batches/batch_1/cancel"_ba, m_other).status, 404);
        QVERIFY(call("GET"_ba, "/v1/batches/batch_1"_ba, key).body.contains("completed"));
        QCOMPARE(call("GET"_ba, "/v1/files/file-out/content"_ba, key).body, "{\"custom_id\":\"1\"}\n"_ba);
        QCOMPARE(call("GET"_ba, "/v1/files/file-out/content"_ba, m_other).status, 404);

        const RawAnswer cancelled = call("POST"_ba, "/v1/batches/batch_1/cancel"_ba, key);
        QCOMPARE(cancelled.status, 200);
        QCOMPARE(lastRequest().method, "POST"_ba);
        QCOMPARE(lastRequest().target, "/v1/batches/batch_1/cancel"_ba);
        QCOMPARE(lastRequest().header("content-length"), "0"_ba);
    }

    // A vendor of the caller's dialect: the address is its own, and its errors pass as they are.
    void rerankAtCohere()
    {
        FakeUpstream vendor([](const FakeRequest &request) {
            return request.body.contains("wrong") ? FakeAnswer::json(400, R"({"message":"no", "id":"1"})")
                                                  : FakeAnswer::json(200, R"({"results":[ ],"id":"1"})");
        });
        GatewayProcess gateway({.vendors = {u"http://127.0.0.1:%1/v2"_s.arg(vendor.port())},
                                .provider = {{u"type"_s, u"cohere"_s}, {u"retries"_s, 0}}});
        QVERIFY(gateway.start());
        const auto ask = [&](const QByteArray &body) {
            return exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), body, {}, "/v2/rerank"_ba));
        };
        const QByteArray body = R"({"model":"rerank-v3.5", "query":"q","documents":["a"]})"_ba;
        QCOMPARE(ask(body).body, R"({"results":[ ],"id":"1"})"_ba);
        QCOMPARE(vendor.requests().last().target, "/v2/rerank"_ba);
        QCOMPARE(vendor.requests().last().body, body);
        QCOMPARE(ask(R"({"model":"rerank-v3.5","query":"wrong"})"_ba).body, R"({"message":"no", "id":"1"})"_ba);
    }
};

QTEST_GUILESS_MAIN(TestPassThrough)
#include "tst_passthrough.moc"
