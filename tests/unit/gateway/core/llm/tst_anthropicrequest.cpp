// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/anthropic.h"
#include "gateway/core/llm/anthropicmodel.h"
#include "gateway/core/llm/anthropicschema.h"
#include "tests/support/wiredata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Llm;
using namespace Qt::StringLiterals;

namespace {

const ChatDialect &dialect()
{
    return anthropicDialect();
}

Part text(QByteArray words)
{
    return {.content = TextPart{.text = std::move(words)}};
}

Message message(Role role, QList<Part> parts)
{
    return {.role = role, .parts = std::move(parts), .path = "messages[0]"_ba};
}

// A request as if an OpenAI client had sent it.
ChatRequest foreign(QList<Message> messages)
{
    return {.source = Dialect::OpenAi, .model = "claude-sonnet-4-5"_ba, .messages = std::move(messages)};
}

ChatRequest question()
{
    return foreign({message(Role::User, {text("hi")})});
}

struct Document {
    Json::Tree tree;
    QList<Loss> losses;
    Json::Node operator[](QByteArrayView name) const { return tree.root()[name]; }
    QByteArray json(QByteArrayView name) const { return tree.root()[name].json(); }
    bool hasLost(QByteArrayView param, Loss::Weight weight) const
    {
        return std::ranges::any_of(losses, [&](const Loss &loss) {
            return loss.param == param && loss.weight == weight && !loss.reason.isEmpty();
        });
    }
};

Document written(const ChatRequest &request, const WriteTraits &traits = {})
{
    const Written out = dialect().writeRequest(request, traits);
    const auto tree = Json::Tree::parse(out.body, Json::Rules::Strict);
    if (!tree)
        qFatal("not JSON: %s", out.body.constData());
    return {.tree = *tree, .losses = out.losses};
}

QByteArray body(QByteArrayView members)
{
    return R"({"model":"m","max_tokens":10,"messages":[{"role":"user","content":"hi"}],)" + members.toByteArray() + '}';
}

} // namespace

class TestAnthropicRequest : public QObject
{
    Q_OBJECT
private slots:
    void everyRecordedRequestIsWrittenAsItWas_data();
    void everyRecordedRequestIsWrittenAsItWas();
    void strict_data();
    void strict();
    void countTokensNeedsNoMaxTokens();
    void modelFromTheAddress();
    void partsAreRead();
    void callsGiveBackWhatTheirIdsCarry();

    void maxTokensIsAlwaysThere();
    void temperatureEndsAtOne();
    void newerModelsTakeNoSampling();
    void thinkingBudget_data();
    void thinkingBudget();
    void thinkingDropsTemperature();
    void thinkingStopsWhereAToolIsForced();
    void thinkingStopsWhereACallHadNone();
    void newerModelsTakeAnEffort();
    void resultsComeFirstAndInOneMessage();
    void rolesAreMerged();
    void blankTextsAreLeftOut();
    void instructionsGoToTheTop();
    void theUserIsFirst();
    void foreignReasoningStays();
    void callIds();
    void unnamedResultsFindTheirCall();
    void parallelOffNeedsAChoice();
    void allowedTools();
    void toolSchemas();
    void foreignToolsAreRefused();
    void structuredAnswers();
    void jsonObjectHasNoCounterpart();
    void media_data();
    void media();
    void everyLossIsReported();
    void modelVersions();
};

void TestAnthropicRequest::everyRecordedRequestIsWrittenAsItWas_data()
{
    QTest::addColumn<QByteArray>("recorded");
    QTest::addColumn<QByteArray>("model");
    for (const Test::WireExchange &exchange :
         Test::wireExchanges({u"anthropic.messages"_s, u"anthropic.count_tokens"_s}))
        QTest::newRow(qPrintable(exchange.file)) << exchange.requestBody << QByteArray();
    for (const QString &format : {u"anthropic"_s, u"bedrock-anthropic"_s, u"vertex-anthropic"_s}) {
        for (const Test::WireSnapshot &snapshot : Test::wireSnapshots(format)) {
            for (const QByteArray &request : {snapshot.request, snapshot.followUpRequest}) {
                if (!request.isEmpty())
                    QTest::addRow("%s %s %lld", qPrintable(format), qPrintable(snapshot.name),
                                  static_cast<long long>(request.size()))
                        << request << (format == u"anthropic"_s ? QByteArray() : "from-address"_ba);
            }
        }
    }
}

