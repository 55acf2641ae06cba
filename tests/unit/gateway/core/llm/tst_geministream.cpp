// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/gemini.h"
#include "gateway/core/llm/jsonobjects.h"
#include "gateway/core/llm/sse.h"
#include "tests/support/datafile.h"
#include "tests/support/wiredata.h"

#include <QDir>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

using Events = QList<Stream::Event>;

struct Decoded {
    Events events;
    bool isGood = true;
    QString message;
};

// Neighbouring deltas of one part as one, whatever the pieces of the input were.
Events joined(const Events &events)
{
    Events result;
    for (const Stream::Event &event : events) {
        const auto *delta = std::get_if<Stream::Delta>(&event);
        auto *last = result.isEmpty() ? nullptr : std::get_if<Stream::Delta>(&result.last());
        if (delta && last && delta->choice == last->choice && delta->number == last->number && delta->kind == last->kind
            && !delta->citation && delta->kind != Stream::Delta::Kind::Logprobs)
            last->text += delta->text;
        else
            result.append(event);
    }
    return result;
}

Decoded decode(const QList<QByteArray> &pieces)
{
    Decoded decoded;
    const auto decoder = geminiDialect().decoder();
    for (const QByteArray &piece : pieces) {
        if (const auto fed = decoder->feed(piece, decoded.events); !fed) {
            decoded.isGood = false;
            decoded.message = fed.error().message;
            return decoded;
        }
    }
    if (const auto ended = decoder->end(decoded.events); !ended) {
        decoded.isGood = false;
        decoded.message = ended.error().message;
    }
    decoded.events = joined(decoded.events);
    return decoded;
}

// The order of chat.h. What is wrong; empty = nothing.
QString grammarFault(const Events &events)
{
    QMap<QPair<qint64, qint64>, bool> open;
    QMap<qint64, qint64> parts;
    QSet<qint64> finished;
    for (qsizetype i = 0; i < events.size(); ++i) {
        const auto &event = events[i];
        if ((i == 0) != std::holds_alternative<Stream::Started>(event))
            return u"Started is not the first and only"_s;
        if (const auto *started = std::get_if<Stream::PartStarted>(&event)) {
            if (started->number != parts[started->choice]++)
                return u"part numbers do not count"_s;
            open[{started->choice, started->number}] = true;
        } else if (const auto *delta = std::get_if<Stream::Delta>(&event)) {
            if (!open.value({delta->choice, delta->number}))
                return u"delta outside of its part"_s;
        } else if (const auto *ended = std::get_if<Stream::PartEnded>(&event)) {
            if (!open.value({ended->choice, ended->number}))
                return u"end of no part"_s;
            open[{ended->choice, ended->number}] = false;
        } else if (const auto *choice = std::get_if<Stream::ChoiceFinished>(&event)) {
            finished.insert(choice->choice);
        }
        if (std::holds_alternative<Stream::Ended>(event) != (i == events.size() - 1))
            return u"Ended is not the last and only"_s;
    }
    if (open.values().contains(true))
        return u"a part is open"_s;
    return finished.isEmpty() ? u"no choice is finished"_s : QString();
}

ChatAnswer collect(const Events &events)
{
    AnswerCollector collector;
    for (const Stream::Event &event : events)
        collector.take(event);
    return collector.answer();
}

// Arguments may be spaced otherwise; what Gemini says beside a part may come in one of its own.
QString differenceOf(const QList<Part> &expected, const QList<Part> &actual)
{
    if (expected.size() != actual.size())
        return u"%1 parts, expected %2"_s.arg(actual.size()).arg(expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const auto *one = std::get_if<ToolCallPart>(&expected[i].content);
        const auto *other = std::get_if<ToolCallPart>(&actual[i].content);
        if (one && other) {
            if (one->id != other->id || one->name != other->name || one->signature != other->signature)
                return u"call %1"_s.arg(i);
            if (QString found = Test::jsonDifference(one->arguments, other->arguments); !found.isEmpty())
                return found;
        } else if (expected[i].content != actual[i].content) {
            return u"part %1"_s.arg(i);
        }
    }
    return {};
}

// A stream of Google's as an array of what was in the events of vercel's and lingua's files.
QByteArray asSse(const QList<QByteArray> &chunks)
{
    QByteArray stream;
    for (const QByteArray &chunk : chunks) {
        if (!chunk.trimmed().isEmpty())
            stream += "data: " + chunk.trimmed() + "\r\n\r\n";
    }
    return stream;
}

QByteArray file(const QString &name)
{
    return Test::sourceFile(u"tests/data/wire/"_s + name);
}

