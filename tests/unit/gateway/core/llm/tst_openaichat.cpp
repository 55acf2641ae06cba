// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/openaichat.h"
#include "tests/support/wiredata.h"

#include <QTest>

#include <algorithm>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

const QStringList Apis{u"openai.chat"_s, u"mistral.chat"_s};

const ChatDialect &chat()
{
    return openAiChatDialect();
}

ChatRequest request(const QByteArray &body)
{
    const auto read = chat().readRequest(body, {});
    if (!read)
        qFatal("%s in %s", qPrintable(read.error().message), body.left(300).constData());
    return *read;
}

// As if it had been read from another vendor's dialect.
ChatRequest foreign(QList<Message> messages, Dialect source = Dialect::Anthropic)
{
    return ChatRequest{.source = source, .model = "m", .messages = std::move(messages)};
}

Message message(Role role, QList<Part> parts)
{
    return Message{.role = role, .parts = std::move(parts), .path = "messages[0]"};
}

Part text(const QByteArray &words)
{
    return Part{.content = TextPart{.text = words, .citations = {}}, .path = "messages[0].content[0]"};
}

Json::Tree tree(const QByteArray &body)
{
    auto parsed = Json::Tree::parse(body, Json::Rules::Strict);
    if (!parsed)
        qFatal("no JSON: %s", body.constData());
    return *std::move(parsed);
}

qsizetype lossesOf(const Written &written, Loss::Weight weight)
{
    return std::ranges::count(written.losses, weight, &Loss::weight);
}

} // namespace

class OpenAiChatTest : public QObject
{
    Q_OBJECT
private slots:
    void recordedRequestsLoseNothing();
    void recordedAnswersAreReadAndWritten();
    void recordedErrorsAreRead();
    void wrongTypesAreRefused_data();
    void wrongTypesAreRefused();
    void toolMessagesOfATurnAreOneMessage();
    void resultsComeBeforeTheText();
    void imagesInResultsFollow();
    void shortToolIdsAreStable();
    void longForeignIdsAreShortened();
    void callsWithoutIdGetOneWithTheirResult();
    void parallelCallsOfSeveralMessagesAreJoined();
    void foreignSignaturesStayAtHome();
    void signedThinkingComesBack();
    void reasoningGoesByTheVendorsName();
    void thoughtSignatureRidesAlong();
    void traitsOfVendors();
    void allowedToolsAndNamedTools();
    void schemaGetsAName();
    void everyForeignParameterIsWrittenOrReported();
    void cacheMarks();
    void legacyFunctions();
    void finishReasons_data();
    void finishReasons();
    void usageHasItsIdentities();
    void errorInsideSuccess();
    void mistralContentIsOneAnswer();
};

void OpenAiChatTest::recordedRequestsLoseNothing()
{
    int count = 0;
    const auto check = [&count](const QString &name, const QByteArray &body) {
        const auto read = chat().readRequest(body, {});
        if (!read) {
            QFAIL(qPrintable(name + u": "_s + read.error().message));
        }
        const Written written = chat().writeRequest(*read, {});
        const QString difference = Test::jsonDifference(body, written.body);
        QVERIFY2(difference.isEmpty(), qPrintable(name + u": "_s + difference));
        QVERIFY2(written.losses.isEmpty(), qPrintable(name));
        ++count;
    };
    for (const Test::WireExchange &exchange : Test::wireExchanges(Apis))
        check(exchange.file, exchange.requestBody);
    for (const Test::WireSnapshot &snapshot : Test::wireSnapshots(u"chat-completions"_s)) {
        for (const QByteArray &body : {snapshot.request, snapshot.followUpRequest}) {
            if (!body.isEmpty())
                check(snapshot.name, body);
        }
    }
    qInfo("%d requests", count);
    QVERIFY(count > 150);
}

