// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/openaichat.h"
#include "gateway/core/llm/sse.h"
#include "tests/support/datafile.h"
#include "tests/support/wiredata.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

const ChatDialect &chat()
{
    return openAiChatDialect();
}

// Neighbouring deltas of one part are one.
QList<Stream::Event> joined(const QList<Stream::Event> &events)
{
    QList<Stream::Event> result;
    for (const Stream::Event &event : events) {
        const auto *delta = std::get_if<Stream::Delta>(&event);
        auto *last = result.isEmpty() ? nullptr : std::get_if<Stream::Delta>(&result.last());
        if (delta && last && last->number == delta->number && last->choice == delta->choice && last->kind == delta->kind
            && !delta->citation && delta->kind != Stream::Delta::Kind::Logprobs)
            last->text += delta->text;
        else
            result.append(event);
    }
    return result;
}

struct Decoded {
    QList<Stream::Event> events;
    bool isGood = true;
};

Decoded decode(const QList<QByteArrayView> &pieces)
{
    Decoded decoded;
    const auto decoder = chat().decoder();
    for (const QByteArrayView piece : pieces)
        decoded.isGood = decoded.isGood && decoder->feed(piece, decoded.events).has_value();
    decoded.isGood = decoded.isGood && decoder->end(decoded.events).has_value();
    return decoded;
}

Decoded decodeWhole(const QByteArray &bytes)
{
    return decode(QList<QByteArrayView>{bytes});
}

ChatAnswer collected(const QList<Stream::Event> &events)
{
    AnswerCollector collector;
    for (const Stream::Event &event : events)
        collector.take(event);
    return collector.answer();
}

// The grammar of chat.h; what is wrong first.
QString grammarError(const QList<Stream::Event> &events)
{
    QSet<std::pair<qint64, qint64>> open;
    QSet<std::pair<qint64, qint64>> seen;
    QSet<qint64> finished;
    for (qsizetype i = 0; i < events.size(); ++i) {
        const Stream::Event &event = events[i];
        const bool isLast =
            std::holds_alternative<Stream::Ended>(event) || std::holds_alternative<Stream::Failed>(event);
        if ((i == 0) != std::holds_alternative<Stream::Started>(event) && !isLast)
            return u"Started is not the first"_s;
        if (isLast && i + 1 != events.size())
            return u"events behind the end"_s;
        if (const auto *started = std::get_if<Stream::PartStarted>(&event)) {
            const std::pair part(started->choice, started->number);
            if (seen.contains(part) || finished.contains(started->choice))
                return u"a part starts twice or late"_s;
            seen.insert(part);
            open.insert(part);
        } else if (const auto *delta = std::get_if<Stream::Delta>(&event)) {
            if (!open.contains({delta->choice, delta->number}))
                return u"a delta outside its part"_s;
        } else if (const auto *ended = std::get_if<Stream::PartEnded>(&event)) {
            if (!open.remove({ended->choice, ended->number}))
                return u"a part ends twice"_s;
        } else if (const auto *finish = std::get_if<Stream::ChoiceFinished>(&event)) {
            if (finished.contains(finish->choice))
                return u"a choice is finished twice"_s;
            finished.insert(finish->choice);
            for (const auto &part : std::as_const(open)) {
                if (part.first == finish->choice)
                    return u"a choice is finished before its parts"_s;
            }
        }
    }
    return {};
}

