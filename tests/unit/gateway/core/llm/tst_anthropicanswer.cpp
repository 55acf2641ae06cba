// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/anthropic.h"
#include "gateway/core/llm/anthropicusage.h"
#include "tests/support/datafile.h"
#include "tests/support/wiredata.h"

#include <QDir>
#include <QTest>

using namespace Gatehouse;
using namespace Llm;
using namespace Qt::StringLiterals;

namespace {

Json::Tree parsed(const QByteArray &json)
{
    const auto tree = Json::Tree::parse(json, Json::Rules::Lenient);
    if (!tree)
        qFatal("not JSON: %s", json.constData());
    return *tree;
}

Usage usageOf(const QByteArray &json)
{
    AnthropicUsage usage;
    const Json::Tree tree = parsed(json);
    usage.merge(tree.root());
    return usage.usage().value_or(Usage{});
}

ChatAnswer answerOf(QList<Part> parts, FinishReason finish)
{
    return {.id = "chatcmpl-1"_ba, .model = "m"_ba, .choices = {Choice{.parts = std::move(parts), .finish = finish}}};
}

} // namespace

class TestAnthropicAnswer : public QObject
{
    Q_OBJECT
private slots:
    void everyRecordedAnswerIsWrittenAsItWas_data();
    void everyRecordedAnswerIsWrittenAsItWas();
    void errors_data();
    void errors();
    void noAnswers();
    void usage();
    void usageIsMergedByMember();
    void usageOfOthers();
    void foreignAnswer();
    void foreignReasoning();
    void finishReasons_data();
    void finishReasons();
    void onlyTheFirstChoice();
};

void TestAnthropicAnswer::everyRecordedAnswerIsWrittenAsItWas_data()
{
    QTest::addColumn<QByteArray>("recorded");
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"anthropic.messages"_s})) {
        if (exchange.framing == "json" && exchange.status == 200)
            QTest::newRow(qPrintable(exchange.file)) << exchange.answerBody;
    }
    for (const QString &format : {u"anthropic"_s, u"bedrock-anthropic"_s, u"vertex-anthropic"_s}) {
        for (const Test::WireSnapshot &snapshot : Test::wireSnapshots(format)) {
            if (!snapshot.answer.isEmpty())
                QTest::addRow("%s %s", qPrintable(format), qPrintable(snapshot.name)) << snapshot.answer;
        }
    }
    const QString folder = u"tests/data/wire/vercel__ai/anthropic"_s;
    for (const QString &name : QDir(QStringLiteral(GATEHOUSE_SOURCE_DIR) + u'/' + folder).entryList({u"*.json"_s}))
        QTest::newRow(qPrintable(name)) << Test::sourceFile(folder + u'/' + name);
}

void TestAnthropicAnswer::everyRecordedAnswerIsWrittenAsItWas()
{
    QFETCH(const QByteArray, recorded);
    const auto answer = anthropicDialect().readAnswer(recorded);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QVERIFY(answer->usage);
    const Json::Tree original = parsed(recorded);
    const Json::Node usage = original.root()["usage"];
    QCOMPARE(answer->usage->outputTotal(), usage["output_tokens"].integer().value());
    QCOMPARE(answer->usage->inputTotal(), usage["input_tokens"].integer().value()
                                              + usage["cache_read_input_tokens"].integer().value_or(0)
                                              + usage["cache_creation_input_tokens"].integer().value_or(0));
    const Written again = anthropicDialect().writeAnswer(*answer, {});
    QVERIFY(again.losses.isEmpty());
    QCOMPARE(Test::jsonDifference(recorded, again.body), QString());
    // And by way of the events of a stream; what stands beside the content has no events.
    AnswerCollector collector;
    for (const Stream::Event &event : eventsOf(*answer))
        collector.take(event);
    QCOMPARE(collector.answer().choices, answer->choices);
}

void TestAnthropicAnswer::errors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("status");
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"anthropic.messages"_s})) {
        if (exchange.status >= 400)
            QTest::newRow(qPrintable(exchange.file))
                << exchange.answerBody
                << (exchange.status == 401 ? "authentication_error"_ba : "invalid_request_error"_ba) << exchange.status;
    }
    QTest::newRow("overloaded") << R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})"_ba
                                << "overloaded_error"_ba << 529;
}