void TestAnthropicRequest::everyRecordedRequestIsWrittenAsItWas()
{
    QFETCH(const QByteArray, recorded);
    QFETCH(const QByteArray, model);
    auto request = dialect().readRequest(recorded, {.model = model, .stream = false});
    QVERIFY2(request, request ? "" : qPrintable(request.error().message));
    const Written again = dialect().writeRequest(*request, {});
    QByteArray expected = recorded;
    if (request->model == "from-address") {
        const qsizetype brace = expected.indexOf('{');
        expected.insert(brace + 1, R"("model":"from-address",)");
    }
    QCOMPARE(Test::jsonDifference(expected, again.body), QString());
    QVERIFY(again.losses.isEmpty());
    const auto twice = dialect().readRequest(again.body, {.model = {}, .stream = false});
    QVERIFY(twice);
    QVERIFY(*twice == *request);
}

void TestAnthropicRequest::strict_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("param");
    QTest::newRow("model") << R"({"max_tokens":1,"messages":[]})"_ba << "model"_ba;
    QTest::newRow("messages") << R"({"model":"m"})"_ba << "messages"_ba;
    QTest::newRow("messages type") << R"({"model":"m","messages":{}})"_ba << "messages"_ba;
    QTest::newRow("role") << R"({"model":"m","messages":[{"role":"tool","content":"x"}]})"_ba << "messages[0].role"_ba;
    QTest::newRow("content") << R"({"model":"m","messages":[{"role":"user"}]})"_ba << "messages[0].content"_ba;
    QTest::newRow("content type") << R"({"model":"m","messages":[{"role":"user","content":4}]})"_ba
                                  << "messages[0].content"_ba;
    QTest::newRow("block type") << R"({"model":"m","messages":[{"role":"user","content":[{"text":"x"}]}]})"_ba
                                << "messages[0].content[0].type"_ba;
    QTest::newRow("block text")
        << R"({"model":"m","messages":[{"role":"user","content":[{"type":"text","text":1}]}]})"_ba
        << "messages[0].content[0].text"_ba;
    QTest::newRow("tool_use input")
        << R"({"model":"m","messages":[{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"b"}]}]})"_ba
        << "messages[0].content[0].input"_ba;
    QTest::newRow("tool_use id")
        << R"({"model":"m","messages":[{"role":"assistant","content":[{"type":"tool_use","name":"b","input":{}}]}]})"_ba
        << "messages[0].content[0].id"_ba;
    QTest::newRow("max_tokens") << body(R"("max_tokenz":1,"temperature":"hot")") << "temperature"_ba;
    QTest::newRow("stop") << body(R"("stop_sequences":[1])") << "stop_sequences"_ba;
    QTest::newRow("tool_choice") << body(R"("tool_choice":{"type":"perhaps"})") << "tool_choice.type"_ba;
    QTest::newRow("tool name") << body(R"("tools":[{"input_schema":{}}])") << "tools[0].name"_ba;
    QTest::newRow("thinking") << body(R"("thinking":{"type":"deep"})") << "thinking.type"_ba;
    QTest::newRow("metadata") << body(R"("metadata":"me")") << "metadata"_ba;
}

void TestAnthropicRequest::strict()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const QByteArray, param);
    const auto request = dialect().readRequest(sent, {});
    QVERIFY(!request);
    QCOMPARE(request.error().kind, ErrorKind::InvalidRequest);
    QCOMPARE(request.error().param, param);
}