void OpenAiChatTest::recordedAnswersAreReadAndWritten()
{
    int count = 0;
    const auto check = [&count](const QString &name, const QByteArray &body) {
        const auto answer = chat().readAnswer(body);
        QVERIFY2(answer, qPrintable(name));
        const Written written = chat().writeAnswer(*answer, {.id = "chatcmpl-x", .model = "m"});
        const auto again = chat().readAnswer(written.body);
        QVERIFY2(again, qPrintable(name));
        QCOMPARE(again->id, answer->id);
        QCOMPARE(again->model, answer->model);
        QCOMPARE(again->usage, answer->usage);
        QCOMPARE(again->choices.size(), answer->choices.size());
        for (qsizetype i = 0; i < answer->choices.size(); ++i) {
            const auto texts = [](const Choice &choice) {
                QByteArray all;
                for (const Part &part : choice.parts) {
                    if (const auto *words = std::get_if<TextPart>(&part.content))
                        all += words->text;
                    else if (const auto *call = std::get_if<ToolCallPart>(&part.content))
                        all += call->name + call->arguments + call->signature;
                    else if (const auto *reasoning = std::get_if<ReasoningPart>(&part.content))
                        all += reasoning->text;
                    else if (const auto *refusal = std::get_if<RefusalPart>(&part.content))
                        all += refusal->text;
                    else if (const auto *opaque = std::get_if<OpaquePart>(&part.content))
                        all += opaque->json;
                }
                return all;
            };
            QCOMPARE(texts(again->choices[i]), texts(answer->choices[i]));
            QCOMPARE(again->choices[i].finish, answer->choices[i].finish);
            QCOMPARE(again->choices[i].logprobs, answer->choices[i].logprobs);
            QVERIFY2(!answer->choices[i].parts.isEmpty() || answer->choices[i].finish == FinishReason::Length
                         || body.contains(R"("content": "")") || body.contains(R"("content":"")"),
                     qPrintable(name));
        }
        // What the official SDK parses.
        const Json::Tree shape = tree(written.body);
        QVERIFY(shape.root()["object"].is("chat.completion"));
        QVERIFY(shape.root()["created"].integer());
        for (const Json::Node choice : shape.root()["choices"]) {
            QVERIFY(choice["finish_reason"].isString());
            QVERIFY(choice["message"]["role"].is("assistant"));
            QVERIFY(choice["message"]["content"].isString() || choice["message"]["content"].exists());
        }
        ++count;
    };
    for (const Test::WireExchange &exchange : Test::wireExchanges(Apis)) {
        if (exchange.status == 200 && !exchange.stream)
            check(exchange.file, exchange.answerBody);
    }
    for (const Test::WireSnapshot &snapshot : Test::wireSnapshots(u"chat-completions"_s)) {
        if (!snapshot.answer.isEmpty())
            check(snapshot.name, snapshot.answer);
    }
    qInfo("%d answers", count);
    QVERIFY(count > 60);
}

void OpenAiChatTest::recordedErrorsAreRead()
{
    int count = 0;
    for (const Test::WireExchange &exchange : Test::wireExchanges(Apis)) {
        if (exchange.status < 400)
            continue;
        const auto failure = chat().readError(exchange.answerBody);
        QVERIFY2(failure, qPrintable(exchange.file));
        QVERIFY2(!failure->message.isEmpty(), qPrintable(exchange.file));
        ++count;
    }
    qInfo("%d errors", count);
    QVERIFY(count > 10);
    QVERIFY(!chat().readError(R"({"id":"x","choices":[]})"));
    QVERIFY(!chat().readError("nothing"));
}

