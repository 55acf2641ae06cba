// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/meteredevents.h"
#include "gateway/core/llm/openaianswer.h"
#include "gateway/core/llm/passthrough.h"
#include "gateway/pipeline/clientrequest.h"
#include "gateway/pipeline/vendorrequest.h"
#include "tests/support/spinebench.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Pipeline;
using namespace Qt::StringLiterals;

namespace {

// One client's request on its way to one vendor, which knows the model "house" by the name "real".
struct Bench {
    explicit Bench(ProviderType type)
    {
        spine.configuration.providers.removeLast();
        spine.configuration.models.removeLast();
        spine.configuration.providers.first().type = type;
        spine.configuration.models.first().name = u"house"_s;
        spine.configuration.models.first().upstreamName = u"real"_s;
    }
    [[nodiscard]] ExchangePtr ask(Llm::Surface surface, const QByteArray &body,
                                  const QByteArray &contentType = "application/json"_ba) const
    {
        ExchangePtr exchange = spine.exchange(body);
        exchange->surface = surface;
        exchange->dialect = Llm::surfaceTraits(surface).dialect;
        exchange->request.headers.add("Content-Type"_ba, contentType);
        return exchange;
    }

    Test::SpineBench spine;
};

// Read as stage 2 does, and built.
Result<VendorRequest> sent(const ExchangePtr &exchange)
{
    GH_CHECK(readClientRequest(*exchange));
    return vendorRequest(*exchange, exchange->snapshot->targetsFor("house"_ba).front());
}

const QByteArray FormType = "multipart/form-data; boundary=b"_ba;

QByteArray form(const QByteArray &model)
{
    return "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n"_ba + model
           + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nhouse\r\n--b--\r\n"_ba;
}

const QByteArray Chat = R"({"model":"house","messages":[{"role":"user","content":"Hi"}]})"_ba;

} // namespace

class VendorRequestTest final : public QObject
{
    Q_OBJECT
private slots:
    // R33: of a body that passes on only the model's name changes.
    void bytesAreKept_data()
    {
        QTest::addColumn<Llm::Surface>("surface");
        QTest::addColumn<QByteArray>("modelInPath");
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("sentBody");
        const auto row = [](const char *name, Llm::Surface surface, const char *path, const QByteArray &type,
                            const QByteArray &body, const QByteArray &sentBody) {
            QTest::newRow(name) << surface << QByteArray(path) << type << body << sentBody;
        };
        const QByteArray json = "application/json"_ba;
        using enum Llm::Surface;
        row("chat", ChatCompletions, "", json, R"({"messages":[ ],"n":1,"model" : "house"})"_ba,
            R"({"messages":[ ],"n":1,"model" : "real"})"_ba);
        row("other surfaces", Moderations, "", json, R"({"input":{"model":"house"}, "model":"house"})"_ba,
            R"({"input":{"model":"house"}, "model":"real"})"_ba);
        row("escaped", Images, "", json, R"({"model":"hous\u0065"})"_ba, R"({"model":"real"})"_ba);
        row("form", Transcription, "", FormType, form("house"_ba), form("real"_ba));
        row("in the address and the body", Images, "house", json, R"({"model":"house"})"_ba, R"({"model":"real"})"_ba);
    }
    void bytesAreKept()
    {
        QFETCH(const Llm::Surface, surface);
        QFETCH(const QByteArray, modelInPath);
        QFETCH(const QByteArray, contentType);
        QFETCH(const QByteArray, body);
        const Bench bench(ProviderType::OpenAiCompatible);
        const ExchangePtr exchange = bench.ask(surface, body, contentType);
        exchange->modelInPath = modelInPath;
        const auto made = sent(exchange);
        QVERIFY(made);
        QTEST(made->http.body, "sentBody");
        QVERIFY(!made->route.isTranslated);
        QCOMPARE(made->http.headers.value("content-type"), QByteArrayView(contentType));
        // Another vendor that is tried after this one gets its own name into the client's bytes.
        auto other = exchange->snapshot->targetsFor("house"_ba).front();
        other.upstreamModel = "house"_ba;
        QCOMPARE(vendorRequest(*exchange, other)->http.body,
                 QByteArray(body).replace(R"(hous\u0065)", contentType == FormType ? "house" : R"(hous\u0065)"));
        QVERIFY(exchange->upstreamBody.isEmpty()); // the same as the client's
    }

