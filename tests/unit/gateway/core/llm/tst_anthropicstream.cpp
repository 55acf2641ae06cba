// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/anthropic.h"
#include "gateway/core/llm/sse.h"
#include "tests/support/datafile.h"
#include "tests/support/streamcheck.h"
#include "tests/support/wiredata.h"

#include <QDir>
#include <QTest>

using namespace Gatehouse;
using namespace Llm;
using namespace Qt::StringLiterals;
using Kind = Stream::Delta::Kind;

namespace {

// Events as a file of JSON lines, or as a JSON array, have them.
QByteArray sse(const QByteArrayList &events)
{
    QByteArray stream;
    for (const QByteArray &event : events) {
        if (const auto tree = Json::Tree::parse(event, Json::Rules::Lenient))
            stream +=
                "event: " + tree->root()["type"].text() + "\ndata: " + event.trimmed().replace('\n', ' ') + "\n\n";
    }
    return stream;
}

QByteArray sseOfArray(const QByteArray &array)
{
    const auto tree = Json::Tree::parse(array, Json::Rules::Lenient);
    QByteArrayList events;
    for (const Json::Node event : tree ? tree->root() : Json::Node())
        events.append(event.json());
    return sse(events);
}

QByteArray fixture(const QString &name)
{
    return sse(Test::sourceFile(u"tests/data/wire/vercel__ai/anthropic/"_s + name).split('\n'));
}

// What the official SDKs insist on: the order of the events and of the blocks. Empty = all is well.
QString sdkFault(const QByteArray &stream)
{
    SseReader reader;
    reader.feed(stream);
    QByteArray before;
    qint64 next = 0;
    bool isOpen = false;
    QByteArray block;
    QByteArray input;
    QString fault;
    const auto expect = [&fault](bool is, const QString &what) {
        if (!is && fault.isEmpty())
            fault = what;
    };
    while (const auto event = reader.next()) {
        const auto tree = Json::Tree::parse(event->data.toByteArray(), Json::Rules::Strict);
        expect(tree.has_value(), u"no JSON"_s);
        if (!tree)
            break;
        const Json::Node root = tree->root();
        const QByteArray type = root["type"].text();
        expect(event->type == type, u"the event's name"_s);
        expect((type == "message_start") == before.isEmpty(), u"message_start is first"_s);
        expect(before != "message_stop", u"after message_stop"_s);
        if (type == "message_start") {
            const Json::Node message = root["message"];
            expect(!message["id"].text().isEmpty() && message["content"].isArray() && message["role"].is("assistant")
                       && message["type"].is("message") && message["usage"]["input_tokens"].isNumber()
                       && message["usage"]["output_tokens"].isNumber(),
                   u"the message"_s);
        } else if (type == "content_block_start") {
            expect(!isOpen && root["index"].integer() == next, u"block start"_s);
            expect(before != "message_delta", u"a block after message_delta"_s);
            isOpen = true;
            block = root["content_block"]["type"].text();
            input.clear();
        } else if (type == "content_block_delta") {
            expect(isOpen && root["index"].integer() == next, u"delta"_s);
            const QByteArray delta = root["delta"]["type"].text();
            expect((delta == "text_delta" && block == "text") || (delta == "citations_delta" && block == "text")
                       || (delta == "thinking_delta" && block == "thinking")
                       || (delta == "signature_delta" && block == "thinking")
                       || (delta == "input_json_delta" && block == "tool_use"),
                   u"a delta of another kind"_s);
            input += root["delta"]["partial_json"].text();
        } else if (type == "content_block_stop") {
            expect(isOpen && root["index"].integer() == next, u"block stop"_s);
            if (block == "tool_use") {
                const auto arguments = Json::Tree::parse(input, Json::Rules::Strict);
                expect(arguments && arguments->root().isObject(), u"arguments are no object"_s);
            }
            isOpen = false;
            ++next;
        } else if (type == "message_delta") {
            expect(!isOpen && root["usage"]["output_tokens"].isNumber(), u"message_delta"_s);
        } else if (type == "message_stop") {
            expect(before == "message_delta", u"message_stop follows message_delta"_s);
        } else {
            expect(false, QString::fromUtf8(type));
        }
        before = type;
    }
    expect(before == "message_stop", u"no end"_s);
    expect(reader.rest().isEmpty(), u"a rest"_s);
    return fault;
}

QByteArray encoded(const QList<Stream::Event> &events, const AnswerContext &context = {.id = "1"_ba, .model = "m"_ba})
{
    const auto encoder = anthropicDialect().encoder(context);
    QByteArray out;
    for (const Stream::Event &event : events) {
        if (!std::holds_alternative<Stream::Ended>(event))
            encoder->write(event, out);
    }
    return out + encoder->end();
}

Stream::Event delta(qint64 number, Kind kind, QByteArray text)
{
    return Stream::Delta{.number = number, .kind = kind, .text = std::move(text)};
}

Stream::Event started(qint64 number, Part part)
{
    return Stream::PartStarted{.number = number, .part = std::move(part)};
}

Part call(QByteArray id, QByteArray name)
{
    return {.content = ToolCallPart{.id = std::move(id), .name = std::move(name)}};
}

} // namespace

