// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/responses.h"
#include "tests/support/responsesdata.h"
#include "tests/support/wiredata.h"

#include <QTest>

#include <algorithm>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

const ChatDialect &dialect()
{
    return openAiResponsesDialect();
}

QByteArray response(const QByteArray &output, const QByteArray &more = R"("status":"completed")")
{
    return R"({"id":"resp_1","object":"response","created_at":5,"model":"m","output":)"_ba + output + ',' + more + '}';
}

ChatAnswer read(const QByteArray &body)
{
    const auto answer = dialect().readAnswer(body);
    if (!answer)
        qFatal("%s", qPrintable(answer.error().message));
    return *answer;
}

AnswerContext context()
{
    return {.id = "resp_ctx"_ba, .model = "asked"_ba, .created = 7};
}

ChatAnswer foreign(const QList<Part> &parts, FinishReason finish = FinishReason::Stop)
{
    return {.id = "msg_01abc"_ba, .model = "claude"_ba, .choices = {Choice{.parts = parts, .finish = finish}}};
}

Part text(const QByteArray &text)
{
    return {.content = TextPart{.text = text}};
}

// Without what is said in the answer as a whole.
QByteArray member(const QByteArray &body, const QByteArray &name)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Strict);
    return tree ? tree->root()[name].json() : QByteArray();
}

} // namespace

class ResponsesAnswer : public QObject
{
    Q_OBJECT
private slots:
    void recordedAnswers_data();
    void recordedAnswers();
    void recordedErrors();
    void parts();
    void finishes_data();
    void finishes();
    void notAnswers_data();
    void notAnswers();
    void lenient();
    void foreignAnswer();
    void foreignEndings_data();
    void foreignEndings();
    void echo();
    void idsArePure();
    void secondChoice();
    void foreignSignature();
    void carriedSignature();
};

void ResponsesAnswer::recordedAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const Test::NamedBytes &answer : Test::responsesAnswers())
        QTest::newRow(answer.name.constData()) << answer.bytes;
}

// Read and written, an answer of OpenAI's is what it was. Empty lists that OpenAI leaves out at times are not told from
// absent ones, and the SDK's output_text is no member of the wire's.
void ResponsesAnswer::recordedAnswers()
{
    QFETCH(QByteArray, body);
    const auto answer = dialect().readAnswer(body);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->choices.size(), 1);
    QVERIFY(answer->choices.front().finish != FinishReason::None);
    const Written written = dialect().writeAnswer(*answer, context());
    QVERIFY(written.losses.isEmpty());
    const auto again = dialect().readAnswer(written.body);
    QVERIFY(again);
    QCOMPARE(again->choices, answer->choices);
    const auto one = Json::Tree::parse(body, Json::Rules::Lenient);
    const auto other = Json::Tree::parse(written.body, Json::Rules::Strict);
    QVERIFY(other);
    for (const Json::Node member : one->root()) {
        if (member.name() == "output_text" || member.name() == "output")
            continue;
        const QString difference = Test::jsonDifference(
            '[' + member.json() + ']',
            '[' + (other->root()[member.name()].exists() ? other->root()[member.name()].json() : "null"_ba) + ']');
        QVERIFY2(difference.isEmpty(), qPrintable(QString::fromUtf8(member.name()) + difference));
    }
    // Items: what was there is there, with the same value.
    auto item = other->root()["output"].begin();
    QCOMPARE(other->root()["output"].size(), one->root()["output"].size());
    for (const Json::Node original : one->root()["output"]) {
        for (const Json::Node member : original) {
            if (member.name() == "content" || (member.isArray() && member.size() == 0) || member.name() == "status")
                continue;
            const Json::Node rewritten = (*item)[member.name()];
            QCOMPARE(Test::jsonDifference('[' + member.json() + ']',
                                          '[' + (rewritten.exists() ? rewritten.json() : "null"_ba) + ']'),
                     QString());
        }
        ++item;
    }
}

void ResponsesAnswer::recordedErrors()
{
    int errors = 0;
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"openai.responses"_s})) {
        if (exchange.status < 400)
            continue;
        ++errors;
        const auto failure = dialect().readError(exchange.answerBody);
        QVERIFY2(failure && !failure->message.isEmpty(), qPrintable(exchange.file));
        const auto answer = dialect().readAnswer(exchange.answerBody);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::UpstreamRejected);
    }
    QCOMPARE(errors, 4);
    QVERIFY(!dialect().readError(R"({"id":"resp_1","error":null,"output":[]})"));
    QVERIFY(!dialect().readError("<html>"));
}

