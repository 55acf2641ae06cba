// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/dialect.h"

#include <QSet>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

using Kind = Stream::Delta::Kind;

Stream::PartStarted started(qint64 number)
{
    return {.choice = 0, .number = number, .part = Part{.content = ToolCallPart{}}};
}

Stream::Delta delta(qint64 number, const QByteArray &text, Kind kind = Kind::Arguments)
{
    return {.choice = 0, .number = number, .kind = kind, .text = text, .citation = {}};
}

Stream::PartEnded ended(qint64 number)
{
    return {.choice = 0, .number = number};
}

ChatAnswer collected(const QList<Stream::Event> &events)
{
    AnswerCollector collector;
    for (const Stream::Event &event : events)
        collector.take(event);
    return collector.answer();
}

// "s0 d0 e0": starts, deltas and ends with their numbers.
QByteArray shape(const QList<Stream::Event> &events)
{
    QByteArrayList words;
    for (const Stream::Event &event : events) {
        if (const auto *start = std::get_if<Stream::PartStarted>(&event))
            words.append('s' + QByteArray::number(start->number));
        else if (const auto *text = std::get_if<Stream::Delta>(&event))
            words.append('d' + QByteArray::number(text->number));
        else if (const auto *end = std::get_if<Stream::PartEnded>(&event))
            words.append('e' + QByteArray::number(end->number));
        else if (std::holds_alternative<Stream::ChoiceFinished>(event))
            words.append("f"_ba);
        else if (std::holds_alternative<Stream::UsageKnown>(event))
            words.append("u"_ba);
    }
    return words.join(' ');
}

QByteArray sequenced(const QList<Stream::Event> &events)
{
    PartSequencer sequencer;
    QList<Stream::Event> out;
    for (const Stream::Event &event : events)
        out += sequencer.take(event);
    return shape(out);
}

} // namespace

class TestDialect : public QObject
{
    Q_OBJECT
private slots:
    void names();
    void toolCallIds();
    void eventsAndBack();
    void grammarOfEvents();
    void callWithoutArguments();
    void collectsDeltas();
    void collectsLogprobs();
    void laterUsageReplaces();
    void failure();
    void strayEvents();
    void sequencer_data();
    void sequencer();
};

void TestDialect::names()
{
    QSet<QByteArray> seen;
    for (const Dialect dialect : allDialects()) {
        const QByteArray name = dialectName(dialect).toByteArray();
        QVERIFY(!seen.contains(name));
        seen.insert(name);
        QCOMPARE(dialectFromName(name), dialect);
    }
    QCOMPARE(seen.size(), 7);
    QCOMPARE(dialectFromName("openai-chat"), Dialect::OpenAi);
    QVERIFY(!dialectFromName("esperanto"));
    QVERIFY(!dialectFromName(""));
}

// The same place gives the same id, another one another.
void TestDialect::toolCallIds()
{
    const QByteArray id = toolCallId("answer", 0, 1);
    QCOMPARE(toolCallId("answer", 0, 1), id);
    QCOMPARE(id.size(), 29);
    QVERIFY(id.startsWith("call_"));
    for (const char c : id.sliced(5))
        QVERIFY(QChar::fromLatin1(c).isLetterOrNumber());
    QSet<QByteArray> ids;
    for (const QByteArray &answer : {""_ba, "a"_ba, "b"_ba, "a\n1:1"_ba}) {
        for (qint64 choice = 0; choice < 12; ++choice) {
            for (qint64 part = 0; part < 12; ++part)
                ids.insert(toolCallId(answer, choice, part));
        }
    }
    QCOMPARE(ids.size(), 4 * 12 * 12);
}

