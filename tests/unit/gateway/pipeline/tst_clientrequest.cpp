// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/clientrequest.h"
#include "tests/support/spinebench.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Pipeline;
using namespace Qt::StringLiterals;

namespace {

ExchangePtr at(const Test::SpineBench &bench, Llm::Surface surface, const QByteArray &body,
               const QByteArray &contentType = "application/json"_ba)
{
    ExchangePtr exchange = bench.exchange(body);
    exchange->surface = surface;
    exchange->dialect = Llm::surfaceTraits(surface).dialect;
    exchange->request.headers.add("Content-Type"_ba, contentType);
    return exchange;
}

const QByteArray FormType = "multipart/form-data; boundary=b"_ba;

QByteArray field(const QByteArray &name, const QByteArray &value, const QByteArray &more = {})
{
    return "--b\r\nContent-Disposition: form-data; name=\""_ba + name + '"' + more + "\r\n\r\n"_ba + value + "\r\n"_ba;
}

} // namespace

class ClientRequestTest final : public QObject
{
    Q_OBJECT
private slots:
    // Of what passes through only the model is read, and where it stands.
    void passThroughs_data()
    {
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("model");     // empty = refused
        QTest::addColumn<QByteArray>("modelText"); // as it stands in the body
        const auto json = [](const char *name, const char *body, const char *model, const char *text) {
            QTest::newRow(name) << "application/json"_ba << QByteArray(body) << QByteArray(model) << QByteArray(text);
        };
        const auto form = [](const char *name, const QByteArray &body, const char *model) {
            QTest::newRow(name) << FormType << body << QByteArray(model) << QByteArray(model);
        };
        json("plain", R"({ "model" : "m" })", "m", "\"m\"");
        json("escaped", R"({"model":"a\/b"})", "a/b", R"("a\/b")");
        json("elsewhere too", R"({"input":{"model":"no"},"model":"m"})", "m", "\"m\"");
        json("none", R"({"input":{"model":"no"}})", "", "");
        json("empty", R"({"model":""})", "", "");
        json("null", R"({"model":null})", "", "");
        json("a number", R"({"model":5})", "", "");
        json("twice", R"({"model":"a","model":"b"})", "", "");
        json("twice, escaped", R"({"model":"a","mod\u0065l":"b"})", "", "");
        json("no object", R"(["model","m"])", "", "");
        json("no JSON", R"({"model":"m")", "", "");
        json("nothing", "", "", "");
        json("stream is no flag", R"({"model":"m","stream":"yes"})", "", "");
        form("form", field("a"_ba, "model"_ba) + field("model"_ba, "m"_ba) + "--b--\r\n"_ba, "m");
        form("a file of that name", field("model"_ba, "m"_ba, "; filename=\"f\""_ba) + "--b--\r\n"_ba, "");
        form("form without", field("a"_ba, "b"_ba) + "--b--\r\n"_ba, "");
        form("form with it empty", field("model"_ba, {}) + "--b--\r\n"_ba, "");
        form("form with it twice", field("model"_ba, "m"_ba) + field("model"_ba, "m"_ba) + "--b--\r\n"_ba, "");
        form("form that does not end", field("model"_ba, "m"_ba), "");
        form("JSON that says to be a form", R"({"model":"m"})"_ba, "");
    }
    void passThroughs()
    {
        QFETCH(const QByteArray, contentType);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, model);
        QFETCH(const QByteArray, modelText);
        const Test::SpineBench bench;
        const ExchangePtr exchange = at(bench, Llm::Surface::Transcription, body, contentType);
        const Result<void> read = readClientRequest(*exchange);
        QCOMPARE(read.has_value(), !model.isEmpty());
        if (!read) {
            QCOMPARE(read.error().kind, ErrorKind::InvalidRequest);
            return;
        }
        QCOMPARE(exchange->facts.model, model);
        QCOMPARE(body.mid(exchange->modelValue->offset, exchange->modelValue->length), modelText);
        QCOMPARE(exchange->isForm, contentType == FormType);
    }

    // Azure's SDKs name the model in the address. What is charged and allowed is what the vendor will read.
    void theBodysModelCountsBeforeTheAddresss()
    {
        const Test::SpineBench bench;
        const ExchangePtr bare = at(bench, Llm::Surface::Images, R"({"prompt":"x"})"_ba);
        bare->modelInPath = "in-path"_ba;
        QVERIFY(readClientRequest(*bare));
        QCOMPARE(bare->facts.model, "in-path"_ba);
        QVERIFY(!bare->modelValue);
        const ExchangePtr both = at(bench, Llm::Surface::Images, R"({"model":"in-body","stream":true})"_ba);
        both->modelInPath = "in-path"_ba;
        QVERIFY(readClientRequest(*both));
        QCOMPARE(both->facts.model, "in-body"_ba);
        QVERIFY(both->facts.stream);
    }

    void everySurfaceIsReadInItsOwnWay_data()
    {
        QTest::addColumn<Llm::Surface>("surface");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("form"); // what is there afterwards: OpenAI's facts, a conversation, embeddings
        const auto row = [](Llm::Surface surface, const char *body, const char *form) {
            QTest::newRow(Llm::surfaceName(surface).data()) << surface << QByteArray(body) << QByteArray(form);
        };
        using enum Llm::Surface;
        row(ChatCompletions, R"({"model":"m","messages":[]})", "facts");
        row(Completions, R"({"model":"m","prompt":"x"})", "facts");
        row(Embeddings, R"({"model":"m","input":"x"})", "facts");
        row(Messages, R"({"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}]})", "chat");
        row(CountTokens, R"({"model":"m","messages":[{"role":"user","content":"x"}]})", "chat");
        row(OllamaGenerate, R"({"model":"m","prompt":"x"})", "chat");
        row(OllamaEmbed, R"({"model":"m","input":"x"})", "embeddings");
        row(CohereEmbed, R"({"model":"m","input_type":"search_query","texts":["x"]})", "embeddings");
        row(Files, "not looked at", "");
        row(Models, "", "");
    }
    void everySurfaceIsReadInItsOwnWay()
    {
        QFETCH(const Llm::Surface, surface);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, form);
        const Test::SpineBench bench;
        const ExchangePtr exchange = at(bench, surface, body);
        const Result<void> read = readClientRequest(*exchange);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
        QCOMPARE(exchange->openAi.has_value(), form == "facts");
        QCOMPARE(exchange->chat.has_value(), form == "chat");
        QCOMPARE(exchange->embeddings.has_value(), form == "embeddings");
        QCOMPARE(exchange->facts.model, form.isEmpty() ? QByteArray() : "m"_ba);
    }

    // Later stages change the conversation: it must not be read a second time.
    void aConversationIsReadOnce()
    {
        const Test::SpineBench bench;
        const ExchangePtr exchange =
            at(bench, Llm::Surface::ChatCompletions, R"({"model":"m","messages":[{"role":"user","content":"x"}]})"_ba);
        const auto first = neutralRequest(*exchange);
        QVERIFY(first);
        exchange->chat->model = "changed"_ba;
        QCOMPARE((*neutralRequest(*exchange))->model, "changed"_ba);
    }

    void framings()
    {
        const Test::SpineBench bench;
        using enum Llm::Surface;
        QCOMPARE(clientFraming(*at(bench, ChatCompletions, {})), Llm::Framing::Sse);
        QCOMPARE(clientFraming(*at(bench, OllamaChat, {})), Llm::Framing::Lines);
        QCOMPARE(clientFraming(*at(bench, GenerateContent, {})), Llm::Framing::Array);
        const ExchangePtr gemini = at(bench, GenerateContent, {});
        gemini->request.query = "key=x&alt=sse"_ba;
        QCOMPARE(clientFraming(*gemini), Llm::Framing::Sse);
    }

    void whatAnAnswerTakesFromItsRequest()
    {
        const Test::SpineBench bench;
        const ExchangePtr silent = at(bench, Llm::Surface::ChatCompletions, R"({"model":"m","messages":[]})"_ba);
        QVERIFY(readClientRequest(*silent));
        QVERIFY(!answerContext(*silent).usageAsked && !answerContext(*silent).namesEveryPiece);
        QCOMPARE(answerContext(*silent).model, "m"_ba);
        QCOMPARE(answerContext(*silent).created, 1'795'000'000);
        const ExchangePtr asking =
            at(bench, Llm::Surface::ChatCompletions,
               R"({"model":"m","messages":[],"stream":true,"stream_options":{"include_usage":true}})"_ba);
        asking->request.headers.add("User-Agent"_ba, "mistral-client-python/1.9"_ba);
        QVERIFY(readClientRequest(*asking));
        QVERIFY(answerContext(*asking).usageAsked && answerContext(*asking).namesEveryPiece);
        QVERIFY(answerContext(*at(bench, Llm::Surface::Messages, {})).usageAsked); // always there in that dialect
    }

    void dropping_data()
    {
        QTest::addColumn<QByteArray>("wish");
        QTest::addColumn<bool>("isAllowed");
        QTest::newRow("drop") << "drop"_ba << true;
        QTest::newRow("DROP") << "DROP"_ba << true;
        QTest::newRow("refuse") << "refuse"_ba << false;
        QTest::newRow("two words") << "drop, drop"_ba << false;
        QTest::newRow("empty") << QByteArray() << false;
    }
    void dropping()
    {
        QFETCH(const QByteArray, wish);
        const Test::SpineBench bench;
        const ExchangePtr exchange = at(bench, Llm::Surface::ChatCompletions, {});
        QVERIFY(!allowsDropping(*exchange));
        exchange->request.headers.add("X-GH-Unsupported-Params"_ba, wish);
        QTEST(allowsDropping(*exchange), "isAllowed");
    }

    // What is charged where a vendor gave no numbers: the same words count alike, whoever's dialect they are said in.
    void estimates()
    {
        const Test::SpineBench bench;
        const auto count = [&bench](Llm::Surface surface, const QByteArray &body) {
            const ExchangePtr exchange = at(bench, surface, body);
            (void)readClientRequest(*exchange);
            return estimatedInput(*exchange, "gpt-5-mini");
        };
        using enum Llm::Surface;
        const QByteArray message = R"("messages":[{"role":"user","content":"one two three"}]})"_ba;
        const qint64 openAi = count(ChatCompletions, R"({"model":"m",)"_ba + message);
        QVERIFY(openAi >= 3);
        QCOMPARE(count(Messages, R"({"model":"m","max_tokens":1,)"_ba + message), openAi);
        QCOMPARE(count(CountTokens, R"({"model":"m",)"_ba + message), openAi);
        QCOMPARE(count(OllamaChat, R"({"model":"m",)"_ba + message), openAi);
        QCOMPARE(count(Embeddings, R"({"model":"m","input":"one two three"})"_ba), 3);
        QCOMPARE(count(OllamaEmbed, R"({"model":"m","input":["one two","three"]})"_ba), 3);
        QCOMPARE(count(Speech, R"({"model":"m","input":"one two three"})"_ba), 0);
        QCOMPARE(count(Messages, "broken"_ba), 0);
    }
};

QTEST_GUILESS_MAIN(ClientRequestTest)
#include "tst_clientrequest.moc"