void TestAnthropicRequest::countTokensNeedsNoMaxTokens()
{
    const QByteArray sent = R"({"model":"m","messages":[{"role":"user","content":"hi"}]})"_ba;
    const auto request = dialect().readRequest(sent, {});
    QVERIFY(request);
    QCOMPARE(Test::jsonDifference(sent, dialect().writeRequest(*request, {}).body), QString());
}

void TestAnthropicRequest::modelFromTheAddress()
{
    const auto request = dialect().readRequest(R"({"messages":[]})"_ba, {.model = "claude", .stream = false});
    QVERIFY(request);
    QCOMPARE(request->model, "claude"_ba);
}

void TestAnthropicRequest::partsAreRead()
{
    const auto request = dialect().readRequest(
        R"({"model":"m","system":[{"type":"text","text":"be brief","cache_control":{"type":"ephemeral","ttl":"1h"}}],
            "messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"s"},
            {"type":"redacted_thinking","data":"d"},{"type":"tool_use","id":"t1","name":"f","input":{"a": 1}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","is_error":true,"content":[
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA=="}}]}]}],
            "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},
            "output_config":{"effort":"low","format":{"type":"json_schema","schema":{}},"task_budget":5},
            "thinking":{"type":"enabled","budget_tokens":2000},"metadata":{"user_id":"u"},"mcp_servers":[1]})"_ba,
        {});
    QVERIFY(request);
    QCOMPARE(request->messages.size(), 3);
    const CacheMark mark = request->messages[0].parts[0].cache.value();
    QCOMPARE(mark.ttl, "1h"_ba);
    const QList<Part> &turn = request->messages[1].parts;
    QCOMPARE(std::get<ReasoningPart>(turn[0].content).signature, "s"_ba);
    QCOMPARE(std::get<ReasoningPart>(turn[1].content).redacted, "d"_ba);
    QCOMPARE(std::get<ToolCallPart>(turn[2].content).arguments, R"({"a": 1})"_ba);
    QCOMPARE(turn[2].path, "messages[0].content[2]"_ba);
    const auto &result = std::get<ToolResultPart>(request->messages[2].parts[0].content);
    QCOMPARE(result.name, "f"_ba);
    QVERIFY(result.isError);
    QCOMPARE(std::get<MediaPart>(result.content[0].content).mediaType, "image/png"_ba);
    QCOMPARE(request->toolChoice->name, "f"_ba);
    QCOMPARE(request->parallelToolCalls, false);
    QCOMPARE(request->reasoning->effort, "low"_ba);
    QCOMPARE(request->reasoning->budgetTokens, 2'000);
    QCOMPARE(request->format->schema, "{}"_ba);
    QCOMPARE(request->endUser, "u"_ba);
    QCOMPARE(request->extras.value("mcp_servers"), "[1]"_ba);
    QCOMPARE(request->extras.value("output_config.task_budget"), "5"_ba);
}

void TestAnthropicRequest::callsGiveBackWhatTheirIdsCarry()
{
    const auto request = dialect().readRequest(
        R"({"model":"m","messages":[{"role":"assistant","content":[{"type":"tool_use","id":"call_a_gs_AAEC","name":"f",
            "input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"call_a_gs_AAEC"}]}]})"_ba,
        {});
    QVERIFY(request);
    const auto &call = std::get<ToolCallPart>(request->messages[0].parts[0].content);
    QCOMPARE(call.id, "call_a"_ba);
    QCOMPARE(call.signature, "AAEC"_ba);
    QCOMPARE(std::get<ToolResultPart>(request->messages[1].parts[0].content).callId, "call_a"_ba);
}

void TestAnthropicRequest::maxTokensIsAlwaysThere()
{
    QCOMPARE(written(question(), {.maxOutputTokensIfUnsaid = 77})["max_tokens"].integer(), 77);
    ChatRequest request = question();
    request.maxOutputTokens = 5;
    QCOMPARE(written(request)["max_tokens"].integer(), 5);
}

