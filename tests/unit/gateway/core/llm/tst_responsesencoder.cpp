// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/responses.h"
#include "gateway/core/llm/sse.h"
#include "tests/support/responsesdata.h"
#include "tests/support/wiredata.h"

#include <QTest>

#include <algorithm>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

using Kind = Stream::Delta::Kind;

AnswerContext context()
{
    return {.id = "resp_ctx"_ba, .model = "asked"_ba, .created = 7};
}

// An item as the official SDK's accumulator (openai-node, lib/responses/ResponseStream) has it while events come in.
struct Item {
    QByteArray id;
    QByteArray type;
    QByteArray name;
    struct Piece {
        QByteArray type;
        QByteArray text = {};
        QByteArrayList annotations = {};
        bool isOpen = true;
        bool isTextDone = false;
    };
    QList<Piece> content = {};
    QList<Piece> summary = {};
    QByteArray arguments = {};
    bool areArgumentsDone = false;
    bool isOpen = true;
};

// Replays a stream strictly: every rule of WIRE 5.5 and of case 15 is a fault when broken.
class Checker final
{
public:
    void feed(const QByteArray &bytes)
    {
        SseReader sse;
        sse.feed(bytes);
        while (const auto event = sse.next()) {
            const auto tree = Json::Tree::parse(event->data.toByteArray(), Json::Rules::Strict);
            check(tree.has_value(), tree ? "strict JSON"_ba : tree.error().message.toUtf8());
            if (!tree)
                return;
            check(tree->root()["type"].is(event->type), "the event's name is its type");
            take(tree->root());
        }
        check(sse.rest().isEmpty(), "a whole number of events");
        check(m_isOver, "an end");
    }
    QByteArray fault = {};
    QByteArray last;     // type of the last event
    QByteArray response; // in it
    QByteArrayList types;
    bool areIdsVendors = false; // xAI gives items one id at times

private:
    void check(bool isGood, const QByteArray &rule)
    {
        if (!isGood && fault.isEmpty())
            fault = rule + " (event " + QByteArray::number(m_sequence) + ", " + last + ')';
    }
    Item *item(Json::Node event)
    {
        const qint64 index = event["output_index"].integer().value_or(-1);
        const bool isKnown = index >= 0 && index < m_items.size();
        check(isKnown, "output_index of an announced item");
        if (!isKnown)
            return nullptr;
        Item &found = m_items[index];
        check(event["item_id"].is(found.id), "item_id of the announced item");
        check(found.isOpen, "the item is open");
        return &found;
    }
    Item::Piece *piece(QList<Item::Piece> &list, Json::Node index)
    {
        const qint64 at = index.integer().value_or(-1);
        const bool isKnown = at >= 0 && at < list.size();
        check(isKnown, "the piece was announced");
        if (!isKnown)
            return nullptr;
        check(list[at].isOpen, "the piece is open");
        return &list[at];
    }
    void take(Json::Node event)
    {
        last = event["type"].text();
        types.append(last);
        check(!m_isOver, "nothing after the end");
        check(event["sequence_number"].integer() == m_sequence, "sequence numbers rise by one");
        ++m_sequence;
        if (last == "response.created" || last == "response.in_progress") {
            check(m_sequence == (last == "response.created" ? 1 : 2), "created, then in_progress");
            takeResponse(event["response"]);
            check(event["response"]["output"].size() == 0, "nothing is out yet");
            check(event["response"]["usage"].isNull(), "no usage yet");
        } else if (last == "response.completed" || last == "response.incomplete" || last == "response.failed") {
            takeResponse(event["response"]);
            m_isOver = true;
            response = event["response"].json();
            check(last == "response." + event["response"]["status"].text(), "the status is the event's");
            checkEnd(event["response"]);
        } else {
            check(m_sequence > 2, "created and in_progress come first");
            takeItemEvent(event);
        }
    }
    void takeResponse(Json::Node object)
    {
        if (m_id.isEmpty())
            m_id = object["id"].text();
        check(!m_id.isEmpty() && object["id"].is(m_id), "one id per stream");
        check(object["object"].is("response") && object["created_at"].isNumber() && object["output"].isArray()
                  && object["tools"].isArray() && !object["model"].text().isEmpty(),
              "a response object");
    }
    void takeItemEvent(Json::Node event)
    {
        if (last == "response.output_item.added") {
            check(event["output_index"].integer() == m_items.size(), "items are counted from 0");
            const Json::Node added = event["item"];
            Item item{.id = added["id"].text(), .type = added["type"].text(), .name = added["name"].text()};
            check(!item.id.isEmpty() && !item.type.isEmpty(), "an item has an id and a type");
            for (const Item &other : m_items)
                check(areIdsVendors || other.id != item.id, "an id of its own");
            check(item.type != "message" || (added["content"].isArray() && added["content"].size() == 0),
                  "a message begins empty");
            check(item.type != "function_call" || (added["arguments"].is("") && !added["call_id"].text().isEmpty()),
                  "a call begins without arguments");
            m_items.append(item);
            return;
        }
        if (last == "response.output_item.done") {
            finishItem(event);
            return;
        }
        Item *of = item(event);
        if (!of)
            return;
        if (last == "response.content_part.added") {
            check(event["content_index"].integer() == of->content.size(), "pieces are counted from 0");
            for (const Item::Piece &other : std::as_const(of->content))
                check(!other.isOpen, "one piece at a time");
            const QByteArray type = event["part"]["type"].text();
            check(type == "reasoning_text" ? of->type == "reasoning" : of->type == "message", "a piece of its item");
            of->content.append(Item::Piece{.type = type});
        } else if (last == "response.content_part.done") {
            if (Item::Piece *in = piece(of->content, event["content_index"])) {
                check(in->isTextDone, "the text is done first");
                in->isOpen = false;
                const Json::Node part = event["part"];
                check(part[in->type == "refusal" ? "refusal" : "text"].is(in->text), "the piece as it was streamed");
                check(in->type != "output_text" || part["annotations"].size() == in->annotations.size(), "annotations");
            }
        } else if (last == "response.reasoning_summary_part.added") {
            check(event["summary_index"].integer() == of->summary.size(), "summaries are counted from 0");
            of->summary.append(Item::Piece{.type = "summary_text"_ba});
        } else if (last == "response.reasoning_summary_part.done") {
            if (Item::Piece *in = piece(of->summary, event["summary_index"])) {
                check(in->isTextDone && event["part"]["text"].is(in->text), "the summary as it was streamed");
                in->isOpen = false;
            }
        } else if (last == "response.output_text.annotation.added") {
            if (Item::Piece *in = piece(of->content, event["content_index"])) {
                check(event["annotation_index"].integer() == in->annotations.size(), "annotations are counted");
                in->annotations.append(event["annotation"].json());
            }
        } else if (last.startsWith("response.function_call_arguments.")
                   || last.startsWith("response.custom_tool_call_input.")) {
            takeArguments(*of, event);
        } else {
            takeText(*of, event);
        }
    }
    void takeArguments(Item &of, Json::Node event)
    {
        check(of.type == (last.startsWith("response.function") ? "function_call" : "custom_tool_call"), "a call");
        check(!of.areArgumentsDone, "arguments are done once");
        if (last.endsWith(".delta")) {
            of.arguments += event["delta"].text();
            return;
        }
        of.areArgumentsDone = true;
        check(event[of.type == "function_call" ? "arguments" : "input"].is(of.arguments), "arguments as streamed");
        check(of.type != "function_call" || event["name"].is(of.name), "the done event names the function");
    }
    void takeText(Item &of, Json::Node event)
    {
        static const QMap<QByteArray, QByteArray> kinds{{"response.output_text", "output_text"},
                                                        {"response.refusal", "refusal"},
                                                        {"response.reasoning_text", "reasoning_text"},
                                                        {"response.reasoning_summary_text", "summary_text"}};
        const QByteArray stem = last.first(std::max<qsizetype>(0, last.lastIndexOf('.')));
        const bool isKnown = kinds.contains(stem);
        check(isKnown, "a known event");
        if (!isKnown)
            return;
        const bool isSummary = kinds[stem] == "summary_text";
        Item::Piece *in =
            piece(isSummary ? of.summary : of.content, event[isSummary ? "summary_index" : "content_index"]);
        if (!in)
            return;
        check(in->type == kinds[stem], "a delta of the piece's kind");
        check(!in->isTextDone, "a text is done once");
        check(stem != "response.output_text" || event["logprobs"].isArray(), "logprobs are required");
        if (last.endsWith(".delta")) {
            check(event["delta"].isString(), "a delta");
            in->text += event["delta"].text();
        } else {
            in->isTextDone = true;
            check(event[in->type == "refusal" ? "refusal" : "text"].is(in->text), "the text as it was streamed");
        }
    }
    void finishItem(Json::Node event)
    {
        const qint64 index = event["output_index"].integer().value_or(-1);
        check(index >= 0 && index < m_items.size() && m_items[index].isOpen, "an open item is done");
        if (index < 0 || index >= m_items.size())
            return;
        Item &of = m_items[index];
        of.isOpen = false;
        const Json::Node done = event["item"];
        check(done["id"].is(of.id) && done["type"].is(of.type), "the announced item");
        checkItem(of, done);
        m_done.insert(index, done.json());
    }
    void checkItem(const Item &of, Json::Node done)
    {
        if (of.type == "message" || of.type == "reasoning") {
            check(done["content"].size() == of.content.size(), "all pieces");
            auto piece = done["content"].begin();
            for (const Item::Piece &in : of.content) {
                check((*piece)[in.type == "refusal" ? "refusal" : "text"].is(in.text), "no text twice, none lost");
                ++piece;
            }
            QByteArray summary;
            for (const Item::Piece &in : of.summary)
                summary += in.text;
            QByteArray given;
            for (const Json::Node text : done["summary"])
                given += text["text"].text();
            check(summary == given, "the summary");
        }
        if (of.type == "function_call")
            check(done["arguments"].is(of.arguments), "the arguments");
    }
    void checkEnd(Json::Node end)
    {
        if (last == "response.failed") {
            check(end["error"]["message"].isString() && end["error"]["code"].isString(), "an error");
            return;
        }
        check(end["output"].size() == m_items.size(), "all items, none twice");
        qint64 index = 0;
        for (const Json::Node item : end["output"]) {
            check(!m_items[index].isOpen, "all items are done");
            check(m_done.value(index) == item.json(), "the items as they were done");
            ++index;
        }
    }