// The order that OpenAI keeps: role, deltas, one finish, usage with choices [], [DONE]; one id, created and model.
QString chunkError(const QByteArray &bytes, bool usageAsked)
{
    SseReader reader;
    reader.feed(bytes);
    QByteArray id;
    QSet<qint64> started;
    QSet<qint64> finished;
    bool isDone = false;
    bool hasUsage = false;
    while (const auto event = reader.next()) {
        if (isDone)
            return u"something follows [DONE]"_s;
        if (event->data == "[DONE]") {
            isDone = true;
            continue;
        }
        const auto tree = Json::Tree::parse(event->data.toByteArray(), Json::Rules::Lenient);
        if (!tree)
            return u"no JSON"_s;
        const Json::Node root = tree->root();
        if (!root["choices"].exists() || root["prompt_filter_results"].exists() || root["moderation"].exists())
            continue; // a vendor's own chunk
        const QByteArray identity = root["id"].text() + root["created"].json() + root["model"].text();
        if (!id.isEmpty() && identity != id)
            return u"another id"_s;
        id = identity;
        if (!root["object"].is("chat.completion.chunk") || hasUsage)
            return u"not a chunk, or behind the usage"_s;
        if (root["choices"].size() == 0) {
            if (!root["usage"].isObject() || !usageAsked)
                return u"a chunk without choices"_s;
            hasUsage = true;
        }
        for (const Json::Node choice : root["choices"]) {
            const qint64 index = choice["index"].integer().value_or(-1);
            const bool isRole = choice["delta"]["role"].is("assistant");
            if (isRole == started.contains(index))
                return u"the role is not first"_s;
            started.insert(index);
            if (finished.contains(index))
                return u"a delta behind the finish"_s;
            if (choice["finish_reason"].isString())
                finished.insert(index);
            for (const Json::Node call : choice["delta"]["tool_calls"]) {
                if (!call["index"].integer())
                    return u"a call without index"_s;
            }
        }
    }
    if (!isDone || started != finished)
        return u"not ended"_s;
    return {};
}

QByteArray encoded(const QList<Stream::Event> &events, bool usageAsked)
{
    const auto encoder = chat().encoder({.id = "chatcmpl-1", .model = "m", .created = 7, .usageAsked = usageAsked});
    QByteArray out;
    for (const Stream::Event &event : events) {
        if (!std::holds_alternative<Stream::Ended>(event))
            encoder->write(event, out);
    }
    return out + encoder->end();
}

QString answerDifference(const ChatAnswer &expected, const ChatAnswer &actual)
{
    if (expected.choices.size() != actual.choices.size())
        return u"the number of choices"_s;
    for (qsizetype i = 0; i < expected.choices.size(); ++i) {
        const Choice &one = expected.choices[i];
        const Choice &other = actual.choices[i];
        if (one.finish != other.finish)
            return u"the finish reason"_s;
        if (one.parts.size() != other.parts.size())
            return u"the number of parts: %1, expected %2"_s.arg(other.parts.size()).arg(one.parts.size());
        for (qsizetype j = 0; j < one.parts.size(); ++j) {
            if (one.parts[j].content.index() != other.parts[j].content.index())
                return u"the kind of part %1"_s.arg(j);
            Part part = one.parts[j];
            if (auto *reasoning = std::get_if<ReasoningPart>(&part.content); reasoning && !reasoning->signer)
                reasoning->signature.clear(); // nobody said whose it is: not shown
            auto *call = std::get_if<ToolCallPart>(&part.content);
            const auto *otherCall = std::get_if<ToolCallPart>(&other.parts[j].content);
            if (call && call->id.isEmpty() && otherCall && !otherCall->id.isEmpty())
                call->id = otherCall->id; // made up
            if (!std::holds_alternative<OpaquePart>(part.content) && part.content != other.parts[j].content)
                return u"part %1"_s.arg(j);
        }
        if (!one.logprobs.isEmpty() && one.logprobs.contains(R"("content":[{)")
            && !Test::jsonDifference(one.logprobs, other.logprobs).isEmpty())
            return u"logprobs: "_s + Test::jsonDifference(one.logprobs, other.logprobs);
    }
    return expected.usage == actual.usage ? QString() : u"the usage"_s;
}

struct Recording {
    QString name;
    QByteArray bytes;
};