class TestAnthropicStream : public QObject
{
    Q_OBJECT
private slots:
    void recorded_data();
    void recorded();
    void pairs_data();
    void pairs();
    void duplicateStart();
    void splicedStart();
    void fallback();
    void serverToolsComeWhole();
    void compactionComesWhole();
    void errorEvent();
    void errorInsteadOfStream();
    void cutStreams();
    void usageIsMerged();

    void callWithoutArguments();
    void partsDoNotOverlap();
    void usageComesLate();
    void foreignSignatures();
    void emptyPartsAreLeftOut();
    void customToolsAreObjects();
    void otherChoicesAreLost();
    void nothingAtAll();
    void failure();
};

void TestAnthropicStream::recorded_data()
{
    QTest::addColumn<QByteArray>("stream");
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"anthropic.messages"_s})) {
        if (exchange.framing == "sse")
            QTest::newRow(qPrintable(exchange.file)) << exchange.answerBody;
    }
    for (const QString &format : {u"anthropic"_s, u"vertex-anthropic"_s, u"bedrock-anthropic"_s}) {
        for (const Test::WireSnapshot &snapshot : Test::wireSnapshots(format)) {
            if (snapshot.streamEvents.contains("message_start")) // some hold the whole answer
                QTest::addRow("%s %s", qPrintable(format), qPrintable(snapshot.name))
                    << sseOfArray(snapshot.streamEvents);
        }
    }
    const QString wire = QStringLiteral(GATEHOUSE_SOURCE_DIR) + u"/tests/data/wire/"_s;
    for (const QString &name : QDir(wire + u"vercel__ai/anthropic"_s).entryList({u"*.chunks.txt"_s})) {
        if (!name.startsWith(u"spliced"))
            QTest::newRow(qPrintable(name)) << fixture(name);
    }
    const QString sdk = u"anthropics__anthropic-sdk-python/sse"_s;
    for (const QString &name : QDir(wire + sdk).entryList(QDir::Files))
        QTest::newRow(qPrintable(name)) << Test::sourceFile(u"tests/data/wire/"_s + sdk + u'/' + name);
}

