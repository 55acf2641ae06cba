// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaianswer.h"
#include "tests/support/datafile.h"

#include <QDir>
#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Llm::OpenAiStream;
using Llm::Surface;
using Llm::UsageEvent;

namespace {

struct Outcome {
    QByteArray out;
    QByteArray end;
    Llm::AnswerFacts answer;
    bool isComplete = false;
    bool hasContent = false;
    int events = 0;
    bool operator==(const Outcome &) const = default;
};

Outcome outcomeOf(OpenAiStream &stream, QByteArray out)
{
    return {.out = std::move(out),
            .end = stream.end(),
            .answer = stream.answer(),
            .isComplete = stream.isComplete(),
            .hasContent = stream.hasContent(),
            .events = stream.eventCount()};
}

// Splits at one position; 0 = not at all.
Outcome readSplit(const QByteArray &stream, qsizetype split, UsageEvent usage = UsageEvent::Hide)
{
    OpenAiStream reader(Surface::ChatCompletions, usage);
    const QByteArrayView bytes = stream;
    QByteArray out;
    if (!reader.feed(bytes.first(split), out) || !reader.feed(bytes.sliced(split), out))
        out = "refused"_ba;
    return outcomeOf(reader, out);
}

Outcome readChunks(QByteArrayView bytes, qsizetype chunk)
{
    OpenAiStream stream(Surface::ChatCompletions, UsageEvent::Hide);
    QByteArray out;
    for (qsizetype i = 0; i < bytes.size(); i += chunk) {
        if (!stream.feed(bytes.sliced(i, std::min(chunk, bytes.size() - i)), out))
            out = "refused"_ba;
    }
    return outcomeOf(stream, out);
}

const QString StreamFolder = u"tests/golden/llm/streams/"_s;

void addStreams()
{
    QTest::addColumn<QByteArray>("stream");
    const QDir folder(QStringLiteral(GATEHOUSE_SOURCE_DIR) + u'/' + StreamFolder);
    for (const QString &name : folder.entryList({u"*.sse"_s}))
        QTest::newRow(qPrintable(name)) << Test::sourceFile(StreamFolder + name);
}

Result<Llm::AnswerFacts> answerWithUsage(const QByteArray &usage)
{
    const QByteArray body = "{\"choices\":[],\"usage\":"_ba + usage + '}';
    return Llm::readOpenAiAnswer(Surface::ChatCompletions, body);
}

// One event of a stream.
QByteArray sse(const char *json)
{
    return "data: "_ba + json + "\n\n";
}

} // namespace

class TestOpenAiAnswer : public QObject
{
    Q_OBJECT
private slots:
    void r17_everyCutIsClassified_data() { addStreams(); }
    void r17_everyCutIsClassified();
    void r18_everySplitGivesTheSameBytes_data() { addStreams(); }
    void r18_everySplitGivesTheSameBytes();
    void r19_garbage_data();
    void r19_garbage();
    void r19_impossibleUsageIsAbsent_data();
    void r19_impossibleUsageIsAbsent();
    void usageNormalForm_data();
    void usageNormalForm();
    void usageOfVendors();
    void usageEventIsHidden();
    void wholeAnswers();
    void toolCallsAreContent();
    void endsWithoutMark();
    void errorsInsideStreams();
    void halfEmojisPass();
    void outputTextIsBounded();
};

// A stream that is cut at any byte is either complete or not, and never complete before its finish reason. Fed byte by
// byte: what is known then is what a cut there would leave.
void TestOpenAiAnswer::r17_everyCutIsClassified()
{
    QFETCH(const QByteArray, stream);
    OpenAiStream reader(Surface::ChatCompletions, UsageEvent::Hide);
    QByteArray out;
    int complete = 0;
    for (qsizetype cut = 0; cut < stream.size(); ++cut) {
        QVERIFY(!reader.isComplete() || !reader.answer().finishReason.isEmpty());
        complete += reader.isComplete() ? 1 : 0;
        QVERIFY(reader.feed(QByteArrayView(stream).sliced(cut, 1), out));
    }
    QVERIFY(reader.isComplete());
    QVERIFY(complete < stream.size() / 2);
}