void addStreams()
{
    QTest::addColumn<QByteArray>("stream");
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"gemini.stream"_s}))
        QTest::newRow(qPrintable(exchange.file)) << exchange.answerBody;
    for (const Test::WireSnapshot &snapshot : Test::wireSnapshots(u"google"_s)) {
        if (!snapshot.streamEvents.isEmpty()) {
            JsonObjectReader reader;
            reader.feed(snapshot.streamEvents);
            QList<QByteArray> chunks;
            while (const auto chunk = reader.next())
                chunks.append(QByteArray(*chunk).replace('\n', ""));
            QTest::newRow(qPrintable(snapshot.name)) << asSse(chunks);
        }
    }
    const QDir vercel(QStringLiteral(GATEHOUSE_SOURCE_DIR "/tests/data/wire/vercel__ai/google"));
    for (const QString &name : vercel.entryList({u"google-*.chunks.txt"_s}, QDir::Files))
        QTest::newRow(qPrintable(name)) << asSse(file(u"vercel__ai/google/"_s + name).split('\n'));
    const QString firebase = u"FirebaseExtended__vertexai-sdk-test-data/"_s;
    for (const char *vendor : {"googleai", "vertexai"}) {
        const QString folder = firebase + QLatin1StringView(vendor);
        const QDir dir(QStringLiteral(GATEHOUSE_SOURCE_DIR "/tests/data/wire/") + folder);
        for (const QString &name : dir.entryList({u"streaming-*.txt"_s}, QDir::Files)) {
            const bool isBroken = name.contains(u"api-key") || name.contains(u"http-error")
                                  || name.contains(u"invalid-json") || name.contains(u"unknown-model")
                                  || name.contains(u"mid-stream") || name.contains(u"empty-content");
            if (!isBroken)
                QTest::newRow(qPrintable(folder + name)) << file(folder + u'/' + name);
        }
    }
}

// What Google's clients ask of a stream: every event is an object, `args` is one, and only the last has a reason.
QString encodingFault(const QByteArray &stream, bool isArray, QList<QByteArray> *documents)
{
    if (isArray) {
        const auto tree = Json::Tree::parse(stream, Json::Rules::Strict);
        if (!tree || !tree->root().isArray())
            return u"no array"_s;
        for (const Json::Node element : tree->root())
            documents->append(element.json());
    } else {
        SseReader reader;
        reader.feed(stream);
        while (const auto event = reader.next()) {
            if (!event->raw.startsWith("data: ") || !event->raw.endsWith("\r\n\r\n"))
                return u"framing"_s;
            documents->append(event->data.toByteArray());
        }
        if (!reader.rest().isEmpty())
            return u"unfinished event"_s;
    }
    bool hasFinish = false;
    for (const QByteArray &document : std::as_const(*documents)) {
        const auto tree = Json::Tree::parse(document, Json::Rules::Strict);
        if (!tree || !tree->root().isObject())
            return u"no object"_s;
        if (hasFinish)
            return u"something behind the end"_s;
        for (const Json::Node candidate : tree->root()["candidates"]) {
            if (candidate["index"].integer() == std::nullopt)
                return u"no index"_s;
            hasFinish = hasFinish || candidate["finishReason"].isString();
            for (const Json::Node part : candidate["content"]["parts"]) {
                if (part["functionCall"].exists()
                    && (!part["functionCall"]["args"].isObject() || part["functionCall"]["name"].text().isEmpty()))
                    return u"arguments"_s;
            }
        }
    }
    return hasFinish ? QString() : u"no end"_s;
}

} // namespace

class TestGeminiStream final : public QObject
{
    Q_OBJECT

private slots:
    void recorded_data() { addStreams(); }
    void recorded();
    void cuts_data() { addStreams(); }
    void cuts();
    void rewritten_data() { addStreams(); }
    void rewritten();
    void pairs();
    void parallelCalls();
    void partialArguments();
    void callAfterText();
    void lastUsageWins();
    void cutStreams();
    void failures_data();
    void failures();
    void blockedPrompts();
    void encodesOthers();
    void encodesFailures();
};