void TestAnthropicStream::recorded()
{
    QFETCH(const QByteArray, stream);
    QVERIFY(stream.size() > 100);
    const Test::Decoded whole = Test::decoded(anthropicDialect(), stream, stream.size());
    QCOMPARE(whole.error, QString());
    QCOMPARE(Test::grammarFault(whole.events), QString());
    QVERIFY(Test::decoded(anthropicDialect(), stream, -1) == whole);
    // Every cut; of long streams a few hundred, and each around the first events.
    const qsizetype step = std::max<qsizetype>(1, stream.size() / 400);
    for (qsizetype cut = 0; cut < stream.size(); cut += cut < 600 ? 1 : step)
        QVERIFY2(Test::decoded(anthropicDialect(), stream, cut) == whole, qPrintable(QString::number(cut)));
    // And back: the same answer, in an order that the SDKs take.
    const ChatAnswer answer = Test::collected(whole.events);
    QVERIFY(answer.usage);
    const QByteArray again = encoded(whole.events);
    QCOMPARE(sdkFault(again), QString());
    const Test::Decoded twice = Test::decoded(anthropicDialect(), again, again.size());
    QCOMPARE(twice.error, QString());
    ChatAnswer expected = answer;
    for (Choice &choice : expected.choices)
        choice.parts.removeIf(
            [](const Part &part) { return part == Part{.content = TextPart{}, .extras = part.extras}; });
    QCOMPARE(Test::collected(twice.events).choices, expected.choices);
    QCOMPARE(Test::collected(twice.events).usage, expected.usage);
}

// The same content told whole: read both ways it is the same.
void TestAnthropicStream::pairs_data()
{
    QTest::addColumn<QByteArray>("answer");
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"anthropic.messages"_s})) {
        if (exchange.framing == "json" && exchange.status == 200)
            // Line ends between values become spaces in an event.
            QTest::newRow(qPrintable(exchange.file)) << QByteArray(exchange.answerBody).replace('\n', ' ');
    }
}

void TestAnthropicStream::pairs()
{
    QFETCH(const QByteArray, answer);
    const auto whole = anthropicDialect().readAnswer(answer);
    QVERIFY(whole);
    const QByteArray stream = encoded(eventsOf(*whole));
    QCOMPARE(sdkFault(stream), QString());
    const Test::Decoded decoded = Test::decoded(anthropicDialect(), stream, stream.size());
    QCOMPARE(decoded.error, QString());
    const ChatAnswer again = Test::collected(decoded.events);
    QCOMPARE(again.id, whole->id);
    QCOMPARE(again.model, whole->model);
    QCOMPARE(again.usage, whole->usage);
    QCOMPARE(again.choices, whole->choices);
}

void TestAnthropicStream::duplicateStart()
{
    const QByteArray stream = fixture(u"duplicate-message-start.chunks.txt"_s);
    const Test::Decoded decoded = Test::decoded(anthropicDialect(), stream, stream.size());
    QCOMPARE(decoded.error, QString());
    QCOMPARE(Test::grammarFault(decoded.events), QString());
    const ChatAnswer answer = Test::collected(decoded.events);
    QCOMPARE(std::get<TextPart>(answer.choices[0].parts[0].content).text, "Hello, World!"_ba);
    QCOMPARE(answer.usage->inputTotal(), 17);
    QCOMPARE(answer.usage->outputTotal(), 227);
}

// Half a tool call is out already: to go on would give the client a call that the model never made.
void TestAnthropicStream::splicedStart()
{
    const QByteArray stream = fixture(u"spliced-message-start.chunks.txt"_s);
    const Test::Decoded decoded = Test::decoded(anthropicDialect(), stream, stream.size());
    QVERIFY(decoded.error.contains(u"second message"));
}

void TestAnthropicStream::fallback()
{
    const QByteArray stream = fixture(u"anthropic-fallback.chunks.txt"_s);
    const ChatAnswer answer = Test::collected(Test::decoded(anthropicDialect(), stream, 10).events);
    const auto whole = anthropicDialect().readAnswer(
        Test::sourceFile(u"tests/data/wire/vercel__ai/anthropic/anthropic-fallback.json"_s));
    QVERIFY(whole);
    QCOMPARE(answer.choices[0].parts.size(), 2);
    QCOMPARE(std::get<OpaquePart>(answer.choices[0].parts[0].content).type, "fallback"_ba);
    QCOMPARE(answer.choices[0].parts[1], whole->choices[0].parts[1]);
    QCOMPARE(answer.usage, whole->usage);
}