void TestOpenAiAnswer::r18_everySplitGivesTheSameBytes()
{
    QFETCH(const QByteArray, stream);
    const Outcome whole = readSplit(stream, 0);
    QVERIFY(whole.hasContent);
    // Every position, each time from the end of the event before to the end of the event it is in.
    OpenAiStream reader(Surface::ChatCompletions, UsageEvent::Hide);
    for (qsizetype begin = 0; begin < stream.size();) {
        const qsizetype end = stream.indexOf("\n\n", begin) + 2;
        QVERIFY(end > begin);
        OpenAiStream unsplit = reader;
        QByteArray out;
        QVERIFY(unsplit.feed(QByteArrayView(stream).sliced(begin, end - begin), out));
        const Outcome expected = outcomeOf(unsplit, out);
        for (qsizetype split = begin + 1; split < end; ++split) {
            OpenAiStream parted = reader;
            QByteArray partedOut;
            QVERIFY(parted.feed(QByteArrayView(stream).sliced(begin, split - begin), partedOut));
            QVERIFY(parted.feed(QByteArrayView(stream).sliced(split, end - split), partedOut));
            QCOMPARE(outcomeOf(parted, partedOut), expected);
        }
        reader = unsplit;
        begin = end;
    }
    QCOMPARE(reader.answer(), whole.answer);
    for (const qsizetype chunk : {1, 2, 7, 61, 997})
        QCOMPARE(readChunks(stream, chunk), whole);
    // Shown, the bytes are the vendor's own.
    const Outcome shown = readSplit(stream, 0, UsageEvent::Show);
    QCOMPARE(shown.out + shown.end, stream);
    for (const QByteArray &lineEnd : {"\r\n"_ba, "\r"_ba}) {
        const QByteArray other = QByteArray(stream).replace("\r\n", "\n").replace("\n", lineEnd);
        const Outcome same = readChunks(other, 5);
        QCOMPARE(same.answer, whole.answer);
        QCOMPARE(same.events, whole.events);
        QCOMPARE(QByteArray(same.out).replace(lineEnd, "\n"), QByteArray(whole.out).replace("\r\n", "\n"));
        QVERIFY(same.isComplete);
    }
}

void TestOpenAiAnswer::r19_garbage_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::newRow("HTML") << "data: <html>\n\n"_ba;
    QTest::newRow("cut JSON") << "data: {\"choices\":[\n\n"_ba;
    QTest::newRow("a list") << "data: []\n\n"_ba;
    QTest::newRow("NaN") << "data: {\"usage\":{\"prompt_tokens\":NaN}}\n\n"_ba;
    QTest::newRow("bad UTF-8") << "data: {\"a\":\"\xFF\"}\n\n"_ba;
    QTest::newRow("two documents") << "data: {}{}\n\n"_ba;
    QTest::newRow("deep") << "data: {\"a\":" + QByteArray(100'000, '[') + "\n\n";
    QTest::newRow("empty data") << "data:\n\n"_ba;
    QTest::newRow("overlong") << "data: " + QByteArray(Llm::SseReader::MaxEventBytes, ' ');
}

void TestOpenAiAnswer::r19_garbage()
{
    QFETCH(const QByteArray, stream);
    OpenAiStream reader(Surface::ChatCompletions, UsageEvent::Hide);
    QByteArray out;
    const auto fed = reader.feed(stream, out);
    QVERIFY(!fed);
    QCOMPARE(fed.error().kind, ErrorKind::UpstreamInvalid);
    QVERIFY(out.isEmpty());
    const auto whole = Llm::readOpenAiAnswer(Surface::ChatCompletions, stream);
    QVERIFY(!whole);
    QCOMPARE(whole.error().kind, ErrorKind::UpstreamInvalid);
}

void TestOpenAiAnswer::r19_impossibleUsageIsAbsent_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::newRow("negative") << R"({"prompt_tokens":-1,"completion_tokens":1})"_ba;
    QTest::newRow("2^63") << R"({"prompt_tokens":9223372036854775808,"completion_tokens":1})"_ba;
    QTest::newRow("above 2^53") << R"({"prompt_tokens":1,"completion_tokens":9007199254740993})"_ba;
    QTest::newRow("huge") << R"({"prompt_tokens":1e999,"completion_tokens":1})"_ba;
    QTest::newRow("a text") << R"({"prompt_tokens":"12","completion_tokens":1})"_ba;
    QTest::newRow("half a token") << R"({"prompt_tokens":0.5,"completion_tokens":1})"_ba;
    QTest::newRow("cached negative")
        << R"({"prompt_tokens":1,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":-5}})"_ba;
    QTest::newRow("empty") << "{}"_ba;
    QTest::newRow("nulls") << R"({"prompt_tokens":null,"completion_tokens":null})"_ba;
    QTest::newRow("null") << "null"_ba;
    QTest::newRow("a list") << "[1,2]"_ba;
}