    QByteArray m_id;
    QList<Item> m_items;
    QMap<qint64, QByteArray> m_done;
    qint64 m_sequence = 0;
    bool m_isOver = false;
};

struct Encoded {
    QByteArray bytes;
    QList<Loss> losses;
};

Encoded encode(const QList<Stream::Event> &events, const AnswerContext &with = context())
{
    const auto encoder = openAiResponsesDialect().encoder(with);
    Encoded encoded;
    for (const Stream::Event &event : events) {
        if (!std::holds_alternative<Stream::Ended>(event))
            encoder->write(event, encoded.bytes);
    }
    if (encoded.bytes.contains("response.completed") || encoded.bytes.contains("response.incomplete"))
        qFatal("the end was written too early");
    encoded.bytes += encoder->end();
    encoded.losses = encoder->losses();
    return encoded;
}

Checker check(const QByteArray &bytes, bool areIdsVendors = false)
{
    Checker checker;
    checker.areIdsVendors = areIdsVendors;
    checker.feed(bytes);
    return checker;
}

Stream::PartStarted started(qint64 number, Part::Content content)
{
    return {.choice = 0, .number = number, .part = Part{.content = std::move(content)}};
}

Stream::Delta delta(qint64 number, Kind kind, const QByteArray &text)
{
    return {.choice = 0, .number = number, .kind = kind, .text = text, .citation = {}};
}

