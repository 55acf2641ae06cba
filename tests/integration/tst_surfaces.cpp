// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeupstream.h"
#include "tests/support/gatewayprocess.h"
#include "tests/support/rawclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;

namespace {

// A chat surface as its SDK calls it, with what its answers and streams must have.
struct Surface {
    const char *name;
    const char *path;
    const char *streamPath; // null = the body says it
    const char *body;       // with a member for the stream where the body says it
    const char *answerMark;
    const char *streamMark; // of the end
};

constexpr std::array Surfaces = {
    Surface{"chat_completions", "/v1/chat/completions", nullptr,
            "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello\"}]%}",
            "\"object\":\"chat.completion\"", "data: [DONE]"},
    Surface{"responses", "/v1/responses", nullptr, "{\"model\":\"fast\",\"input\":\"Say hello\"%}",
            "\"object\":\"response\"", "event: response.completed"},
    Surface{"messages", "/v1/messages", nullptr,
            "{\"model\":\"fast\",\"max_tokens\":300,\"messages\":[{\"role\":\"user\",\"content\":\"Say hello\"}]%}",
            "\"type\":\"message\"", "event: message_stop"},
    Surface{"generate_content", "/v1beta/models/fast:generateContent",
            "/v1beta/models/fast:streamGenerateContent?alt=sse",
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Say hello\"}]}]}", "\"candidates\"",
            "\"finishReason\":\"STOP\""},
    Surface{"ollama_chat", "/api/chat", nullptr,
            "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello\"}]%}", "\"done\":true",
            "\"done\":true"},
    Surface{"ollama_generate", "/api/generate", nullptr, "{\"model\":\"fast\",\"prompt\":\"Say hello\"%}",
            "\"response\"", "\"done\":true"},
    Surface{"cohere_chat", "/v2/chat", nullptr,
            "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello\"}]%}",
            "\"finish_reason\":\"COMPLETE\"", "message-end"},
};

QByteArray bodyOf(const Surface &surface, bool stream)
{
    return QByteArray(surface.body).replace("%", stream ? ",\"stream\":true" : ",\"stream\":false");
}

RawAnswer ask(const GatewayProcess &gateway, const QByteArray &path, const QByteArray &body,
              const QByteArray &more = {})
{
    return exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), body, more, path));
}

RawAnswer get(const GatewayProcess &gateway, const QByteArray &method, const QByteArray &path, const QByteArray &key)
{
    return exchangeOnce(gateway.port(), method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1:"_ba
                                            + QByteArray::number(gateway.port()) + "\r\nAuthorization: Bearer "_ba + key
                                            + "\r\n\r\n"_ba);
}

} // namespace

// Every surface in front of a vendor of every dialect, and what only some surfaces have.
class TestSurfaces final : public QObject
{
    Q_OBJECT
private slots:
    void everySurfaceEveryVendor_data()
    {
        QTest::addColumn<QString>("vendor");
        for (const char *dialect : {"openai", "responses", "anthropic", "gemini", "ollama", "bedrock", "cohere"})
            QTest::newRow(dialect) << u"simulator:%1"_s.arg(QLatin1StringView(dialect));
    }
    void everySurfaceEveryVendor()
    {
        QFETCH(const QString, vendor);
        GatewayProcess gateway({.vendors = {vendor}, .provider = {{u"type"_s, u"simulator"_s}}});
        QVERIFY(gateway.start());
        int count = 0;
        for (const Surface &surface : Surfaces) {
            const RawAnswer whole = ask(gateway, surface.path, bodyOf(surface, false));
            QVERIFY2(whole.status == 200, whole.body.constData());
            QVERIFY2(whole.body.contains(surface.answerMark), whole.body.constData());
            QVERIFY(QJsonDocument::fromJson(whole.body).isObject());
            const RawAnswer streamed =
                ask(gateway, surface.streamPath ? surface.streamPath : surface.path, bodyOf(surface, true));
            QVERIFY2(streamed.status == 200 && streamed.isComplete, streamed.body.constData());
            QVERIFY2(streamed.body.contains(surface.streamMark), streamed.body.constData());
            QVERIFY(!streamed.body.contains("\"error\":{"));
            count += 2;
        }
        QTRY_COMPARE(gateway.requestRows().size(), count);
        for (const QJsonValue row : gateway.requestRows()) {
            QCOMPARE(row["state"_L1].toString(), u"answered"_s);
        }
        QCOMPARE(gateway.ctl({u"ledger"_s, u"check"_s}).exitCode, 0);
    }