void TestAnthropicAnswer::errors()
{
    QFETCH(const QByteArray, body);
    const auto failure = anthropicDialect().readError(body);
    QVERIFY(failure);
    QTEST(failure->type, "type");
    QTEST(failure->status, "status");
    QVERIFY(!failure->message.isEmpty());
    const auto answer = anthropicDialect().readAnswer(body);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::UpstreamRejected);
    QVERIFY(answer.error().message.contains(QString::fromUtf8(failure->message)));
}

void TestAnthropicAnswer::noAnswers()
{
    for (const QByteArray &body : {""_ba, "[]"_ba, "{}"_ba, "<html>"_ba, R"({"content":"text"})"_ba}) {
        const auto answer = anthropicDialect().readAnswer(body);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::UpstreamInvalid);
        QVERIFY(!anthropicDialect().readError(body));
    }
    QVERIFY(anthropicDialect().readAnswer(R"({"content":[4,{"type":"text","text":5},{"type":7}],"usage":[]})"_ba));
}

void TestAnthropicAnswer::usage()
{
    const Usage usage = usageOf(
        R"({"input_tokens":10,"cache_read_input_tokens":20,"cache_creation_input_tokens":30,
            "cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20},
            "output_tokens":40,"output_tokens_details":{"thinking_tokens":15}})"_ba);
    QCOMPARE(usage, (Usage{.inputUncached = 10,
                           .inputCacheRead = 20,
                           .inputCacheWrite = 10,
                           .inputCacheWriteLong = 20,
                           .output = 25,
                           .outputReasoning = 15,
                           .source = UsageSource::Provider}));
    QCOMPARE(usageOf(R"({"input_tokens":1,"cache_creation_input_tokens":5,"output_tokens":0})"_ba).inputCacheWrite, 5);
    QCOMPARE(usageOf(R"({"input_tokens":-1})"_ba), Usage{});
    QCOMPARE(usageOf(R"({"input_tokens":1.5,"output_tokens":"4"})"_ba), Usage{});
}

void TestAnthropicAnswer::usageIsMergedByMember()
{
    AnthropicUsage usage;
    for (const QByteArray &json :
         {R"({"input_tokens":10,"cache_read_input_tokens":3,"output_tokens":1})"_ba,
          R"({"input_tokens":12,"cache_read_input_tokens":null,"output_tokens":7})"_ba, R"({"output_tokens":9})"_ba}) {
        const Json::Tree tree = parsed(json);
        usage.merge(tree.root());
    }
    QCOMPARE(usage.usage(),
             (Usage{.inputUncached = 12, .inputCacheRead = 3, .output = 9, .source = UsageSource::Provider}));
    QCOMPARE(usage.raw(), R"({"input_tokens":12,"cache_read_input_tokens":3,"output_tokens":9})"_ba);
}

void TestAnthropicAnswer::usageOfOthers()
{
    ChatAnswer answer = answerOf({}, FinishReason::Stop);
    answer.usage = Usage{.inputUncached = 10,
                         .inputCacheRead = 5,
                         .inputCacheWriteLong = 2,
                         .inputAudio = 1,
                         .output = 7,
                         .outputReasoning = 3,
                         .source = UsageSource::Provider};
    answer.rawUsage = R"({"prompt_tokens":18})";
    const Json::Tree tree = parsed(anthropicDialect().writeAnswer(answer, {}).body);
    QCOMPARE(
        tree.root()["usage"].json(),
        R"({"input_tokens":11,"cache_creation_input_tokens":2,"cache_read_input_tokens":5,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":2},"output_tokens":10,"output_tokens_details":{"thinking_tokens":3}})"_ba);
}

