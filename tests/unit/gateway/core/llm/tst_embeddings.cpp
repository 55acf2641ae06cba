// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/embeddings.h"
#include "tests/support/datafile.h"
#include "tests/support/wiredata.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array Dialects = {Dialect::OpenAi, Dialect::Gemini, Dialect::Ollama, Dialect::Cohere};

Dialect dialectOf(const QByteArray &api)
{
    return api.startsWith("gemini")   ? Dialect::Gemini
           : api.startsWith("cohere") ? Dialect::Cohere
           : api.startsWith("ollama") ? Dialect::Ollama
                                      : Dialect::OpenAi;
}

QList<Test::WireExchange> recordings()
{
    return Test::wireExchanges({u"openai.embeddings"_s, u"gemini.embed"_s, u"cohere.embed"_s, u"ollama.embed"_s});
}

} // namespace

class EmbeddingsTest : public QObject
{
    Q_OBJECT
private slots:
    void recordedRequestsLoseNothing();
    void purposesOfGemini();
    void batchesSayThingsTwice();
    void recordedAnswersInEveryDialect();
    void requestsBetweenDialects();
    void base64BothWays();
    void wrongRequests_data();
    void wrongRequests();
    void errorsAndOddAnswers();
};

void EmbeddingsTest::recordedRequestsLoseNothing()
{
    int count = 0;
    for (const Test::WireExchange &exchange : recordings()) {
        const Dialect dialect = dialectOf(exchange.api);
        const auto request =
            readEmbeddingsRequest(dialect, exchange.requestBody, {.model = exchange.model, .stream = false});
        QVERIFY2(request, qPrintable(exchange.file));
        const Written written = writeEmbeddingsRequest(dialect, *request);
        const QString difference = Test::jsonDifference(exchange.requestBody, written.body);
        QVERIFY2(difference.isEmpty(), qPrintable(exchange.file + u": "_s + difference));
        QVERIFY(written.losses.isEmpty());
        ++count;
    }
    QCOMPARE(count, 14);
}

// What the texts are for is said once, whichever of them says it.
void EmbeddingsTest::purposesOfGemini()
{
    for (const char *first : {"\"FACT_CHECKING\"", "\"CLUSTERING\"", "\"ODD\""}) {
        const QByteArray body = "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"taskType\":"_ba + first
                                + "},{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"taskType\":\"EVEN\"},{\"content\":{"
                                  "\"parts\":[{\"text\":\"c\"}]},\"taskType\":\"CLASSIFICATION\"}]}";
        const auto request = readEmbeddingsRequest(Dialect::Gemini, body, {.model = "m", .stream = false});
        QVERIFY(request);
        const QByteArray written = writeEmbeddingsRequest(Dialect::Gemini, *request).body;
        QVERIFY2(Json::judge(written), written.constData());
    }
}

// What stands outside of a batch's requests is not written beside the same thing inside of them.
void EmbeddingsTest::batchesSayThingsTwice()
{
    for (const char *outer : {"\"outputDimensionality\":\"x\"", "\"model\":7", "\"content\":{}", "\"title\":\"b\""}) {
        const QByteArray body =
            "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"title\":\"a\",\"outputDimensionality\":8}],"_ba
            + outer + '}';
        const auto request = readEmbeddingsRequest(Dialect::Gemini, body, {.model = "m", .stream = false});
        if (!request)
            continue; // refused, which is as good
        const QByteArray written = writeEmbeddingsRequest(Dialect::Gemini, *request).body;
        QVERIFY2(Json::judge(written), written.constData());
    }
}