QList<Recording> recordings()
{
    QList<Recording> found;
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"openai.chat"_s, u"mistral.chat"_s})) {
        if (exchange.stream && exchange.status == 200 && exchange.framing == "sse")
            found.append({exchange.file, exchange.answerBody});
    }
    const QString vercel = u"tests/data/wire/vercel__ai/"_s;
    for (const QString &name :
         {u"mistral/mistral-incremental-tool-call.chunks.txt"_s, u"mistral/mistral-reasoning.chunks.txt"_s,
          u"mistral/mistral-tool-call.chunks.txt"_s, u"alibaba/alibaba-tool-call.chunks.txt"_s,
          u"moonshotai/moonshotai-stream.chunks.txt"_s, u"openai/chat.azure-model-router.1.chunks.txt"_s,
          u"xai/xai-text.chunks.txt"_s, u"xai/xai-tool-call.chunks.txt"_s}) {
        QByteArray bytes;
        for (const QByteArray &line : Test::sourceFile(vercel + name).split('\n')) {
            if (!line.trimmed().isEmpty())
                bytes += "data: " + line.trimmed() + "\n\n";
        }
        found.append({name, bytes + "data: [DONE]\n\n"});
    }
    found.append({u"anthropic fallback"_s,
                  Test::sourceFile(vercel + u"openai-compatible/chat.anthropic-fallback-tool-call.sse"_s)});
    for (const Test::WireSnapshot &snapshot : Test::wireSnapshots(u"chat-completions"_s)) {
        const auto tree = Json::Tree::parse(snapshot.streamEvents, Json::Rules::Lenient);
        if (!tree || !tree->root().isArray() || tree->root().size() == 0)
            continue;
        QByteArray bytes;
        for (const Json::Node event : tree->root()) {
            QByteArray line = event.json();
            line.replace('\n', ' ');
            bytes += "data: " + line + "\n\n";
        }
        found.append({snapshot.name, bytes + "data: [DONE]\n\n"});
    }
    return found;
}

QByteArray chunk(const QByteArray &delta, const QByteArray &finish = "null")
{
    return R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":)"
           + delta + R"(,"finish_reason":)" + finish + "}]}\n\n";
}

QList<ToolCallPart> calls(const ChatAnswer &answer)
{
    QList<ToolCallPart> found;
    for (const Choice &choice : answer.choices) {
        for (const Part &part : choice.parts) {
            if (const auto *call = std::get_if<ToolCallPart>(&part.content))
                found.append(*call);
        }
    }
    return found;
}

} // namespace

class OpenAiChatStreamTest : public QObject
{
    Q_OBJECT
private slots:
    void recordedStreamsKeepTheGrammar();
    void anySplitGivesTheSameEvents();
    void cutStreamsAreErrors();
    void encodedStreamsKeepTheOrder();
    void wholeAnswersAndStreamsAreOne();
    void toolCallQuirks_data();
    void toolCallQuirks();
    void noArgumentsAreAnEmptyObject();
    void overlappingCallsStayOpen();
    void usageIsShownToThoseWhoAsk();
    void librariesThatInsist();
    void errorsInsideTheStream();
    void signedThinkingIsABlock();
    void severalChoices();
    void missingEndMarks();
};

void OpenAiChatStreamTest::recordedStreamsKeepTheGrammar()
{
    const QList<Recording> all = recordings();
    qInfo("%lld streams", static_cast<long long>(all.size()));
    QVERIFY(all.size() > 60);
    for (const Recording &recording : all) {
        const Decoded decoded = decodeWhole(recording.bytes);
        QVERIFY2(decoded.isGood, qPrintable(recording.name));
        const QString error = grammarError(decoded.events);
        QVERIFY2(error.isEmpty(), qPrintable(recording.name + u": "_s + error));
        const ChatAnswer answer = collected(decoded.events);
        QVERIFY2(!answer.choices.isEmpty(), qPrintable(recording.name));
    }
}