    // Azure's clients name the model in the address, other vendors look for it in the body.
    void modelsInTheAddressArePutIn_data()
    {
        QTest::addColumn<Llm::Surface>("surface");
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("sentBody");
        const auto row = [](const char *name, Llm::Surface surface, const QByteArray &type, const QByteArray &body,
                            const QByteArray &sentBody) { QTest::newRow(name) << surface << type << body << sentBody; };
        const QByteArray json = "application/json"_ba;
        using enum Llm::Surface;
        row("chat", ChatCompletions, json, R"( { "messages":[ ],"n":1})"_ba,
            R"( {"model":"real", "messages":[ ],"n":1})"_ba);
        row("chat, stream", ChatCompletions, json, R"({"messages":[],"stream":true})"_ba,
            R"({"model":"real","messages":[],"stream":true,"stream_options":{"include_usage":true}})"_ba);
        row("embeddings", Embeddings, json, R"({"input":"a"})"_ba, R"({"model":"real","input":"a"})"_ba);
        row("images", Images, json, R"({"prompt":"x"})"_ba, R"({"model":"real","prompt":"x"})"_ba);
        row("nothing else", Images, json, "{ }"_ba, R"({"model":"real" })"_ba);
        const QByteArray file = "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b--\r\n"_ba;
        row("form", Transcription, FormType, file,
            "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nreal\r\n"_ba + file);
    }
    void modelsInTheAddressArePutIn()
    {
        QFETCH(const Llm::Surface, surface);
        QFETCH(const QByteArray, contentType);
        QFETCH(const QByteArray, body);
        const Bench bench(ProviderType::OpenAiCompatible);
        const ExchangePtr exchange = bench.ask(surface, body, contentType);
        exchange->modelInPath = "house"_ba;
        const auto made = sent(exchange);
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        QCOMPARE(exchange->facts.model, "house"_ba);
        QTEST(made->http.body, "sentBody");
    }

    void modelsInTheAddressAreTranslated()
    {
        const Bench bench(ProviderType::Anthropic);
        const ExchangePtr exchange =
            bench.ask(Llm::Surface::ChatCompletions, R"({"messages":[{"role":"user","content":"Hi"}]})"_ba);
        exchange->modelInPath = "house"_ba;
        const auto made = sent(exchange);
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        QVERIFY(made->http.body.contains(R"("model":"real")"));
    }