// Whole answer -> events -> whole answer: the same (but for extras and logprobs, which events have no place for).
void TestDialect::eventsAndBack()
{
    ChatAnswer answer{.id = "id"_ba,
                      .model = "m"_ba,
                      .created = 5,
                      .choices = {},
                      .usage = Usage{.inputUncached = 1, .output = 2, .source = UsageSource::Provider},
                      .rawUsage = "{}"_ba,
                      .serviceTier = "t"_ba,
                      .fingerprint = "f"_ba};
    const Extras extras{.dialect = Dialect::Anthropic, .members = {{.name = "x"_ba, .json = "1"_ba}}};
    answer.choices.append(Choice{
        .index = 0,
        .parts =
            {Part{.content = ReasoningPart{.text = "r"_ba,
                                           .summary = "s"_ba,
                                           .signature = "sig"_ba,
                                           .redacted = "red"_ba,
                                           .id = "rs"_ba}},
             Part{.content = TextPart{.text = "t"_ba,
                                      .citations = {Citation{.url = "u"_ba, .start = 1, .extras = extras},
                                                    Citation{.title = "v"_ba}}},
                  .extras = extras},
             Part{.content =
                      ToolCallPart{.id = "c"_ba, .name = "f"_ba, .arguments = "{\"a\":1}"_ba, .signature = "gs"_ba}},
             Part{.content = ToolCallPart{.id = "d"_ba, .name = "g"_ba, .arguments = "x"_ba, .isCustom = true}},
             Part{.content = RefusalPart{.text = "no"_ba}},
             Part{.content = MediaPart{.mediaType = "image/png"_ba, .data = "AAAA"_ba}},
             Part{.content = OpaquePart{.type = "o"_ba, .json = "{}"_ba}}, Part{.content = TextPart{}}},
        .finish = FinishReason::ToolCalls,
        .rawFinish = "tool_use"_ba,
        .stopSequence = "stop"_ba});
    answer.choices.append(Choice{.index = 1, .parts = {Part{.content = TextPart{.text = "second"_ba}}}});
    AnswerCollector collector;
    for (const Stream::Event &event : eventsOf(answer))
        collector.take(event);
    QCOMPARE(collector.answer(), answer);
    QVERIFY(collector.isEnded());
    QVERIFY(!collector.failure());
    const ChatAnswer empty{.id = "nothing"_ba};
    QCOMPARE(collected(eventsOf(empty)), empty);
}

void TestDialect::grammarOfEvents()
{
    const ChatAnswer answer{.choices = {Choice{.parts = {Part{.content = TextPart{.text = "a"_ba}},
                                                         Part{.content = ToolCallPart{.arguments = "{}"_ba}},
                                                         Part{.content = TextPart{}}}}},
                            .usage = Usage{}};
    const QList<Stream::Event> events = eventsOf(answer);
    QCOMPARE(shape(events), "s0 d0 e0 s1 d1 e1 s2 e2 f u"_ba);
    QVERIFY(std::holds_alternative<Stream::Started>(events.front()));
    QVERIFY(std::holds_alternative<Stream::Ended>(events.back()));
    // What comes as deltas is not in the part that starts.
    for (const Stream::Event &event : events) {
        if (const auto *start = std::get_if<Stream::PartStarted>(&event); start && start->number == 1)
            QVERIFY(std::get<ToolCallPart>(start->part.content).arguments.isEmpty());
    }
}

// WIRE 6, case 1: "{}" exactly when nothing else came; a custom tool's text may be empty.
void TestDialect::callWithoutArguments()
{
    const auto arguments = [](const QList<Stream::Event> &events) {
        return std::get<ToolCallPart>(collected(events).choices[0].parts[0].content).arguments;
    };
    QCOMPARE(arguments({started(0), ended(0)}), "{}"_ba);
    QCOMPARE(arguments({started(0), delta(0, ""), ended(0)}), "{}"_ba);
    QCOMPARE(arguments({started(0), delta(0, "{"), delta(0, "}"), ended(0)}), "{}"_ba);
    QCOMPARE(
        arguments({Stream::PartStarted{.choice = 0, .number = 0, .part = {.content = ToolCallPart{.isCustom = true}}},
                   ended(0)}),
        QByteArray());
}

void TestDialect::collectsDeltas()
{
    const Choice choice =
        collected({Stream::PartStarted{.choice = 0, .number = 1, .part = {.content = ReasoningPart{}}},
                   delta(1, "a", Kind::Summary), delta(1, "b", Kind::Text), delta(1, "c", Kind::Signature),
                   delta(1, "A", Kind::Summary), started(0), delta(0, "[", Kind::Arguments),
                   delta(0, "sig", Kind::Signature), delta(0, "]", Kind::Arguments)})
            .choices[0];
    QCOMPARE(choice.parts.size(), 2);
    QCOMPARE(std::get<ReasoningPart>(choice.parts[1].content),
             (ReasoningPart{.text = "b"_ba, .summary = "aA"_ba, .signature = "c"_ba}));
    QCOMPARE(std::get<ToolCallPart>(choice.parts[0].content),
             (ToolCallPart{.arguments = "[]"_ba, .signature = "sig"_ba}));
}