void OpenAiChatStreamTest::anySplitGivesTheSameEvents()
{
    // Two pieces cut at every byte; of long streams at as many places as the time allows, prime steps apart.
    qint64 cuts = 0;
    for (const Recording &recording : recordings()) {
        const Decoded whole = decodeWhole(recording.bytes);
        const QList<Stream::Event> expected = joined(whole.events);
        const QByteArrayView bytes(recording.bytes);
        qsizetype step = bytes.size() * bytes.size() / 40'000'000 + 1;
        step += step > 1 && step % 2 == 0 ? 1 : 0;
        for (qsizetype cut = 1; cut < bytes.size(); cut += step) {
            const Decoded split = decode({bytes.first(cut), bytes.sliced(cut)});
            ++cuts;
            if (split.isGood != whole.isGood || joined(split.events) != expected)
                QFAIL(qPrintable(recording.name + u" cut at "_s + QString::number(cut)));
        }
        QList<QByteArrayView> single;
        for (qsizetype i = 0; i < bytes.size(); ++i)
            single.append(bytes.sliced(i, 1));
        QVERIFY2(joined(decode(single).events) == expected, qPrintable(recording.name));
    }
    qInfo("%lld cuts", static_cast<long long>(cuts));
}

void OpenAiChatStreamTest::cutStreamsAreErrors()
{
    for (const Recording &recording : recordings()) {
        const qsizetype finish = recording.bytes.indexOf("\"finish_reason\":\"");
        if (finish < 0)
            continue;
        for (qsizetype length = 0; length < finish; length += 1 + finish / 50)
            QVERIFY2(!decodeWhole(recording.bytes.first(length)).isGood, qPrintable(recording.name));
    }
}

void OpenAiChatStreamTest::encodedStreamsKeepTheOrder()
{
    for (const Recording &recording : recordings()) {
        const Decoded decoded = decodeWhole(recording.bytes);
        if (std::holds_alternative<Stream::Failed>(decoded.events.last()))
            continue;
        for (const bool usageAsked : {true, false}) {
            const QByteArray bytes = encoded(decoded.events, usageAsked);
            const QString error = chunkError(bytes, usageAsked);
            QVERIFY2(error.isEmpty(), qPrintable(recording.name + u": "_s + error));
            ChatAnswer expected = collected(decoded.events);
            if (!usageAsked)
                expected.usage.reset();
            const QString difference = answerDifference(expected, collected(decodeWhole(bytes).events));
            QVERIFY2(difference.isEmpty(), qPrintable(recording.name + u": "_s + difference));
        }
    }
}

void OpenAiChatStreamTest::wholeAnswersAndStreamsAreOne()
{
    int count = 0;
    const auto check = [&count](const QString &name, const QByteArray &body) {
        const auto answer = chat().readAnswer(body);
        QVERIFY2(answer, qPrintable(name));
        const QByteArray bytes = encoded(eventsOf(*answer), true);
        const QString error = chunkError(bytes, true);
        QVERIFY2(error.isEmpty(), qPrintable(name + u": "_s + error));
        const ChatAnswer back = collected(decodeWhole(bytes).events);
        ChatAnswer expected = *answer;
        for (Choice &choice : expected.choices)
            choice.logprobs.clear(); // events carry those of streams only
        const QString difference = answerDifference(expected, back);
        QVERIFY2(difference.isEmpty(), qPrintable(name + u": "_s + difference));
        ++count;
    };
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"openai.chat"_s, u"mistral.chat"_s})) {
        if (exchange.status == 200 && !exchange.stream)
            check(exchange.file, exchange.answerBody);
    }
    QVERIFY(count > 50);
}