void TestAnthropicStream::serverToolsComeWhole()
{
    const QByteArray stream =
        Test::sourceFile(u"tests/data/wire/anthropics__anthropic-sdk-python/sse/stream-a-toolrefusal.sse"_s);
    const ChatAnswer answer = Test::collected(Test::decoded(anthropicDialect(), stream, 10).events);
    const auto &search = std::get<OpaquePart>(answer.choices[0].parts[0].content);
    QCOMPARE(search.type, "server_tool_use"_ba);
    QCOMPARE(Test::jsonDifference(
                 R"({"type":"server_tool_use","id":"srvtoolu_fixture_a_0001","name":"web_search",
                     "input":{"query":"solar eclipse viewing safety news 2026"}})"_ba,
                 search.json),
             QString());
    QCOMPARE(answer.choices[0].finish, FinishReason::Refusal);
}

void TestAnthropicStream::compactionComesWhole()
{
    const QByteArray stream =
        Test::sourceFile(u"tests/data/wire/anthropics__anthropic-sdk-python/sse/compaction_response.txt"_s);
    const ChatAnswer answer = Test::collected(Test::decoded(anthropicDialect(), stream, 10).events);
    const auto &compaction = std::get<OpaquePart>(answer.choices[0].parts[0].content);
    QCOMPARE(compaction.type, "compaction"_ba);
    QVERIFY(compaction.json.contains("Earlier conversation summarized."));
}

void TestAnthropicStream::errorEvent()
{
    const QByteArray stream =
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":"
        "\"Overloaded\"}}\n\n"_ba;
    const Test::Decoded decoded = Test::decoded(anthropicDialect(), stream, 3);
    QCOMPARE(decoded.error, QString());
    QCOMPARE(decoded.events.size(), 1);
    const VendorFailure failure = std::get<Stream::Failed>(decoded.events.first()).failure;
    QCOMPARE(failure.type, "overloaded_error"_ba);
    QCOMPARE(failure.status, 529);
}

void TestAnthropicStream::errorInsteadOfStream()
{
    const QByteArray body = R"({"type":"error","error":{"type":"api_error","message":"Broken"}})"_ba;
    QVERIFY(Test::decoded(anthropicDialect(), body, 3).error.contains(u"Broken"));
}

void TestAnthropicStream::cutStreams()
{
    const QByteArray stream = fixture(u"anthropic-text.chunks.txt"_s);
    const qsizetype finish = stream.indexOf("event: message_delta");
    const qsizetype stop = stream.indexOf("event: message_stop");
    QVERIFY(finish > 0 && stop > 0);
    for (qsizetype length = 0; length < finish; length += 7)
        QVERIFY(!Test::decoded(anthropicDialect(), stream.first(length), 0).error.isEmpty());
    // The reason was told; only the end mark is missing.
    const Test::Decoded decoded = Test::decoded(anthropicDialect(), stream.first(stop), 0);
    QCOMPARE(decoded.error, QString());
    QCOMPARE(Test::grammarFault(decoded.events), QString());
    for (const QByteArray &bad :
         {"data: [1]\n\n"_ba, "data: nonsense\n\n"_ba, "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"_ba})
        QVERIFY(!Test::decoded(anthropicDialect(), bad, 0).error.isEmpty());
}

void TestAnthropicStream::usageIsMerged()
{
    const QByteArray stream = sse(
        {R"({"type":"message_start","message":{"id":"m","usage":{"input_tokens":9,"cache_read_input_tokens":4,"output_tokens":1}}})",
         R"({"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":null,"output_tokens":6}})",
         R"({"type":"message_stop"})"});
    const ChatAnswer answer = Test::collected(Test::decoded(anthropicDialect(), stream, 0).events);
    QCOMPARE(answer.usage,
             (Usage{.inputUncached = 9, .inputCacheRead = 4, .output = 6, .source = UsageSource::Provider}));
    QCOMPARE(answer.rawUsage, R"({"input_tokens":9,"cache_read_input_tokens":4,"output_tokens":6})"_ba);
}