void ResponsesAnswer::parts()
{
    const ChatAnswer answer = read(response(
        R"([{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"a"},{"type":"summary_text","text":"b"}],"content":[{"type":"reasoning_text","text":"deep"}],"encrypted_content":"enc"},
        {"type":"web_search_call","id":"ws_1","status":"completed"},
        {"type":"message","id":"msg_1","role":"assistant","status":"completed","phase":"final_answer","content":[{"type":"output_text","text":"t","annotations":[{"type":"url_citation","url":"u","title":"n","start_index":1,"end_index":2}],"logprobs":[{"token":"t","logprob":-1}]},{"type":"refusal","refusal":"no"}]},
        {"type":"function_call","id":"fc_1","call_id":"c","name":"f","arguments":"{\"a\":1}","status":"completed"}])",
        R"("status":"completed","service_tier":"default","usage":{"input_tokens":3,"output_tokens":4},"metadata":{"a":"b"})"));
    QCOMPARE(answer.id, "resp_1"_ba);
    QCOMPARE(answer.created, 5);
    QCOMPARE(answer.serviceTier, "default"_ba);
    QCOMPARE(answer.usage->inputUncached, 3);
    QCOMPARE(answer.extras.value("metadata"), R"({"a":"b"})"_ba);
    const Choice &choice = answer.choices.front();
    QCOMPARE(choice.parts.size(), 5);
    QCOMPARE(std::get<ReasoningPart>(choice.parts[0].content), (ReasoningPart{.text = "deep"_ba,
                                                                              .summary = "a\n\nb"_ba,
                                                                              .signature = "enc"_ba,
                                                                              .id = "rs_1"_ba,
                                                                              .signer = Dialect::OpenAiResponses}));
    QCOMPARE(std::get<OpaquePart>(choice.parts[1].content).type, "web_search_call"_ba);
    const auto said = std::get<TextPart>(choice.parts[2].content);
    QCOMPARE(said.text, "t"_ba);
    QCOMPARE(said.citations.size(), 1);
    QCOMPARE(said.citations[0].url, "u"_ba);
    QCOMPARE(said.citations[0].end, 2);
    QCOMPARE(choice.logprobs, R"({"content":[{"token":"t","logprob":-1}],"refusal":null})"_ba);
    QCOMPARE(std::get<RefusalPart>(choice.parts[3].content).text, "no"_ba);
    QCOMPARE(std::get<ToolCallPart>(choice.parts[4].content),
             (ToolCallPart{.id = "c"_ba, .name = "f"_ba, .arguments = "{\"a\":1}"_ba}));
    QCOMPARE(choice.finish, FinishReason::ToolCalls);
}

void ResponsesAnswer::finishes_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<FinishReason>("reason");
    const QByteArray said = R"([{"type":"message","id":"m","content":[{"type":"output_text","text":"a"}]}])";
    QTest::newRow("completed") << said << R"("status":"completed")"_ba << FinishReason::Stop;
    QTest::newRow("calls") << R"([{"type":"custom_tool_call","call_id":"c","name":"n","input":""}])"_ba
                           << R"("status":"completed")"_ba << FinishReason::ToolCalls;
    QTest::newRow("server tools are no calls") << R"([{"type":"web_search_call","id":"w"}])"_ba
                                               << R"("status":"completed")"_ba << FinishReason::Stop;
    QTest::newRow("refusal") << R"([{"type":"message","content":[{"type":"refusal","refusal":"no"}]}])"_ba
                             << R"("status":"completed")"_ba << FinishReason::Refusal;
    QTest::newRow("length") << said << R"("status":"incomplete","incomplete_details":{"reason":"max_output_tokens"})"_ba
                            << FinishReason::Length;
    QTest::newRow("filter") << said << R"("status":"incomplete","incomplete_details":{"reason":"content_filter"})"_ba
                            << FinishReason::ContentFilter;
    QTest::newRow("cancelled") << said << R"("status":"cancelled")"_ba << FinishReason::Error;
    QTest::newRow("background") << "[]"_ba << R"("status":"queued")"_ba << FinishReason::None;
}

void ResponsesAnswer::finishes()
{
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, more);
    QFETCH(FinishReason, reason);
    const ChatAnswer answer = read(response(output, more));
    QCOMPARE(answer.choices.front().finish, reason);
    const ChatAnswer again = read(dialect().writeAnswer(answer, context()).body);
    QCOMPARE(again.choices.front().finish, reason);
    QCOMPARE(again.choices.front().rawFinish, answer.choices.front().rawFinish);
}

void ResponsesAnswer::notAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("html") << "<html>"_ba << ErrorKind::UpstreamInvalid;
    QTest::newRow("array") << "[]"_ba << ErrorKind::UpstreamInvalid;
    QTest::newRow("another's") << R"({"choices":[]})"_ba << ErrorKind::UpstreamInvalid;
    QTest::newRow("error") << R"({"error":{"message":"no"}})"_ba << ErrorKind::UpstreamRejected;
    QTest::newRow("failed") << response("[]", R"("status":"failed","error":{"code":"server_error","message":"no"})")
                            << ErrorKind::UpstreamRejected;
}