void OpenAiChatStreamTest::toolCallQuirks_data()
{
    QTest::addColumn<QByteArray>("deltas"); // between two lines each a delta
    const auto row = [](const char *name, const QList<QByteArray> &deltas) {
        QTest::newRow(name) << deltas.join('\n');
    };
    row("as OpenAI does",
        {R"({"tool_calls":[{"index":0,"id":"1","type":"function","function":{"name":"f","arguments":""}}]})",
         R"({"tool_calls":[{"index":0,"function":{"arguments":"{\"a\""}}]})",
         R"({"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]})",
         R"({"tool_calls":[{"index":1,"id":"2","type":"function","function":{"name":"g","arguments":"{\"b\":2}"}}]})"});
    row("no index",
        {R"({"tool_calls":[{"id":"1","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"2","function":{"name":"g","arguments":"{\"b\":2}"}}]})"});
    row("no index, in fragments", {R"({"tool_calls":[{"id":"1","function":{"name":"f","arguments":""}}]})",
                                   R"({"tool_calls":[{"function":{"arguments":"{\"a\":1}"}}]})",
                                   R"({"tool_calls":[{"id":"2","function":{"name":"g","arguments":"{\"b\":"}}]})",
                                   R"({"tool_calls":[{"function":{"arguments":"2}"}}]})"});
    row("index 0 for all",
        {R"({"tool_calls":[{"index":0,"id":"1","function":{"name":"f","arguments":"{\"a\":1}"}}]})",
         R"({"tool_calls":[{"index":0,"id":"2","function":{"name":"g","arguments":"{\"b\":2}"}}]})"});
    row("id and name in every fragment",
        {R"({"tool_calls":[{"index":0,"id":"1","function":{"name":"f","arguments":"{\"a\""}}]})",
         R"({"tool_calls":[{"index":0,"id":"1","function":{"name":"f","arguments":":1}"}}]})",
         R"({"tool_calls":[{"index":1,"id":"2","function":{"name":"g","arguments":"{\"b\""}}]})",
         R"({"tool_calls":[{"index":1,"id":"2","function":{"name":"g","arguments":":2}"}}]})"});
    row("arguments as an object",
        {R"({"tool_calls":[{"index":0,"id":"1","function":{"name":"f","arguments":{"a":1}}}]})",
         R"({"tool_calls":[{"index":1,"id":"2","function":{"name":"g","arguments":{"b":2}}}]})"});
    row("the name comes late",
        {R"({"tool_calls":[{"index":0,"id":"1","function":{"arguments":"{\"a\":"}}]})",
         R"({"tool_calls":[{"index":0,"function":{"name":"f","arguments":"1}"}}]})",
         R"({"tool_calls":[{"index":1,"id":"2","function":{"name":"g","arguments":"{\"b\":2}"}}]})"});
    row("mixed fragments",
        {R"({"tool_calls":[{"index":0,"id":"1","function":{"name":"f","arguments":"{\"a\""}},{"index":1,"id":"2","function":{"name":"g","arguments":"{\"b\""}}]})",
         R"({"tool_calls":[{"index":1,"function":{"arguments":":2}"}},{"index":0,"function":{"arguments":":1}"}}]})"});
}

void OpenAiChatStreamTest::toolCallQuirks()
{
    // WIRE 6, case 3: parallel calls are never merged.
    QFETCH(QByteArray, deltas);
    QByteArray bytes = chunk(R"({"role":"assistant","content":"hm"})");
    for (const QByteArray &delta : deltas.split('\n'))
        bytes += chunk(delta);
    bytes += chunk("{}", "\"stop\"") + "data: [DONE]\n\n";
    const Decoded decoded = decodeWhole(bytes);
    QVERIFY(decoded.isGood);
    QCOMPARE(grammarError(decoded.events), QString());
    const ChatAnswer answer = collected(decoded.events);
    const QList<ToolCallPart> found = calls(answer);
    QCOMPARE(found.size(), 2);
    QCOMPARE(found[0].id, "1"_ba);
    QCOMPARE(found[0].name, "f"_ba);
    QCOMPARE(found[0].arguments, R"({"a":1})"_ba);
    QCOMPARE(found[1].id, "2"_ba);
    QCOMPARE(found[1].name, "g"_ba);
    QCOMPARE(found[1].arguments, R"({"b":2})"_ba);
    QCOMPARE(answer.choices[0].finish, FinishReason::ToolCalls); // case 4
}

void OpenAiChatStreamTest::noArgumentsAreAnEmptyObject()
{
    // WIRE 6, case 1.
    const QList<Stream::Event> events = {
        Stream::Started{.id = "a", .model = "m", .created = 1},
        Stream::PartStarted{.part = Part{.content = ToolCallPart{.id = "1", .name = "f"}}},
        Stream::PartEnded{},
        Stream::ChoiceFinished{.reason = FinishReason::ToolCalls},
    };
    const QByteArray bytes = encoded(events, false);
    QVERIFY(bytes.contains(R"("function":{"name":"f","arguments":""})"));
    QCOMPARE(bytes.count(R"("arguments":"{}")"), 1);
    QCOMPARE(calls(collected(decodeWhole(bytes).events))[0].arguments, "{}"_ba);
}

