// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/gemini.h"
#include "tests/support/datafile.h"
#include "tests/support/wiredata.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

QStringList filesIn(const QString &folder, const QString &filter)
{
    QStringList files;
    const QDir dir(QStringLiteral(GATEHOUSE_SOURCE_DIR) + u'/' + folder);
    for (const QString &name : dir.entryList({filter}, QDir::Files, QDir::Name))
        files.append(folder + u'/' + name);
    return files;
}

ChatAnswer read(const QByteArray &body)
{
    const auto answer = geminiDialect().readAnswer(body);
    if (!answer)
        qFatal("%s", qPrintable(answer.error().message));
    return *answer;
}

// Ids that the gateway made up are no loss.
QByteArray withoutMadeUpIds(const QByteArray &body)
{
    static const QRegularExpression id(u",\"id\":\"call_[A-Za-z0-9]{24}\""_s);
    return QString::fromUtf8(body).remove(id).toUtf8();
}

} // namespace

class TestGeminiAnswer final : public QObject
{
    Q_OBJECT

private slots:
    void recorded_data();
    void recorded();
    void errors_data();
    void errors();
    void neutral();
    void finishReasons_data();
    void finishReasons();
    void blockedPrompts();
    void callsWithoutIds();
    void citations();
    void logprobs();
    void forClients();
    void nothingOfOthers();
};

void TestGeminiAnswer::recorded_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"gemini.generate"_s})) {
        if (exchange.status == 200)
            QTest::newRow(qPrintable(exchange.file)) << exchange.answerBody;
    }
    for (const Test::WireSnapshot &snapshot : Test::wireSnapshots(u"google"_s)) {
        if (!snapshot.answer.isEmpty())
            QTest::newRow(qPrintable(snapshot.name)) << snapshot.answer;
    }
    const QString wire = u"tests/data/wire/"_s;
    QStringList files = filesIn(wire + u"vercel__ai/google"_s, u"google-*.json"_s);
    for (const char *vendor : {"googleai", "vertexai"})
        files += filesIn(wire + u"FirebaseExtended__vertexai-sdk-test-data/"_s + QLatin1StringView(vendor),
                         u"unary-*.json"_s);
    for (const QString &file : std::as_const(files)) {
        // Of other surfaces, of no surface, or an error: see errors().
        static const QRegularExpression others(
            u"generate-images|total-tokens|detailed-token|no-billable|invalid-response|"
            "-key|enabled|unknown-model|not-found|http-error|denied|cache-id|location"_s);
        if (!others.match(file).hasMatch())
            QTest::newRow(qPrintable(file)) << Test::sourceFile(file);
    }
}

void TestGeminiAnswer::recorded()
{
    QFETCH(const QByteArray, body);
    const auto answer = geminiDialect().readAnswer(body);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QVERIFY(!answer->choices.isEmpty());
    for (const Choice &choice : answer->choices) {
        QVERIFY(choice.finish != FinishReason::None);
        for (const Part &part : choice.parts) {
            if (const auto *call = std::get_if<ToolCallPart>(&part.content)) {
                QVERIFY(!call->id.isEmpty());
                const auto arguments = Json::Tree::parse(call->arguments, Json::Rules::Lenient);
                QVERIFY(arguments && arguments->root().isObject());
            }
        }
    }
    const Written written = geminiDialect().writeAnswer(*answer, {});
    QVERIFY(Json::judge(written.body));
    // What comes out says the same when it is read again, and all that went in is in it.
    const ChatAnswer again = read(written.body);
    QCOMPARE(again.choices.size(), answer->choices.size());
    for (qsizetype i = 0; i < again.choices.size(); ++i) {
        QCOMPARE(again.choices[i].finish, answer->choices[i].finish);
        QCOMPARE(again.choices[i].logprobs, answer->choices[i].logprobs);
        QCOMPARE(again.choices[i].parts.size(), answer->choices[i].parts.size());
    }
    QVERIFY(again.usage == answer->usage);
    const QString difference = Test::jsonDifference(body, withoutMadeUpIds(written.body));
    static const QRegularExpression made(
        u"finishReason (is|is not expected)|args is not expected|\\.index is not expected|\\.role is not expected|\\.(content|parts) |has 1 elements, expected|candidates "_s);
    QVERIFY2(difference.isEmpty() || made.match(difference).hasMatch(), qPrintable(difference));
}