void OpenAiChatTest::wrongTypesAreRefused_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QByteArray>("param");
    QTest::newRow("model") << R"("model":7)"_ba << "model"_ba;
    QTest::newRow("temperature") << R"("temperature":"hot")"_ba << "temperature"_ba;
    QTest::newRow("max tokens") << R"("max_completion_tokens":1.5)"_ba << "max_completion_tokens"_ba;
    QTest::newRow("negative") << R"("max_tokens":-1)"_ba << "max_tokens"_ba;
    QTest::newRow("stop") << R"("stop":[1])"_ba << "stop"_ba;
    QTest::newRow("tools") << R"("tools":{})"_ba << "tools"_ba;
    QTest::newRow("tool") << R"("tools":[{"type":"function","function":{"name":3}}])"_ba << "tools[0].function.name"_ba;
    QTest::newRow("choice") << R"("tool_choice":"perhaps")"_ba << "tool_choice"_ba;
    QTest::newRow("format") << R"("response_format":"json")"_ba << "response_format"_ba;
    QTest::newRow("options") << R"("stream_options":{"include_usage":1})"_ba << "stream_options.include_usage"_ba;
    QTest::newRow("role") << R"("messages":[{"role":"model","content":"x"}])"_ba << "messages[0].role"_ba;
    QTest::newRow("content") << R"("messages":[{"role":"user","content":7}])"_ba << "messages[0].content"_ba;
    QTest::newRow("part") << R"("messages":[{"role":"user","content":[7]}])"_ba << "messages[0].content[0]"_ba;
    QTest::newRow("result") << R"("messages":[{"role":"tool","content":"x"}])"_ba << "messages[0].tool_call_id"_ba;
    QTest::newRow("none") << R"("messages":[])"_ba << "messages"_ba;
}

void OpenAiChatTest::wrongTypesAreRefused()
{
    QFETCH(QByteArray, members);
    QFETCH(QByteArray, param);
    QByteArray body = "{";
    if (!members.startsWith("\"model\""))
        body += R"("model":"m",)";
    if (!members.startsWith("\"messages\""))
        body += R"("messages":[{"role":"user","content":"x"}],)";
    body += members + '}';
    const auto read = chat().readRequest(body, {});
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::InvalidRequest);
    QCOMPARE(read.error().param, param);
}

void OpenAiChatTest::toolMessagesOfATurnAreOneMessage()
{
    const ChatRequest read = request(
        R"({"model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","content":null,"tool_calls":[)"
        R"({"id":"1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"2","type":"function","function":{"name":"g","arguments":"{}"}}]},)"
        R"({"role":"tool","tool_call_id":"1","content":"one"},{"role":"tool","tool_call_id":"2","content":"two"},{"role":"user","content":"b"}]})");
    QCOMPARE(read.messages.size(), 4);
    QCOMPARE(read.messages[2].role, Role::User);
    QCOMPARE(read.messages[2].parts.size(), 2);
    const auto &second = std::get<ToolResultPart>(read.messages[2].parts[1].content);
    QCOMPARE(second.callId, "2"_ba);
    QCOMPARE(second.name, "g"_ba); // from the call
    QCOMPARE(read.messages[2].parts[1].path, "messages[3]"_ba);
}

void OpenAiChatTest::resultsComeBeforeTheText()
{
    const Part result{.content = ToolResultPart{.callId = "c1", .content = {text("found")}, .isError = true},
                      .path = "r"};
    const Written written = chat().writeRequest(foreign({message(Role::User, {text("and then?"), result})}), {});
    const Json::Tree out = tree(written.body);
    const Json::Node messages = out.root()["messages"];
    QCOMPARE(messages.size(), 2);
    QVERIFY((*messages.begin())["role"].is("tool"));
    QVERIFY((*messages.begin())["content"].is("found"));
    QVERIFY((*++messages.begin())["content"].is("and then?"));
    QCOMPARE(lossesOf(written, Loss::Weight::Changed), 1); // the mark of an error
}

void OpenAiChatTest::imagesInResultsFollow()
{
    // WIRE 6, case 22.
    const Part image{.content = MediaPart{.mediaType = "image/png", .data = "AAAA"}, .path = "messages[0].content[0]"};
    const Part result{.content = ToolResultPart{.callId = "c1", .content = {image}}, .path = "messages[0]"};
    const Written written = chat().writeRequest(foreign({message(Role::User, {result, text("look")})}), {});
    const Json::Tree out = tree(written.body);
    const Json::Node messages = out.root()["messages"];
    QCOMPARE(messages.size(), 2);
    const Json::Node user = *++messages.begin();
    QVERIFY(user["role"].is("user"));
    QVERIFY((*user["content"].begin())["image_url"]["url"].is("data:image/png;base64,AAAA"));
    QVERIFY((*++user["content"].begin())["text"].is("look"));
    QCOMPARE(lossesOf(written, Loss::Weight::Changed), 1);
    QCOMPARE(lossesOf(written, Loss::Weight::Meaning), 0);
}

