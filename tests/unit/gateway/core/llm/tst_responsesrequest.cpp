// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/responses.h"
#include "tests/support/wiredata.h"

#include <QTest>

#include <tuple>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

const ChatDialect &dialect()
{
    return openAiResponsesDialect();
}

ChatRequest read(const QByteArray &body)
{
    const auto request = dialect().readRequest(body, {});
    if (!request)
        qFatal("%s", qPrintable(request.error().message));
    return *request;
}

QByteArray paramOf(const QByteArray &body)
{
    const auto request = dialect().readRequest(body, {});
    return request ? "(accepted)"_ba : request.error().param;
}

// A request as another dialect's reader would have made it.
ChatRequest foreign(const QList<Message> &messages, Dialect source = Dialect::Anthropic)
{
    return {.source = source, .model = "gpt-5"_ba, .messages = messages};
}

Part text(const QByteArray &text)
{
    return {.content = TextPart{.text = text}, .path = "messages[0].content[0]"_ba};
}

Written write(const ChatRequest &request)
{
    return dialect().writeRequest(request, {});
}

QByteArray member(const QByteArray &body, const QByteArray &name)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Strict);
    if (!tree)
        qFatal("no JSON: %s", body.constData());
    return tree->root()[name].json();
}

QByteArray summary(const QList<Loss> &losses)
{
    QByteArrayList words;
    for (const Loss &loss : losses)
        words.append((loss.weight == Loss::Weight::Hint      ? "hint "_ba
                      : loss.weight == Loss::Weight::Changed ? "changed "_ba
                                                             : "meaning "_ba)
                     + loss.param);
    return words.join(", ");
}

} // namespace

class ResponsesRequest : public QObject
{
    Q_OBJECT
private slots:
    void recordedRequests_data();
    void recordedRequests();
    void roundTrip_data();
    void roundTrip();
    void refusals_data();
    void refusals();
    void turns();
    void parameters();
    void media();
    void ownHistoryForOthers();
    void foreignInstructions();
    void foreignTools();
    void foreignToolResults();
    void foreignToolIds();
    void foreignReasoningIsDropped();
    void ownReasoningThroughOthers();
    void foreignMedia_data();
    void foreignMedia();
    void foreignParameters();
    void foreignDefaults();
    void noEmptyMessages();
    void customToolsOfChat();
};

void ResponsesRequest::recordedRequests_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"openai.responses"_s})) {
        if (exchange.status == 200)
            QTest::newRow(qPrintable(exchange.file)) << exchange.requestBody;
    }
    for (const Test::WireSnapshot &snapshot : Test::wireSnapshots(u"responses"_s)) {
        if (!snapshot.request.isEmpty())
            QTest::newRow(qPrintable(snapshot.name)) << snapshot.request;
        if (!snapshot.followUpRequest.isEmpty())
            QTest::newRow(qPrintable(snapshot.name + u" follow-up"_s)) << snapshot.followUpRequest;
    }
}

void ResponsesRequest::recordedRequests()
{
    QFETCH(QByteArray, body);
    const auto request = dialect().readRequest(body, {});
    QVERIFY2(request, request ? "" : qPrintable(request.error().message));
    const Written written = write(*request);
    QCOMPARE(Test::jsonDifference(body, written.body), QString());
    QVERIFY(written.losses.isEmpty());
    QCOMPARE(read(written.body), *request);
}

