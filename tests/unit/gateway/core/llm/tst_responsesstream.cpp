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
using Test::everyResponsesEvent;
using Test::frame;
using Test::joined;

namespace {

using Kind = Stream::Delta::Kind;

struct Decoded {
    QList<Stream::Event> events;
    bool isGood = true;
};

Decoded decode(const QByteArrayList &pieces)
{
    Decoded decoded;
    const auto decoder = openAiResponsesDialect().decoder();
    for (const QByteArray &piece : pieces)
        decoded.isGood = decoded.isGood && decoder->feed(piece, decoded.events).has_value();
    decoded.isGood = decoded.isGood && decoder->end(decoded.events).has_value();
    return decoded;
}

ChatAnswer collect(const QList<Stream::Event> &events)
{
    AnswerCollector collector;
    for (const Stream::Event &event : events)
        collector.take(event);
    return collector.answer();
}

// The grammar of chat.h for one choice; parts may overlap only where both are calls.
QByteArray grammarFault(const QList<Stream::Event> &events)
{
    QMap<qint64, bool> open; // whether it is a call
    qint64 next = 0;
    bool isStarted = false;
    bool isFinished = false;
    bool isEnded = false;
    for (const Stream::Event &event : events) {
        if (isEnded)
            return "something after the end"_ba;
        if (std::holds_alternative<Stream::Started>(event)) {
            if (std::exchange(isStarted, true))
                return "started twice"_ba;
            continue;
        }
        if (std::holds_alternative<Stream::Failed>(event)) {
            isEnded = true;
            continue;
        }
        if (!isStarted)
            return "something before the start"_ba;
        if (const auto *started = std::get_if<Stream::PartStarted>(&event)) {
            if (started->number != next++ || isFinished)
                return "a part out of order"_ba;
            const bool isCall = std::holds_alternative<ToolCallPart>(started->part.content);
            for (const bool isOtherCall : std::as_const(open)) {
                if (!isCall || !isOtherCall)
                    return "parts overlap"_ba;
            }
            open.insert(started->number, isCall);
        } else if (const auto *delta = std::get_if<Stream::Delta>(&event)) {
            if (!open.contains(delta->number))
                return "a delta of no open part"_ba;
        } else if (const auto *ended = std::get_if<Stream::PartEnded>(&event)) {
            if (open.remove(ended->number) != 1)
                return "an end of no open part"_ba;
        } else if (std::holds_alternative<Stream::ChoiceFinished>(event)) {
            if (std::exchange(isFinished, true) || !open.isEmpty())
                return "finished out of order"_ba;
        } else if (std::holds_alternative<Stream::Ended>(event)) {
            if (!isFinished)
                return "ended without a finish"_ba;
            isEnded = true;
        }
    }
    return isEnded ? ""_ba : "no end"_ba;
}

// What a stream cannot know: where a summary was cut, and what only the whole response repeats.
ChatAnswer comparable(ChatAnswer answer, bool haveIds)
{
    answer.extras = {};
    if (!haveIds)
        answer.id.clear();
    answer.serviceTier.clear(); // "auto" at the start, the true one at the end
    for (Choice &choice : answer.choices) {
        for (Part &part : choice.parts) {
            part.path.clear();
            part.extras.dialect = Dialect::OpenAiResponses;
            if (auto *reasoning = std::get_if<ReasoningPart>(&part.content)) {
                // OpenAI encrypts anew for every event, and what was recorded has some ids hidden.
                reasoning->id.clear();
                reasoning->signer.reset();
                if (!reasoning->signature.isEmpty())
                    reasoning->signature = "encrypted"_ba;
            }
            part.extras.members.removeIf([haveIds](const Extras::Member &member) {
                return (!haveIds && member.name == "(item)") || member.name == "(summary)" || member.name == "(content)"
                       || member.json == "[]";
            });
            std::ranges::sort(part.extras.members, {}, &Extras::Member::name);
        }
    }
    return answer;
}

// The response in the last event; empty = none, or an empty one.
QByteArray lastResponse(const QByteArray &stream)
{
    QByteArray last;
    QByteArray copy = stream;
    for (const QByteArray &line : copy.replace("\r\n", "\n").split('\n')) {
        if (!line.startsWith("data:"))
            continue;
        const auto tree = Json::Tree::parse(line.sliced(5), Json::Rules::Lenient);
        if (tree && (tree->root()["type"].is("response.completed") || tree->root()["type"].is("response.incomplete")))
            last = tree->root()["response"]["output"].size() > 0 ? tree->root()["response"].json() : QByteArray();
    }
    return last;
}

} // namespace