void ResponsesAnswer::notAnswers()
{
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    const auto answer = dialect().readAnswer(body);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, kind);
    if (kind == ErrorKind::UpstreamRejected)
        QVERIFY(answer.error().message.contains(u"no"_s));
}

void ResponsesAnswer::lenient()
{
    const ChatAnswer answer = read(
        R"({"id":1,"created_at":"now","usage":[],"output":[1,null,{"type":"message","content":5},{"type":7},{"type":"message","content":[{"type":"output_text","text":3},{"a":1}]},{"type":"function_call"},{"type":"reasoning","summary":"x","content":[1]}]})");
    QCOMPARE(answer.id, QByteArray());
    QVERIFY(!answer.usage);
    QCOMPARE(answer.choices.front().finish, FinishReason::ToolCalls);
    QVERIFY(Json::Tree::parse(dialect().writeAnswer(answer, context()).body, Json::Rules::Strict));
}

void ResponsesAnswer::foreignAnswer()
{
    ChatAnswer answer =
        foreign({Part{.content = ReasoningPart{.text = "hm"_ba, .signature = "sig"_ba}}, text("one"), text("two"),
                 Part{.content = ToolCallPart{.id = "toolu_1"_ba, .name = "f"_ba, .arguments = "{}"_ba}}},
                FinishReason::ToolCalls);
    answer.usage = Usage{.inputUncached = 1, .inputCacheRead = 2, .output = 3, .outputReasoning = 4};
    const QByteArray body = dialect().writeAnswer(answer, context()).body;
    QCOMPARE(member(body, "id"), "\"resp_msg_01abc\""_ba);
    QCOMPARE(member(body, "object"), "\"response\""_ba);
    QCOMPARE(member(body, "created_at"), "7"_ba);
    QCOMPARE(member(body, "status"), "\"completed\""_ba);
    QCOMPARE(
        member(body, "usage"),
        R"({"input_tokens":3,"input_tokens_details":{"cached_tokens":2,"cache_write_tokens":0},"output_tokens":7,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":10})"_ba);
    const auto tree = Json::Tree::parse(body, Json::Rules::Strict);
    QByteArrayList types;
    for (const Json::Node item : tree->root()["output"]) {
        types.append(item["type"].text());
        QVERIFY(item["id"].text().startsWith(types.back() == "reasoning" ? "rs_"
                                             : types.back() == "message" ? "msg_"
                                                                         : "fc_"));
    }
    QCOMPARE(types, (QByteArrayList{"reasoning", "message", "function_call"}));
    const Json::Node message = *std::next(tree->root()["output"].begin());
    QCOMPARE(message["content"].size(), 2);
    QCOMPARE((*message["content"].begin()).json(),
             R"({"type":"output_text","text":"one","annotations":[],"logprobs":[]})"_ba);
    const ChatAnswer again = read(body);
    QCOMPARE(again.usage, (Usage{.inputUncached = 1,
                                 .inputCacheRead = 2,
                                 .output = 3,
                                 .outputReasoning = 4,
                                 .source = UsageSource::Provider}));
}

void ResponsesAnswer::foreignEndings_data()
{
    QTest::addColumn<FinishReason>("reason");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("details");
    QTest::newRow("stop") << FinishReason::Stop << "\"completed\""_ba << "null"_ba;
    QTest::newRow("stop sequence") << FinishReason::StopSequence << "\"completed\""_ba << "null"_ba;
    QTest::newRow("length") << FinishReason::Length << "\"incomplete\""_ba << R"({"reason":"max_output_tokens"})"_ba;
    QTest::newRow("window") << FinishReason::ContextWindow << "\"incomplete\""_ba
                            << R"({"reason":"max_output_tokens"})"_ba;
    QTest::newRow("filter") << FinishReason::ContentFilter << "\"incomplete\""_ba
                            << R"({"reason":"content_filter"})"_ba;
    QTest::newRow("refusal") << FinishReason::Refusal << "\"incomplete\""_ba << R"({"reason":"content_filter"})"_ba;
    QTest::newRow("error") << FinishReason::Error << "\"failed\""_ba << "null"_ba;
}

void ResponsesAnswer::foreignEndings()
{
    QFETCH(FinishReason, reason);
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, details);
    const QByteArray body = dialect().writeAnswer(foreign({text("a")}, reason), context()).body;
    QCOMPARE(member(body, "status"), status);
    QCOMPARE(member(body, "incomplete_details"), details);
    QCOMPARE(member(body, "error") == "null", reason != FinishReason::Error);
}

