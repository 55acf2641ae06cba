// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"
#include "gateway/core/llm/gemini.h"
#include "gateway/core/llm/geminischema.h"
#include "gateway/core/llm/ollama.h"
#include "gateway/core/llm/toolcallid.h"
#include "tests/support/wiredata.h"

#include <QTest>

#include <random>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

int rounds()
{
    const int asked = qEnvironmentVariableIntValue("GATEHOUSE_FUZZ_ROUNDS");
    return asked > 0 ? asked : 20'000;
}

// Breaks recordings at the places where readers stumble. Deterministic.
class Mutator final
{
public:
    explicit Mutator(QByteArrayList seeds)
        : m_seeds(std::move(seeds))
    {}
    QByteArray next()
    {
        QByteArray text = m_seeds[below(m_seeds.size())];
        const qsizetype changes = 1 + below(5);
        for (qsizetype i = 0; i < changes && !text.isEmpty(); ++i)
            change(text);
        return text;
    }
    qsizetype below(qsizetype bound)
    {
        return bound <= 0 ? 0 : static_cast<qsizetype>(m_random() % static_cast<quint64>(bound));
    }

private:
    void change(QByteArray &text)
    {
        static const QByteArrayList Values{
            "null",    "[]",   "{}",    "\"\"",     "7", "-1", "true",    "1e99",   "\"a",           "[[[[",
            "{\"a\":", "\xFF", "data:", "\r\n\r\n", "]", "}",  "\\ud83d", "[DONE]", "{\"error\":{}}"};
        const qsizetype at = below(text.size());
        const qsizetype colon = text.indexOf(':', at);
        switch (below(6)) {
        case 0:
            text[at] = static_cast<char>(below(256));
            break;
        case 1:
            text.remove(at, 1 + below(30));
            break;
        case 2:
            text.insert(at, Values[below(Values.size())]);
            break;
        case 3: // another value for a member
            if (colon >= 0) {
                const qsizetype end = text.indexOf(',', colon);
                text.replace(colon + 1, end < 0 ? 1 : end - colon - 1, Values[below(Values.size())]);
            }
            break;
        case 4:
            text.truncate(at);
            break;
        default:
            text.insert(at, text.mid(at, 1 + below(60)));
        }
    }
    QByteArrayList m_seeds;
    std::mt19937_64 m_random{20261125}; // NOLINT(cert-msc51-cpp): the same inputs in every run
};

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
    Mutator mutator(seeds);
    int accepted = 0;
    for (int i = 0; i < rounds() / 2; ++i) {
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
    Mutator mutator(seeds);
    int accepted = 0;
    for (int i = 0; i < rounds(); ++i) {
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
    Mutator mutator(seeds);
    int accepted = 0;
    for (int i = 0; i < rounds() / 4; ++i) {
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
    Mutator mutator({"{\"$ref\":\"#/$defs/"
                     "A\",\"$defs\":{\"A\":{\"type\":[\"object\",\"null\"],\"properties\":{\"a\":{\"anyOf\":[{\"$ref\":"
                     "\"#/$defs/A\"},{\"type\":\"null\"}]}},\"enum\":[\"a\"],\"const\":\"b\"}}}",
                     "{\"type\":\"OBJECT\",\"nullable\":true,\"properties\":{\"b\":{\"type\":\"ARRAY\",\"minItems\":"
                     "\"2\",\"items\":{\"type\":\"STRING\"}}}}"});
    for (int i = 0; i < rounds() / 2; ++i) {
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