// What no recording has.
void ResponsesRequest::roundTrip_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto items = [](const char *name, const QByteArray &list) {
        QTest::newRow(name) << "{\"model\":\"m\",\"input\":["_ba + list + "]}";
    };
    items("nothing", "");
    items("empty contents", R"({"role":"user","content":[]},{"role":"assistant","content":[]})");
    items("empty strings", R"({"role":"user","content":""},{"role":"assistant","content":""})");
    items(
        "messages of the model in a row",
        R"({"type":"message","role":"assistant","id":"msg_1","status":"completed","content":[{"type":"output_text","text":"a","annotations":[]},{"type":"refusal","refusal":"no"}]},
             {"role":"assistant","content":"b"},{"type":"message","role":"assistant","phase":"commentary","content":[{"type":"output_text","text":"c"}]})");
    items("a file in the model's mouth",
          "{\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"a\"},{\"type\":\"input_file\","
          "\"file_url\":\"https://x/"
          "y\"}]},{\"role\":\"assistant\",\"id\":\"msg_2\",\"content\":[{\"type\":\"input_image\","
          "\"image_url\":\"https://x/z\"},{\"type\":\"output_text\",\"text\":\"b\"}]}");
    items("the model in words of the user", R"({"role":"assistant","content":[{"type":"input_text","text":"a"}]})");
    items(
        "annotations",
        R"({"role":"assistant","content":[{"type":"output_text","text":"a","annotations":[{"type":"url_citation","url":"http://a","title":"t","start_index":0,"end_index":1,"x":2},{"type":"file_citation","file_id":"f","index":3,"filename":"n"},{"type":"url_citation","url":"http://b","start_index":1.5}],"logprobs":[]}]})");
    items(
        "summaries with blank lines",
        R"({"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"a\n\nb"},{"type":"summary_text","text":"c"}],"content":[{"type":"reasoning_text","text":"d"},{"type":"reasoning_text","text":"\n\n"}],"encrypted_content":"e","status":"completed"})");
    items("an empty summary text", R"({"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":""}]})");
    items(
        "calls without arguments",
        R"({"type":"function_call","call_id":"c","name":"f","arguments":""},{"type":"function_call","call_id":"d","name":"f","arguments":"{}"})");
    items(
        "custom tools",
        R"({"type":"custom_tool_call","id":"ctc_1","call_id":"c","name":"sql","input":"SELECT 1"},{"type":"custom_tool_call_output","call_id":"c","output":"1"})");
    items("custom tool without input", R"({"type":"custom_tool_call","call_id":"c","name":"sql","input":""})");
    items(
        "outputs as lists",
        R"({"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","id":"fco_1","call_id":"c","name":"g","status":"completed","output":[{"type":"input_text","text":"a"},{"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"low"},{"type":"input_file","file_id":"f"}]},{"type":"function_call_output","call_id":"d","output":""},{"type":"function_call_output","call_id":"e","output":[]})");
    items(
        "files",
        R"({"role":"user","content":[{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"},{"type":"input_file","filename":"b.pdf","file_data":"AAAA"},{"type":"input_file","file_url":"https://a/b.pdf"},{"type":"input_file","file_id":"file_1","detail":"high"}]})");
    items(
        "images",
        R"({"role":"user","content":[{"type":"input_image","image_url":"data:image/svg+xml;charset=utf-8;base64,AAAA","detail":"auto"},{"type":"input_image","file_id":"f","detail":"high"},{"type":"input_image","image_url":"https://a/b.png","file_id":"f"},{"type":"input_image","image_url":"data:;base64,"}]})");
    items(
        "unknown contents",
        R"({"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA","format":"wav"}}]},{"role":"assistant","content":[{"type":"new_kind","x":1},{"type":"output_text","text":"a"},{"type":"new_kind","x":2}]})");
    items(
        "server tools among others",
        R"({"type":"reasoning","id":"rs_1","summary":[]},{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}},{"role":"assistant","content":[{"type":"output_text","text":"a"}]},{"type":"mcp_approval_request","id":"m","name":"n","arguments":"{}","server_label":"s"},{"type":"mcp_approval_response","approval_request_id":"m","approve":true},{"type":"computer_call_output","call_id":"c","output":{"type":"computer_screenshot"}},{"type":"additional_tools","role":"developer","tools":[]},{"type":"item_reference","id":"msg_1"},{"id":"msg_2"}])"_ba
            .chopped(1));
    items(
        "members of all kinds",
        R"({"role":"developer","content":[{"type":"input_text","text":"a","prompt_cache_breakpoint":{"mode":"explicit"},"x":1}],"y":{"z":[null,1]},"id":"msg_9","status":"completed"})");
    QTest::newRow("parameters") << R"({"model":"m","input":"hello","instructions":"","stream":false,"tools":[],
        "tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"f"},{"type":"mcp","server_label":"s"}]},
        "parallel_tool_calls":false,"max_output_tokens":1,"temperature":0.70,"top_p":1e0,"top_logprobs":3,
        "text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":true,"description":"d","z":1},"verbosity":"low","q":1},
        "reasoning":{"effort":"none","summary":"auto","generate_summary":"auto"},"include":["reasoning.encrypted_content","message.output_text.logprobs"],
        "store":true,"previous_response_id":"resp_1","conversation":{"id":"conv_1"},"truncation":"auto","metadata":{"a":"b"},"user":"u",
        "safety_identifier":"s","prompt_cache_key":"k","service_tier":"flex","stream_options":{"include_obfuscation":false},"background":true,
        "max_tool_calls":2,"something_new":{"a":1}})"_ba;
    QTest::newRow("a prompt alone")
        << R"({"prompt":{"id":"pmpt_1","version":"2","variables":{"a":"b"}},"safety_identifier":"s"})"_ba;
    QTest::newRow("empty text and reasoning") << R"({"model":"m","input":"a","text":{},"reasoning":{}})"_ba;
    QTest::newRow("tools")
        << R"({"model":"m","input":"a","tool_choice":{"type":"web_search_preview"},"tools":[{"type":"function","name":"f"},
        {"type":"function","name":"g","description":"","parameters":{"b":1,"a":2},"strict":false,"defer_loading":true},
        {"type":"custom","name":"c","format":{"type":"grammar","syntax":"lark","definition":"d"}},{"type":"web_search","filters":{}}]})"_ba;
    QTest::newRow("choice of a function")
        << R"({"model":"m","input":"a","tool_choice":{"type":"function","name":"f"}})"_ba;
    QTest::newRow("choice of a custom tool")
        << R"({"model":"m","input":"a","tool_choice":{"type":"custom","name":"f"}})"_ba;
    QTest::newRow("choice among functions")
        << R"({"model":"m","input":"a","tool_choice":{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"f"}]}})"_ba;
}