void OpenAiChatStreamTest::overlappingCallsStayOpen()
{
    const Decoded decoded = decodeWhole(
        chunk(R"({"tool_calls":[{"index":0,"id":"1","function":{"name":"f","arguments":"{\"a\":1}"}}]})")
        + chunk(R"({"tool_calls":[{"index":1,"id":"2","function":{"name":"g","arguments":"{"}}]})")
        + chunk(R"({"tool_calls":[{"index":2,"id":"3","function":{"name":"h","arguments":""}}]})")
        + chunk(R"({"tool_calls":[{"index":1,"function":{"arguments":"}"}}]})") + chunk("{}", "\"tool_calls\""));
    QVERIFY(decoded.isGood);
    QCOMPARE(grammarError(decoded.events), QString());
    // The first ends when the second starts; the second waits for the rest of it.
    QVERIFY(std::holds_alternative<Stream::PartEnded>(decoded.events[3]));
    QCOMPARE(calls(collected(decoded.events)).size(), 3);
}

void OpenAiChatStreamTest::usageIsShownToThoseWhoAsk()
{
    // WIRE 6, case 11.
    const QByteArray usage = R"({"prompt_tokens":3,"completion_tokens":2,"total_tokens":5})";
    const QByteArray own = R"(data: {"id":"c","choices":[],"usage":)" + usage + "}\n\n";
    const QByteArray inChoices = R"(data: {"id":"c","choices":[{"index":0,"delta":{}}],"usage":)" + usage + "}\n\n";
    const QByteArray groq =
        R"(data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"usage":)" + usage
        + "}}\n\n";
    for (const QByteArray &form : {own, inChoices, groq}) {
        QByteArray bytes = chunk(R"({"content":"x"})");
        bytes += form == groq ? groq : QByteArray(chunk("{}", "\"stop\"") + form);
        const QList<Stream::Event> events = decodeWhole(bytes + "data: [DONE]\n\n").events;
        QCOMPARE(collected(events).usage->inputTotal(), 3);
        QCOMPARE(encoded(events, true).count("\"choices\":[]"), 1);
        QCOMPARE(encoded(events, false).count("\"choices\":[]"), 0);
        QVERIFY(!encoded(events, false).contains("usage"));
    }
}

void OpenAiChatStreamTest::librariesThatInsist()
{
    const QByteArray moderation =
        R"(data: {"id":"c","object":"chat.completion.chunk","choices":[],"usage":null,"moderation":{}})"
        "\n\n"_ba;
    const QByteArray bytes =
        chunk(R"({"tool_calls":[{"index":0,"id":"i","type":"function","function":{"name":"f","arguments":""}}]})")
        + chunk(R"({"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]})") + chunk("{}", "\"tool_calls\"")
        + moderation + "data: [DONE]\n\n";
    const Decoded decoded = decodeWhole(bytes);
    for (const bool isStrict : {false, true}) {
        const auto encoder =
            chat().encoder({.id = "c", .model = "m", .created = 7, .usageAsked = false, .namesEveryPiece = isStrict});
        QByteArray out;
        for (const Stream::Event &event : decoded.events) {
            if (!std::holds_alternative<Stream::Ended>(event))
                encoder->write(event, out);
        }
        QCOMPARE(out.contains("moderation"), !isStrict);
        QCOMPARE(out.contains("\"usage\""), !isStrict);
        QCOMPARE(out.contains(R"("function":{"name":"","arguments":"{}"})"), isStrict);
        encoder->write(Stream::UsageKnown{.usage = {.inputUncached = 1, .output = 2}, .raw = {}}, out);
        QCOMPARE(encoder->end().contains(R"("total_tokens":3)"), isStrict);
    }
}