void OpenAiChatTest::shortToolIdsAreStable()
{
    // WIRE 6, case 19: Mistral wants [A-Za-z0-9]{9}.
    const ChatRequest read = request(
        R"({"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[)"
        R"({"id":"call_abcdefghijkl","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"6IgxW8LfZ","type":"function","function":{"name":"f","arguments":"{}"}}]},)"
        R"({"role":"tool","tool_call_id":"call_abcdefghijkl","content":"1"},{"role":"tool","tool_call_id":"6IgxW8LfZ","content":"2"}]})");
    WriteTraits traits;
    traits.wantsShortToolIds = true;
    const Json::Tree out = tree(chat().writeRequest(read, traits).body);
    QList<QByteArray> ids;
    for (const Json::Node one : out.root()["messages"]) {
        for (const Json::Node call : one["tool_calls"])
            ids.append(call["id"].text());
        if (one["tool_call_id"].exists())
            ids.append(one["tool_call_id"].text());
    }
    QCOMPARE(ids.size(), 4);
    QCOMPARE(ids[0], ids[2]);
    QCOMPARE(ids[1], "6IgxW8LfZ"_ba);
    QCOMPARE(ids[3], "6IgxW8LfZ"_ba);
    QCOMPARE(ids[0].size(), 9);
    QVERIFY(std::ranges::all_of(ids[0], [](char c) { return std::isalnum(static_cast<uchar>(c)); }));
}

void OpenAiChatTest::longForeignIdsAreShortened()
{
    const QByteArray id(60, 'x');
    const Part call{.content = ToolCallPart{.id = id, .name = "f", .arguments = "{}"}};
    const Part result{.content = ToolResultPart{.callId = id, .content = {text("r")}}};
    const QByteArray body =
        chat().writeRequest(foreign({message(Role::Assistant, {call}), message(Role::User, {result})}), {}).body;
    const Json::Tree out = tree(body);
    const Json::Node messages = out.root()["messages"];
    const QByteArray written = (*(*messages.begin())["tool_calls"].begin())["id"].text();
    QVERIFY(written.size() <= 40);
    QVERIFY((*++messages.begin())["tool_call_id"].is(written));
}

void OpenAiChatTest::callsWithoutIdGetOneWithTheirResult()
{
    const Part call{.content = ToolCallPart{.name = "f", .arguments = R"({"a":1})"}};
    const Part other{.content = ToolCallPart{.name = "g", .arguments = "{}"}};
    const Part result{.content = ToolResultPart{.name = "g", .content = {}, .json = R"({"output":"x"})"}};
    const Part first{.content = ToolResultPart{.name = "f", .content = {text("r")}}};
    const QByteArray body =
        chat()
            .writeRequest(foreign({message(Role::Assistant, {call, other}), message(Role::User, {result, first})},
                                  Dialect::Gemini),
                          {})
            .body;
    const Json::Tree out = tree(body);
    auto it = out.root()["messages"].begin();
    const Json::Node calls = (*it)["tool_calls"];
    const QByteArray f = (*calls.begin())["id"].text();
    const QByteArray g = (*++calls.begin())["id"].text();
    QVERIFY(!f.isEmpty() && !g.isEmpty() && f != g);
    QVERIFY((*++it)["tool_call_id"].is(g));
    QVERIFY((*it)["content"].is(R"({"output":"x"})"));
    QVERIFY((*++it)["tool_call_id"].is(f));
}