void ResponsesRequest::roundTrip()
{
    recordedRequests();
}

void ResponsesRequest::refusals_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("param");
    QTest::newRow("no object") << "[]"_ba << ""_ba;
    QTest::newRow("no model") << R"({"input":"a"})"_ba << "model"_ba;
    QTest::newRow("no input") << R"({"model":"m"})"_ba << "input"_ba;
    QTest::newRow("input is a number") << R"({"model":"m","input":1})"_ba << "input"_ba;
    QTest::newRow("instructions") << R"({"model":"m","input":"a","instructions":1})"_ba << "instructions"_ba;
    QTest::newRow("item") << R"({"model":"m","input":["a"]})"_ba << "input[0]"_ba;
    QTest::newRow("role") << R"({"model":"m","input":[{"role":"tool","content":"a"}]})"_ba << "input[0].role"_ba;
    QTest::newRow("no type") << R"({"model":"m","input":[{"content":"a"}]})"_ba << "input[0].type"_ba;
    QTest::newRow("content") << R"({"model":"m","input":[{"role":"user"}]})"_ba << "input[0].content"_ba;
    QTest::newRow("text") << R"({"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":1}]}]})"_ba
                          << "input[0].content[0].text"_ba;
    QTest::newRow("image") << R"({"model":"m","input":[{"role":"user","content":[{"type":"input_image"}]}]})"_ba
                           << "input[0].content[0].image_url"_ba;
    QTest::newRow("call id") << R"({"model":"m","input":[{"type":"function_call","name":"f","arguments":"{}"}]})"_ba
                             << "input[0].call_id"_ba;
    QTest::newRow("output") << R"({"model":"m","input":[{"type":"function_call_output","call_id":"c","output":{}}]})"_ba
                            << "input[0].output"_ba;
    QTest::newRow("arguments")
        << R"({"model":"m","input":[{"type":"function_call","call_id":"c","name":"f","arguments":{}}]})"_ba
        << "input[0].arguments"_ba;
    QTest::newRow("tool") << R"({"model":"m","input":"a","tools":[{"type":"function"}]})"_ba << "tools[0].name"_ba;
    QTest::newRow("tool choice") << R"({"model":"m","input":"a","tool_choice":"maybe"})"_ba << "tool_choice"_ba;
    QTest::newRow("format") << R"({"model":"m","input":"a","text":{"format":{"type":"xml"}}})"_ba
                            << "text.format.type"_ba;
    QTest::newRow("a forged note") << R"-({"model":"m","input":[{"type":"reasoning","summary":[],"(summary)":5}]})-"_ba
                                   << "input[0].(summary)"_ba;
    QTest::newRow("a forged prefix") << R"({"model":"m","input":"a","text.format":5})"_ba << "text.format"_ba;
    QTest::newRow("annotation")
        << R"({"model":"m","input":[{"role":"assistant","content":[{"type":"output_text","text":"a","annotations":[{}]}]}]})"_ba
        << "input[0].content[0].annotations[0].type"_ba;
    QTest::newRow("no arguments") << R"({"model":"m","input":[{"type":"function_call","call_id":"c","name":"f"}]})"_ba
                                  << "input[0].arguments"_ba;
    QTest::newRow("no summary") << R"({"model":"m","input":[{"type":"reasoning"}]})"_ba << "input[0].summary"_ba;
    QTest::newRow("empty type") << R"({"model":"m","input":[{"type":"","role":"user","content":""}]})"_ba
                                << "input[0].type"_ba;
    QTest::newRow("allowed tools")
        << R"({"model":"m","input":"a","tool_choice":{"type":"allowed_tools","mode":"auto"}})"_ba
        << "tool_choice.tools"_ba;
    QTest::newRow("choice without type") << R"({"model":"m","input":"a","tool_choice":{}})"_ba << "tool_choice.type"_ba;
    QTest::newRow("stream") << R"({"model":"m","input":"a","stream":"yes"})"_ba << "stream"_ba;
    QTest::newRow("temperature") << R"({"model":"m","input":"a","temperature":"hot"})"_ba << "temperature"_ba;
    QTest::newRow("max_output_tokens") << R"({"model":"m","input":"a","max_output_tokens":1.5})"_ba
                                       << "max_output_tokens"_ba;
}