void TestAnthropicRequest::temperatureEndsAtOne()
{
    ChatRequest request = question();
    request.temperature = "1.7";
    const Document result = written(request);
    QCOMPARE(result.json("temperature"), "1"_ba);
    QVERIFY(result.hasLost("temperature", Loss::Weight::Changed));
    request.temperature = "0.50";
    QCOMPARE(written(request).json("temperature"), "0.50"_ba);
    request.topP = "0.9";
    QVERIFY(written(request).hasLost("top_p", Loss::Weight::Changed)); // not both
}

void TestAnthropicRequest::newerModelsTakeNoSampling()
{
    ChatRequest request = question();
    request.model = "claude-opus-4-7";
    request.temperature = "0.3";
    request.topK = "5";
    const Document result = written(request);
    QVERIFY(!result["temperature"].exists() && !result["top_k"].exists());
    QVERIFY(result.hasLost("temperature", Loss::Weight::Changed) && result.hasLost("top_k", Loss::Weight::Changed));
    request.temperature = "1";
    request.topK.clear();
    QVERIFY(written(request).losses.isEmpty());
}

void TestAnthropicRequest::thinkingBudget_data()
{
    QTest::addColumn<QByteArray>("effort");
    QTest::addColumn<qint64>("maxTokens"); // 0 = unsaid
    QTest::addColumn<QByteArray>("thinking");
    QTest::addColumn<qint64>("written");
    QTest::newRow("low") << "low"_ba << 4'000LL << R"({"type":"enabled","budget_tokens":1024})"_ba << 4'000LL;
    QTest::newRow("high, small") << "high"_ba << 4'000LL << R"({"type":"enabled","budget_tokens":3999})"_ba << 4'000LL;
    QTest::newRow("too small") << "high"_ba << 1'024LL << QByteArray() << 1'024LL;
    QTest::newRow("unsaid") << "medium"_ba << 0LL << R"({"type":"enabled","budget_tokens":8192})"_ba << 16'384LL;
    QTest::newRow("none") << "none"_ba << 0LL << R"({"type":"disabled"})"_ba << 8'192LL;
}

void TestAnthropicRequest::thinkingBudget()
{
    QFETCH(const QByteArray, effort);
    QFETCH(const qint64, maxTokens);
    QFETCH(const QByteArray, thinking);
    QFETCH(const qint64, written);
    ChatRequest request = question();
    request.reasoning = ReasoningWish{.effort = effort};
    if (maxTokens > 0)
        request.maxOutputTokens = maxTokens;
    const Document result = ::written(request);
    QCOMPARE(result.json("thinking"), thinking);
    QCOMPARE(result["max_tokens"].integer(), written);
    QVERIFY(!result["output_config"].exists());
    QCOMPARE(result.hasLost("reasoning_effort", Loss::Weight::Changed), effort == "high");
}

void TestAnthropicRequest::thinkingDropsTemperature()
{
    ChatRequest request = question();
    request.reasoning = ReasoningWish{.effort = "low"_ba};
    request.temperature = "0.3";
    const Document result = written(request);
    QVERIFY(result["thinking"].exists() && !result["temperature"].exists());
    QVERIFY(result.hasLost("temperature", Loss::Weight::Changed));
}

void TestAnthropicRequest::thinkingStopsWhereAToolIsForced()
{
    ChatRequest request = question();
    request.reasoning = ReasoningWish{.effort = "low"_ba};
    request.tools = {Tool{.name = "f"_ba}};
    request.toolChoice = ToolChoice{.kind = ToolChoice::Kind::Required};
    const Document result = written(request);
    QVERIFY(!result["thinking"].exists());
    QCOMPARE(result.json("tool_choice"), R"({"type":"any"})"_ba);
    QVERIFY(result.hasLost("reasoning_effort", Loss::Weight::Changed));
}