void OpenAiChatStreamTest::errorsInsideTheStream()
{
    for (const QByteArray &error : {R"({"error":{"message":"boom","code":503}})"_ba, R"({"error":"boom"})"_ba,
                                    R"({"object":"error","message":"boom","type":"x","code":503})"_ba}) {
        const Decoded decoded = decodeWhole(chunk(R"({"content":"x"})") + "data: " + error + "\n\n");
        QVERIFY(decoded.isGood);
        const auto *failed = std::get_if<Stream::Failed>(&decoded.events.last());
        QVERIFY(failed);
        QCOMPARE(failed->failure.message, "boom"_ba);
    }
    QVERIFY(!decodeWhole("data: nonsense\n\n").isGood);
    const auto encoder = chat().encoder({.id = "x", .model = "m"});
    const QByteArray bytes =
        encoder->fail({.kind = ErrorKind::UpstreamUnreachable, .message = u"gone"_s, .detail = {}});
    QVERIFY(bytes.contains(R"("finish_reason":"error")"));
}

void OpenAiChatStreamTest::signedThinkingIsABlock()
{
    using Kind = Stream::Delta::Kind;
    const QList<Stream::Event> events = {
        Stream::Started{.id = "a", .model = "m", .created = 1},
        Stream::PartStarted{.part = Part{.content = ReasoningPart{.signer = Dialect::Anthropic}}},
        Stream::Delta{.kind = Kind::Text, .text = "one "},
        Stream::Delta{.kind = Kind::Text, .text = "two"},
        Stream::Delta{.kind = Kind::Signature, .text = "sig"},
        Stream::PartEnded{},
        Stream::ChoiceFinished{.reason = FinishReason::Stop},
    };
    const QByteArray bytes = encoded(events, false);
    QCOMPARE(bytes.count(R"("thinking_blocks":[{"type":"thinking","thinking":"one two","signature":"sig"}])"), 1);
    QCOMPARE(bytes.count("reasoning_content"), 2);
}

void OpenAiChatStreamTest::severalChoices()
{
    const QByteArray bytes =
        R"(data: {"id":"c","choices":[{"index":1,"delta":{"content":"b"}},{"index":0,"delta":{"content":"a"}}]})"
        "\n\n"
        R"(data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"},{"index":1,"delta":{"content":"c"},"finish_reason":"length"}]})"
        "\n\ndata: [DONE]\n\n";
    const Decoded decoded = decodeWhole(bytes);
    QCOMPARE(grammarError(decoded.events), QString());
    const ChatAnswer answer = collected(decoded.events);
    QCOMPARE(answer.choices.size(), 2);
    QCOMPARE(std::get<TextPart>(answer.choices[1].parts[0].content).text, "bc"_ba);
    QCOMPARE(answer.choices[1].finish, FinishReason::Length);
    QCOMPARE(chunkError(encoded(decoded.events, true), true), QString());
}

void OpenAiChatStreamTest::missingEndMarks()
{
    const QByteArray whole = chunk(R"({"content":"x"})") + chunk("{}", "\"stop\"");
    QVERIFY(decodeWhole(whole).isGood);                    // no mark
    QVERIFY(decodeWhole(whole.chopped(1)).isGood);         // no empty line
    QVERIFY(decodeWhole(whole + "data: [DONE]").isGood);   // no line end
    QVERIFY(decodeWhole(whole + ": ping\r\n\r\n").isGood); // CRLF
    QVERIFY(!decodeWhole(chunk(R"({"content":"x"})")).isGood);
    QVERIFY(!decodeWhole("").isGood);
    const Decoded decoded = decodeWhole(chunk(R"({"content":"x"})") + "data: [DONE]\n\n");
    QVERIFY(decoded.isGood); // a mark without a reason is an end
    QCOMPARE(collected(decoded.events).choices[0].finish, FinishReason::Stop);
}

QTEST_GUILESS_MAIN(OpenAiChatStreamTest)
#include "tst_openaichatstream.moc"
