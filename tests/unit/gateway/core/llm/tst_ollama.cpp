// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/ollama.h"
#include "gateway/core/llm/toolcallid.h"
#include "tests/support/wiredata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

using Events = QList<Stream::Event>;

Part textOf(QByteArray text)
{
    return Part{.content = TextPart{.text = std::move(text)}, .path = "messages[0].content"_ba};
}

Message message(Role role, QList<Part> parts)
{
    return Message{.role = role, .parts = std::move(parts), .path = "messages[0]"_ba};
}

ChatRequest foreign(QList<Message> messages)
{
    return ChatRequest{.source = Dialect::OpenAi, .model = "llama3"_ba, .messages = std::move(messages)};
}

QByteArray losses(const QList<Loss> &all)
{
    QByteArray text;
    for (const Loss &loss : all) {
        static const QByteArrayList Weights{"hint", "changed", "meaning"};
        text += Weights[static_cast<int>(loss.weight)] + ' ' + loss.param + "; ";
    }
    return text;
}

bool decode(const QList<QByteArray> &pieces, Events &events)
{
    const auto decoder = ollamaDialect().decoder();
    bool isGood = true;
    for (const QByteArray &piece : pieces)
        isGood = isGood && decoder->feed(piece, events);
    return isGood && decoder->end(events);
}

ChatAnswer collect(const Events &events)
{
    AnswerCollector collector;
    for (const Stream::Event &event : events)
        collector.take(event);
    return collector.answer();
}

const QByteArray Stream1 =
    "{\"model\":\"m\",\"created_at\":\"2026-01-02T03:04:05.678Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\","
    "\"thinking\":\"hm\"},\"done\":false}\n"
    "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"H\xC3\xA4\"},\"done\":false}\n"
    "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":"
    "\"f\",\"arguments\":{\"a\":1}}},{\"function\":{\"name\":\"f\",\"arguments\":{}}}]},\"done\":false}\n"
    "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\","
    "\"total_duration\":9,\"prompt_eval_count\":5,\"eval_count\":7}\n";

} // namespace

class TestOllama final : public QObject
{
    Q_OBJECT

private slots:
    void recordedRequests();
    void requests_data();
    void requests();
    void refusals_data();
    void refusals();
    void streamIsTheDefault();
    void resultsAreMatched();
    void writesOthers();
    void resultsAreSplit();
    void imagesByAddress();
    void toolChoices();
    void tokensAreKept();
    void recordedAnswers();
    void answersForClients();
    void generateAnswers();
    void errors();
    void streams();
    void cutStreams();
    void encodes();
    void generateRequests();
};

void TestOllama::recordedRequests()
{
    int count = 0;
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"ollama.chat"_s, u"ollama.generate"_s})) {
        const ChatDialect &dialect = exchange.api == "ollama.chat" ? ollamaDialect() : ollamaGenerateDialect();
        const auto request = dialect.readRequest(exchange.requestBody, {});
        QVERIFY(request);
        QCOMPARE(Test::jsonDifference(exchange.requestBody, dialect.writeRequest(*request, {}).body), QString());
        ++count;
    }
    QCOMPARE(count, 2);
}

void TestOllama::requests_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("least") << R"({"model":"m","messages":[{"role":"user","content":"a"}]})"_ba;
    QTest::newRow("options")
        << R"({"model":"m","stream":true,"messages":[{"role":"system","content":"s"},{"role":"user","content":"a",
        "images":["iVBORw0KGgo="]}],"options":{"num_predict":-1,"temperature":0.80,"top_p":1,"top_k":40,"seed":1,"num_ctx":4096,
        "stop":["a"],"frequency_penalty":0.1,"presence_penalty":0,"mirostat":1},"format":"json","keep_alive":"5m","think":"high",
        "logprobs":true,"top_logprobs":2})"_ba;
    QTest::newRow("tools")
        << R"({"model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"","thinking":"t",
        "tool_calls":[{"function":{"name":"f","arguments":{"x":1},"index":0}},{"id":"c1","function":{"name":"g"}}]},
        {"role":"tool","content":"1","tool_name":"f"},{"role":"tool","content":"2","tool_call_id":"c1"},{"role":"user","content":"b"}],
        "tools":[{"type":"function","function":{"name":"f","description":"","parameters":{"type":"object"}}},
        {"function":{"name":"g"}}],"format":{"type":"object"},"options":{"num_predict":5,"stop":"x"},"think":false})"_ba;
}

void TestOllama::requests()
{
    QFETCH(const QByteArray, body);
    const auto request = ollamaDialect().readRequest(body, {});
    QVERIFY2(request, request ? "" : qPrintable(request.error().message));
    const Written written = ollamaDialect().writeRequest(*request, {});
    QCOMPARE(Test::jsonDifference(body, written.body), QString());
    QCOMPARE(losses(written.losses), QByteArray());
}