// Every member that OpenAI's own answers have, from the request where the client said it.
void ResponsesAnswer::echo()
{
    const auto request = dialect().readRequest(
        R"({"model":"m","instructions":"be brief","input":"a","temperature":0.5,"max_output_tokens":99,"tools":[{"type":"function","name":"f","parameters":{},"strict":true},{"type":"web_search"}],"tool_choice":"required","text":{"format":{"type":"json_object"},"verbosity":"low"},"reasoning":{"effort":"low"},"previous_response_id":"resp_0","metadata":{"k":"v"},"user":"u","truncation":"auto","store":true})",
        {});
    QVERIFY(request);
    AnswerContext with = context();
    with.request = &*request;
    const QByteArray body = dialect().writeAnswer(foreign({text("a")}), with).body;
    const QByteArray expected =
        R"({"background":false,"instructions":"be brief","max_output_tokens":99,"max_tool_calls":null,"parallel_tool_calls":true,"previous_response_id":"resp_0","prompt_cache_key":null,"reasoning":{"effort":"low","summary":null},"safety_identifier":null,"store":true,"temperature":0.5,"text":{"format":{"type":"json_object"},"verbosity":"low"},"tool_choice":"required","tools":[{"type":"function","name":"f","parameters":{},"strict":true},{"type":"web_search"}],"top_logprobs":0,"top_p":null,"truncation":"auto","user":"u","metadata":{"k":"v"}})";
    const auto tree = Json::Tree::parse(expected, Json::Rules::Strict);
    for (const Json::Node said : tree->root())
        QCOMPARE(member(body, said.name()), said.json());
    // Without a request every member is still there.
    const QByteArray bare = dialect().writeAnswer(foreign({text("a")}), context()).body;
    for (const Json::Node said : tree->root())
        QVERIFY2(!member(bare, said.name()).isEmpty(), said.name().constData());
}

void ResponsesAnswer::idsArePure()
{
    const ChatAnswer answer = foreign({text("a"), Part{.content = ToolCallPart{.name = "f"_ba, .arguments = "{}"_ba}},
                                       Part{.content = ToolCallPart{.name = "f"_ba, .arguments = "{}"_ba}}});
    const QByteArray body = dialect().writeAnswer(answer, context()).body;
    QCOMPARE(dialect().writeAnswer(answer, context()).body, body);
    const auto tree = Json::Tree::parse(body, Json::Rules::Strict);
    QSet<QByteArray> ids;
    for (const Json::Node item : tree->root()["output"])
        ids << item["id"].text() << item["call_id"].text();
    ids.remove({});
    QCOMPARE(ids.size(), 5); // a message, two calls with two ids each
}

void ResponsesAnswer::secondChoice()
{
    ChatAnswer answer = foreign({text("a")});
    answer.choices.append(Choice{.index = 1, .parts = {text("b")}});
    const Written written = dialect().writeAnswer(answer, context());
    QCOMPARE(written.losses.size(), 1);
    QCOMPARE(written.losses[0].param, "choices[1]"_ba);
    QVERIFY(!written.body.contains("\"b\""));
}

// Another vendor's signature is never an encrypted_content: a client would send it to OpenAI.
void ResponsesAnswer::foreignSignature()
{
    const ChatAnswer answer = foreign({Part{.content = ReasoningPart{.text = "hm"_ba, .signature = "sig"_ba}}});
    QVERIFY(!dialect().writeAnswer(answer, context()).body.contains("sig\""));
}

// WIRE 6, case 5: Gemini's signature of a call rides in the call's id and comes back with it.
void ResponsesAnswer::carriedSignature()
{
    const ToolCallPart call{.id = "call_1"_ba, .name = "f"_ba, .arguments = "{}"_ba, .signature = "c2ln"_ba};
    const QByteArray body = dialect().writeAnswer(foreign({Part{.content = call}}), context()).body;
    const auto tree = Json::Tree::parse(body, Json::Rules::Strict);
    const Json::Node item = *tree->root()["output"].begin();
    const QByteArray id = item["call_id"].text();
    QVERIFY(id != call.id);
    const auto request =
        dialect().readRequest(R"({"model":"m","input":[)" + item.json()
                                  + R"(,{"type":"function_call_output","call_id":")" + id + R"(","output":"1"}]})",
                              {});
    QVERIFY(request);
    QCOMPARE(std::get<ToolCallPart>(request->messages[0].parts[0].content), call);
    const auto result = std::get<ToolResultPart>(request->messages[1].parts[0].content);
    QCOMPARE(result.callId, call.id);
    QCOMPARE(result.name, call.name);
}

QTEST_GUILESS_MAIN(ResponsesAnswer)
#include "tst_responsesanswer.moc"