void OpenAiChatTest::parallelCallsOfSeveralMessagesAreJoined()
{
    const Part one{.content = ToolCallPart{.id = "1", .name = "f", .arguments = "{}"}};
    const Part two{.content = ToolCallPart{.id = "2", .name = "f", .arguments = "{}"}};
    const QByteArray body =
        chat()
            .writeRequest(
                foreign({message(Role::Assistant, {one}), message(Role::Assistant, {two})}, Dialect::OpenAiResponses),
                {})
            .body;
    const Json::Tree out = tree(body);
    QCOMPARE(out.root()["messages"].size(), 1);
    QCOMPARE((*out.root()["messages"].begin())["tool_calls"].size(), 2);
}

void OpenAiChatTest::foreignSignaturesStayAtHome()
{
    const Part thinking{.content = ReasoningPart{.text = "hm", .signature = "sig"}, .path = "messages[0].content[0]"};
    const Part call{.content = ToolCallPart{.id = "1", .name = "f", .arguments = "{}", .signature = "google"}};
    WriteTraits traits;
    traits.reasoningField = "reasoning_content";
    const Written written =
        chat().writeRequest(foreign({message(Role::Assistant, {thinking, text("a"), call})}), traits);
    QVERIFY(!written.body.contains("sig"));
    QVERIFY(!written.body.contains("google"));
    QVERIFY(!written.body.contains("hm"));
    QCOMPARE(lossesOf(written, Loss::Weight::Hint), 2);
    QCOMPARE(written.losses.size(), 2);
    // Thinking alone leaves no empty message behind.
    const Written alone = chat().writeRequest(foreign({message(Role::Assistant, {thinking})}), {});
    QCOMPARE(tree(alone.body).root()["messages"].size(), 0);
    QCOMPARE(alone.losses.size(), 1);
}

void OpenAiChatTest::signedThinkingComesBack()
{
    // WIRE 6, case 6: through a chat client and back, unchanged and in order.
    Choice choice{
        .parts = {Part{.content = ReasoningPart{.text = "one", .signature = "s1", .signer = Dialect::Anthropic}},
                  Part{.content = ReasoningPart{.redacted = "r2", .signer = Dialect::Anthropic}},
                  Part{.content = ReasoningPart{.signature = "s3", .id = "rs_1", .signer = Dialect::OpenAiResponses}},
                  text("done")},
        .finish = FinishReason::Stop};
    const QByteArray body = chat().writeAnswer(ChatAnswer{.id = "a", .model = "m", .choices = {choice}}, {}).body;
    const Json::Tree out = tree(body);
    const QByteArray sent = (*out.root()["choices"].begin())["message"].json();
    const ChatRequest read = request(R"({"model":"m","messages":[{"role":"user","content":"x"},)" + sent + "]}");
    const QList<Part> &parts = read.messages[1].parts;
    QCOMPARE(parts.size(), 4);
    for (int i = 0; i < 3; ++i)
        QVERIFY(parts[i].content == choice.parts[i].content);
    // A vendor of this dialect is not sent another's.
    const Written written = chat().writeRequest(read, {});
    QVERIFY(!written.body.contains("s1") && !written.body.contains("r2") && !written.body.contains("rs_1"));
    QCOMPARE(lossesOf(written, Loss::Weight::Hint), 3);
}

void OpenAiChatTest::reasoningGoesByTheVendorsName()
{
    const Part thinking{.content = ReasoningPart{.text = "hm"}, .path = "messages[0].content[0]"};
    WriteTraits traits;
    traits.reasoningField = "reasoning";
    QVERIFY(chat()
                .writeRequest(foreign({message(Role::Assistant, {thinking, text("a")})}), traits)
                .body.contains(R"("reasoning":"hm")"));
    const ChatRequest own = request(
        R"({"model":"m","messages":[{"role":"assistant","content":"a","reasoning_content":"hm","reasoning":"hm"}]})");
    const QByteArray body = chat().writeRequest(own, traits).body;
    QVERIFY(body.contains(R"("reasoning":"hm")"));
    traits.reasoningField = {};
    const Written dropped = chat().writeRequest(foreign({message(Role::Assistant, {thinking, text("a")})}), traits);
    QVERIFY(!dropped.body.contains("hm"));
    QCOMPARE(lossesOf(dropped, Loss::Weight::Hint), 1);
}