void TestGeminiAnswer::errors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"gemini.generate"_s})) {
        if (exchange.status != 200)
            QTest::newRow(qPrintable(exchange.file))
                << exchange.answerBody << exchange.status
                << (exchange.status == 404 ? "NOT_FOUND"_ba : "INVALID_ARGUMENT"_ba);
    }
    const QString folder = u"tests/data/wire/FirebaseExtended__vertexai-sdk-test-data/"_s;
    QTest::newRow("key") << Test::sourceFile(folder + u"googleai/unary-failure-api-key.json"_s) << 400
                         << "INVALID_ARGUMENT"_ba;
    QTest::newRow("denied") << Test::sourceFile(folder + u"vertexai/unary-failure-iam-permission-denied.json"_s) << 403
                            << "PERMISSION_DENIED"_ba;
    QTest::newRow("model") << Test::sourceFile(folder + u"vertexai/unary-failure-unknown-model.json"_s) << 404
                           << "NOT_FOUND"_ba;
    QTest::newRow("array") << R"([{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}])"_ba << 503
                           << "UNAVAILABLE"_ba;
}

void TestGeminiAnswer::errors()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, status);
    QFETCH(const QByteArray, type);
    const auto failure = geminiDialect().readError(body);
    QVERIFY(failure);
    QCOMPARE(failure->status, status);
    QCOMPARE(failure->type, type);
    QVERIFY(!failure->message.isEmpty());
    const auto answer = geminiDialect().readAnswer(body);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::UpstreamRejected);
}

void TestGeminiAnswer::neutral()
{
    const ChatAnswer answer = read(
        R"({"candidates":[{"content":{"parts":[{"text":"hm","thought":true},{"text":"It is","thoughtSignature":"s"},
        {"functionCall":{"name":"f"},"thoughtSignature":"c"},{"inlineData":{"mimeType":"image/png","data":"AA=="}},
        {"executableCode":{"code":"1"}}],"role":"model"},"finishReason":"STOP","index":0,"safetyRatings":[]}],
        "usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":2,"thoughtsTokenCount":3,"totalTokenCount":15,
        "cachedContentTokenCount":4},"modelVersion":"gemini-3","responseId":"r","createTime":"2026-05-04T20:01:02.264968Z"})"_ba);
    QCOMPARE(answer.id, "r"_ba);
    QCOMPARE(answer.model, "gemini-3"_ba);
    QCOMPARE(answer.created, 1777924862);
    const Choice &choice = answer.choices[0];
    QCOMPARE(choice.finish, FinishReason::ToolCalls);
    QCOMPARE(choice.parts.size(), 5);
    QCOMPARE(std::get<ReasoningPart>(choice.parts[0].content), (ReasoningPart{.text = "hm"_ba}));
    QCOMPARE(std::get<TextPart>(choice.parts[1].content).text, "It is"_ba);
    QCOMPARE(choice.parts[1].extras.value("thoughtSignature"), "\"s\""_ba);
    const auto call = std::get<ToolCallPart>(choice.parts[2].content);
    QCOMPARE(call.arguments, "{}"_ba);
    QCOMPARE(call.signature, "c"_ba);
    QCOMPARE(call.id, toolCallId("r", 0, 2));
    QCOMPARE(std::get<MediaPart>(choice.parts[3].content).kind, MediaPart::Kind::Image);
    QCOMPARE(std::get<OpaquePart>(choice.parts[4].content).type, "executableCode"_ba);
    QCOMPARE(answer.usage->inputUncached, 6);
    QCOMPARE(answer.usage->inputCacheRead, 4);
    QCOMPARE(answer.usage->output, 2);
    QCOMPARE(answer.usage->outputReasoning, 3);
}