    // R60: refusals speak the caller's dialect.
    void r60_errorsSpeakTheCallersDialect()
    {
        GatewayProcess gateway({.vendors = {u"simulator:openai"_s}, .provider = {{u"type"_s, u"simulator"_s}}});
        QVERIFY(gateway.start());
        const QByteArray wrong = "sk-gh-000000000000-000000000000000000000000000000000000000000000000"_ba;
        const auto refused = [&](const QByteArray &path) {
            return exchangeOnce(gateway.port(), postText(gateway.port(), wrong, "{}"_ba, {}, path));
        };
        QVERIFY(refused("/v1/messages"_ba).body.startsWith("{\"type\":\"error\""));
        QVERIFY(refused("/v1beta/models/fast:generateContent"_ba).body.contains("\"status\":\"UNAUTHENTICATED\""));
        QVERIFY(refused("/api/chat"_ba).body.startsWith("{\"error\":\""));
        QVERIFY(refused("/v2/chat"_ba).body.startsWith("{\"message\":\""));
        QVERIFY(refused("/v1/responses"_ba).body.contains("\"code\":\"invalid_api_key\""));
        const RawAnswer nothing = ask(gateway, "/v1beta/files"_ba, "{}"_ba);
        QCOMPARE(nothing.status, 404);
        QVERIFY(nothing.body.contains("\"status\":\"NOT_FOUND\""));
    }

    void whatAVendorCannotSayIsRefusedByName()
    {
        GatewayProcess gateway({.vendors = {u"simulator:anthropic"_s}, .provider = {{u"type"_s, u"simulator"_s}}});
        QVERIFY(gateway.start());
        const QByteArray body =
            "{\"model\":\"fast\",\"seed\":7,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"_ba;
        const RawAnswer refused = ask(gateway, "/v1/chat/completions"_ba, body);
        QCOMPARE(refused.status, 400);
        QVERIFY2(refused.body.contains("\"param\":\"seed\""), refused.body.constData());
        QVERIFY(refused.body.contains("\"code\":\"unsupported_parameter\""));
        const RawAnswer dropped = ask(gateway, "/v1/chat/completions"_ba, body, "x-gh-unsupported-params: drop\r\n"_ba);
        QCOMPARE(dropped.status, 200);
        QCOMPARE(dropped.header("x-gh-dropped-params"), "seed"_ba);
    }

    // A vendor without a store of responses: the gateway keeps them, for their own client alone.
    void responsesAreKeptAndGoOn()
    {
        GatewayProcess gateway({.vendors = {u"simulator:anthropic"_s}, .provider = {{u"type"_s, u"simulator"_s}}});
        QVERIFY(gateway.start());
        const RawAnswer first =
            ask(gateway, "/v1/responses"_ba, "{\"model\":\"fast\",\"input\":\"My name is Ana\"}"_ba);
        QCOMPARE(first.status, 200);
        const QString id = QJsonDocument::fromJson(first.body)["id"_L1].toString();
        QVERIFY(id.startsWith("resp_"_L1));
        const RawAnswer again = get(gateway, "GET"_ba, "/v1/responses/"_ba + id.toUtf8(), gateway.key());
        QCOMPARE(again.status, 200);
        QCOMPARE(again.body, first.body);
        const QByteArray follow =
            "{\"model\":\"sim/echo\",\"input\":\"And now?\",\"previous_response_id\":\""_ba + id.toUtf8() + "\"}"_ba;
        const RawAnswer second = ask(gateway, "/v1/responses"_ba, follow);
        QVERIFY2(second.status == 200, second.body.constData());
        const auto tokens = [](const RawAnswer &answer) {
            return QJsonDocument::fromJson(answer.body)["usage"_L1]["input_tokens"_L1].toInt();
        };
        QVERIFY(tokens(second) > tokens(first)); // the conversation so far was sent along

        // A restart does not lose them.
        gateway.terminate();
        QVERIFY(gateway.waitForEnd());
        QVERIFY(gateway.start());
        QCOMPARE(get(gateway, "GET"_ba, "/v1/responses/"_ba + id.toUtf8(), gateway.key()).body, first.body);
        QCOMPARE(ask(gateway, "/v1/responses"_ba, follow).status, 200);

        const QByteArray other = gateway.ctl({u"clients"_s, u"add"_s, u"other"_s}).exitCode == 0
                                     ? gateway.ctl({u"keys"_s, u"create"_s, u"other"_s}).output.trimmed()
                                     : QByteArray();
        QVERIFY(!other.isEmpty());
        QCOMPARE(get(gateway, "GET"_ba, "/v1/responses/"_ba + id.toUtf8(), other).status, 404);
        QCOMPARE(get(gateway, "DELETE"_ba, "/v1/responses/"_ba + id.toUtf8(), gateway.key()).status, 200);
        QCOMPARE(get(gateway, "GET"_ba, "/v1/responses/"_ba + id.toUtf8(), gateway.key()).status, 404);
        QCOMPARE(ask(gateway, "/v1/responses"_ba, follow).status, 404);
    }

    void modelListsOfEveryDialect()
    {
        GatewayProcess gateway({.vendors = {u"simulator:openai"_s}, .provider = {{u"type"_s, u"simulator"_s}}});
        QVERIFY(gateway.start());
        const auto list = [&](const QByteArray &path) {
            return QJsonDocument::fromJson(get(gateway, "GET"_ba, path, gateway.key()).body);
        };
        QVERIFY(!list("/v1/models"_ba)["data"_L1].toArray().isEmpty());
        QVERIFY(list("/v1beta/models"_ba)["models"_L1][0]["name"_L1].toString().startsWith("models/"_L1));
        QVERIFY(!list("/api/tags"_ba)["models"_L1].toArray().isEmpty());
        const RawAnswer count =
            ask(gateway, "/v1/messages/count_tokens"_ba,
                "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello\"}]}"_ba);
        QVERIFY(QJsonDocument::fromJson(count.body)["input_tokens"_L1].toInt() > 3);
    }