void TestAnthropicAnswer::foreignAnswer()
{
    ChatAnswer answer = answerOf(
        {{.content = TextPart{.text = "hi"_ba, .citations = {{.url = "https://a"_ba, .title = "t"_ba}}}},
         {.content = ToolCallPart{.id = "call_1"_ba, .name = "f"_ba, .arguments = "{}"_ba, .signature = "AAEC"_ba}},
         {.content = ToolCallPart{.name = "g"_ba, .arguments = "not json"_ba}},
         {.content = RefusalPart{.text = "no"_ba}}},
        FinishReason::ToolCalls);
    answer.id.clear();
    const Written written = anthropicDialect().writeAnswer(answer, {.id = "42"_ba, .model = {}});
    const Json::Tree tree = parsed(written.body);
    QCOMPARE(tree.root()["id"].text(), "msg_42"_ba);
    QCOMPARE(tree.root()["type"].text(), "message"_ba);
    QCOMPARE(tree.root()["stop_reason"].text(), "tool_use"_ba);
    QVERIFY(tree.root()["stop_sequence"].exists());
    QByteArray expected = R"([{"type":"text","text":"hi","citations":[{"type":"web_search_result_location",
        "url":"https://a","title":"t","cited_text":"","encrypted_index":""}]},
        {"type":"tool_use","id":"call_1_gs_AAEC","name":"f","input":{}},
        {"type":"tool_use","id":"MADE","name":"g","input":{"input":"not json"}},{"type":"text","text":"no"}])"_ba;
    expected.replace("MADE", toolCallId("42", 0, 2));
    QCOMPARE(Test::jsonDifference(expected, tree.root()["content"].json()), QString());
    QCOMPARE(written.losses.size(), 2); // the arguments, the refusal
}

void TestAnthropicAnswer::foreignReasoning()
{
    ChatAnswer answer = answerOf({{.content = ReasoningPart{.text = "t"_ba, .signature = "s"_ba}},
                                  {.content = ReasoningPart{.signature = "gAAA"_ba}},
                                  {.content = ReasoningPart{.redacted = "r"_ba}}},
                                 FinishReason::Stop);
    const Json::Tree tree = parsed(anthropicDialect().writeAnswer(answer, {}).body);
    QCOMPARE(tree.root()["content"].json(), R"([{"type":"thinking","thinking":"t","signature":""}])"_ba);
}

void TestAnthropicAnswer::finishReasons_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<FinishReason>("reason");
    QTest::addColumn<QByteArray>("again"); // for other vendors' raw words
    QTest::newRow("end_turn") << "end_turn"_ba << FinishReason::Stop << "end_turn"_ba;
    QTest::newRow("stop_sequence") << "stop_sequence"_ba << FinishReason::StopSequence << "stop_sequence"_ba;
    QTest::newRow("max_tokens") << "max_tokens"_ba << FinishReason::Length << "max_tokens"_ba;
    QTest::newRow("window") << "model_context_window_exceeded"_ba << FinishReason::ContextWindow
                            << "model_context_window_exceeded"_ba;
    QTest::newRow("tool_use") << "tool_use"_ba << FinishReason::ToolCalls << "tool_use"_ba;
    QTest::newRow("refusal") << "refusal"_ba << FinishReason::Refusal << "refusal"_ba;
    QTest::newRow("pause") << "pause_turn"_ba << FinishReason::Pause << "pause_turn"_ba;
    QTest::newRow("unknown") << "brand_new"_ba << FinishReason::Stop << "end_turn"_ba;
}

void TestAnthropicAnswer::finishReasons()
{
    QFETCH(const QByteArray, word);
    QFETCH(const FinishReason, reason);
    const auto answer = anthropicDialect().readAnswer("{\"content\":[],\"stop_reason\":\"" + word + "\"}");
    QVERIFY(answer);
    QCOMPARE(answer->choices.first().finish, reason);
    QCOMPARE(answer->choices.first().rawFinish, word);
    ChatAnswer other = answerOf({}, reason);
    other.choices.first().rawFinish = "SAFETY";
    QTEST(parsed(anthropicDialect().writeAnswer(other, {}).body).root()["stop_reason"].text(), "again");
}

void TestAnthropicAnswer::onlyTheFirstChoice()
{
    ChatAnswer answer = answerOf({}, FinishReason::Stop);
    answer.choices.append(Choice{.index = 1});
    const Written written = anthropicDialect().writeAnswer(answer, {});
    QCOMPARE(written.losses.size(), 1);
    QCOMPARE(written.losses.first().param, "choices[1]"_ba);
}

QTEST_GUILESS_MAIN(TestAnthropicAnswer)
#include "tst_anthropicanswer.moc"