class ResponsesStream : public QObject
{
    Q_OBJECT
private slots:
    void recordedStreams_data();
    void recordedStreams();
    void everyEvent();
    void everyCut();
    void toolWithoutArguments();
    void argumentsAtTheEnd();
    void unannounced();
    void rotatingIds();
    void endings_data();
    void endings();
    void failures_data();
    void failures();
    void cutStreams();
    void badBytes();
    void allInTheLastEvent();
};

void ResponsesStream::recordedStreams_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const Test::NamedBytes &stream : Test::responsesStreams())
        QTest::newRow(stream.name.constData()) << stream.bytes;
}

void ResponsesStream::recordedStreams()
{
    QFETCH(QByteArray, bytes);
    const Decoded whole = decode({bytes});
    QVERIFY(whole.isGood);
    QCOMPARE(grammarFault(whole.events), ""_ba);
    const auto expected = joined(whole.events);

    // The same as the answer in its last event.
    if (const QByteArray response = lastResponse(bytes); !response.isEmpty()) {
        const auto answer = openAiResponsesDialect().readAnswer(response);
        QVERIFY(answer);
        const bool haveIds = !bytes.contains("capture-id"); // Copilot's change from event to event
        ChatAnswer streamed = comparable(collect(whole.events), haveIds);
        ChatAnswer unary = comparable(*answer, haveIds);
        QCOMPARE(streamed.choices.size(), 1);
        QCOMPARE(streamed.choices[0].parts.size(), unary.choices[0].parts.size());
        for (qsizetype i = 0; i < unary.choices[0].parts.size(); ++i) {
            QVERIFY2(streamed.choices[0].parts[i] == unary.choices[0].parts[i], QByteArray::number(i).constData());
        }
        if (unary.choices[0].logprobs.isEmpty()) // some vendors give them in the stream alone
            streamed.choices[0].logprobs.clear();
        QCOMPARE(streamed, unary);
    }

    // Any split gives the same: byte by byte, and at every position (long streams: at 300 of them).
    QByteArrayList bytesAlone;
    for (const char c : bytes)
        bytesAlone.append(QByteArray(1, c));
    const Decoded apart = decode(bytesAlone);
    QVERIFY(apart.isGood);
    QVERIFY(joined(apart.events) == expected);
    const qsizetype step = bytes.size() <= 4000 ? 1 : bytes.size() / 300;
    for (qsizetype cut = 0; cut <= bytes.size(); cut += step)
        QVERIFY2(joined(decode({bytes.first(cut), bytes.sliced(cut)}).events) == expected,
                 QByteArray::number(cut).constData());
}

void ResponsesStream::everyEvent()
{
    const Decoded decoded = decode({everyResponsesEvent()});
    QVERIFY(decoded.isGood);
    QCOMPARE(grammarFault(decoded.events), ""_ba);
    const ChatAnswer answer = collect(decoded.events);
    QCOMPARE(answer.id, "resp_1"_ba);
    QCOMPARE(answer.created, 5);
    QCOMPARE(answer.usage->output, 2);
    const Choice &choice = answer.choices.front();
    QCOMPARE(choice.finish, FinishReason::ToolCalls);
    QCOMPARE(choice.parts.size(), 6);
    QCOMPARE(std::get<ReasoningPart>(choice.parts[0].content), (ReasoningPart{.text = "deep"_ba,
                                                                              .summary = "a\n\nb"_ba,
                                                                              .signature = "enc"_ba,
                                                                              .id = "rs_1"_ba,
                                                                              .signer = Dialect::OpenAiResponses}));
    QCOMPARE(std::get<OpaquePart>(choice.parts[1].content).json,
             R"({"type":"web_search_call","id":"ws_1","status":"completed"})"_ba);
    QCOMPARE(std::get<TextPart>(choice.parts[2].content).text, "hé"_ba);
    QCOMPARE(std::get<TextPart>(choice.parts[2].content).citations.size(), 1);
    QCOMPARE(choice.logprobs, R"({"content":[{"token":"h"}],"refusal":null})"_ba);
    QCOMPARE(std::get<RefusalPart>(choice.parts[3].content).text, "no"_ba);
    QCOMPARE(std::get<ToolCallPart>(choice.parts[4].content).arguments, R"({"a":1})"_ba);
    QCOMPARE(std::get<ToolCallPart>(choice.parts[5].content),
             (ToolCallPart{.id = "c2"_ba, .name = "g"_ba, .arguments = "SEL"_ba, .isCustom = true}));
    QByteArrayList opaque;
    for (const Stream::Event &event : decoded.events) {
        if (const auto *unknown = std::get_if<Stream::Opaque>(&event))
            opaque.append(unknown->type);
    }
    QCOMPARE(opaque, (QByteArrayList{"response.web_search_call.searching", "response.something.new"}));
}