Stream::PartEnded ended(qint64 number)
{
    return {.choice = 0, .number = number};
}

} // namespace

class ResponsesEncoder : public QObject
{
    Q_OBJECT
private slots:
    void recordedStreams_data();
    void recordedStreams();
    void recordedAnswers_data();
    void recordedAnswers();
    void order();
    void interleavedCalls();
    void textBesideCalls();
    void toolWithoutArguments();
    void callWithoutId();
    void messageAfterReasoning();
    void usageWhenIncomplete();
    void logprobs();
    void failure();
    void failureBeforeTheStart();
    void nothingAtAll();
    void secondChoice();
    void image();
    void pure();
};

void ResponsesEncoder::recordedStreams_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const Test::NamedBytes &stream : Test::responsesStreams())
        QTest::newRow(stream.name.constData()) << stream.bytes;
}

// Decoded and encoded again, a recorded stream is a good stream that says the same.
void ResponsesEncoder::recordedStreams()
{
    QFETCH(QByteArray, bytes);
    const auto decoder = openAiResponsesDialect().decoder();
    QList<Stream::Event> events;
    QVERIFY(decoder->feed(bytes, events));
    QVERIFY(decoder->end(events));
    if (std::holds_alternative<Stream::Failed>(events.back()))
        return;
    const Encoded encoded = encode(events);
    const Checker checker = check(encoded.bytes, true);
    QCOMPARE(checker.fault, ""_ba);

    const auto isKept = [](const Stream::Event &event) { return !std::holds_alternative<Stream::Opaque>(event); };
    QList<Stream::Event> kept;
    std::ranges::copy_if(events, std::back_inserter(kept), isKept);
    AnswerCollector before;
    for (const Stream::Event &event : kept)
        before.take(event);
    const auto answer = openAiResponsesDialect().readAnswer(checker.response);
    QVERIFY(answer);
    QCOMPARE(answer->usage, before.answer().usage);
    QCOMPARE(answer->choices.size(), 1);
    QCOMPARE(answer->choices[0].finish, before.answer().choices[0].finish);
    QCOMPARE(answer->choices[0].parts.size(), before.answer().choices[0].parts.size());
    for (qsizetype i = 0; i < answer->choices[0].parts.size(); ++i)
        QVERIFY(answer->choices[0].parts[i].content == before.answer().choices[0].parts[i].content);
}