void TestAnthropicRequest::thinkingStopsWhereACallHadNone()
{
    ChatRequest request = foreign(
        {message(Role::User, {text("hi")}),
         message(Role::Assistant, {{.content = ToolCallPart{.id = "a"_ba, .name = "f"_ba, .arguments = "{}"_ba}}}),
         message(Role::User, {{.content = ToolResultPart{.callId = "a"_ba, .content = {text("1")}}}})});
    request.reasoning = ReasoningWish{.effort = "low"_ba};
    QVERIFY(!written(request)["thinking"].exists());
    request.model = "claude-opus-4-6"; // adaptive thinking may begin anywhere
    QCOMPARE(written(request).json("thinking"), R"({"type":"adaptive"})"_ba);
}

void TestAnthropicRequest::newerModelsTakeAnEffort()
{
    ChatRequest request = question();
    request.model = "claude-sonnet-4-6";
    request.reasoning = ReasoningWish{.effort = "minimal"_ba};
    Document result = written(request);
    QCOMPARE(result.json("thinking"), R"({"type":"adaptive"})"_ba);
    QCOMPARE(result.json("output_config"), R"({"effort":"low"})"_ba);
    QVERIFY(result.hasLost("reasoning_effort", Loss::Weight::Changed));
    request.reasoning = ReasoningWish{.effort = "high"_ba};
    result = written(request);
    QCOMPARE(result.json("output_config"), R"({"effort":"high"})"_ba);
    QVERIFY(result.losses.isEmpty());
}

void TestAnthropicRequest::resultsComeFirstAndInOneMessage()
{
    const auto call = [](QByteArray id) {
        return Part{.content = ToolCallPart{.id = std::move(id), .name = "f"_ba, .arguments = "{}"_ba}};
    };
    const auto result = [](QByteArray id) {
        return Part{.content = ToolResultPart{.callId = std::move(id), .content = {text("1")}, .isPlainText = true}};
    };
    const Document out =
        written(foreign({message(Role::User, {text("hi")}), message(Role::Assistant, {call("a"), call("b")}),
                         message(Role::User, {result("a")}), message(Role::User, {text("and?"), result("b")})}));
    QCOMPARE(out["messages"].size(), 3);
    Json::Node last;
    for (const Json::Node node : out["messages"])
        last = node;
    QCOMPARE(last["content"].json(),
             R"([{"type":"tool_result","tool_use_id":"a","content":"1"},)"
             R"({"type":"tool_result","tool_use_id":"b","content":"1"},{"type":"text","text":"and?"}])"_ba);
}

void TestAnthropicRequest::rolesAreMerged()
{
    const Document result = written(foreign(
        {message(Role::User, {text("a")}), message(Role::User, {text("b")}), message(Role::Assistant, {text("c")})}));
    QCOMPARE(result.json("messages"),
             R"([{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},)"
             R"({"role":"assistant","content":[{"type":"text","text":"c"}]}])"_ba);
}

void TestAnthropicRequest::blankTextsAreLeftOut()
{
    const Document result = written(
        foreign({message(Role::User, {text("a"), text(""), text(" \n")}), message(Role::Assistant, {text("")})}));
    QCOMPARE(result.json("messages"), R"([{"role":"user","content":[{"type":"text","text":"a"}]}])"_ba);
}

void TestAnthropicRequest::instructionsGoToTheTop()
{
    const Document result = written(foreign(
        {message(Role::System, {text("s")}), message(Role::User, {text("a")}), message(Role::Developer, {text("d")})}));
    QCOMPARE(result.json("system"), R"([{"type":"text","text":"s"},{"type":"text","text":"d"}])"_ba);
    QCOMPARE(result["messages"].size(), 1);
    QCOMPARE(result.losses.size(), 1);
    QVERIFY(result.hasLost("messages[0]", Loss::Weight::Changed));
}

void TestAnthropicRequest::theUserIsFirst()
{
    const Document result = written(foreign({message(Role::Assistant, {text("a")})}));
    QCOMPARE((*result["messages"].begin())["role"].text(), "user"_ba);
    QVERIFY(result.hasLost("messages[0]", Loss::Weight::Changed));
}