void OpenAiChatTest::thoughtSignatureRidesAlong()
{
    // WIRE 6, case 5.
    const Choice choice{
        .parts = {Part{.content =
                           ToolCallPart{.id = "call_1", .name = "f", .arguments = "{}", .signature = "c2lnbg=="}}},
        .finish = FinishReason::ToolCalls};
    const QByteArray body = chat().writeAnswer(ChatAnswer{.id = "a", .model = "m", .choices = {choice}}, {}).body;
    const Json::Tree out = tree(body);
    const Json::Node sent = (*out.root()["choices"].begin())["message"];
    const Json::Node call = *sent["tool_calls"].begin();
    QVERIFY(call["extra_content"]["google"]["thought_signature"].is("c2lnbg=="));
    // A client that keeps nothing but the id.
    const ChatRequest read = request(
        R"({"model":"m","messages":[{"role":"assistant","tool_calls":[{"type":"function","function":{"name":"f","arguments":"{}"},"id":")"
        + call["id"].text() + R"("}]},{"role":"tool","content":"r","tool_call_id":")" + call["id"].text() + R"("}]})");
    const auto &back = std::get<ToolCallPart>(read.messages[0].parts[0].content);
    QCOMPARE(back.id, "call_1"_ba);
    QCOMPARE(back.signature, "c2lnbg=="_ba);
    QCOMPARE(std::get<ToolResultPart>(read.messages[1].parts[0].content).callId, "call_1"_ba);
}

void OpenAiChatTest::traitsOfVendors()
{
    ChatRequest read = request(
        R"({"model":"m","messages":[{"role":"developer","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},{"role":"user","content":"x"}],)"
        R"("max_completion_tokens":5,"reasoning_effort":"low","stream":true,"stream_options":{"include_usage":true}})");
    WriteTraits traits;
    traits.takesDeveloperRole = false;
    traits.takesMaxCompletionTokens = false;
    traits.takesStreamOptions = false;
    traits.takesReasoningEffort = false;
    traits.wantsPlainText = true;
    const Written written = chat().writeRequest(read, traits);
    QCOMPARE(
        Test::jsonDifference(
            R"({"model":"m","messages":[{"role":"system","content":"a\n\nb"},{"role":"user","content":"x"}],"max_tokens":5,"stream":true})",
            written.body),
        QString());
    QCOMPARE(written.losses.size(), 1);
    QCOMPARE(written.losses[0].param, "reasoning_effort"_ba);
    // A stream of another dialect always asks for usage.
    ChatRequest other = foreign({message(Role::User, {text("x")})});
    other.stream = true;
    QVERIFY(chat().writeRequest(other, {}).body.contains(R"("stream_options":{"include_usage":true})"));
}

void OpenAiChatTest::allowedToolsAndNamedTools()
{
    const ChatRequest allowed = request(
        R"({"model":"m","messages":[{"role":"user","content":"x"}],"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"f"}}]}}})");
    QCOMPARE(allowed.toolChoice->kind, ToolChoice::Kind::Required);
    QCOMPARE(allowed.toolChoice->among, QList{"f"_ba});
    const ChatRequest custom = request(
        R"({"model":"m","messages":[{"role":"user","content":"x"}],"tools":[{"type":"custom","custom":{"name":"c"}}],"tool_choice":{"type":"custom","custom":{"name":"c"}}})");
    QCOMPARE(custom.toolChoice->name, "c"_ba);
    QVERIFY(custom.tools[0].isOpaque);
    QVERIFY(chat().writeRequest(custom, {}).body.contains(R"("tool_choice":{"type":"custom","custom":{"name":"c"}})"));
    // Without tools a choice is refused by OpenAI.
    ChatRequest none = foreign({message(Role::User, {text("x")})});
    none.toolChoice = ToolChoice{.kind = ToolChoice::Kind::Auto};
    none.parallelToolCalls = false;
    QVERIFY(!chat().writeRequest(none, {}).body.contains("tool"));
}