void ResponsesRequest::refusals()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, param);
    QCOMPARE(paramOf(body), param);
}

// Items of one turn of the model are one message, outputs of functions another.
void ResponsesRequest::turns()
{
    const ChatRequest request = read(R"({"model":"m","instructions":"i","input":[
        {"role":"developer","content":"d"},{"role":"user","content":[{"type":"input_text","text":"u"}]},
        {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"s"}],"encrypted_content":"e"},
        {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"t","annotations":[]}]},
        {"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":"{\"a\":1}"},
        {"type":"function_call","call_id":"c2","name":"g","arguments":"{}"},
        {"type":"function_call_output","call_id":"c1","output":"1"},{"type":"function_call_output","call_id":"c2","output":"2"},
        {"role":"user","content":"next"}]})");
    QCOMPARE(request.messages.size(), 6);
    QVERIFY(request.instructionsArePlain);
    QCOMPARE(request.messages[0].role, Role::System);
    QCOMPARE(request.messages[1].role, Role::Developer);
    QCOMPARE(request.messages[2].role, Role::User);
    const Message &turn = request.messages[3];
    QCOMPARE(turn.role, Role::Assistant);
    QCOMPARE(turn.parts.size(), 4);
    QCOMPARE(std::get<ReasoningPart>(turn.parts[0].content),
             (ReasoningPart{.summary = "s"_ba, .signature = "e"_ba, .id = "rs_1"_ba}));
    QCOMPARE(std::get<TextPart>(turn.parts[1].content).text, "t"_ba);
    QCOMPARE(std::get<ToolCallPart>(turn.parts[2].content),
             (ToolCallPart{.id = "c1"_ba, .name = "f"_ba, .arguments = "{\"a\":1}"_ba}));
    QCOMPARE(turn.parts[2].path, "input[4]"_ba);
    const Message &results = request.messages[4];
    QCOMPARE(results.role, Role::User);
    QCOMPARE(results.parts.size(), 2);
    QCOMPARE(std::get<ToolResultPart>(results.parts[1].content).name, "g"_ba); // Gemini wants it
    QCOMPARE(request.messages[5].role, Role::User);
    QVERIFY(request.messages[5].isPlainText);
}