    // Of the client's own request a vendor of the same dialect sees every byte but the model's name.
    void sameDialectKeepsTheBytes()
    {
        FakeUpstream vendor([](const FakeRequest &) {
            return FakeAnswer::json(
                200, "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"c\",\"content\":[],"
                     "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}");
        });
        GatewayProcess gateway({.vendors = {vendor.baseUrl()}, .provider = {{u"type"_s, u"anthropic"_s}}});
        QVERIFY(gateway.start());
        const QByteArray body =
            "{ \"max_tokens\" : 100,\t\"model\":\"claude-x\",\"messages\":[{\"role\":\"user\","
            "\"content\":\"a\\u00e4\"}],\"unknown_member\":{\"b\":1.50,\"a\":12345678901234567890}}"_ba;
        QCOMPARE(ask(gateway, "/v1/messages"_ba, body, "anthropic-beta: x-2026\r\n"_ba).status, 200);
        QCOMPARE(vendor.requests().last().body, body);
        QVERIFY(vendor.requests().last().head.contains("anthropic-beta: x-2026"));
        const QByteArray ownKey = "x-api-key: "_ba + GatewayProcess::VendorKey;
        QVERIFY(vendor.requests().last().head.contains(ownKey));
        QVERIFY(!vendor.requests().last().head.contains(gateway.key()));
    }

    // R30b and R48: the client's own key never reaches the vendor, and of what the vendor keeps under the gateway's one
    // key a client sees its own alone.
    void filesAreTheirClientsOwn()
    {
        FakeUpstream vendor([](const FakeRequest &request) {
            if (request.method == "POST")
                return FakeAnswer::json(200, "{\"id\":\"file-mine\",\"object\":\"file\"}");
            return FakeAnswer::json(200,
                                    "{\"object\":\"list\",\"data\":[{\"id\":\"file-theirs\"},{\"id\":\"file-mine\"}],"
                                    "\"first_id\":\"file-theirs\",\"last_id\":\"file-mine\",\"has_more\":false}");
        });
        GatewayProcess gateway({.vendors = {vendor.baseUrl()}, .provider = {{u"type"_s, u"openai"_s}}});
        QVERIFY(gateway.start());
        const QByteArray form =
            "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--b\r\n"
            "Content-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n\r\n{}\r\n--b--\r\n"_ba;
        const QByteArray upload = "POST /v1/files HTTP/1.1\r\nHost: 127.0.0.1:"_ba + QByteArray::number(gateway.port())
                                  + "\r\nAuthorization: Bearer "_ba + gateway.key()
                                  + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: "_ba
                                  + QByteArray::number(form.size()) + "\r\n\r\n"_ba + form;
        QCOMPARE(exchangeOnce(gateway.port(), upload).status, 200);
        QCOMPARE(vendor.requests().last().body, form);
        const QByteArray path = "/v1/files?limit=2&key="_ba + gateway.key();
        const RawAnswer list = get(gateway, "GET"_ba, path, gateway.key());
        QCOMPARE(list.status, 200);
        QCOMPARE(vendor.requests().last().target, "/v1/files?limit=2"_ba);
        QVERIFY(list.body.contains("file-mine") && !list.body.contains("file-theirs"));
        QCOMPARE(get(gateway, "GET"_ba, "/v1/files/file-theirs"_ba, gateway.key()).status, 404);
        QCOMPARE(get(gateway, "GET"_ba, "/v1/files/file-mine"_ba, gateway.key()).status, 200);
    }

    void translateCommand()
    {
        GatewayProcess gateway({.vendors = {u"simulator:openai"_s}, .provider = {{u"type"_s, u"simulator"_s}}});
        QProcess process;
        process.start(QStringLiteral(GATEHOUSE_BINARY_DIR "/app/gatehousectl"),
                      {u"translate"_s, u"--from"_s, u"openai"_s, u"--to"_s, u"anthropic"_s, u"--part"_s, u"request"_s});
        process.write("{\"model\":\"fast\",\"seed\":1,\"messages\":[{\"role\":\"system\",\"content\":\"Be "
                      "brief\"},{\"role\":\"user\",\"content\":\"Hi\"}]}");
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
        const QJsonDocument request = QJsonDocument::fromJson(process.readAllStandardOutput());
        QCOMPARE(request["system"_L1][0]["text"_L1].toString(), u"Be brief"_s);
        QVERIFY(request["max_tokens"_L1].toInt() > 0);
        QVERIFY(process.readAllStandardError().contains("seed"));
    }
};

QTEST_GUILESS_MAIN(TestSurfaces)
#include "tst_surfaces.moc"