void TestAnthropicRequest::foreignReasoningStays()
{
    ChatRequest request = foreign(
        {message(Role::User, {text("a")}),
         message(Role::Assistant,
                 {{.content = ReasoningPart{.text = "t"_ba, .signature = "gAAA"_ba}, .path = "p"_ba}, text("c")})});
    const Document result = written(request);
    QVERIFY(!result.tree.document().contains("thinking"));
    QVERIFY(result.hasLost("p", Loss::Weight::Hint));
    request.source = Dialect::Bedrock; // the same models sign there
    QVERIFY(written(request).tree.document().contains(R"({"type":"thinking","thinking":"t","signature":"gAAA"})"));
}

void TestAnthropicRequest::callIds()
{
    const auto ids = [](QByteArray id) {
        const Document result = written(foreign(
            {message(Role::User, {text("a")}),
             message(Role::Assistant, {{.content = ToolCallPart{.id = id, .name = "f"_ba, .arguments = "{}"_ba}}}),
             message(Role::User, {{.content = ToolResultPart{.callId = id, .content = {text("1")}}}})}));
        QList<QByteArray> found;
        for (const Json::Node turn : result["messages"])
            found.append((*turn["content"].begin())["id"].text() + (*turn["content"].begin())["tool_use_id"].text());
        return found;
    };
    QCOMPARE(ids("call_1-x"), (QList<QByteArray>{{}, "call_1-x", "call_1-x"}));
    const QList<QByteArray> made = ids("chat:tool.1");
    QVERIFY(made[1].startsWith("call_") && made[1] == made[2]);
}

void TestAnthropicRequest::unnamedResultsFindTheirCall()
{
    ChatRequest request =
        foreign({message(Role::User, {text("a")}),
                 message(Role::Assistant, {{.content = ToolCallPart{.name = "f"_ba, .arguments = "{}"_ba}},
                                           {.content = ToolCallPart{.name = "g"_ba, .arguments = "{}"_ba}}}),
                 message(Role::User, {{.content = ToolResultPart{.name = "g"_ba, .content = {text("1")}}},
                                      {.content = ToolResultPart{.name = "f"_ba, .content = {text("2")}}}})});
    request.source = Dialect::Gemini;
    const Document result = written(request);
    QList<QByteArray> calls;
    QList<QByteArray> results;
    for (const Json::Node turn : result["messages"]) {
        for (const Json::Node block : turn["content"]) {
            if (block["type"].is("tool_use"))
                calls.append(block["id"].text());
            if (block["type"].is("tool_result"))
                results.append(block["tool_use_id"].text());
        }
    }
    QCOMPARE(calls.size(), 2);
    QVERIFY(calls[0] != calls[1]);
    QCOMPARE(results, (QList<QByteArray>{calls[1], calls[0]}));
}

void TestAnthropicRequest::parallelOffNeedsAChoice()
{
    ChatRequest request = question();
    request.parallelToolCalls = false;
    QVERIFY(!written(request)["tool_choice"].exists()); // no tools, nothing to be parallel
    request.tools = {Tool{.name = "f"_ba}};
    QCOMPARE(written(request).json("tool_choice"), R"({"type":"auto","disable_parallel_tool_use":true})"_ba);
    request.toolChoice = ToolChoice{.kind = ToolChoice::Kind::Named, .name = "f"_ba};
    QCOMPARE(written(request).json("tool_choice"), R"({"type":"tool","name":"f","disable_parallel_tool_use":true})"_ba);
    request.toolChoice = ToolChoice{.kind = ToolChoice::Kind::None};
    QCOMPARE(written(request).json("tool_choice"), R"({"type":"none"})"_ba);
    request.toolChoice.reset();
    request.parallelToolCalls = true;
    QVERIFY(!written(request)["tool_choice"].exists());
}