void ResponsesRequest::parameters()
{
    const ChatRequest request = read(R"({"model":"m","input":"a","stream":true,"max_output_tokens":50,"temperature":0.5,
        "top_p":0.9,"top_logprobs":2,"include":["message.output_text.logprobs"],"parallel_tool_calls":false,
        "tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"f"}]},
        "tools":[{"type":"function","name":"f","parameters":{"type":"object"},"strict":true},{"type":"web_search"}],
        "text":{"format":{"type":"json_object"},"verbosity":"high"},"reasoning":{"effort":"high","summary":"auto"},
        "safety_identifier":"s","prompt_cache_key":"k","store":false,"service_tier":"flex","metadata":{"a":"b"},
        "previous_response_id":"resp_1"})");
    QVERIFY(request.stream);
    QCOMPARE(request.maxOutputTokens, 50);
    QCOMPARE(request.temperature, "0.5"_ba);
    QCOMPARE(request.topLogprobs, 2);
    QCOMPARE(request.logprobs, true);
    QCOMPARE(request.parallelToolCalls, false);
    QCOMPARE(request.toolChoice->kind, ToolChoice::Kind::Required);
    QCOMPARE(request.toolChoice->among, QList<QByteArray>{"f"});
    QCOMPARE(request.tools[0].schema, "{\"type\":\"object\"}"_ba);
    QVERIFY(request.tools[1].isOpaque);
    QCOMPARE(request.tools[1].name, "web_search"_ba);
    QCOMPARE(request.format->kind, ResponseFormat::Kind::JsonObject);
    QCOMPARE(request.verbosity, "high"_ba);
    QCOMPARE(request.reasoning->mode, ReasoningWish::Mode::On);
    QCOMPARE(request.endUser, "s"_ba);
    QVERIFY(request.isSafetyIdentifier);
    // For another vendor the state kept at OpenAI is a loss that changes the answer.
    LossReport losses(Dialect::OpenAiResponses, Dialect::Anthropic);
    QVERIFY(!losses.takes(request.extras, {}, Loss::Weight::Meaning));
    QCOMPARE(summary(losses.take()), "hint include, meaning previous_response_id"_ba);
}

void ResponsesRequest::media()
{
    const ChatRequest request = read(R"({"model":"m","input":[{"role":"user","content":[
        {"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"low"},{"type":"input_image","image_url":"https://a/b"},
        {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,BBBB"},{"type":"input_file","file_id":"f"}]}]})");
    const auto medium = [&request](qsizetype i) { return std::get<MediaPart>(request.messages[0].parts[i].content); };
    QCOMPARE(medium(0), (MediaPart{.mediaType = "image/png"_ba, .data = "AAAA"_ba, .detail = "low"_ba}));
    QCOMPARE(medium(1), (MediaPart{.url = "https://a/b"_ba}));
    QCOMPARE(medium(2), (MediaPart{.kind = MediaPart::Kind::Document,
                                   .mediaType = "application/pdf"_ba,
                                   .data = "BBBB"_ba,
                                   .fileName = "a.pdf"_ba}));
    QCOMPARE(medium(3), (MediaPart{.kind = MediaPart::Kind::Document, .fileId = "f"_ba}));
}

// Bookkeeping of a history must not refuse it for another vendor.
void ResponsesRequest::ownHistoryForOthers()
{
    const ChatRequest request = read(R"({"model":"m","input":[{"role":"user","content":"a"},
        {"type":"message","id":"msg_1","status":"completed","phase":"final_answer","role":"assistant","content":[{"type":"output_text","text":"t","annotations":[],"logprobs":[]}]},
        {"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":"{}","status":"completed"},
        {"type":"function_call_output","call_id":"c1","output":"1","status":"completed"}]})");
    LossReport losses(Dialect::OpenAiResponses, Dialect::Gemini);
    for (const Message &message : request.messages) {
        std::ignore = losses.takes(message.extras, message.path, Loss::Weight::Meaning);
        for (const Part &part : message.parts)
            std::ignore = losses.takes(part.extras, part.path, Loss::Weight::Meaning);
    }
    QCOMPARE(summary(losses.take()), "hint input[1].content[0].message.phase"_ba);
}

void ResponsesRequest::foreignInstructions()
{
    ChatRequest request = foreign({Message{.role = Role::System, .parts = {text("one"), text("two")}},
                                   Message{.role = Role::System, .parts = {text("three")}},
                                   Message{.role = Role::Developer, .parts = {text("four")}, .isPlainText = true},
                                   Message{.role = Role::User, .parts = {text("hello")}, .isPlainText = true},
                                   Message{.role = Role::System, .parts = {text("later")}}});
    request.messages[0].parts[0].cache = CacheMark{};
    const Written written = write(request);
    QCOMPARE(member(written.body, "instructions"), R"("one\n\ntwo\n\nthree")"_ba);
    QCOMPARE(member(written.body, "input"),
             R"([{"type":"message","role":"developer","content":"four"},)"
             R"({"type":"message","role":"user","content":"hello"},)"
             R"({"type":"message","role":"system","content":[{"type":"input_text","text":"later"}]}])"_ba);
    QCOMPARE(summary(written.losses), "hint messages[0].content[0]"_ba);
}