void TestGeminiStream::recorded()
{
    QFETCH(const QByteArray, stream);
    const Decoded decoded = decode({stream});
    QVERIFY2(decoded.isGood, qPrintable(decoded.message));
    QCOMPARE(grammarFault(decoded.events), QString());
    const ChatAnswer answer = collect(decoded.events);
    bool hasCalls = false;
    for (const Part &part : answer.choices.first().parts) {
        if (const auto *call = std::get_if<ToolCallPart>(&part.content)) {
            hasCalls = true;
            const auto arguments = Json::Tree::parse(call->arguments, Json::Rules::Strict);
            QVERIFY(arguments && arguments->root().isObject());
            QVERIFY(!call->id.isEmpty() && !call->name.isEmpty());
        }
    }
    if (hasCalls)
        QCOMPARE(answer.choices.first().finish, FinishReason::ToolCalls);
}

void TestGeminiStream::cuts()
{
    QFETCH(const QByteArray, stream);
    const Events expected = decode({stream}).events;
    // Every position; of long streams (signatures and pictures) some thousand of them.
    const qsizetype step = std::max<qsizetype>(1, stream.size() / 2'000);
    for (qsizetype at = 0; at <= stream.size(); at += step) {
        const Decoded cut = decode({stream.first(at), stream.sliced(at)});
        QVERIFY2(cut.isGood && cut.events == expected, qPrintable(u"at %1"_s.arg(at)));
    }
    QList<QByteArray> bytes;
    for (const char byte : stream)
        bytes.append(QByteArray(1, byte));
    QVERIFY(decode(bytes).events == expected);
}

void TestGeminiStream::rewritten()
{
    QFETCH(const QByteArray, stream);
    const Events events = decode({stream}).events;
    for (const bool isArray : {false, true}) {
        const auto encoder = geminiDialect().encoder(
            {.id = "i"_ba, .model = "m"_ba, .framing = isArray ? Framing::Array : Framing::Sse});
        QByteArray out;
        for (const Stream::Event &event : events) {
            if (!std::holds_alternative<Stream::Ended>(event))
                encoder->write(event, out);
        }
        out += encoder->end();
        QList<QByteArray> documents;
        QCOMPARE(encodingFault(out, isArray, &documents), QString());
        // It says the same when it is read again.
        const Decoded again = decode({out});
        QVERIFY2(again.isGood, qPrintable(again.message));
        const ChatAnswer one = collect(events);
        const ChatAnswer other = collect(again.events);
        QCOMPARE(other.choices.size(), one.choices.size());
        for (qsizetype i = 0; i < one.choices.size(); ++i) {
            QCOMPARE(differenceOf(one.choices[i].parts, other.choices[i].parts), QString());
            QCOMPARE(other.choices[i].finish, one.choices[i].finish);
        }
        QVERIFY(other.usage == one.usage);
        QVERIFY(encoder->losses().isEmpty());
    }
}

// The same content whole and streamed.
void TestGeminiStream::pairs()
{
    const QByteArray body = R"({"candidates":[{"content":{"parts":[{"text":"hm","thought":true},{"text":"Hello"},
        {"functionCall":{"name":"f","args":{"a":1}},"thoughtSignature":"s"},{"functionCall":{"name":"g"}}],"role":"model"},
        "finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":1,"totalTokenCount":1},"modelVersion":"m",
        "responseId":"r"})"_ba;
    const auto part = [](const QByteArray &json) {
        return R"({"candidates":[{"content":{"parts":[)" + json
               + R"(],"role":"model"},"index":0}],"responseId":"r","modelVersion":"m"})";
    };
    const QByteArray last = R"({"candidates":[{"content":{"parts":[{"text":""}]},"finishReason":"STOP","index":0}],
        "usageMetadata":{"promptTokenCount":1,"totalTokenCount":1},"modelVersion":"m","responseId":"r"})"_ba;
    const QByteArray stream =
        asSse({part(R"({"text":"hm","thought":true})"), part(R"({"text":"Hel"})"), part(R"({"text":"lo"})"),
               part(R"({"functionCall":{"name":"f","args":{"a":1}},"thoughtSignature":"s"})"),
               part(R"({"functionCall":{"name":"g"}})"), QByteArray(last).replace('\n', "")});
    const ChatAnswer streamed = collect(decode({stream}).events);
    const ChatAnswer whole = *geminiDialect().readAnswer(body);
    QVERIFY(streamed.choices.first().parts.size() == whole.choices.first().parts.size());
    for (qsizetype i = 0; i < whole.choices.first().parts.size(); ++i)
        QVERIFY(streamed.choices.first().parts[i].content == whole.choices.first().parts[i].content);
    QCOMPARE(streamed.choices.first().finish, whole.choices.first().finish);
    QVERIFY(streamed.usage == whole.usage);
    QCOMPARE(streamed.id, whole.id);
    QVERIFY(decode({body}).isGood); // a whole answer where a stream was asked for
}