void ResponsesStream::everyCut()
{
    const QByteArray bytes = everyResponsesEvent();
    const auto expected = joined(decode({bytes}).events);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut)
        QVERIFY(joined(decode({bytes.first(cut), bytes.sliced(cut)}).events) == expected);
}

// WIRE 6, case 1.
void ResponsesStream::toolWithoutArguments()
{
    const Decoded decoded = decode(
        {frame(R"({"type":"response.created","response":{"id":"r"}})")
         + frame(
             R"({"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"c","name":"f","arguments":""}})")
         + frame(R"({"type":"response.function_call_arguments.delta","output_index":0,"delta":""})")
         + frame(
             R"({"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","call_id":"c","name":"f","arguments":""}})")
         + frame(R"({"type":"response.completed","response":{"status":"completed"}})")});
    QVERIFY(decoded.isGood);
    QCOMPARE(std::get<ToolCallPart>(collect(decoded.events).choices[0].parts[0].content).arguments, "{}"_ba);
    for (const Stream::Event &event : decoded.events)
        QVERIFY(!std::holds_alternative<Stream::Delta>(event));
}

void ResponsesStream::argumentsAtTheEnd()
{
    const Decoded decoded = decode(
        {frame(R"({"type":"response.created","response":{"id":"r"}})")
         + frame(
             R"({"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"c","name":"f","arguments":""}})")
         + frame(
             R"({"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","call_id":"c","name":"f","arguments":"{\"a\":1}"}})")
         + frame(
             R"({"type":"response.output_item.added","output_index":1,"item":{"type":"message","id":"m","content":[]}})")
         + frame(
             R"({"type":"response.output_item.done","output_index":1,"item":{"type":"message","id":"m","content":[{"type":"output_text","text":"t","annotations":[{"type":"file_citation","file_id":"f"}]}]}})")
         + frame(R"({"type":"response.completed","response":{"status":"completed"}})")});
    QVERIFY(decoded.isGood);
    QCOMPARE(grammarFault(decoded.events), ""_ba);
    const Choice choice = collect(decoded.events).choices[0];
    QCOMPARE(std::get<ToolCallPart>(choice.parts[0].content).arguments, R"({"a":1})"_ba);
    QCOMPARE(std::get<TextPart>(choice.parts[1].content).text, "t"_ba);
    QCOMPARE(std::get<TextPart>(choice.parts[1].content).citations.size(), 1);
}

// WIRE 6, case 15: a vendor (or bridge) that forgets to announce.
void ResponsesStream::unannounced()
{
    const Decoded decoded = decode(
        {frame(R"({"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"a"})")
         + frame(R"({"type":"response.function_call_arguments.delta","output_index":1,"delta":"{}"})")
         + frame(R"({"type":"response.reasoning_text.delta","output_index":7,"delta":"lost"})")
         + frame(
             R"({"type":"response.output_item.done","output_index":0,"item":{"type":"message","id":"m","content":[{"type":"output_text","text":"a"}]}})")
         + frame(
             R"({"type":"response.output_item.done","output_index":1,"item":{"type":"function_call","call_id":"c","name":"f","arguments":"{\"b\":2}"}})")
         + frame(R"({"type":"response.completed","response":{"status":"completed"}})")});
    QVERIFY(decoded.isGood);
    QCOMPARE(grammarFault(decoded.events), ""_ba);
    const Choice choice = collect(decoded.events).choices[0];
    QCOMPARE(choice.parts.size(), 2);
    QCOMPARE(std::get<TextPart>(choice.parts[0].content).text, "a"_ba);
    QCOMPARE(std::get<ToolCallPart>(choice.parts[1].content).arguments, R"({"b":2})"_ba);
}

// GitHub Copilot gives an item another id in every event; the index counts.
void ResponsesStream::rotatingIds()
{
    for (const Test::NamedBytes &fixture : Test::responsesStreams()) {
        if (!fixture.name.contains("id-rotation"))
            continue;
        const Decoded decoded = decode({fixture.bytes});
        QCOMPARE(grammarFault(decoded.events), ""_ba);
        const Choice choice = collect(decoded.events).choices[0];
        for (const Part &part : choice.parts)
            QVERIFY(!std::holds_alternative<OpaquePart>(part.content));
        QCOMPARE(choice.finish, FinishReason::Stop);
        return;
    }
    QFAIL("the fixture is missing");
}

