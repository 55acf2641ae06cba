// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/factscollector.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

using Kind = Stream::Delta::Kind;

Stream::Event delta(Kind kind, const QByteArray &text)
{
    return Stream::Delta{.kind = kind, .text = text};
}

Stream::Event part(const Part::Content &content)
{
    return Stream::PartStarted{.part = {.content = content}};
}

} // namespace

class TestFactsCollector final : public QObject
{
    Q_OBJECT
private slots:
    // Content is what cannot be taken back once the client has it: a vendor that fails before it may be replaced.
    void content_data()
    {
        QTest::addColumn<Stream::Event>("event");
        QTest::addColumn<bool>("isContent");
        QTest::newRow("start") << Stream::Event(Stream::Started{.id = "a"_ba}) << false;
        QTest::newRow("text begins") << part(TextPart{}) << false;
        QTest::newRow("reasoning begins") << part(ReasoningPart{}) << false;
        QTest::newRow("call") << part(ToolCallPart{.name = "f"_ba}) << true;
        QTest::newRow("call without a name") << part(ToolCallPart{}) << true;
        QTest::newRow("picture") << part(MediaPart{}) << true;
        QTest::newRow("something else") << part(OpaquePart{.type = "x"_ba}) << true;
        QTest::newRow("text") << delta(Kind::Text, "x"_ba) << true;
        QTest::newRow("summary") << delta(Kind::Summary, "x"_ba) << true;
        QTest::newRow("arguments") << delta(Kind::Arguments, "{"_ba) << true;
        QTest::newRow("no text") << delta(Kind::Text, {}) << false;
        QTest::newRow("signature") << delta(Kind::Signature, "x"_ba) << false;
        QTest::newRow("probabilities") << delta(Kind::Logprobs, "[]"_ba) << false;
        QTest::newRow("citation") << delta(Kind::Citation, "x"_ba) << false;
        QTest::newRow("usage") << Stream::Event(Stream::UsageKnown{}) << false;
        QTest::newRow("end") << Stream::Event(Stream::Ended{}) << false;
    }
    void content()
    {
        QFETCH(const Stream::Event, event);
        FactsCollector collector;
        collector.take(event);
        QTEST(collector.hasContent(), "isContent");
        QCOMPARE(collector.eventCount(), 1);
    }

    // What is counted where the vendor counts nothing: all that the model wrote, and none of what is written about it.
    void outputText()
    {
        FactsCollector collector;
        for (const Stream::Event &event :
             {delta(Kind::Summary, "because "_ba), delta(Kind::Text, "yes "_ba), part(ToolCallPart{.name = "f"_ba}),
              delta(Kind::Arguments, "{}"_ba), delta(Kind::Signature, "c2ln"_ba), delta(Kind::Logprobs, "[1]"_ba)})
            collector.take(event);
        QCOMPARE(collector.facts().outputText, "because yes f{}"_ba);
    }

    void outputTextIsBounded()
    {
        FactsCollector collector;
        collector.take(delta(Kind::Text, QByteArray(MaxOutputText - 1, 'a')));
        collector.take(delta(Kind::Text, "bcd"_ba));
        collector.take(delta(Kind::Text, "e"_ba));
        QCOMPARE(collector.facts().outputText.size(), MaxOutputText);
        QVERIFY(collector.facts().outputText.endsWith("ab"));
    }

    void theFirstReasonAndTheLastUsageCount()
    {
        FactsCollector collector;
        collector.take(Stream::UsageKnown{.usage = {.inputUncached = 1}});
        collector.take(Stream::ChoiceFinished{.choice = 0, .reason = FinishReason::ToolCalls});
        QVERIFY(collector.isFinished() && !collector.isEnded());
        collector.take(Stream::ChoiceFinished{.choice = 1, .reason = FinishReason::Length});
        collector.take(Stream::UsageKnown{.usage = {.inputUncached = 2}});
        collector.take(Stream::Ended{});
        QCOMPARE(collector.facts().finishReason, "tool_calls"_ba);
        QCOMPARE(collector.facts().usage->inputUncached, 2);
        QVERIFY(collector.isEnded() && !collector.failure());
        collector.take(Stream::Failed{.failure = {.message = "late"_ba}});
        QCOMPARE(collector.failure()->message, "late"_ba);
    }

    void everyReasonHasAWord()
    {
        QList<QByteArray> words;
        for (int reason = 1; reason <= static_cast<int>(FinishReason::Error); ++reason) {
            const QByteArray word = finishReasonName(static_cast<FinishReason>(reason)).toByteArray();
            QVERIFY(!word.isEmpty() && !words.contains(word));
            words.append(word);
        }
        QVERIFY(finishReasonName(FinishReason::None).isEmpty());
    }

    // Status numbers of a vendor's are believed as far as they can be the status of an error.
    void failures_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("believed");
        for (const int status : {400, 429, 529, 599})
            QTest::addRow("%d", status) << status << status;
        for (const int status : {0, -1, 200, 399, 600, 100'000})
            QTest::addRow("%d", status) << status << 0;
    }
    void failures()
    {
        QFETCH(const int, status);
        const Error error = errorOf({.message = "overloaded"_ba, .status = status});
        QCOMPARE(error.kind, ErrorKind::UpstreamRejected);
        QTEST(error.upstreamStatus, "believed");
        QVERIFY(error.message.contains(u"overloaded"_s));
        QVERIFY(errorOf({}).message.contains(u"no reason given"_s));
    }

    void wholeAnswers()
    {
        const ChatAnswer answer{
            .id = "a"_ba,
            .model = "m"_ba,
            .choices = {{.parts = {{.content = TextPart{.text = "Hi"_ba}},
                                   {.content = ToolCallPart{.id = "c"_ba, .name = "f"_ba, .arguments = "{}"_ba}}},
                         .finish = FinishReason::ToolCalls}},
            .usage = Usage{.output = 3}};
        const AnswerFacts facts = factsOf(answer);
        QCOMPARE(facts.id, "a"_ba);
        QCOMPARE(facts.model, "m"_ba);
        QCOMPARE(facts.outputText, "Hif{}"_ba);
        QCOMPARE(facts.finishReason, "tool_calls"_ba);
        QCOMPARE(facts.usage->output, 3);
        QVERIFY(!factsOf(ChatAnswer{}).usage);
        QVERIFY(factsOf(ChatAnswer{}).finishReason.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFactsCollector)
#include "tst_factscollector.moc"