void TestGeminiStream::parallelCalls()
{
    const QByteArray stream =
        asSse({"{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":{\"a\":1}}}]}}],"
               "\"responseId\":\"r\"}",
               "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":{\"a\":2}}}]}}]}",
               "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}]},\"finishReason\":\"STOP\"}]}"});
    const ChatAnswer answer = collect(decode({stream}).events);
    const auto &parts = answer.choices.first().parts;
    QCOMPARE(parts.size(), 2);
    QCOMPARE(std::get<ToolCallPart>(parts[0].content).arguments, "{\"a\":1}"_ba);
    QCOMPARE(std::get<ToolCallPart>(parts[1].content).arguments, "{\"a\":2}"_ba);
    QVERIFY(std::get<ToolCallPart>(parts[0].content).id != std::get<ToolCallPart>(parts[1].content).id);
    QCOMPARE(answer.choices.first().finish, FinishReason::ToolCalls);
}

void TestGeminiStream::partialArguments()
{
    const auto callsOf = [](const QString &name) {
        QByteArrayList calls;
        const ChatAnswer answer = collect(decode({asSse(file(u"vercel__ai/google/"_s + name).split('\n'))}).events);
        for (const Part &part : answer.choices.first().parts) {
            if (const auto *call = std::get_if<ToolCallPart>(&part.content))
                calls.append(call->name + call->arguments);
        }
        return calls;
    };
    QCOMPARE(callsOf(u"google-stream-no-args-tool-call.chunks.txt"_s),
             (QByteArrayList{"read_theme{}", "read_screen{\"id\":\"A\"}", "read_screen{\"id\":\"B\"}",
                             "read_screen{\"id\":\"C\"}"}));
    QCOMPARE(callsOf(u"google-stream-tool-call-arguments.chunks.txt"_s),
             (QByteArrayList{"getWeather{\"location\":\"Boston\"}", "getWeather{\"location\":\"San Francisco\"}"}));
    const QByteArrayList items =
        callsOf(u"google-stream-tool-call-array-arguments-missing-terminal-function-call.chunks.txt"_s);
    QCOMPARE(items.size(), 1);
    QVERIFY(items[0].contains(
        "{\"action\":\"add\",\"description\":\"Ripe yellow banana\",\"itemid\":\"banana_001\",\"price\":0.3}"));
}

void TestGeminiStream::callAfterText()
{
    const QByteArray stream = asSse(
        {R"({"candidates":[{"content":{"parts":[{"text":"a"},{"functionCall":{"name":"f","args":{}}},{"text":"b"}]},"finishReason":"STOP"}]})"});
    const auto parts = collect(decode({stream}).events).choices.first().parts;
    QCOMPARE(parts.size(), 3);
    QCOMPARE(std::get<TextPart>(parts[0].content).text, "a"_ba);
    QCOMPARE(std::get<ToolCallPart>(parts[1].content).name, "f"_ba);
    QCOMPARE(std::get<TextPart>(parts[2].content).text, "b"_ba);
}

void TestGeminiStream::lastUsageWins()
{
    const QByteArray stream = asSse(
        {R"({"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":1,"totalTokenCount":6}})",
         R"({"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":3,"thoughtsTokenCount":2,"totalTokenCount":10}})",
         R"({"usageMetadata":{"trafficType":"ON_DEMAND"}})"});
    const ChatAnswer answer = collect(decode({stream}).events);
    QCOMPARE(answer.usage->outputTotal(), 5);
    QCOMPARE(answer.usage->inputTotal(), 5);
}

void TestGeminiStream::cutStreams()
{
    for (const char *stream :
         {"data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\r\n\r\n",
          "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n,{\"candid", "", "  ", "data: {"}) {
        const Decoded decoded = decode({stream});
        QVERIFY2(!decoded.isGood, stream);
    }
    // The last event without its empty line is whole all the same.
    QVERIFY(decode({"data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}"}).isGood);
    QVERIFY(!decode({"data: {\"this\":1}\n\n"}).isGood);
    QVERIFY(!decode({"<html></html>\n\n"}).isGood);
}

void TestGeminiStream::failures_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<int>("status");
    const QString folder = u"FirebaseExtended__vertexai-sdk-test-data/vertexai/streaming-failure-"_s;
    QTest::newRow("key") << file(folder + u"api-key.txt"_s) << 400;
    QTest::newRow("http") << file(folder + u"http-error.txt"_s) << 400;
    QTest::newRow("middle") << file(folder + u"error-mid-stream.txt"_s) << 499;
    QTest::newRow("event") << "data: {\"error\":{\"code\":503,\"message\":\"m\",\"status\":\"UNAVAILABLE\"}}\r\n\r\n"_ba
                           << 503;
    QTest::newRow("array")
        << "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]},\r\n{\"error\":{\"code\":429}}]"_ba << 429;
}

void TestGeminiStream::failures()
{
    QFETCH(const QByteArray, stream);
    QFETCH(const int, status);
    const Decoded decoded = decode({stream});
    QVERIFY2(decoded.isGood, qPrintable(decoded.message));
    const auto *failed = std::get_if<Stream::Failed>(&decoded.events.last());
    QVERIFY(failed);
    QCOMPARE(failed->failure.status, status);
}

void TestGeminiStream::blockedPrompts()
{
    const Decoded decoded = decode(
        {"data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{\"promptTokenCount\":3}}\r\n\r\n"});
    QVERIFY(decoded.isGood);
    QCOMPARE(collect(decoded.events).choices.first().finish, FinishReason::ContentFilter);
}

void TestGeminiStream::encodesOthers()
{
    const auto encoder = geminiDialect().encoder({.id = "i"_ba, .model = "m"_ba});
    QByteArray out;
    const auto delta = [](qint64 number, Stream::Delta::Kind kind, QByteArray text) {
        return Stream::Delta{.number = number, .kind = kind, .text = std::move(text)};
    };
    using Kind = Stream::Delta::Kind;
    encoder->write(Stream::Started{.id = "msg"_ba}, out);
    encoder->write(Stream::PartStarted{.number = 0, .part = {.content = ReasoningPart{}}}, out);
    encoder->write(delta(0, Kind::Text, "hm"_ba), out);
    encoder->write(delta(0, Kind::Signature, "foreign"_ba), out);
    encoder->write(Stream::PartEnded{.number = 0}, out);
    // Two calls whose arguments come mixed.
    encoder->write(Stream::PartStarted{.number = 1, .part = {.content = ToolCallPart{.id = "1"_ba, .name = "f"_ba}}},
                   out);
    encoder->write(Stream::PartStarted{.number = 2, .part = {.content = ToolCallPart{.id = "2"_ba, .name = "g"_ba}}},
                   out);
    encoder->write(delta(1, Kind::Arguments, "{\"a\":"_ba), out);
    encoder->write(delta(2, Kind::Arguments, ""_ba), out);
    encoder->write(delta(1, Kind::Arguments, "1}"_ba), out);
    encoder->write(Stream::PartEnded{.number = 1}, out);
    encoder->write(Stream::PartEnded{.number = 2}, out);
    encoder->write(Stream::ChoiceFinished{.reason = FinishReason::ToolCalls, .rawReason = "tool_use"_ba}, out);
    encoder->write(Stream::UsageKnown{.usage = {.inputUncached = 2, .output = 3}}, out);
    QVERIFY(!out.contains("finishReason"));
    out += encoder->end();
    QVERIFY(!out.contains("foreign"));
    QList<QByteArray> documents;
    QCOMPARE(encodingFault(out, false, &documents), QString());
    QCOMPARE(documents.size(), 4);
    QVERIFY(documents[1].contains("{\"functionCall\":{\"name\":\"f\",\"args\":{\"a\":1},\"id\":\"1\"}}"));
    QVERIFY(documents[2].contains("{\"functionCall\":{\"name\":\"g\",\"args\":{},\"id\":\"2\"}}"));
    QVERIFY(documents[3].contains("\"finishReason\":\"STOP\""));
    QVERIFY(documents[3].contains("\"totalTokenCount\":5"));
    QVERIFY(documents[3].contains("\"responseId\":\"msg\""));
}

void TestGeminiStream::encodesFailures()
{
    const Error error{.kind = ErrorKind::UpstreamTimeout, .message = u"late"_s, .detail = {}};
    QVERIFY(geminiDialect()
                .encoder({.id = {}, .model = {}, .framing = Framing::Sse})
                ->fail(error)
                .startsWith("data: {\"error\":{\"code\":504"));
    const auto encoder = geminiDialect().encoder({.id = {}, .model = {}, .framing = Framing::Array});
    QByteArray out;
    encoder->write(Stream::PartStarted{}, out);
    encoder->write(Stream::Delta{.text = "a"_ba}, out);
    out += encoder->fail(error);
    const auto tree = Json::Tree::parse(out, Json::Rules::Strict);
    QVERIFY(tree && tree->root().size() == 2);
}

QTEST_GUILESS_MAIN(TestGeminiStream)
#include "tst_geministream.moc"