void ResponsesEncoder::recordedAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const Test::NamedBytes &answer : Test::responsesAnswers())
        QTest::newRow(answer.name.constData()) << answer.bytes;
}

// A whole answer and its stream end in the same response.
void ResponsesEncoder::recordedAnswers()
{
    QFETCH(QByteArray, body);
    auto answer = openAiResponsesDialect().readAnswer(body);
    QVERIFY(answer);
    answer->extras = {};
    answer->id = "resp_1"_ba;
    for (Part &part : answer->choices[0].parts) // where summaries were cut is not known in a stream
        part.extras.members.removeIf([](const Extras::Member &member) { return member.name == "(summary)"; });
    answer->choices[0].logprobs.clear(); // eventsOf() leaves them out
    const Checker checker = check(encode(eventsOf(*answer)).bytes, true);
    QCOMPARE(checker.fault, ""_ba);
    QCOMPARE(Test::jsonDifference(openAiResponsesDialect().writeAnswer(*answer, context()).body, checker.response),
             QString());
}

void ResponsesEncoder::order()
{
    const Encoded encoded = encode(
        {Stream::Started{.id = "msg_1"_ba, .model = "m"_ba},
         Stream::PartStarted{// of this dialect: it tells the text from the summary
                             .part = Part{.content = ReasoningPart{}, .extras = {.dialect = Dialect::OpenAiResponses}}},
         delta(0, Kind::Summary, "s"), delta(0, Kind::Text, "r"), ended(0), started(1, TextPart{}),
         delta(1, Kind::Text, "a"),
         Stream::Delta{
             .choice = 0, .number = 1, .kind = Kind::Citation, .text = {}, .citation = Citation{.url = "u"_ba}},
         ended(1), started(2, RefusalPart{}), delta(2, Kind::Text, "no"), ended(2),
         started(3, ToolCallPart{.id = "c"_ba, .name = "f"_ba}), delta(3, Kind::Arguments, "{}"), ended(3),
         Stream::UsageKnown{.usage = {.inputUncached = 1, .output = 2}, .raw = {}},
         Stream::ChoiceFinished{.choice = 0, .reason = FinishReason::ToolCalls}});
    const Checker checker = check(encoded.bytes);
    QCOMPARE(checker.fault, ""_ba);
    QVERIFY(encoded.bytes.contains(R"({"type":"url_citation","url":"u","title":"","start_index":0,"end_index":1})"));
    QByteArrayList types;
    for (const QByteArray &type : checker.types)
        types.append(type.sliced(9)); // without "response."
    QCOMPARE(types, (QByteArrayList{"created",
                                    "in_progress",
                                    "output_item.added",
                                    "reasoning_summary_part.added",
                                    "reasoning_summary_text.delta",
                                    "content_part.added",
                                    "reasoning_text.delta",
                                    "reasoning_summary_text.done",
                                    "reasoning_summary_part.done",
                                    "reasoning_text.done",
                                    "content_part.done",
                                    "output_item.done",
                                    "output_item.added",
                                    "content_part.added",
                                    "output_text.delta",
                                    "output_text.annotation.added",
                                    "output_text.done",
                                    "content_part.done",
                                    "content_part.added",
                                    "refusal.delta",
                                    "refusal.done",
                                    "content_part.done",
                                    "output_item.done",
                                    "output_item.added",
                                    "function_call_arguments.delta",
                                    "function_call_arguments.done",
                                    "output_item.done",
                                    "completed"}));
    QVERIFY(encoded.losses.isEmpty());
    QVERIFY(checker.response.contains(R"("usage":{"input_tokens":1,)"));
}