void OpenAiChatTest::schemaGetsAName()
{
    ChatRequest other = foreign({message(Role::User, {text("x")})});
    other.format = ResponseFormat{.kind = ResponseFormat::Kind::JsonSchema, .schema = R"({"type":"object"})"};
    QVERIFY(chat().writeRequest(other, {}).body.contains(
        R"("response_format":{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object"}}})"));
    other.format->name = "my schema";
    QVERIFY(chat().writeRequest(other, {}).body.contains(R"("name":"my_schema")"));
    other.format->schema.clear();
    QVERIFY(chat().writeRequest(other, {}).body.contains(R"("response_format":{"type":"json_object"})"));
}

void OpenAiChatTest::everyForeignParameterIsWrittenOrReported()
{
    ChatRequest other = foreign({message(Role::User, {text("x")})});
    other.topK = "40";
    other.stop = {"1", "2", "3", "4", "5"};
    other.reasoning = ReasoningWish{.mode = ReasoningWish::Mode::On, .budgetTokens = 8'192};
    other.metadata = R"({"a":"b"})";
    other.serviceTier = "standard_only";
    other.tools = {Tool{.name = "web_search_20250305", .schema = "{}", .isOpaque = true, .path = "tools[0]"}};
    other.extras = {.dialect = Dialect::Anthropic, .members = {{.name = "container", .json = "\"c\""}}};
    const Written written = chat().writeRequest(other, {});
    QList<QByteArray> params;
    for (const Loss &loss : written.losses)
        params.append(loss.param);
    QCOMPARE(params, (QList<QByteArray>{"tools[0]", "top_k", "stop_sequences", "thinking", "metadata", "container"}));
    QVERIFY(written.body.contains(R"("reasoning_effort":"medium")"));
    QVERIFY(written.body.contains(R"("service_tier":"default")"));
    QCOMPARE(lossesOf(written, Loss::Weight::Meaning), 4);
}

void OpenAiChatTest::cacheMarks()
{
    const ChatRequest read = request(
        R"({"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"x","cache_control":{"type":"ephemeral","ttl":"1h"}}]}]})");
    QCOMPARE(read.messages[0].parts[0].cache->ttl, "1h"_ba);
    ChatRequest other = foreign(read.messages);
    const Written dropped = chat().writeRequest(other, {});
    QVERIFY(!dropped.body.contains("cache_control"));
    QCOMPARE(lossesOf(dropped, Loss::Weight::Hint), 1);
    WriteTraits traits;
    traits.takesCacheControl = true;
    QVERIFY(chat().writeRequest(other, traits).body.contains(R"("cache_control":{"type":"ephemeral","ttl":"1h"})"));
}

void OpenAiChatTest::legacyFunctions()
{
    const QByteArray body =
        R"({"model":"m","messages":[{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{\"a\":1}"}},{"role":"function","name":"f","content":"r"}]})";
    const ChatRequest read = request(body);
    QCOMPARE(std::get<ToolCallPart>(read.messages[0].parts[0].content).name, "f"_ba);
    QCOMPARE(std::get<ToolResultPart>(read.messages[1].parts[0].content).name, "f"_ba);
    QCOMPARE(Test::jsonDifference(body, chat().writeRequest(read, {}).body), QString());

    // An answer may have both; the old one stands beside the list.
    const auto answer = chat().readAnswer(
        "{\"id\":\"a\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":["
        "{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}],\"function_call\":"
        "{\"name\":\"f\",\"arguments\":\"{}\"}},\"finish_reason\":\"function_call\"}]}"_ba);
    QVERIFY(answer);
    const QByteArray written = chat().writeAnswer(*answer, {.id = "x", .model = "m"}).body;
    QVERIFY2(Json::judge(written), written.constData());
    QCOMPARE(chat().readAnswer(written)->choices.first().parts.size(), 2);
}