void TestAnthropicRequest::allowedTools()
{
    ChatRequest request = question();
    request.tools = {Tool{.name = "f"_ba}, Tool{.name = "g"_ba}};
    request.toolChoice = ToolChoice{.kind = ToolChoice::Kind::Required, .among = {"g"_ba}};
    const Document result = written(request);
    QCOMPARE(result["tools"].size(), 1);
    QCOMPARE(result.json("tool_choice"), R"({"type":"tool","name":"g"})"_ba);
    QVERIFY(result.hasLost("tool_choice", Loss::Weight::Changed));
}

void TestAnthropicRequest::toolSchemas()
{
    QCOMPARE(Anthropic::inputSchema({}), R"({"type":"object","properties":{}})"_ba);
    QCOMPARE(Anthropic::inputSchema(R"({"properties":{}})"), R"({"type":"object","properties":{}})"_ba);
    QCOMPARE(Anthropic::inputSchema(R"({"type":"object", "x":1})"), R"({"type":"object", "x":1})"_ba);
}

void TestAnthropicRequest::foreignToolsAreRefused()
{
    ChatRequest request = question();
    request.tools = {Tool{.name = "web_search"_ba, .schema = "{}"_ba, .isOpaque = true, .path = "tools[0]"_ba}};
    const Document result = written(request);
    QVERIFY(!result["tools"].exists());
    QVERIFY(result.hasLost("tools[0]", Loss::Weight::Meaning));
}

void TestAnthropicRequest::structuredAnswers()
{
    ChatRequest request = question();
    request.format = ResponseFormat{
        .kind = ResponseFormat::Kind::JsonSchema,
        .name = "n"_ba,
        .schema =
            R"({"type":"object","properties":{"a":{"type":"integer","minimum":1},"minimum":{"type":["object","null"],"properties":{}}},"additionalProperties":false})"_ba,
        .strict = true};
    const Document result = written(request);
    QCOMPARE(
        result.json("output_config"),
        R"({"format":{"type":"json_schema","schema":{"type":"object","properties":{"a":{"type":"integer"},"minimum":{"type":["object","null"],"properties":{},"additionalProperties":false}},"additionalProperties":false}}})"_ba);
    QVERIFY(result.hasLost("response_format", Loss::Weight::Changed));
    QVERIFY(result.hasLost("response_format", Loss::Weight::Hint));
    QVERIFY(!result.hasLost("response_format", Loss::Weight::Meaning));
}

void TestAnthropicRequest::jsonObjectHasNoCounterpart()
{
    ChatRequest request = question();
    request.format = ResponseFormat{.kind = ResponseFormat::Kind::JsonObject};
    QVERIFY(written(request).hasLost("response_format", Loss::Weight::Meaning));
}

void TestAnthropicRequest::media_data()
{
    using Kind = MediaPart::Kind;
    QTest::addColumn<MediaPart>("media");
    QTest::addColumn<QByteArray>("block"); // empty = refused
    QTest::newRow("png") << MediaPart{.kind = Kind::Image, .mediaType = "image/png"_ba, .data = "AA=="_ba}
                         << R"({"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA=="}})"_ba;
    QTest::newRow("jpg") << MediaPart{.kind = Kind::Image, .mediaType = "image/jpg"_ba, .data = "AA=="_ba}
                         << R"({"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"AA=="}})"_ba;
    QTest::newRow("unnamed")
        << MediaPart{.kind = Kind::Image, .data = "iVBORw0KGgo="_ba}
        << R"({"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}})"_ba;
    QTest::newRow("bmp") << MediaPart{.kind = Kind::Image, .mediaType = "image/bmp"_ba, .data = "AA=="_ba}
                         << QByteArray();
    QTest::newRow("url") << MediaPart{.kind = Kind::Image, .url = "https://a/b.png"_ba}
                         << R"({"type":"image","source":{"type":"url","url":"https://a/b.png"}})"_ba;
    QTest::newRow("gs") << MediaPart{.kind = Kind::Image, .url = "gs://a/b.png"_ba} << QByteArray();
    QTest::newRow("file") << MediaPart{.kind = Kind::Image, .fileId = "file-1"_ba} << QByteArray();
    QTest::newRow("audio") << MediaPart{.kind = Kind::Audio, .mediaType = "audio/wav"_ba, .data = "AA=="_ba}
                           << QByteArray();
    QTest::newRow("pdf")
        << MediaPart{.kind = Kind::Document, .mediaType = "application/pdf"_ba, .data = "AA=="_ba, .fileName = "t"_ba}
        << R"({"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AA=="},"title":"t"})"_ba;
    QTest::newRow("text") << MediaPart{.kind = Kind::Document, .mediaType = "text/markdown"_ba, .data = "aGk="_ba}
                          << R"({"type":"document","source":{"type":"text","media_type":"text/plain","data":"hi"}})"_ba;
    QTest::newRow("word") << MediaPart{.kind = Kind::Document, .mediaType = "application/msword"_ba, .data = "AA=="_ba}
                          << QByteArray();
}