void TestOpenAiAnswer::r19_impossibleUsageIsAbsent()
{
    QFETCH(const QByteArray, usage);
    const auto answer = answerWithUsage(usage);
    QVERIFY(answer);
    QVERIFY(!answer->usage);
}

void TestOpenAiAnswer::usageNormalForm_data()
{
    QTest::addColumn<QByteArray>("usage");
    // uncached, read, write, audio; output, reasoning, audio; then, where there are any: images in and out, searches
    QTest::addColumn<QList<qint64>>("parts");
    QTest::newRow("plain") << R"({"prompt_tokens":10,"completion_tokens":5,"total_tokens":15})"_ba
                           << QList<qint64>{10, 0, 0, 0, 5, 0, 0};
    QTest::newRow("explicit zero") << R"({"prompt_tokens":0,"completion_tokens":0})"_ba
                                   << QList<qint64>{0, 0, 0, 0, 0, 0, 0};
    QTest::newRow("cached and reasoning are inside")
        << R"({"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":80,"audio_tokens":5},)"
           R"("completion_tokens_details":{"reasoning_tokens":30,"audio_tokens":4}})"_ba
        << QList<qint64>{15, 80, 0, 5, 16, 30, 4};
    QTest::newRow("cache write")
        << R"({"prompt_tokens":100,"completion_tokens":1,"prompt_tokens_details":{"cache_write_tokens":60}})"_ba
        << QList<qint64>{40, 0, 60, 0, 1, 0, 0};
    QTest::newRow("DeepSeek")
        << R"({"prompt_tokens":11,"completion_tokens":3,"prompt_cache_hit_tokens":8,"prompt_cache_miss_tokens":3})"_ba
        << QList<qint64>{3, 8, 0, 0, 3, 0, 0};
    QTest::newRow("xAI: reasoning beside")
        << R"({"prompt_tokens":10,"completion_tokens":9,"total_tokens":319,"completion_tokens_details":{"reasoning_tokens":300}})"_ba
        << QList<qint64>{10, 0, 0, 0, 9, 300, 0};
    QTest::newRow("parts above the total")
        << R"({"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":99},"completion_tokens_details":{"reasoning_tokens":99}})"_ba
        << QList<qint64>{0, 10, 0, 0, 0, 5, 0};
    QTest::newRow("null details")
        << R"({"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":null,"completion_tokens_details":{"reasoning_tokens":null}})"_ba
        << QList<qint64>{10, 0, 0, 0, 5, 0, 0};
    QTest::newRow("images of chat")
        << R"({"prompt_tokens":900,"completion_tokens":1300,"prompt_tokens_details":{"image_tokens":800},)"
           R"("completion_tokens_details":{"image_tokens":1290,"reasoning_tokens":4}})"_ba
        << QList<qint64>{100, 0, 0, 0, 6, 4, 0, 800, 1290, 0};
    QTest::newRow("a picture that was made")
        << R"({"input_tokens":50,"input_tokens_details":{"text_tokens":10,"image_tokens":40},"output_tokens":1056,)"
           R"("output_tokens_details":{"image_tokens":1056,"text_tokens":0},"total_tokens":1106})"_ba
        << QList<qint64>{10, 0, 0, 0, 0, 0, 0, 40, 1056, 0};
    QTest::newRow("a transcription")
        << R"({"type":"tokens","input_tokens":14,"input_token_details":{"text_tokens":2,"audio_tokens":12},)"
           R"("output_tokens":45,"total_tokens":59})"_ba
        << QList<qint64>{2, 0, 0, 12, 45, 0, 0};
    QTest::newRow("searches at OpenRouter")
        << R"({"prompt_tokens":9,"completion_tokens":3,"server_tool_use":{"web_search_requests":2}})"_ba
        << QList<qint64>{9, 0, 0, 0, 3, 0, 0, 0, 0, 2};
    QTest::newRow("searches at xAI")
        << R"({"prompt_tokens":9,"completion_tokens":3,"server_side_tool_usage_details":{"web_search_calls":4,"x_search_calls":0}})"_ba
        << QList<qint64>{9, 0, 0, 0, 3, 0, 0, 0, 0, 4};
    QTest::newRow("searches at Perplexity") << R"({"prompt_tokens":9,"completion_tokens":3,"num_search_queries":5})"_ba
                                            << QList<qint64>{9, 0, 0, 0, 3, 0, 0, 0, 0, 5};
    QTest::newRow("embeddings") << R"({"prompt_tokens":4,"total_tokens":4})"_ba << QList<qint64>{4, 0, 0, 0, 0, 0, 0};
}