// Vendors that mix the arguments of parallel calls: every item has its own index and id.
void ResponsesEncoder::interleavedCalls()
{
    const Checker checker =
        check(encode({Stream::Started{}, started(0, ToolCallPart{.id = "c1"_ba, .name = "f"_ba}),
                      started(1, ToolCallPart{.id = "c2"_ba, .name = "g"_ba}), delta(0, Kind::Arguments, "{\"a\""),
                      delta(1, Kind::Arguments, "{\"b\""), delta(0, Kind::Arguments, ":1}"), ended(0),
                      delta(1, Kind::Arguments, ":2}"), ended(1),
                      Stream::ChoiceFinished{.choice = 0, .reason = FinishReason::ToolCalls}})
                  .bytes);
    QCOMPARE(checker.fault, ""_ba);
    QVERIFY(checker.response.contains(R"("arguments":"{\"a\":1}")"));
    QVERIFY(checker.response.contains(R"("arguments":"{\"b\":2}")"));
}

// Even a vendor that goes on with its text after a call has begun loses none of it.
void ResponsesEncoder::textBesideCalls()
{
    const Checker checker =
        check(encode({Stream::Started{}, started(0, TextPart{}), delta(0, Kind::Text, "a"),
                      started(1, ToolCallPart{.id = "c1"_ba, .name = "f"_ba}), delta(0, Kind::Text, "b"), ended(1),
                      ended(0), started(2, TextPart{}), delta(2, Kind::Text, "c"), ended(2),
                      Stream::ChoiceFinished{.choice = 0, .reason = FinishReason::ToolCalls}})
                  .bytes);
    QCOMPARE(checker.fault, ""_ba);
    QVERIFY(checker.response.contains(R"("text":"ab")"));
    QVERIFY(checker.response.contains(R"("text":"c")"));
}

// WIRE 6, case 1.
void ResponsesEncoder::toolWithoutArguments()
{
    const Encoded encoded = encode({Stream::Started{}, started(0, ToolCallPart{.id = "c"_ba, .name = "f"_ba}),
                                    delta(0, Kind::Arguments, ""), ended(0),
                                    Stream::ChoiceFinished{.choice = 0, .reason = FinishReason::ToolCalls}});
    const Checker checker = check(encoded.bytes);
    QCOMPARE(checker.fault, ""_ba);
    QCOMPARE(encoded.bytes.count("function_call_arguments.delta\","), 1);
    QVERIFY(checker.response.contains(R"("arguments":"{}")"));
}

void ResponsesEncoder::callWithoutId()
{
    const Checker checker = check(encode({Stream::Started{}, started(0, ToolCallPart{.name = "f"_ba}), ended(0),
                                          Stream::ChoiceFinished{.choice = 0, .reason = FinishReason::ToolCalls}})
                                      .bytes);
    QCOMPARE(checker.fault, ""_ba);
    const ChatAnswer whole{
        .choices = {Choice{.parts = {Part{.content = ToolCallPart{.name = "f"_ba, .arguments = "{}"_ba}}},
                           .finish = FinishReason::ToolCalls}}};
    QCOMPARE(Test::jsonDifference(openAiResponsesDialect().writeAnswer(whole, context()).body, checker.response),
             QString());
}

void ResponsesEncoder::messageAfterReasoning()
{
    const Checker checker = check(encode({Stream::Started{}, started(0, ReasoningPart{}), delta(0, Kind::Text, "r"),
                                          delta(0, Kind::Signature, "foreign"), ended(0), started(1, TextPart{}),
                                          delta(1, Kind::Text, "a"), ended(1), Stream::ChoiceFinished{}})
                                      .bytes);
    QCOMPARE(checker.fault, ""_ba);
    QVERIFY(checker.response.contains(R"("type":"message")"));
    QVERIFY(!checker.response.contains("foreign"));
}

void ResponsesEncoder::usageWhenIncomplete()
{
    const Checker checker = check(encode({Stream::Started{}, started(0, TextPart{}), delta(0, Kind::Text, "a"),
                                          ended(0), Stream::ChoiceFinished{.choice = 0, .reason = FinishReason::Length},
                                          Stream::UsageKnown{.usage = {.inputUncached = 1, .output = 2}, .raw = {}}})
                                      .bytes);
    QCOMPARE(checker.fault, ""_ba);
    QCOMPARE(checker.last, "response.incomplete"_ba);
    QVERIFY(checker.response.contains(R"("total_tokens":3)"));
    QVERIFY(checker.response.contains(R"("incomplete_details":{"reason":"max_output_tokens"})"));
}

void ResponsesEncoder::logprobs()
{
    const Checker checker =
        check(encode({Stream::Started{}, started(0, TextPart{}), delta(0, Kind::Text, "a"),
                      delta(0, Kind::Logprobs, R"([{"token":"a"}])"), delta(0, Kind::Logprobs, R"([{"token":"b"}])"),
                      ended(0), Stream::ChoiceFinished{}})
                  .bytes);
    QCOMPARE(checker.fault, ""_ba);
    QVERIFY(checker.response.contains(R"("logprobs":[{"token":"a"},{"token":"b"}])"));
}

void ResponsesEncoder::failure()
{
    const auto encoder = openAiResponsesDialect().encoder(context());
    QByteArray bytes;
    encoder->write(Stream::Started{.id = "x"_ba}, bytes);
    encoder->write(started(0, TextPart{}), bytes);
    encoder->write(delta(0, Kind::Text, "half"), bytes);
    encoder->write(started(1, ToolCallPart{.id = "c"_ba, .name = "f"_ba}), bytes);
    encoder->write(Stream::UsageKnown{.usage = {.inputUncached = 1}, .raw = {}}, bytes);
    bytes += encoder->fail(Error{.kind = ErrorKind::UpstreamTimeout, .message = u"Too slow."_s, .detail = u"secret"_s});
    const Checker checker = check(bytes);
    QCOMPARE(checker.fault, ""_ba);
    QCOMPARE(checker.last, "response.failed"_ba);
    QVERIFY(checker.response.contains("half"));
    QVERIFY(checker.response.contains(R"("status":"incomplete")"));
    QVERIFY(checker.response.contains(R"("message":"Too slow.")"));
    QVERIFY(checker.response.contains(R"("input_tokens":1)"));
    QVERIFY(!checker.response.contains("secret"));
}

void ResponsesEncoder::failureBeforeTheStart()
{
    const auto encoder = openAiResponsesDialect().encoder(context());
    const Checker checker =
        check(encoder->fail(Error{.kind = ErrorKind::UpstreamRateLimited, .message = u"Later."_s, .detail = {}}));
    QCOMPARE(checker.fault, ""_ba);
    QCOMPARE(checker.types, (QByteArrayList{"response.created", "response.in_progress", "response.failed"}));
}

void ResponsesEncoder::nothingAtAll()
{
    const Checker checker = check(encode({}).bytes);
    QCOMPARE(checker.fault, ""_ba);
    QCOMPARE(checker.types.size(), 3);
}

void ResponsesEncoder::secondChoice()
{
    const Encoded encoded =
        encode({Stream::Started{}, started(0, TextPart{}),
                Stream::PartStarted{.choice = 1, .number = 0, .part = Part{.content = TextPart{}}},
                Stream::Delta{.choice = 1, .number = 0, .kind = Kind::Text, .text = "lost"_ba, .citation = {}},
                delta(0, Kind::Text, "a"), ended(0), Stream::PartEnded{.choice = 1, .number = 0},
                Stream::ChoiceFinished{.choice = 1}, Stream::ChoiceFinished{}});
    QCOMPARE(check(encoded.bytes).fault, ""_ba);
    QVERIFY(!encoded.bytes.contains("lost"));
    QCOMPARE(encoded.losses.size(), 1);
    QCOMPARE(encoded.losses[0].param, "choices[1]"_ba);
}

void ResponsesEncoder::image()
{
    const Encoded encoded = encode(
        {Stream::Started{}, started(0, MediaPart{.mediaType = "image/png"_ba, .data = "AAAA"_ba}), ended(0),
         started(1, MediaPart{.kind = MediaPart::Kind::Audio, .data = "BBBB"_ba}), ended(1), Stream::ChoiceFinished{}});
    const Checker checker = check(encoded.bytes);
    QCOMPARE(checker.fault, ""_ba);
    QVERIFY(checker.response.contains(R"("type":"image_generation_call","status":"completed","result":"AAAA")"));
    QCOMPARE(encoded.losses.size(), 1);
}

void ResponsesEncoder::pure()
{
    const QList<Stream::Event> events{Stream::Started{}, started(0, TextPart{}), delta(0, Kind::Text, "a"), ended(0),
                                      Stream::ChoiceFinished{}};
    QCOMPARE(encode(events).bytes, encode(events).bytes);
    // The request may go away while the stream goes on.
    auto request = openAiResponsesDialect().readRequest(R"({"model":"m","input":"a","instructions":"be brief"})", {});
    AnswerContext with = context();
    with.request = &*request;
    const auto encoder = openAiResponsesDialect().encoder(with);
    *request = ChatRequest{};
    QByteArray bytes;
    encoder->write(Stream::Started{}, bytes);
    QVERIFY(bytes.contains(R"("instructions":"be brief")"));
}

QTEST_GUILESS_MAIN(ResponsesEncoder)
#include "tst_responsesencoder.moc"