void EmbeddingsTest::recordedAnswersInEveryDialect()
{
    int count = 0;
    for (const Test::WireExchange &exchange : recordings()) {
        if (exchange.status != 200)
            continue;
        const auto answer = readEmbeddingsAnswer(dialectOf(exchange.api), exchange.answerBody);
        QVERIFY2(answer, qPrintable(exchange.file));
        for (const Dialect dialect : Dialects) {
            const EmbeddingsRequest request{.model = "m", .texts = {"x"}};
            const auto back = readEmbeddingsAnswer(dialect, writeEmbeddingsAnswer(dialect, *answer, request).body);
            QVERIFY2(back, qPrintable(exchange.file));
            QCOMPARE(back->vectors.size(), answer->vectors.size());
            if (!answer->vectors[0].startsWith('"'))
                QCOMPARE(back->vectors, answer->vectors); // not a digit is lost
            if (answer->usage)
                QCOMPARE(back->usage->inputTotal(), answer->usage->inputTotal());
            ++count;
        }
    }
    QCOMPARE(count, 13 * 4);
}

void EmbeddingsTest::requestsBetweenDialects()
{
    const auto request = readEmbeddingsRequest(
        Dialect::OpenAi, R"({"model":"m","input":["a","b"],"dimensions":8,"encoding_format":"base64","user":"u"})", {});
    QVERIFY(request);
    const Written gemini = writeEmbeddingsRequest(Dialect::Gemini, *request);
    QCOMPARE(
        Test::jsonDifference(
            R"({"requests":[{"model":"models/m","content":{"parts":[{"text":"a"}]},"outputDimensionality":8},{"model":"models/m","content":{"parts":[{"text":"b"}]},"outputDimensionality":8}]})",
            gemini.body),
        QString());
    QCOMPARE(gemini.losses.size(), 1); // user
    const Written ollama = writeEmbeddingsRequest(Dialect::Ollama, *request);
    QCOMPARE(Test::jsonDifference(R"({"model":"m","input":["a","b"],"dimensions":8})", ollama.body), QString());
    const Written cohere = writeEmbeddingsRequest(Dialect::Cohere, *request);
    QCOMPARE(
        Test::jsonDifference(
            R"({"model":"m","texts":["a","b"],"input_type":"search_document","embedding_types":["float"],"output_dimension":8})",
            cohere.body),
        QString());
    QCOMPARE(cohere.losses.size(), 2);
    // A single text of OpenAI's is a list of one for Gemini's batch method; purposes are the same idea elsewhere.
    const auto query = readEmbeddingsRequest(
        Dialect::Cohere, R"({"model":"m","texts":["a"],"input_type":"search_query","embedding_types":["float"]})", {});
    QVERIFY(writeEmbeddingsRequest(Dialect::Gemini, *query).body.contains(R"("taskType":"RETRIEVAL_QUERY")"));
    QCOMPARE(writeEmbeddingsRequest(Dialect::OpenAi, *query).losses[0].param, "input_type"_ba);
    // Tokens are no text.
    const auto tokens = readEmbeddingsRequest(Dialect::OpenAi, R"({"model":"m","input":[1,2,3]})", {});
    QVERIFY(tokens->isSingle);
    QCOMPARE(writeEmbeddingsRequest(Dialect::Gemini, *tokens).losses[0].weight, Loss::Weight::Meaning);
    QVERIFY(writeEmbeddingsRequest(Dialect::OpenAi, *tokens).body.contains("[1,2,3]"));
    // A single one of Gemini's keeps its form.
    const QByteArray single = R"({"model":"models/m","content":{"parts":[{"text":"a"}]},"taskType":"CLUSTERING"})";
    const auto one = readEmbeddingsRequest(Dialect::Gemini, single, {.model = "m", .stream = false});
    QCOMPARE(Test::jsonDifference(single, writeEmbeddingsRequest(Dialect::Gemini, *one).body), QString());
    QVERIFY(writeEmbeddingsAnswer(Dialect::Gemini, {.vectors = {"[1]"}}, *one)
                .body.contains(R"("embedding":{"values":[1]})"));
}