void TestOpenAiAnswer::usageNormalForm()
{
    QFETCH(const QByteArray, usage);
    QFETCH(const QList<qint64>, parts);
    const auto answer = answerWithUsage(usage);
    QVERIFY(answer && answer->usage);
    const Llm::Usage &found = *answer->usage;
    QCOMPARE(found.source, Llm::UsageSource::Provider);
    QList<qint64> numbers{found.inputUncached, found.inputCacheRead,  found.inputCacheWrite, found.inputAudio,
                          found.output,        found.outputReasoning, found.outputAudio};
    if (const QList<qint64> rest{found.inputImage, found.outputImage, found.toolCalls}; parts.size() > numbers.size())
        numbers += rest;
    else
        QCOMPARE(rest, QList<qint64>(3));
    QCOMPARE(numbers, parts);
    QCOMPARE(answer->rawUsage, usage);
}

// What the recordings say, vendor by vendor.
void TestOpenAiAnswer::usageOfVendors()
{
    const auto usageOf = [](const QString &name) {
        return readSplit(Test::sourceFile(StreamFolder + name + u".sse"), 0).answer.usage;
    };
    QCOMPARE(usageOf(u"groq_usage"_s)->outputReasoning, 23);
    QCOMPARE(usageOf(u"groq_plain"_s)->inputTotal() + usageOf(u"groq_plain"_s)->outputTotal(), 91);
    QCOMPARE(usageOf(u"deepseek_usage"_s)->inputUncached, 11);
    QCOMPARE(usageOf(u"azure_usage_reasoning"_s)->inputTotal() + usageOf(u"azure_usage_reasoning"_s)->outputTotal(),
             4400);
    QCOMPARE(usageOf(u"ollama_reasoning_tools"_s)->outputTotal(), 150);
    QVERIFY(!usageOf(u"openai_plain"_s));
    QVERIFY(!usageOf(u"azure_filters"_s));
}

void TestOpenAiAnswer::usageEventIsHidden()
{
    const QByteArray content =
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"_ba;
    const QByteArray usage = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}\n\n"_ba;
    const QByteArray filters = "data: {\"choices\":[],\"prompt_filter_results\":[]}\n\n"_ba;
    const QByteArray stream = filters + content + usage + "data: [DONE]\n\n";
    QByteArray plain = content;
    plain.replace(",\"usage\":null", ""); // what the vendor would have sent without being asked for usage
    QCOMPARE(readSplit(stream, 0).out, filters + plain);
    QCOMPARE(readSplit("data: { \"usage\" : null , \"choices\":[]}\n\n"_ba, 0).out, "data: { \"choices\":[]}\n\n"_ba);
    QCOMPARE(readSplit(stream, 0, UsageEvent::Show).out, filters + content + usage);
    QCOMPARE(readSplit(stream, 0).end, "data: [DONE]\n\n"_ba);
    QVERIFY(readSplit(stream, 0).answer.usage);
}