void TestGeminiAnswer::finishReasons_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<FinishReason>("finish");
    QTest::newRow("stop") << "\"STOP\""_ba << FinishReason::Stop;
    QTest::newRow("number") << "1"_ba << FinishReason::Stop;
    QTest::newRow("length") << "\"MAX_TOKENS\""_ba << FinishReason::Length;
    QTest::newRow("safety") << "\"SAFETY\""_ba << FinishReason::ContentFilter;
    QTest::newRow("recitation") << "\"RECITATION\""_ba << FinishReason::ContentFilter;
    QTest::newRow("image") << "\"IMAGE_SAFETY\""_ba << FinishReason::ContentFilter;
    QTest::newRow("malformed") << "\"MALFORMED_FUNCTION_CALL\""_ba << FinishReason::Error;
    QTest::newRow("unexpected") << "\"UNEXPECTED_TOOL_CALL\""_ba << FinishReason::Error;
    QTest::newRow("unknown") << "\"FAKE_ENUM\""_ba << FinishReason::Error;
    QTest::newRow("calls, at imitations") << "\"FUNCTION_CALL\""_ba << FinishReason::Stop;
    QTest::newRow("none") << "null"_ba << FinishReason::Stop;
}

void TestGeminiAnswer::finishReasons()
{
    QFETCH(const QByteArray, reason);
    QFETCH(const FinishReason, finish);
    const QByteArray body = R"({"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":)" + reason + "}]}";
    QCOMPARE(read(body).choices[0].finish, finish);
    if (finish != FinishReason::Stop)
        return;
    // With a call, all that means an end means the calls.
    const QByteArray call =
        R"({"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{}}}]},"finishReason":)" + reason
        + "}]}";
    QCOMPARE(read(call).choices[0].finish, FinishReason::ToolCalls);
}

void TestGeminiAnswer::blockedPrompts()
{
    const QByteArray body =
        R"({"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":3,
        "totalTokenCount":3},"modelVersion":"m","responseId":"r"})"_ba;
    const ChatAnswer answer = read(body);
    QCOMPARE(answer.choices.size(), 1);
    QCOMPARE(answer.choices[0].finish, FinishReason::ContentFilter);
    QCOMPARE(answer.choices[0].rawFinish, "PROHIBITED_CONTENT"_ba);
    QCOMPARE(Test::jsonDifference(body, geminiDialect().writeAnswer(answer, {}).body), QString());
}

void TestGeminiAnswer::callsWithoutIds()
{
    // Without an id of the answer either, two answers still have different ids.
    const QByteArray one =
        R"({"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"a":1}}}]}}]})"_ba;
    const QByteArray other =
        R"({"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"a":2}}}]}}]})"_ba;
    const auto id = [](const QByteArray &body) {
        return std::get<ToolCallPart>(read(body).choices[0].parts[0].content).id;
    };
    QVERIFY(id(one) != id(other));
    QCOMPARE(id(one), id(one));
}

void TestGeminiAnswer::citations()
{
    const ChatAnswer answer =
        read(R"({"candidates":[{"content":{"parts":[{"text":"thoughts","thought":true},{"text":"abc"}]},
        "finishReason":"STOP","citationMetadata":{"citations":[{"endIndex":2,"uri":"u"}]},"groundingMetadata":{"groundingChunks":[
        {"web":{"uri":"w","title":"t"}},{"maps":{"uri":"m"}}],"groundingSupports":[{"segment":{"startIndex":1,"endIndex":3,
        "text":"bc"},"groundingChunkIndices":[0,1,7]}]}}]})"_ba);
    const auto citations = std::get<TextPart>(answer.choices[0].parts[1].content).citations;
    QCOMPARE(citations.size(), 3);
    QCOMPARE(citations[0], (Citation{.url = "u"_ba, .start = 0, .end = 2}));
    QCOMPARE(citations[1], (Citation{.url = "w"_ba, .title = "t"_ba, .text = "bc"_ba, .start = 1, .end = 3}));
    QCOMPARE(citations[2].url, "m"_ba);
    QVERIFY(!answer.choices[0].extras.value("groundingMetadata").isEmpty());
}