void ResponsesRequest::foreignTools()
{
    ChatRequest request = foreign({Message{.parts = {text("a")}}});
    request.tools = {
        Tool{.name = "f"_ba, .schema = R"({"type":"object"})"_ba}, Tool{.name = "g"_ba},
        Tool{.name = "web_search_20250305"_ba, .schema = "{}"_ba, .isOpaque = true, .path = "tools[2]"_ba}};
    request.toolChoice = ToolChoice{.kind = ToolChoice::Kind::Named, .name = "f"_ba};
    request.parallelToolCalls = false;
    Written written = write(request);
    // Both "parameters" and "strict" are required, and without a word functions would be strict.
    QCOMPARE(member(written.body, "tools"),
             R"([{"type":"function","name":"f","parameters":{"type":"object"},"strict":false},)"
             R"({"type":"function","name":"g","parameters":{"type":"object","properties":{}},"strict":false}])"_ba);
    QCOMPARE(member(written.body, "tool_choice"), R"({"type":"function","name":"f"})"_ba);
    QCOMPARE(member(written.body, "parallel_tool_calls"), "false"_ba);
    QCOMPARE(summary(written.losses), "meaning tools[2]"_ba);
    request.toolChoice = ToolChoice{.kind = ToolChoice::Kind::Required, .among = {"f"}};
    written = write(request);
    QCOMPARE(member(written.body, "tool_choice"),
             R"({"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"f"}]})"_ba);
    // Without tools neither is taken.
    request.tools.clear();
    written = write(request);
    QVERIFY(member(written.body, "tool_choice").isEmpty());
    QVERIFY(member(written.body, "parallel_tool_calls").isEmpty());
}

// Results are items, in front of the text that came in the same message.
void ResponsesRequest::foreignToolResults()
{
    const MediaPart image{.mediaType = "image/png"_ba, .data = "AAAA"_ba};
    const Written written = write(foreign(
        {Message{.role = Role::Assistant,
                 .parts = {text("thinking aloud"),
                           Part{.content = ToolCallPart{.id = "c1"_ba, .name = "f"_ba, .arguments = "{}"_ba}},
                           Part{.content = ToolCallPart{.id = "c2"_ba, .name = "g"_ba, .arguments = "{\"a\":1}"_ba}}}},
         Message{.parts = {Part{.content = ToolResultPart{.callId = "c1"_ba, .content = {text("1")}, .isError = true},
                                .path = "messages[1].content[0]"_ba},
                           Part{.content =
                                    ToolResultPart{.callId = "c2"_ba, .content = {text("2"), Part{.content = image}}}},
                           text("and now?")}},
         Message{.parts = {Part{.content = ToolResultPart{.callId = "c3"_ba}}}}}));
    QCOMPARE(
        member(written.body, "input"),
        R"([{"type":"message","role":"assistant","content":[{"type":"output_text","text":"thinking aloud"}]},)"
        R"({"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},)"
        R"({"type":"function_call","call_id":"c2","name":"g","arguments":"{\"a\":1}"},)"
        R"({"type":"function_call_output","call_id":"c1","output":"1"},)"
        R"({"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"2"},{"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"auto"}]},)"
        R"({"type":"message","role":"user","content":[{"type":"input_text","text":"and now?"}]},)"
        R"({"type":"function_call_output","call_id":"c3","output":""}])"_ba);
    QCOMPARE(summary(written.losses), "changed messages[1].content[0]"_ba);
}

// WIRE 6, case 19: no id, and ids longer than OpenAI takes.
void ResponsesRequest::foreignToolIds()
{
    const QByteArray longId(80, 'x');
    const auto call = [](const QByteArray &id, const QByteArray &name) {
        return Part{.content = ToolCallPart{.id = id, .name = name, .arguments = "{}"_ba, .signature = "s"_ba}};
    };
    const auto result = [](const QByteArray &id, const QByteArray &name) {
        return Part{.content = ToolResultPart{.callId = id, .name = name, .content = {text("1")}}};
    };
    const Written written = write(foreign(
        {Message{.role = Role::Assistant, .parts = {call({}, "f"), call({}, "f"), call({}, "g"), call(longId, "h")}},
         Message{.parts = {result({}, "g"), result({}, "f"), result({}, "f"), result(longId, "h")}}},
        Dialect::Gemini));
    const auto tree = Json::Tree::parse(written.body, Json::Rules::Strict);
    QByteArrayList ids;
    for (const Json::Node item : tree->root()["input"]) {
        ids.append(item["call_id"].text());
        QVERIFY(ids.back().size() > 8 && ids.back().size() <= 64);
    }
    QCOMPARE(ids.size(), 8);
    QCOMPARE(QSet<QByteArray>(ids.begin(), ids.end()).size(), 4);
    QCOMPARE(ids.mid(4), (QByteArrayList{ids[2], ids[0], ids[1], ids[3]}));
}