void TestOllama::refusals_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("param");
    QTest::newRow("model") << R"({"messages":[{"role":"user","content":"a"}]})"_ba << "model"_ba;
    QTest::newRow("messages") << R"({"model":"m"})"_ba << "messages"_ba;
    QTest::newRow("role") << R"({"model":"m","messages":[{"role":"model","content":"a"}]})"_ba << "messages[0].role"_ba;
    QTest::newRow("content") << R"({"model":"m","messages":[{"role":"user","content":[]}]})"_ba
                             << "messages[0].content"_ba;
    QTest::newRow("format") << R"({"model":"m","messages":[{"role":"user","content":"a"}],"format":"xml"})"_ba
                            << "format"_ba;
    QTest::newRow("tokens")
        << R"({"model":"m","messages":[{"role":"user","content":"a"}],"options":{"num_predict":"1"}})"_ba
        << "options.num_predict"_ba;
}

void TestOllama::refusals()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, param);
    const auto request = ollamaDialect().readRequest(body, {});
    QVERIFY(!request);
    QCOMPARE(request.error().param, param);
}

void TestOllama::streamIsTheDefault()
{
    const QByteArray start = R"({"model":"m","messages":[{"role":"user","content":"a"}])"_ba;
    QVERIFY(ollamaDialect().readRequest(start + '}', {})->stream);
    QVERIFY(!ollamaDialect().readRequest(start + ",\"stream\":false}", {})->stream);
    QVERIFY(ollamaDialect()
                .writeRequest(foreign({message(Role::User, {textOf("a"_ba)})}), {})
                .body.contains("\"stream\":false"));
}

void TestOllama::resultsAreMatched()
{
    const QByteArray body =
        R"({"model":"m","messages":[{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{}}},
        {"function":{"name":"g","arguments":{}}}]},{"role":"tool","content":"2","tool_name":"g"},{"role":"tool","content":"1"}]})"_ba;
    const auto request = ollamaDialect().readRequest(body, {});
    QVERIFY(request);
    QCOMPARE(request->messages.size(), 2);
    const auto &calls = request->messages[0].parts;
    const auto &results = request->messages[1].parts;
    QCOMPARE(results.size(), 2);
    QCOMPARE(std::get<ToolResultPart>(results[0].content).callId, std::get<ToolCallPart>(calls[1].content).id);
    QCOMPARE(std::get<ToolResultPart>(results[1].content).callId, std::get<ToolCallPart>(calls[0].content).id);
    QCOMPARE(std::get<ToolResultPart>(results[1].content).name, "f"_ba);
    QCOMPARE(Test::jsonDifference(body, ollamaDialect().writeRequest(*request, {}).body), QString());
}

void TestOllama::writesOthers()
{
    ChatRequest request =
        foreign({message(Role::Developer, {textOf("s"_ba)}),
                 message(Role::User, {textOf("a"_ba), textOf("b"_ba),
                                      Part{.content = MediaPart{.mediaType = "image/png"_ba, .data = "AA=="_ba}}})});
    request.stream = true;
    request.maxOutputTokens = 5;
    request.temperature = "0.5"_ba;
    request.stop = {"x"_ba};
    request.reasoning = ReasoningWish{.mode = ReasoningWish::Mode::Off, .effort = "none"_ba};
    request.format = ResponseFormat{.kind = ResponseFormat::Kind::JsonSchema, .schema = "{\"type\":\"object\"}"_ba};
    const Written written = ollamaDialect().writeRequest(request, {});
    const QByteArray expected =
        R"({"model":"llama3","messages":[{"role":"system","content":"s"},{"role":"user","content":"a\nb",
        "images":["AA=="]}],"stream":true,"options":{"num_predict":5,"temperature":0.5,"stop":["x"]},"format":{"type":"object"},
        "think":false})"_ba;
    QCOMPARE(Test::jsonDifference(expected, written.body), QString());
    QCOMPARE(losses(written.losses), QByteArray());
}

void TestOllama::resultsAreSplit()
{
    const QByteArray id = joinedToolCallId("1", "c2ln");
    const Part call{.content = ToolCallPart{.id = id, .name = "f"_ba, .arguments = "{\"a\":1}"_ba}};
    const auto result = [](QByteArray callId, QByteArray text) {
        return Part{.content = ToolResultPart{.callId = std::move(callId), .content = {textOf(std::move(text))}}};
    };
    const Written written = ollamaDialect().writeRequest(
        foreign({message(Role::Assistant, {call}),
                 message(Role::User, {result(id, "x"_ba), result("2"_ba, "y"_ba), textOf("z"_ba)})}),
        {});
    const QByteArray expected =
        R"({"model":"llama3","messages":[{"role":"assistant","content":"","tool_calls":[{"id":"1",
        "function":{"name":"f","arguments":{"a":1}}}]},{"role":"tool","content":"x","tool_name":"f","tool_call_id":"1"},
        {"role":"tool","content":"y","tool_call_id":"2"},{"role":"user","content":"z"}],"stream":false})"_ba;
    QCOMPARE(Test::jsonDifference(expected, written.body), QString());
}