void TestAnthropicStream::callWithoutArguments()
{
    const QByteArray stream =
        encoded({Stream::Started{.id = "i"_ba}, started(0, call("a", "f")), Stream::PartEnded{.number = 0},
                 started(1, call("b", "g")), delta(1, Kind::Arguments, R"({"x":1})"), Stream::PartEnded{.number = 1},
                 Stream::ChoiceFinished{.reason = FinishReason::ToolCalls}});
    QCOMPARE(sdkFault(stream), QString());
    QCOMPARE(stream.count(R"("partial_json":"")"), 2);
    QCOMPARE(stream.count(R"("partial_json":"{}")"), 1);
    QVERIFY(stream.contains(R"("stop_reason":"tool_use")"));
    const QByteArray recorded = fixture(u"anthropic-tool-no-args.chunks.txt"_s);
    const ChatAnswer answer = Test::collected(Test::decoded(anthropicDialect(), recorded, 0).events);
    const auto isCall = [](const Part &part) { return std::holds_alternative<ToolCallPart>(part.content); };
    const auto found = std::ranges::find_if(answer.choices[0].parts, isCall);
    QVERIFY(found != answer.choices[0].parts.end());
    QCOMPARE(std::get<ToolCallPart>(found->content).arguments, "{}"_ba);
}

void TestAnthropicStream::partsDoNotOverlap()
{
    const QByteArray stream =
        encoded({Stream::Started{.id = "i"_ba}, started(0, call("a", "f")), started(1, call("b", "g")),
                 delta(0, Kind::Arguments, R"({"x")"), delta(1, Kind::Arguments, R"({"y":2})"),
                 delta(0, Kind::Arguments, ":1}"), Stream::PartEnded{.number = 0}, Stream::PartEnded{.number = 1},
                 Stream::ChoiceFinished{}});
    QCOMPARE(sdkFault(stream), QString());
    const ChatAnswer answer = Test::collected(Test::decoded(anthropicDialect(), stream, 0).events);
    QCOMPARE(std::get<ToolCallPart>(answer.choices[0].parts[0].content).arguments, R"({"x":1})"_ba);
    QCOMPARE(std::get<ToolCallPart>(answer.choices[0].parts[1].content).arguments, R"({"y":2})"_ba);
}

void TestAnthropicStream::usageComesLate()
{
    const QByteArray stream =
        encoded({Stream::Started{.id = "i"_ba}, started(0, {.content = TextPart{}}), delta(0, Kind::Text, "hi"),
                 Stream::PartEnded{.number = 0}, Stream::ChoiceFinished{},
                 Stream::UsageKnown{.usage = {.inputUncached = 5, .output = 2, .source = UsageSource::Provider},
                                    .raw = R"({"prompt_tokens":5})"_ba}});
    QCOMPARE(sdkFault(stream), QString());
    const ChatAnswer answer = Test::collected(Test::decoded(anthropicDialect(), stream, 0).events);
    QCOMPARE(answer.usage->inputTotal(), 5);
    QCOMPARE(answer.usage->outputTotal(), 2);
}