void ResponsesRequest::foreignReasoningIsDropped()
{
    const Written written =
        write(foreign({Message{.parts = {text("a")}},
                       Message{.role = Role::Assistant,
                               .parts = {Part{.content = ReasoningPart{.text = "hm"_ba, .signature = "sig"_ba},
                                              .path = "messages[1].content[0]"_ba},
                                         text("b")}}}));
    QVERIFY(!written.body.contains("sig") && !written.body.contains("hm"));
    QCOMPARE(summary(written.losses), "hint messages[1].content[0]"_ba);
}

// A chat client sends back what OpenAI encrypted.
void ResponsesRequest::ownReasoningThroughOthers()
{
    const Written written =
        write(foreign({Message{.role = Role::Assistant,
                               .parts = {Part{.content = ReasoningPart{.text = "hm"_ba,
                                                                       .signature = "enc"_ba,
                                                                       .signer = Dialect::OpenAiResponses}},
                                         text("b")}}},
                      Dialect::OpenAi));
    QVERIFY(written.body.contains(R"({"type":"reasoning","summary":[],"encrypted_content":"enc"})"));
    QVERIFY(written.losses.isEmpty());
}

void ResponsesRequest::foreignMedia_data()
{
    using Kind = MediaPart::Kind;
    QTest::addColumn<MediaPart>("media");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("image by address") << MediaPart{.url = "https://a/b.png"_ba}
                                      << R"({"type":"input_image","image_url":"https://a/b.png","detail":"auto"})"_ba;
    QTest::newRow("image") << MediaPart{.mediaType = "image/gif"_ba, .data = "AAAA"_ba, .detail = "high"_ba}
                           << R"({"type":"input_image","image_url":"data:image/gif;base64,AAAA","detail":"high"})"_ba;
    QTest::newRow("document without a name")
        << MediaPart{.kind = Kind::Document, .mediaType = "application/pdf"_ba, .data = "AAAA"_ba}
        << R"({"type":"input_file","file_data":"data:application/pdf;base64,AAAA","filename":"document.pdf"})"_ba;
    // Accepted by OpenAI in the recorded translation documentContentParam.
    QTest::newRow("text document")
        << MediaPart{.kind = Kind::Document,
                     .mediaType = "text/plain"_ba,
                     .data = "Sample text."_ba,
                     .fileName = "Doc"_ba,
                     .isText = true}
        << R"({"type":"input_file","file_data":"data:text/plain;base64,U2FtcGxlIHRleHQu","filename":"Doc"})"_ba;
    QTest::newRow("document by address") << MediaPart{.kind = Kind::Document,
                                                      .url = "https://a/b.pdf"_ba,
                                                      .fileName = "b"_ba}
                                         << R"({"type":"input_file","file_url":"https://a/b.pdf"})"_ba;
    QTest::newRow("sound") << MediaPart{.kind = Kind::Audio, .mediaType = "audio/wav"_ba, .data = "AAAA"_ba} << ""_ba;
    QTest::newRow("bucket") << MediaPart{.url = "gs://a/b"_ba} << ""_ba;
    QTest::newRow("another's file") << MediaPart{.fileId = "file_1"_ba} << ""_ba;
}

void ResponsesRequest::foreignMedia()
{
    QFETCH(MediaPart, media);
    QFETCH(QByteArray, content);
    const Written written = write(foreign({Message{.parts = {Part{.content = media, .path = "p"_ba}}}}));
    if (content.isEmpty()) {
        QCOMPARE(member(written.body, "input"), "[]"_ba);
        QCOMPARE(summary(written.losses), "meaning p"_ba);
    } else {
        QCOMPARE(member(written.body, "input"), R"([{"type":"message","role":"user","content":[)"_ba + content + "]}]");
        QVERIFY(written.losses.isEmpty());
    }
}