void TestDialect::collectsLogprobs()
{
    const Choice choice = collected({Stream::PartStarted{.choice = 0, .number = 0, .part = {.content = TextPart{}}},
                                     delta(0, R"([{"token":"a"}])", Kind::Logprobs), delta(0, "[]", Kind::Logprobs),
                                     delta(0, R"([{"token":"]"},{"token":"c"}])", Kind::Logprobs)})
                              .choices[0];
    QCOMPARE(choice.logprobs, R"({"content":[{"token":"a"},{"token":"]"},{"token":"c"}],"refusal":null})"_ba);
}

void TestDialect::laterUsageReplaces()
{
    const ChatAnswer answer =
        collected({Stream::UsageKnown{.usage = {.inputUncached = 5, .output = 1}, .raw = "1"_ba},
                   Stream::UsageKnown{.usage = {.inputUncached = 5, .output = 3}, .raw = "2"_ba}});
    QCOMPARE(answer.usage->outputTotal(), 3);
    QCOMPARE(answer.rawUsage, "2"_ba);
}

void TestDialect::failure()
{
    AnswerCollector collector;
    collector.take(Stream::Failed{.failure = {.message = "no"_ba, .status = 503}});
    QCOMPARE(collector.failure()->status, 503);
    QVERIFY(!collector.isEnded());
}

void TestDialect::strayEvents()
{
    const ChatAnswer answer = collected({delta(7, "x"), ended(9), Stream::Opaque{.type = "o"_ba, .json = "{}"_ba}});
    QVERIFY(answer.choices.isEmpty() || answer.choices[0].parts.isEmpty());
}

void TestDialect::sequencer_data()
{
    QTest::addColumn<QList<Stream::Event>>("events");
    QTest::addColumn<QByteArray>("expected");
    const Stream::ChoiceFinished finished{};
    QTest::newRow("in order") << QList<Stream::Event>{started(0), delta(0, "a"), ended(0),
                                                      started(1), ended(1),      finished}
                              << "s0 d0 e0 s1 e1 f"_ba;
    QTest::newRow("two mixed") << QList<Stream::Event>{started(0),    started(1),    delta(0, "a"),
                                                       delta(1, "b"), delta(0, "c"), ended(0),
                                                       delta(1, "d"), ended(1),      finished}
                               << "s0 d0 d0 e0 s1 d1 d1 e1 f"_ba;
    QTest::newRow("the second ends first")
        << QList<Stream::Event>{started(0), started(1), delta(1, "b"), ended(1), delta(0, "a"), ended(0), finished}
        << "s0 d0 e0 s1 d1 e1 f"_ba;
    QTest::newRow("three mixed") << QList<Stream::Event>{started(0),    started(1),    started(2), delta(2, "c"),
                                                         delta(1, "b"), ended(2),      ended(1),   started(3),
                                                         delta(0, "a"), delta(3, "d"), ended(0),   ended(3),
                                                         finished}
                                 << "s0 d0 e0 s1 d1 e1 s2 d2 e2 s3 d3 e3 f"_ba;
    QTest::newRow("all end at the end") << QList<Stream::Event>{started(0),    started(1),    started(2), delta(2, "c"),
                                                                delta(0, "a"), delta(1, "b"), ended(0),   ended(1),
                                                                ended(2),      finished}
                                        << "s0 d0 e0 s1 d1 e1 s2 d2 e2 f"_ba;
    QTest::newRow("usage waits for nothing")
        << QList<Stream::Event>{started(0), started(1), Stream::UsageKnown{}, ended(0), ended(1), finished}
        << "s0 u e0 s1 e1 f"_ba;
    QTest::newRow("nothing is lost when the choice ends early")
        << QList<Stream::Event>{started(0), started(1), delta(1, "b"), ended(1), finished} << "s0 s1 d1 e1 f"_ba;
}

void TestDialect::sequencer()
{
    QFETCH(QList<Stream::Event>, events);
    QFETCH(QByteArray, expected);
    QCOMPARE(sequenced(events), expected);
}

QTEST_GUILESS_MAIN(TestDialect)
#include "tst_dialect.moc"