void TestOpenAiAnswer::wholeAnswers()
{
    const auto chat = Llm::readOpenAiAnswer(
        Surface::ChatCompletions,
        R"({"id":"c1","model":"gpt-5","choices":[{"message":{"role":"assistant","content":"Hi","reasoning_content":"hm","tool_calls":[{"id":"t","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"stop"}]})"_ba);
    QVERIFY(chat);
    QCOMPARE(chat->id, "c1"_ba);
    QCOMPARE(chat->model, "gpt-5"_ba);
    QCOMPARE(chat->finishReason, "stop"_ba);
    QCOMPARE(chat->outputText, "Hihmf{}"_ba);
    const auto text =
        Llm::readOpenAiAnswer(Surface::Completions, R"({"choices":[{"text":"abc","finish_reason":"length"}]})"_ba);
    QVERIFY(text);
    QCOMPARE(text->outputText, "abc"_ba);
    QCOMPARE(text->finishReason, "length"_ba);
    const auto refused = Llm::readOpenAiAnswer(Surface::ChatCompletions, R"({"error":{"message":"no","code":502}})"_ba);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::UpstreamRejected);
    QCOMPARE(refused.error().upstreamStatus, 502);
}

void TestOpenAiAnswer::toolCallsAreContent()
{
    OpenAiStream stream(Surface::ChatCompletions, UsageEvent::Hide);
    QByteArray out;
    QVERIFY(stream.feed(sse(R"({"choices":[{"delta":{"role":"assistant","content":""}}]})"), out));
    QVERIFY(!stream.hasContent());
    QVERIFY(stream.feed(
        sse(R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":""}}]}}]})"),
        out));
    QVERIFY(stream.hasContent());
}

void TestOpenAiAnswer::endsWithoutMark()
{
    const QByteArray content = sse(R"({"choices":[{"delta":{"content":"a"}}]})");
    const QByteArray finish = sse(R"({"choices":[{"delta":{},"finish_reason":"stop"}]})");
    QVERIFY(!readSplit(content, 0).isComplete);
    QVERIFY(readSplit(content + finish, 0).isComplete);
    QVERIFY(readSplit(content + finish + "data: [DO", 0).isComplete);
    QVERIFY(!readSplit(content + finish + "data: {\"usage\"", 0).isComplete);
    QCOMPARE(readSplit(content + finish, 0).end, "data: [DONE]\n\n"_ba);
}

void TestOpenAiAnswer::errorsInsideStreams()
{
    OpenAiStream stream(Surface::ChatCompletions, UsageEvent::Hide);
    QByteArray out;
    const auto fed =
        stream.feed(sse(R"({"error":{"message":"overloaded\u0000\n now","type":"server_error","code":"503"}})"), out);
    QVERIFY(!fed);
    QCOMPARE(fed.error().kind, ErrorKind::UpstreamRejected);
    QCOMPARE(fed.error().upstreamStatus, 503);
    QCOMPARE(fed.error().message, u"The vendor answered with an error: overloaded now"_s);
    QVERIFY(out.isEmpty());
    const Outcome recorded = readSplit(Test::sourceFile(u"tests/data/openai_streams/openrouter_error.sse"_s), 0);
    QCOMPARE(recorded.out, "refused"_ba);
    QCOMPARE(recorded.answer.usage->outputTotal(), 10);
    QVERIFY(stream.feed(sse(R"({"error":null,"choices":[{"delta":{"content":"a"}}]})"), out));
}

// A token may end inside an emoji; the vendor's bytes are the client's to put together.
void TestOpenAiAnswer::halfEmojisPass()
{
    const QByteArray stream = sse(R"({"choices":[{"delta":{"content":"\ud83d"}}]})")
                              + sse(R"({"choices":[{"delta":{"content":"\ude00"},"finish_reason":"stop"}]})");
    QCOMPARE(readSplit(stream, 0).out, stream);
}

void TestOpenAiAnswer::outputTextIsBounded()
{
    OpenAiStream stream(Surface::ChatCompletions, UsageEvent::Hide);
    QByteArray out;
    const QByteArray large = "{\"choices\":[{\"delta\":{\"content\":\""_ba + QByteArray(300'000, 'x') + "\"}}]}";
    for (int i = 0; i < 6; ++i)
        QVERIFY(stream.feed(sse(large.constData()), out));
    QCOMPARE(stream.answer().outputText.size(), Llm::MaxOutputText);
}

QTEST_GUILESS_MAIN(TestOpenAiAnswer)
#include "tst_openaianswer.moc"