void TestAnthropicRequest::media()
{
    QFETCH(const MediaPart, media);
    QFETCH(const QByteArray, block);
    const Document result =
        written(foreign({message(Role::User, {text("a"), Part{.content = media, .path = "p"_ba}})}));
    QCOMPARE(result.hasLost("p", Loss::Weight::Meaning), block.isEmpty());
    const QByteArray expected = R"([{"role":"user","content":[{"type":"text","text":"a"})"
                                + (block.isEmpty() ? QByteArray() : ',' + block) + "]}]";
    QCOMPARE(result.json("messages"), expected);
}

void TestAnthropicRequest::everyLossIsReported()
{
    ChatRequest request = question();
    QVERIFY(written(request).losses.isEmpty());
    request.seed = "1";
    request.frequencyPenalty = "0.5";
    request.presencePenalty = "0.5";
    request.choices = 2;
    request.logprobs = true;
    request.topLogprobs = 3;
    request.logitBias = R"({"1":2})";
    request.verbosity = "low";
    request.cacheKey = "k";
    request.metadata = R"({"a":"b"})";
    request.serviceTier = "flex";
    request.store = true;
    request.stop = {"\n"_ba};
    request.extras = {.dialect = Dialect::OpenAi, .members = {{.name = "prediction"_ba, .json = "{}"_ba}}};
    const Document result = written(request);
    for (const auto *name : {"seed", "frequency_penalty", "presence_penalty", "n", "logprobs", "top_logprobs",
                             "logit_bias", "stop", "prediction"})
        QVERIFY2(result.hasLost(name, Loss::Weight::Meaning), name);
    QVERIFY(result.hasLost("verbosity", Loss::Weight::Changed));
    for (const auto *name : {"prompt_cache_key", "metadata", "service_tier", "store"})
        QVERIFY2(result.hasLost(name, Loss::Weight::Hint), name);
    QCOMPARE(result.losses.size(), 14);
    // Defaults lose nothing.
    request = question();
    request.frequencyPenalty = "0";
    request.choices = 1;
    request.logprobs = false;
    request.verbosity = "medium";
    request.store = false;
    request.format = ResponseFormat{};
    QVERIFY(written(request).losses.isEmpty());
}

void TestAnthropicRequest::modelVersions()
{
    QCOMPARE(anthropicModelVersion("claude-opus-4-6"), 406);
    QCOMPARE(anthropicModelVersion("claude-3-7-sonnet-20250219"), 307);
    QCOMPARE(anthropicModelVersion("us.anthropic.claude-sonnet-4-20250514-v1:0"), 400);
    QCOMPARE(anthropicModelVersion("claude-haiku-4-5@20251001"), 405);
    QCOMPARE(anthropicModelVersion("anthropic/claude-opus-4.8"), 408);
    QCOMPARE(anthropicModelVersion("claude-fable-5"), 500);
    QCOMPARE(anthropicModelVersion("claude-3-haiku-20240307"), 300);
    QCOMPARE(anthropicModelVersion("gpt-5"), 0);
}

QTEST_GUILESS_MAIN(TestAnthropicRequest)
#include "tst_anthropicrequest.moc"