    // Gemini's clients say it in both.
    void modelsOfGeminisEmbeddings_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("sentBody");
        QTest::newRow("one") << R"({"content":{"parts":[{"text":"a"}]}, "model":"models/house"})"_ba
                             << R"({"content":{"parts":[{"text":"a"}]}, "model":"models/real"})"_ba;
        QTest::newRow("without") << R"({"content":{"parts":[{"text":"a"}]}})"_ba
                                 << R"({"content":{"parts":[{"text":"a"}]}})"_ba;
        QTest::newRow("several")
            << R"({"requests":[{"model":"models/house","content":{"parts":[{"text":"a"}]}},{"content":{"parts":[{"text":"b"}]},"model":"models/house"}]})"_ba
            << R"({"requests":[{"model":"models/real","content":{"parts":[{"text":"a"}]}},{"content":{"parts":[{"text":"b"}]},"model":"models/real"}]})"_ba;
    }
    void modelsOfGeminisEmbeddings()
    {
        QFETCH(const QByteArray, body);
        const Bench bench(ProviderType::Gemini);
        const ExchangePtr exchange = bench.ask(Llm::Surface::GeminiEmbed, body);
        exchange->modelInPath = "house"_ba;
        exchange->resource = body.contains("requests") ? ":batchEmbedContents"_ba : ":embedContent"_ba;
        const auto made = sent(exchange);
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        QTEST(made->http.body, "sentBody");
    }

    // A vendor needs the boundary to read a form, whatever surface it came to.
    void formsKeepTheirType()
    {
        const Bench bench(ProviderType::OpenAiCompatible);
        const ExchangePtr upload = bench.ask(Llm::Surface::Files, form("house"_ba), FormType);
        upload->resource = "/files"_ba;
        const auto made = sent(upload);
        QCOMPARE(made->http.headers.value("content-type"), QByteArrayView(FormType));
        QCOMPARE(made->http.body, form("house"_ba));
        QCOMPARE(made->http.target, "/v1/files"_ba);
        const ExchangePtr batch = bench.ask(Llm::Surface::Batches, "{}"_ba, "application/json; charset=utf-8"_ba);
        batch->resource = "/batches"_ba;
        QCOMPARE(sent(batch)->http.headers.value("content-type"), QByteArrayView("application/json"));
        const ExchangePtr look = bench.ask(Llm::Surface::Files, {});
        look->request.method = "GET"_ba;
        look->resource = "/files/f"_ba;
        QVERIFY(!sent(look)->http.headers.value("content-type"));
        QCOMPARE(sent(look)->http.method, "GET"_ba);
    }

    void addresses_data()
    {
        QTest::addColumn<Llm::Surface>("surface");
        QTest::addColumn<QByteArray>("resource");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("target");
        const auto row = [](Llm::Surface surface, const char *resource, const char *query, const char *target) {
            QTest::addRow("%s?%s", resource, query)
                << surface << QByteArray(resource) << QByteArray(query) << QByteArray(target);
        };
        using enum Llm::Surface;
        row(Files, "/files", "limit=2&after=f%2F1", "/v1/files?limit=2&after=f%2F1");
        row(Files, "/files", "key=sk-gh-x&limit=2&key=b&api-version=1", "/v1/files?limit=2");
        row(Files, "/files", "key=sk-gh-x", "/v1/files");
        row(Files, "/files", "a=%0d%0aX:%20y", "/v1/files?a=%0D%0AX:%20y");
        row(Batches, "/batches/b/cancel", "", "/v1/batches/b/cancel");
        row(Images, "/images/edits", "x=1", "/v1/images/edits"); // the vendor has no such thing
        row(Rerank, "/rerank", "", "/v1/rerank");
        row(GeminiEmbed, ":embedContent", "", "/v1/embeddings");
        row(OllamaEmbed, "", "", "/v1/embeddings");
        row(CohereEmbed, "/embed", "", "/v1/embeddings");
    }
    void addresses()
    {
        QFETCH(const Llm::Surface, surface);
        QFETCH(const QByteArray, resource);
        QFETCH(const QByteArray, query);
        const Bench bench(ProviderType::OpenAiCompatible);
        const QByteArray body = surface == Llm::Surface::GeminiEmbed ? R"({"content":{"parts":[{"text":"x"}]}})"_ba
                                : surface == Llm::Surface::CohereEmbed
                                    ? R"({"model":"house","texts":["x"],"input_type":"search_query"})"_ba
                                    : R"({"model":"house","input":"x"})"_ba;
        const ExchangePtr exchange = bench.ask(surface, body);
        exchange->modelInPath = surface == Llm::Surface::GeminiEmbed ? "house"_ba : QByteArray();
        exchange->resource = resource;
        exchange->request.query = query;
        const auto made = sent(exchange);
        QVERIFY2(made, qPrintable(made ? QString() : made.error().message));
        QTEST(made->http.target, "target");
    }

    // R30b: headers are built, not copied.
    void headersAreBuilt()
    {
        const Bench bench(ProviderType::Anthropic);
        const ExchangePtr own =
            bench.ask(Llm::Surface::Messages,
                      R"({"model":"house","max_tokens":1,"messages":[{"role":"user","content":"Hi"}]})"_ba);
        for (const char *name : {"Cookie", "X-Forwarded-For", "anthropic-beta", "X-Stainless-Lang", "Accept"})
            own->request.headers.add(name, "canary"_ba);
        const auto made = sent(own);
        QList<QByteArray> passed;
        for (const Http::Field &field : made->http.headers) {
            QVERIFY(!field.value.contains("sk-gh-"));
            if (field.value == "canary")
                passed.append(field.name);
        }
        QCOMPARE(passed, QList{"anthropic-beta"_ba});
        QCOMPARE(made->http.headers.value("anthropic-version"), QByteArrayView("2023-06-01"));
        // They mean nothing where the client's dialect is another.
        const ExchangePtr other = bench.ask(Llm::Surface::ChatCompletions, Chat);
        other->request.headers.add("anthropic-version"_ba, "canary"_ba);
        other->request.headers.add("anthropic-beta"_ba, "canary"_ba);
        const auto translated = sent(other);
        QVERIFY(translated->route.isTranslated);
        QCOMPARE(translated->http.headers.value("anthropic-version"), QByteArrayView("2023-06-01"));
        QVERIFY(!translated->http.headers.value("anthropic-beta"));
    }

    void whatCannotBeSaidIsRefusedOrDropped()
    {
        const Bench bench(ProviderType::Anthropic);
        const QByteArray body = QByteArray(Chat).replace("{\"model\"", "{\"seed\":1,\"model\"");
        const ExchangePtr exchange = bench.ask(Llm::Surface::ChatCompletions, body);
        const auto refused = sent(exchange);
        QCOMPARE(refused.error().kind, ErrorKind::UnsupportedParameter);
        QCOMPARE(refused.error().param, "seed"_ba);
        exchange->request.headers.add("x-gh-unsupported-params"_ba, "drop"_ba);
        QVERIFY(sent(exchange));
        QCOMPARE(exchange->losses.size(), 1);
        QVERIFY(!exchange->upstreamBody.isEmpty() && !exchange->upstreamBody.contains("seed"));
        // The next vendor says it all: what was lost at the one before is not told of it.
        const Bench open(ProviderType::OpenAiCompatible);
        QVERIFY(vendorRequest(*exchange, open.spine.snapshot()->targetsFor("house"_ba).front()));
        QVERIFY(exchange->losses.isEmpty());
    }

    // A conversation that was changed on its way is written anew: the client's bytes would undo the change.
    void whatWasRewrittenIsNotTheClientsBytes()
    {
        const Bench bench(ProviderType::OpenAiCompatible);
        const ExchangePtr exchange = bench.ask(Llm::Surface::ChatCompletions, Chat);
        QVERIFY(neutralRequest(*exchange));
        exchange->chat->messages.first().parts.first().content = Llm::TextPart{.text = "masked"_ba};
        exchange->isRewritten = true;
        const auto made = sent(exchange);
        QVERIFY(made->route.isTranslated);
        QVERIFY(made->http.body.contains("masked") && !made->http.body.contains("Hi"));
    }

    void timeLeft_data()
    {
        QTest::addColumn<qint64>("elapsed"); // seconds
        QTest::addColumn<qint64>("left");    // milliseconds
        QTest::newRow("at once") << qint64(0) << qint64(600'000);
        QTest::newRow("after a try") << qint64(100) << qint64(500'000);
        QTest::newRow("none") << qint64(700) << qint64(1);
    }
    void timeLeft()
    {
        QFETCH(const qint64, elapsed);
        Bench bench(ProviderType::OpenAiCompatible);
        const ExchangePtr exchange = bench.ask(Llm::Surface::ChatCompletions, Chat);
        bench.spine.clock.advance(std::chrono::seconds(elapsed));
        QTEST(qint64(sent(exchange)->http.timeouts.total.count()), "left");
    }

    // Google's clients read an array where they do not ask for events; so does the gateway, of a vendor of Google's.
    void framingsOfGemini()
    {
        const Bench bench(ProviderType::Gemini);
        const QByteArray body = R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}]})"_ba;
        for (const bool isSse : {true, false}) {
            const ExchangePtr exchange = bench.ask(Llm::Surface::GenerateContent, body);
            exchange->modelInPath = "house"_ba;
            exchange->streamInPath = true;
            exchange->request.query = isSse ? "alt=sse"_ba : QByteArray();
            const auto made = sent(exchange);
            QCOMPARE(made->route.framing, isSse ? Llm::Framing::Sse : Llm::Framing::Array);
            QCOMPARE(made->http.target.endsWith(":streamGenerateContent?alt=sse"), isSse);
            QCOMPARE(made->http.target.endsWith(":streamGenerateContent"), !isSse);
            QVERIFY(made->http.target.contains("/models/real:"));
            QCOMPARE(made->http.body, body);
        }
    }

    void everyRouteHasItsStream()
    {
        const Bench bench(ProviderType::OpenAiCompatible);
        const auto kind = [&bench](Llm::Surface surface, const QByteArray &body, const VendorRoute &route,
                                   QByteArrayView contentType = "text/event-stream") {
            const ExchangePtr exchange = bench.ask(surface, body);
            if (!readClientRequest(*exchange))
                return "unread"_ba;
            const auto stream = answerStream(*exchange, route, contentType);
            return dynamic_cast<Llm::RawStream *>(stream.get())           ? "raw"_ba
                   : dynamic_cast<Llm::MeteredEvents *>(stream.get())     ? "metered"_ba
                   : dynamic_cast<Llm::OpenAiStream *>(stream.get())      ? "openai"_ba
                   : dynamic_cast<Llm::PassThroughStream *>(stream.get()) ? "pass"_ba
                   : dynamic_cast<Llm::TranslatedStream *>(stream.get())  ? "translated"_ba
                                                                          : QByteArray();
        };
        using enum Llm::Surface;
        const QByteArray messages =
            R"({"model":"house","max_tokens":1,"messages":[{"role":"user","content":"Hi"}]})"_ba;
        QCOMPARE(kind(ChatCompletions, Chat, {}), "openai"_ba);
        QCOMPARE(kind(ChatCompletions, Chat, {.dialect = Llm::Dialect::Anthropic, .isTranslated = true}),
                 "translated"_ba);
        QCOMPARE(kind(Messages, messages, {.dialect = Llm::Dialect::Anthropic}), "pass"_ba);
        QCOMPARE(kind(Speech, R"({"model":"house"})"_ba, {}, "audio/mpeg"), "raw"_ba);
        QCOMPARE(kind(Speech, R"({"model":"house"})"_ba, {}, "Text/Event-Stream; charset=utf-8"), "metered"_ba);
        QCOMPARE(kind(Files, {}, {}, "application/octet-stream"), "raw"_ba);
    }
};

QTEST_GUILESS_MAIN(VendorRequestTest)
#include "tst_vendorrequest.moc"