void EmbeddingsTest::base64BothWays()
{
    const QByteArray numbers = "[0.5,-1,0.1,1e-10,3.4028235e+38]";
    const QByteArray base64 = base64OfVector(numbers);
    QCOMPARE(QByteArray::fromBase64(base64).size(), 20);
    QCOMPARE(QByteArray::fromBase64(base64).first(4).toHex(), "0000003f"_ba);
    QCOMPARE(base64OfVector(vectorOfBase64(base64)), base64);
    QCOMPARE(vectorOfBase64(base64OfVector("[0.1]")), "[0.1]"_ba);
    QVERIFY(vectorOfBase64("AAA=").isEmpty());
    QVERIFY(vectorOfBase64("nonsense!").isEmpty());
    // A client that asked for base64 gets it from vendors that have numbers only, and the other way round.
    const auto asked =
        readEmbeddingsRequest(Dialect::OpenAi, R"({"model":"m","input":"x","encoding_format":"base64"})", {});
    const QByteArray packed = writeEmbeddingsAnswer(Dialect::OpenAi, {.vectors = {"[0.5]"}}, *asked).body;
    QVERIFY(packed.contains(R"("embedding":"AAAAPw==")"));
    const auto read = readEmbeddingsAnswer(Dialect::OpenAi, packed);
    QVERIFY(writeEmbeddingsAnswer(Dialect::Ollama, *read, {.model = "m"}).body.contains("[[0.5]]"));
    // Every recorded vector in base64 is the same after both ways.
    for (const Test::WireExchange &exchange : recordings()) {
        if (exchange.status != 200 || exchange.provider == "perplexity") // packs 8-bit numbers
            continue;
        const auto answer = readEmbeddingsAnswer(dialectOf(exchange.api), exchange.answerBody);
        if (!answer->vectors[0].startsWith('"'))
            continue;
        const QByteArray text = answer->vectors[0].sliced(1).chopped(1);
        QCOMPARE(base64OfVector(vectorOfBase64(text)), text);
    }
}

void EmbeddingsTest::wrongRequests_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("param");
    QTest::newRow("no model") << R"({"input":"x"})"_ba << "model"_ba;
    QTest::newRow("no input") << R"({"model":"m"})"_ba << "input"_ba;
    QTest::newRow("empty") << R"({"model":"m","input":[]})"_ba << "input"_ba;
    QTest::newRow("mixed") << R"({"model":"m","input":["a",1]})"_ba << "input"_ba;
    QTest::newRow("object") << R"({"model":"m","input":{}})"_ba << "input"_ba;
    QTest::newRow("format") << R"({"model":"m","input":"x","encoding_format":"hex"})"_ba << "encoding_format"_ba;
    QTest::newRow("dimensions") << R"({"model":"m","input":"x","dimensions":"8"})"_ba << "dimensions"_ba;
}

void EmbeddingsTest::wrongRequests()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, param);
    const auto request = readEmbeddingsRequest(Dialect::OpenAi, body, {});
    QVERIFY(!request);
    QCOMPARE(request.error().param, param);
}

void EmbeddingsTest::errorsAndOddAnswers()
{
    QVERIFY(!readEmbeddingsRequest(Dialect::Anthropic, R"({"model":"m"})", {}));
    for (const Dialect dialect : Dialects) {
        QCOMPARE(readEmbeddingsAnswer(dialect, R"({"error":{"message":"no"}})").error().kind,
                 ErrorKind::UpstreamRejected);
        QCOMPARE(readEmbeddingsAnswer(dialect, "{}").error().kind, ErrorKind::UpstreamInvalid);
        QCOMPARE(readEmbeddingsAnswer(dialect, "[").error().kind, ErrorKind::UpstreamInvalid);
    }
    QVERIFY(!readEmbeddingsAnswer(Dialect::OpenAi, R"({"data":[{"embedding":7}]})"));
    const auto vercel = readEmbeddingsAnswer(
        Dialect::Cohere, Test::sourceFile(u"tests/data/wire/vercel__ai/cohere/cohere-embedding.json"_s));
    QVERIFY(vercel);
    QCOMPARE(vercel->vectors.size(), 2);
}

QTEST_GUILESS_MAIN(EmbeddingsTest)
#include "tst_embeddings.moc"