void ResponsesRequest::foreignParameters()
{
    ChatRequest request = foreign({Message{.parts = {text("a")}}}, Dialect::OpenAi);
    request.maxOutputTokens = 5;
    request.topK = "4"_ba;
    request.seed = "7"_ba;
    request.frequencyPenalty = "0.5"_ba;
    request.presencePenalty = "0.0"_ba;
    request.stop = {"x"};
    request.choices = 2;
    request.logitBias = R"({"1":2})"_ba;
    request.logprobs = true;
    request.topLogprobs = 2;
    request.endUser = QByteArray(100, 'u');
    request.extras = {.dialect = Dialect::OpenAi, .members = {{.name = "modalities"_ba, .json = "[\"audio\"]"_ba}}};
    const Written written = write(request);
    QCOMPARE(member(written.body, "max_output_tokens"), "16"_ba);
    QCOMPARE(member(written.body, "include"), R"(["message.output_text.logprobs"])"_ba);
    QCOMPARE(member(written.body, "user").size(), 66);
    QCOMPARE(
        summary(written.losses),
        "changed max_completion_tokens, hint user, meaning top_k, meaning seed, meaning frequency_penalty, meaning "
        "stop, meaning n, meaning logit_bias, meaning modalities"_ba);
}

void ResponsesRequest::foreignDefaults()
{
    ChatRequest request = foreign({Message{.parts = {text("a")}}});
    request.reasoning = ReasoningWish{.mode = ReasoningWish::Mode::On, .budgetTokens = 8192};
    request.serviceTier = "standard_only"_ba;
    request.endUser = "somebody"_ba;
    request.format = ResponseFormat{.kind = ResponseFormat::Kind::JsonSchema, .schema = "{}"_ba};
    request.choices = 1;
    const Written written = write(request);
    QCOMPARE(member(written.body, "store"), "false"_ba); // here alone answers are kept unless that is refused
    QCOMPARE(member(written.body, "reasoning"), R"({"effort":"medium"})"_ba);
    QCOMPARE(member(written.body, "service_tier"), "\"default\""_ba);
    QCOMPARE(member(written.body, "safety_identifier"), "\"somebody\""_ba);
    QCOMPARE(member(written.body, "text"), R"({"format":{"type":"json_schema","name":"response","schema":{}}})"_ba);
    QVERIFY(member(written.body, "stream").isEmpty());
}

// WIRE 6, case 21: vendors refuse texts and lists without anything in them.
void ResponsesRequest::noEmptyMessages()
{
    const Written written = write(foreign({Message{.parts = {text(""), text("a")}}, Message{.parts = {text("")}},
                                           Message{.role = Role::Assistant, .parts = {text("")}}}));
    QCOMPARE(member(written.body, "input"),
             R"([{"type":"message","role":"user","content":[{"type":"input_text","text":"a"}]}])"_ba);
}

void ResponsesRequest::customToolsOfChat()
{
    ChatRequest request = foreign(
        {Message{.parts = {text("a")}},
         Message{
             .role = Role::Assistant,
             .parts = {Part{
                 .content = ToolCallPart{.id = "c"_ba, .name = "sql"_ba, .arguments = "SELECT"_ba, .isCustom = true}}}},
         Message{
             .parts = {Part{.content = ToolResultPart{.callId = "c"_ba, .content = {text("1")}, .isCustom = true}}}}},
        Dialect::OpenAi);
    request.tools = {Tool{
        .name = "custom"_ba,
        .schema =
            R"({"type":"custom","custom":{"name":"sql","format":{"type":"grammar","grammar":{"syntax":"lark","definition":"d"}}}})"_ba,
        .isOpaque = true}};
    const Written written = write(request);
    QCOMPARE(member(written.body, "tools"),
             R"([{"type":"custom","name":"sql","format":{"type":"grammar","syntax":"lark","definition":"d"}}])"_ba);
    QVERIFY(written.body.contains(R"({"type":"custom_tool_call","call_id":"c","name":"sql","input":"SELECT"})"));
    QVERIFY(written.body.contains(R"({"type":"custom_tool_call_output","call_id":"c","output":"1"})"));
}

QTEST_GUILESS_MAIN(ResponsesRequest)
#include "tst_responsesrequest.moc"
