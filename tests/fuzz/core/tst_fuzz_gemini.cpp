// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"
#include "gateway/core/llm/gemini.h"
#include "gateway/core/llm/geminischema.h"
#include "gateway/core/llm/ollama.h"
#include "gateway/core/llm/toolcallid.h"
#include "tests/support/mutator.h"
#include "tests/support/wiredata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

constexpr int Rounds = 20'000;

QByteArrayList recordings(const QStringList &apis, bool areRequests)
{
    QByteArrayList bodies;
    for (const Test::WireExchange &exchange : Test::wireExchanges(apis)) {
        const QByteArray &body = areRequests ? exchange.requestBody : exchange.answerBody;
        if (body.size() < 20'000)
            bodies.append(body);
    }
    return bodies;
}

void fuzzRequests(const ChatDialect &dialect, Dialect source, const QByteArrayList &seeds)
{
    Test::Mutator mutator(seeds);
    int accepted = 0;
    for (Test::FuzzRounds round(Rounds / 2); round.next();) {
        auto request = dialect.readRequest(mutator.next(), {.model = "gemini-3-pro"_ba});
        if (!request)
            continue;
        ++accepted;
        const QByteArray own = dialect.writeRequest(*request, {}).body;
        const auto verdict = Json::judge(own);
        QVERIFY2(verdict,
                 verdict ? "" : qPrintable(verdict.error().message + u' ' + QString::fromUtf8(own.left(6000))));
        request->source = source; // as if it were another dialect's
        request->extras = {};
        WriteTraits traits;
        traits.takesJsonSchema = false;
        QVERIFY(Json::judge(dialect.writeRequest(*request, traits).body));
    }
    QVERIFY(accepted > 100);
}

void fuzzAnswers(const ChatDialect &dialect, const QByteArrayList &seeds)
{
    Test::Mutator mutator(seeds);
    int accepted = 0;
    for (Test::FuzzRounds round(Rounds); round.next();) {
        const auto answer = dialect.readAnswer(mutator.next());
        if (!answer)
            continue;
        ++accepted;
        QVERIFY(dialect.readAnswer(dialect.writeAnswer(*answer, {.id = {}, .model = {}}).body));
        if (answer->usage)
            QVERIFY(answer->usage->inputUncached >= 0 && answer->usage->output >= 0 && answer->usage->inputAudio >= 0);
    }
    QVERIFY(accepted > 100);
}

void fuzzStreams(const ChatDialect &dialect, const QByteArrayList &seeds)
{
    Test::Mutator mutator(seeds);
    int accepted = 0;
    for (Test::FuzzRounds round(Rounds / 4); round.next();) {
        const QByteArray bytes = mutator.next();
        const auto whole = dialect.decoder();
        const auto split = dialect.decoder();
        QList<Stream::Event> events;
        QList<Stream::Event> splitEvents;
        const qsizetype cut = mutator.below(bytes.size());
        const bool isGood = whole->feed(bytes, events) && whole->end(events);
        const bool isSplitGood = split->feed(bytes.first(cut), splitEvents)
                                 && split->feed(bytes.sliced(cut), splitEvents) && split->end(splitEvents);
        QCOMPARE(isSplitGood, isGood);
        if (!isGood)
            continue;
        QVERIFY(splitEvents == events);
        ++accepted;
        const auto encoder = dialect.encoder({.id = {}, .model = {}});
        QByteArray out;
        for (const Stream::Event &event : std::as_const(events)) {
            if (!std::holds_alternative<Stream::Ended>(event))
                encoder->write(event, out);
        }
        out += encoder->end();
        const auto again = dialect.decoder();
        QList<Stream::Event> readAgain;
        QVERIFY(again->feed(out, readAgain));
    }
    QVERIFY(accepted > 100);
}

} // namespace

// R35 for the dialects of Gemini and Ollama.
class FuzzGemini : public QObject
{
    Q_OBJECT

private slots:
    void requests()
    {
        fuzzRequests(geminiDialect(), Dialect::OpenAi, recordings({u"gemini.generate"_s, u"gemini.stream"_s}, true));
    }
    void answers() { fuzzAnswers(geminiDialect(), recordings({u"gemini.generate"_s}, false)); }
    void streams() { fuzzStreams(geminiDialect(), recordings({u"gemini.stream"_s}, false)); }
    void ollamaRequests()
    {
        fuzzRequests(
            ollamaDialect(), Dialect::OpenAi,
            recordings({u"ollama.chat"_s}, true)
                + QByteArrayList{"{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":\"\",\"tool_"
                                 "calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{}}}]},{\"role\":\"tool\","
                                 "\"content\":\"1\",\"tool_name\":\"f\"}],\"options\":{\"stop\":[\"a\"],\"seed\":1},"
                                 "\"format\":{\"type\":\"object\"},\"think\":true}"});
    }
    void ollamaAnswers() { fuzzAnswers(ollamaDialect(), recordings({u"ollama.chat"_s}, false)); }
    void ollamaStreams() { fuzzStreams(ollamaDialect(), recordings({u"ollama.generate"_s}, false)); }
    void schemas();
};

void FuzzGemini::schemas()
{
    Test::Mutator mutator(
        {"{\"$ref\":\"#/$defs/"
         "A\",\"$defs\":{\"A\":{\"type\":[\"object\",\"null\"],\"properties\":{\"a\":{\"anyOf\":[{\"$ref\":"
         "\"#/$defs/A\"},{\"type\":\"null\"}]}},\"enum\":[\"a\"],\"const\":\"b\"}}}",
         "{\"type\":\"OBJECT\",\"nullable\":true,\"properties\":{\"b\":{\"type\":\"ARRAY\",\"minItems\":"
         "\"2\",\"items\":{\"type\":\"STRING\"}}}}"});
    for (Test::FuzzRounds round(Rounds / 2); round.next();) {
        const QByteArray schema = mutator.next();
        const bool isGood = Json::judge(schema).has_value();
        const QByteArray jsonSchema = jsonSchemaOfOpenApi(schema);
        const OpenApiSchema openApi = openApiOfJsonSchema(schema);
        if (isGood) {
            QVERIFY(Json::judge(jsonSchema));
            QVERIFY(Json::judge(openApi.json));
        }
        const ToolCallId split = splitToolCallId(schema);
        QVERIFY(split.id.size() <= schema.size());
    }
}

QTEST_GUILESS_MAIN(FuzzGemini)
#include "tst_fuzz_gemini.moc"