void OpenAiChatTest::finishReasons_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("reason");
    QTest::addColumn<QByteArray>("written");
    const auto row = [](const char *word, FinishReason reason, const char *written) {
        QTest::newRow(word) << QByteArray(word) << static_cast<int>(reason) << QByteArray(written);
    };
    row("stop", FinishReason::Stop, "stop");
    row("length", FinishReason::Length, "length");
    row("model_length", FinishReason::ContextWindow, "length");
    row("tool_calls", FinishReason::ToolCalls, "tool_calls");
    row("function_call", FinishReason::ToolCalls, "function_call");
    row("content_filter", FinishReason::ContentFilter, "content_filter");
    row("error", FinishReason::Error, "error");
    row("something new", FinishReason::Stop, "stop");
}

void OpenAiChatTest::finishReasons()
{
    QFETCH(QByteArray, word);
    QFETCH(int, reason);
    QFETCH(QByteArray, written);
    const QByteArray body =
        R"({"id":"a","choices":[{"index":0,"message":{"content":"x"},"finish_reason":")" + word + R"("}]})";
    const auto answer = chat().readAnswer(body);
    QVERIFY(answer);
    QCOMPARE(static_cast<int>(answer->choices[0].finish), reason);
    const Json::Tree out = tree(chat().writeAnswer(*answer, {}).body);
    QVERIFY((*out.root()["choices"].begin())["finish_reason"].is(written));
}

void OpenAiChatTest::usageHasItsIdentities()
{
    // WIRE 6, case 7: prompt = uncached + read + written, total = prompt + completion.
    const Usage usage{.inputUncached = 10,
                      .inputCacheRead = 100,
                      .inputCacheWrite = 5,
                      .inputCacheWriteLong = 2,
                      .output = 7,
                      .outputReasoning = 3,
                      .source = UsageSource::Provider};
    const QByteArray body =
        chat()
            .writeAnswer(ChatAnswer{.usage = usage, .rawUsage = R"({"input_tokens":10})"}, {.id = "x", .model = "m"})
            .body;
    const Json::Tree out = tree(body);
    const Json::Node written = out.root()["usage"];
    QCOMPARE(written["prompt_tokens"].integer(), 117);
    QCOMPARE(written["completion_tokens"].integer(), 10);
    QCOMPARE(written["total_tokens"].integer(), 127);
    QCOMPARE(written["prompt_tokens_details"]["cached_tokens"].integer(), 100);
    QCOMPARE(written["prompt_tokens_details"]["cache_write_tokens"].integer(), 7);
    QCOMPARE(written["completion_tokens_details"]["reasoning_tokens"].integer(), 3);
}

void OpenAiChatTest::errorInsideSuccess()
{
    const auto rejected = chat().readAnswer(R"({"error":{"message":"no such model","code":404}})");
    QVERIFY(!rejected);
    QCOMPARE(rejected.error().kind, ErrorKind::UpstreamRejected);
    QVERIFY(rejected.error().message.contains(u"no such model"_s));
    for (const QByteArray &body : {"[]"_ba, "{}"_ba, "<html>"_ba, R"({"id":"x"})"_ba}) {
        const auto broken = chat().readAnswer(body);
        QVERIFY(!broken);
        QCOMPARE(broken.error().kind, ErrorKind::UpstreamInvalid);
    }
    // Wrong types count as absent.
    QVERIFY(chat().readAnswer(R"({"id":1,"choices":[{"message":{"content":7,"tool_calls":[3,{"function":1}]}},5]})"));
}

void OpenAiChatTest::mistralContentIsOneAnswer()
{
    const auto answer = chat().readAnswer(
        R"({"id":"a","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"2+2"}]},{"type":"text","text":"4"}]}}]})");
    QVERIFY(answer);
    QCOMPARE(answer->choices[0].parts.size(), 2);
    const Json::Tree out = tree(chat().writeAnswer(*answer, {}).body);
    const Json::Node message = (*out.root()["choices"].begin())["message"];
    QVERIFY(message["content"].is("4"));
    QVERIFY(message["reasoning_content"].is("2+2"));
}

QTEST_GUILESS_MAIN(OpenAiChatTest)
#include "tst_openaichat.moc"