void TestAnthropicStream::foreignSignatures()
{
    const auto encoder = anthropicDialect().encoder({.id = "1"_ba, .model = "m"_ba});
    QByteArray out;
    for (const Stream::Event &event :
         {Stream::Event(Stream::Started{.id = "i"_ba}), started(0, {.content = ReasoningPart{}}),
          delta(0, Kind::Summary, "thus"), delta(0, Kind::Signature, "gAAA"),
          Stream::Event(Stream::PartEnded{.number = 0}), Stream::Event(Stream::ChoiceFinished{})})
        encoder->write(event, out);
    out += encoder->end();
    QCOMPARE(sdkFault(out), QString());
    QVERIFY(out.contains(R"({"type":"thinking_delta","thinking":"thus"})"));
    QVERIFY(!out.contains("gAAA"));
    QCOMPARE(encoder->losses().size(), 1);
    // Gemini's rides in the id.
    Part gemini = call("call_a", "f");
    std::get<ToolCallPart>(gemini.content).signature = "AAEC";
    QVERIFY(encoded({Stream::Started{}, started(0, gemini), Stream::PartEnded{}, Stream::ChoiceFinished{}})
                .contains(R"("id":"call_a_gs_AAEC")"));
}

void TestAnthropicStream::emptyPartsAreLeftOut()
{
    const QByteArray stream =
        encoded({Stream::Started{.id = "i"_ba}, started(0, {.content = ReasoningPart{}}),
                 Stream::PartEnded{.number = 0}, started(1, {.content = TextPart{}}), delta(1, Kind::Text, ""),
                 Stream::PartEnded{.number = 1}, Stream::ChoiceFinished{}});
    QCOMPARE(sdkFault(stream), QString());
    QVERIFY(!stream.contains("content_block"));
}

void TestAnthropicStream::customToolsAreObjects()
{
    Part custom = call("a", "f");
    std::get<ToolCallPart>(custom.content).isCustom = true;
    const QByteArray stream =
        encoded({Stream::Started{.id = "i"_ba}, started(0, custom), delta(0, Kind::Arguments, "free "),
                 delta(0, Kind::Arguments, "text"), Stream::PartEnded{.number = 0}, Stream::ChoiceFinished{}});
    QCOMPARE(sdkFault(stream), QString());
    const ChatAnswer answer = Test::collected(Test::decoded(anthropicDialect(), stream, 0).events);
    QCOMPARE(std::get<ToolCallPart>(answer.choices[0].parts[0].content).arguments, R"({"input":"free text"})"_ba);
}

void TestAnthropicStream::otherChoicesAreLost()
{
    const auto encoder = anthropicDialect().encoder({.id = "1"_ba, .model = "m"_ba});
    QByteArray out;
    for (const Stream::Event &event :
         {Stream::Event(Stream::Started{.id = "i"_ba}), started(0, {.content = TextPart{}}),
          Stream::Event(Stream::PartStarted{.choice = 1, .number = 0, .part = {.content = TextPart{}}}),
          Stream::Event(Stream::Delta{.choice = 1, .number = 0, .text = "other"_ba}), delta(0, Kind::Text, "hi"),
          Stream::Event(Stream::ChoiceFinished{.choice = 1, .reason = FinishReason::Length}),
          Stream::Event(Stream::PartEnded{.number = 0}), Stream::Event(Stream::ChoiceFinished{})})
        encoder->write(event, out);
    out += encoder->end();
    QCOMPARE(sdkFault(out), QString());
    QVERIFY(out.contains("hi") && !out.contains("other") && out.contains("end_turn"));
    QCOMPARE(encoder->losses().size(), 1);
}

void TestAnthropicStream::nothingAtAll()
{
    QCOMPARE(sdkFault(encoded({Stream::Started{}, Stream::ChoiceFinished{}})), QString());
}

void TestAnthropicStream::failure()
{
    const auto encoder = anthropicDialect().encoder({.id = "1"_ba, .model = "m"_ba});
    const QByteArray end = encoder->fail({.kind = ErrorKind::UpstreamTimeout, .message = u"Late."_s, .detail = {}});
    QVERIFY(end.startsWith("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"timeout_error\""));
    QVERIFY(end.endsWith("}\n\n"));
}

QTEST_GUILESS_MAIN(TestAnthropicStream)
#include "tst_anthropicstream.moc"