void TestOllama::imagesByAddress()
{
    const Part image{.content = MediaPart{.url = "https://e.org/a.png"_ba}, .path = "messages[0].content[1]"_ba};
    const Written written = ollamaDialect().writeRequest(foreign({message(Role::User, {textOf("a"_ba), image})}), {});
    QCOMPARE(losses(written.losses), "meaning messages[0].content[1]; "_ba);
}

void TestOllama::toolChoices()
{
    ChatRequest request = foreign({message(Role::User, {textOf("a"_ba)})});
    request.tools.append(Tool{.name = "f"_ba});
    request.toolChoice = ToolChoice{.kind = ToolChoice::Kind::None};
    QVERIFY(!ollamaDialect().writeRequest(request, {}).body.contains("tools"));
    request.toolChoice->kind = ToolChoice::Kind::Required;
    const Written written = ollamaDialect().writeRequest(request, {});
    QVERIFY(written.body.contains("tools"));
    QCOMPARE(losses(written.losses), "changed tool_choice; "_ba);
}

// WIRE 6, case 21.
void TestOllama::tokensAreKept()
{
    ChatRequest request = foreign({message(Role::User, {textOf("a"_ba)})});
    request.maxOutputTokens = 17;
    QVERIFY(ollamaDialect().writeRequest(request, {}).body.contains("\"options\":{\"num_predict\":17}"));
}

void TestOllama::recordedAnswers()
{
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"ollama.chat"_s})) {
        const auto answer = ollamaDialect().readAnswer(exchange.answerBody);
        QVERIFY(answer);
        QCOMPARE(answer->usage->inputTotal(), 19);
        QCOMPARE(answer->usage->outputTotal(), 104);
        QCOMPARE(answer->choices.first().finish, FinishReason::Stop);
        const Written written = ollamaDialect().writeAnswer(*answer, {});
        const QString difference = Test::jsonDifference(exchange.answerBody, written.body);
        QVERIFY2(difference.isEmpty() || difference.startsWith(u"$.created_at"), qPrintable(difference));
    }
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"ollama.generate"_s})) {
        Events whole;
        QVERIFY(decode({exchange.answerBody}, whole));
        const ChatAnswer expected = collect(whole);
        QVERIFY(std::get<TextPart>(expected.choices.first().parts.first().content).text.startsWith("Okay, here's"));
        QVERIFY(expected.usage->outputTotal() > 0);
        for (qsizetype at = 0; at <= exchange.answerBody.size(); ++at) {
            Events cut;
            QVERIFY(decode({exchange.answerBody.first(at), exchange.answerBody.sliced(at)}, cut));
            QVERIFY(cut == whole);
        }
    }
}

void TestOllama::answersForClients()
{
    ChatAnswer answer;
    answer.choices.append(
        Choice{.parts = {Part{.content = ReasoningPart{.text = "hm"_ba, .signature = "s"_ba}}, textOf("Hi"_ba),
                         Part{.content = ToolCallPart{.id = "1"_ba, .name = "f"_ba, .arguments = "{}"_ba}}},
               .finish = FinishReason::ToolCalls});
    answer.usage = Usage{.inputUncached = 3, .inputCacheRead = 2, .output = 4, .outputReasoning = 1};
    const Written written =
        ollamaDialect().writeAnswer(answer, {.id = "i"_ba, .model = "m"_ba, .created = 1'700'000'000});
    const QByteArray expected =
        R"({"model":"m","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"Hi",
        "thinking":"hm","tool_calls":[{"id":"1","function":{"name":"f","arguments":{}}}]},"done":true,"done_reason":"stop",
        "total_duration":0,"load_duration":0,"prompt_eval_duration":0,"eval_duration":0,"prompt_eval_count":5,"eval_count":5})"_ba;
    QCOMPARE(Test::jsonDifference(expected, written.body), QString());
}

void TestOllama::generateAnswers()
{
    ChatAnswer answer;
    answer.choices.append(Choice{.parts = {textOf("Hi"_ba)}, .finish = FinishReason::Length});
    const QByteArray body = ollamaGenerateDialect().writeAnswer(answer, {.id = {}, .model = "m"_ba}).body;
    QVERIFY(body.contains("\"response\":\"Hi\",\"done\":true,\"done_reason\":\"length\""));
    const auto again = ollamaGenerateDialect().readAnswer(body);
    QVERIFY(again);
    QCOMPARE(again->choices.first().finish, FinishReason::Length);
    QCOMPARE(std::get<TextPart>(again->choices.first().parts.first().content).text, "Hi"_ba);
}