void ResponsesStream::endings_data()
{
    QTest::addColumn<QByteArray>("last");
    QTest::addColumn<FinishReason>("reason");
    QTest::newRow("completed") << R"({"type":"response.completed","response":{"status":"completed"}})"_ba
                               << FinishReason::Stop;
    QTest::newRow("length")
        << R"({"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"usage":{"input_tokens":1,"output_tokens":1}}})"_ba
        << FinishReason::Length;
    QTest::newRow("filter")
        << R"({"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"content_filter"}}})"_ba
        << FinishReason::ContentFilter;
}

void ResponsesStream::endings()
{
    QFETCH(QByteArray, last);
    QFETCH(FinishReason, reason);
    // The message was cut with the answer: its part is closed all the same.
    const Decoded decoded = decode({frame(R"({"type":"response.created","response":{"id":"r"}})")
                                    + frame(R"({"type":"response.output_text.delta","output_index":0,"delta":"a"})")
                                    + frame(last) + "data: [DONE]\n\n"});
    QVERIFY(decoded.isGood);
    QCOMPARE(grammarFault(decoded.events), ""_ba);
    const ChatAnswer answer = collect(decoded.events);
    QCOMPARE(answer.choices[0].finish, reason);
    QCOMPARE(answer.usage.has_value(), last.contains("usage")); // incomplete ones have it too
}

void ResponsesStream::failures_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("error") << frame(R"({"type":"error","code":"server_error","message":"no","param":null})")
                           << "server_error"_ba;
    QTest::newRow("error within") << frame(R"({"type":"error","error":{"type":"t","code":"quota","message":"no"}})")
                                  << "quota"_ba;
    QTest::newRow("failed, then an error")
        << frame(
               R"({"type":"response.failed","response":{"status":"failed","error":{"code":"rate_limit_exceeded","message":"no"}}})")
               + frame(R"({"type":"error","code":"x","message":"y"})")
        << "rate_limit_exceeded"_ba;
    QTest::newRow("a bare error") << "data: {\"error\":{\"message\":\"no\",\"code\":503}}\n\n"_ba << "503"_ba;
    QTest::newRow("no stream at all") << R"({"error":{"message":"no","code":"c"}})"_ba << "c"_ba;
}

void ResponsesStream::failures()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, code);
    const Decoded decoded = decode({bytes});
    QVERIFY(decoded.isGood);
    QCOMPARE(grammarFault(decoded.events), ""_ba);
    QCOMPARE(decoded.events.size(), 1);
    const auto &failed = std::get<Stream::Failed>(decoded.events.back());
    QCOMPARE(failed.failure.code, code);
    QCOMPARE(failed.failure.message, "no"_ba);
    QCOMPARE(failed.failure.status, code == "503" ? 503 : 0);
}

void ResponsesStream::cutStreams()
{
    const QByteArray bytes = everyResponsesEvent();
    const qsizetype end = bytes.lastIndexOf("event: x");
    for (qsizetype cut = 0; cut < end; cut += 7) {
        const auto decoder = openAiResponsesDialect().decoder();
        QList<Stream::Event> events;
        QVERIFY(decoder->feed(bytes.first(cut), events));
        const auto ended = decoder->end(events);
        QVERIFY(!ended);
        QCOMPARE(ended.error().kind, ErrorKind::UpstreamInvalid);
    }
}

void ResponsesStream::badBytes()
{
    QVERIFY(!decode({"data: {\"type\":\n\n"}).isGood);
    QVERIFY(!decode({"data: 5\n\n"}).isGood);
    QVERIFY(!decode({"<html>"}).isGood);
    QVERIFY(!decode({""}).isGood);
}

void ResponsesStream::allInTheLastEvent()
{
    const Decoded decoded = decode({frame(
        R"({"type":"response.completed","response":{"id":"r","status":"completed","output":[{"type":"message","id":"m","content":[{"type":"output_text","text":"a"}]},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}]}})")});
    QVERIFY(decoded.isGood);
    QCOMPARE(grammarFault(decoded.events), ""_ba);
    QCOMPARE(collect(decoded.events).choices[0].parts.size(), 2);
    QCOMPARE(collect(decoded.events).choices[0].finish, FinishReason::ToolCalls);
}

QTEST_GUILESS_MAIN(ResponsesStream)
#include "tst_responsesstream.moc"