void TestGeminiAnswer::logprobs()
{
    const QByteArray body =
        R"({"candidates":[{"content":{"parts":[{"text":"ä"}]},"finishReason":"STOP","logprobsResult":{
        "topCandidates":[{"candidates":[{"token":"ä","logProbability":-0.1},{"token":"b","logProbability":-2}]}],
        "chosenCandidates":[{"token":"ä","logProbability":-0.1}]}}]})"_ba;
    ChatAnswer answer = read(body);
    const QByteArray openAi =
        R"({"content":[{"token":"ä","logprob":-0.1,"bytes":[195,164],"top_logprobs":[)"
        R"({"token":"ä","logprob":-0.1,"bytes":[195,164]},{"token":"b","logprob":-2,"bytes":[98]}]}],"refusal":null})"_ba;
    QCOMPARE(answer.choices[0].logprobs, openAi);
    answer.choices[0].extras = {};
    answer.choices[0].index = 0;
    const QByteArray written = geminiDialect().writeAnswer(answer, {}).body;
    QCOMPARE(read(written).choices[0].logprobs, openAi);
}

void TestGeminiAnswer::forClients()
{
    ChatAnswer answer;
    answer.choices.append(Choice{
        .parts = {Part{.content = ReasoningPart{.text = "hm"_ba, .signature = "foreign"_ba}},
                  Part{.content =
                           TextPart{.text = "Hi"_ba, .citations = {Citation{.url = "u"_ba, .start = 0, .end = 2}}}},
                  Part{.content = ToolCallPart{.id = "toolu_1"_ba, .name = "f"_ba, .arguments = "{\"a\":1}"_ba}}},
        .finish = FinishReason::ToolCalls,
        .rawFinish = "tool_use"_ba});
    answer.usage = Usage{.inputUncached = 5, .inputCacheRead = 3, .output = 7, .outputReasoning = 2};
    answer.rawUsage = R"({"input_tokens":5})"_ba;
    const Written written = geminiDialect().writeAnswer(answer, {.id = "id-1"_ba, .model = "claude"_ba});
    const QByteArray expected = R"({"candidates":[{"content":{"parts":[{"text":"hm","thought":true},{"text":"Hi"},
        {"functionCall":{"name":"f","args":{"a":1},"id":"toolu_1"}}],"role":"model"},"finishReason":"STOP","index":0,
        "citationMetadata":{"citations":[{"startIndex":0,"endIndex":2,"uri":"u"}]}}],"usageMetadata":{"promptTokenCount":8,
        "candidatesTokenCount":7,"cachedContentTokenCount":3,"thoughtsTokenCount":2,"totalTokenCount":17,
        "promptTokensDetails":[{"modality":"TEXT","tokenCount":8}],"candidatesTokensDetails":[{"modality":"TEXT",
        "tokenCount":7}]},"modelVersion":"claude","responseId":"id-1"})"_ba;
    QCOMPARE(Test::jsonDifference(expected, written.body), QString());
    QVERIFY(written.losses.isEmpty());
}

void TestGeminiAnswer::nothingOfOthers()
{
    for (const char *body : {"", "[]", "1", "{}", "{\"choices\":[]}", "{\"candidates\":", "<html>"}) {
        const auto answer = geminiDialect().readAnswer(body);
        QVERIFY2(!answer, body);
        QCOMPARE(answer.error().kind, ErrorKind::UpstreamInvalid);
    }
    const auto odd = geminiDialect().readAnswer(
        R"({"candidates":[7,{"content":[],"index":"x","finishReason":{}}],"usageMetadata":[]})");
    QVERIFY(odd);
    QCOMPARE(odd->choices.size(), 1);
}

QTEST_GUILESS_MAIN(TestGeminiAnswer)
#include "tst_geminianswer.moc"