void TestOllama::errors()
{
    const auto failed = ollamaDialect().readAnswer("{\"error\":\"model 'x' not found\"}");
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::UpstreamRejected);
    QCOMPARE(ollamaDialect().readError("{\"error\":\"no\"}")->message, "no"_ba);
    for (const char *body : {"", "[]", "{}", "{\"model\":\"m\"}"})
        QCOMPARE(ollamaDialect().readAnswer(body).error().kind, ErrorKind::UpstreamInvalid);
}

void TestOllama::streams()
{
    Events whole;
    QVERIFY(decode({Stream1}, whole));
    const ChatAnswer answer = collect(whole);
    const auto &parts = answer.choices.first().parts;
    QCOMPARE(parts.size(), 4);
    QCOMPARE(std::get<ReasoningPart>(parts[0].content).text, "hm"_ba);
    QCOMPARE(std::get<TextPart>(parts[1].content).text, "Hä"_ba);
    QCOMPARE(std::get<ToolCallPart>(parts[2].content).arguments, "{\"a\":1}"_ba);
    QVERIFY(std::get<ToolCallPart>(parts[2].content).id != std::get<ToolCallPart>(parts[3].content).id);
    QCOMPARE(answer.choices.first().finish, FinishReason::ToolCalls);
    QCOMPARE(answer.usage->inputTotal(), 5);
    QCOMPARE(answer.usage->outputTotal(), 7);
    for (qsizetype at = 0; at <= Stream1.size(); ++at) {
        Events cut;
        QVERIFY(decode({Stream1.first(at), Stream1.sliced(at)}, cut));
        QVERIFY(cut == whole);
    }
    Events failed;
    QVERIFY(decode({Stream1.first(Stream1.indexOf('\n') + 1) + "{\"error\":\"out of memory\"}\n"}, failed));
    QCOMPARE(std::get<Stream::Failed>(failed.last()).failure.message, "out of memory"_ba);
}

void TestOllama::cutStreams()
{
    Events events;
    QVERIFY(!decode({Stream1.first(Stream1.size() - 20)}, events));
    QVERIFY(!decode({}, events));
    QVERIFY(!decode({"<html>"}, events));
}

void TestOllama::encodes()
{
    Events whole;
    QVERIFY(decode({Stream1}, whole));
    for (const bool isChat : {true, false}) {
        const ChatDialect &dialect = isChat ? ollamaDialect() : ollamaGenerateDialect();
        const auto encoder = dialect.encoder({.id = {}, .model = "m"_ba, .created = 5});
        QByteArray out;
        for (const Stream::Event &event : std::as_const(whole)) {
            if (!std::holds_alternative<Stream::Ended>(event))
                encoder->write(event, out);
        }
        QVERIFY(!out.contains("\"done\":true"));
        out += encoder->end();
        QVERIFY(out.endsWith('\n'));
        for (const QByteArray &line : out.chopped(1).split('\n')) {
            const auto tree = Json::Tree::parse(line, Json::Rules::Strict);
            QVERIFY(tree && tree->root()["done"].isBoolean() && tree->root()["created_at"].isString());
            QCOMPARE(tree->root()["message"].exists(), isChat);
            QCOMPARE(tree->root()["response"].exists(), !isChat);
        }
        QVERIFY(out.contains("\"total_duration\":9"));
        Events again;
        QVERIFY(decode({out}, again));
        if (isChat) {
            QCOMPARE(collect(again).choices.first().parts.size(), 4);
            QVERIFY(collect(again).choices.first().parts == collect(whole).choices.first().parts);
            QVERIFY(encoder->losses().isEmpty());
        } else {
            QCOMPARE(losses(encoder->losses()), "meaning tool_calls; meaning tool_calls; "_ba);
        }
    }
    const Error error{.kind = ErrorKind::UpstreamTimeout, .message = u"late"_s, .detail = {}};
    QCOMPARE(ollamaDialect().encoder({.id = {}, .model = {}})->fail(error), "{\"error\":\"late\"}\n"_ba);
}

void TestOllama::generateRequests()
{
    const QByteArray body =
        R"({"model":"m","prompt":"p","system":"s","images":["iVBORw0KGgo="],"raw":true,"options":{"seed":1}})"_ba;
    const auto request = ollamaGenerateDialect().readRequest(body, {});
    QVERIFY(request);
    QCOMPARE(request->messages.size(), 2);
    QVERIFY(request->stream);
    QCOMPARE(Test::jsonDifference(body, ollamaGenerateDialect().writeRequest(*request, {}).body), QString());
}

QTEST_GUILESS_MAIN(TestOllama)
#include "tst_ollama.moc"
