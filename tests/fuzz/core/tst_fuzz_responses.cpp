// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"
#include "gateway/core/llm/responses.h"
#include "tests/support/mutator.h"
#include "tests/support/responsesdata.h"
#include "tests/support/wiredata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

constexpr int Rounds = 4'000;

// What this grammar has of its own.
const QByteArrayList Words{"\"message\"", "\"reasoning\"", "\"output_index\":9", "\"id\":\"\""};

QByteArrayList bytesOf(const QList<Test::NamedBytes> &list)
{
    QByteArrayList bytes;
    for (const Test::NamedBytes &entry : list) {
        if (entry.bytes.size() < 60'000)
            bytes.append(entry.bytes);
    }
    return bytes;
}

} // namespace

// R35: readers hold whatever comes, and what they accept is written as good JSON again.
class FuzzResponses : public QObject
{
    Q_OBJECT
private slots:
    void r35_requests();
    void r35_answers();
    void r35_streams();
};

void FuzzResponses::r35_requests()
{
    QByteArrayList seeds;
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"openai.responses"_s}))
        seeds.append(exchange.requestBody);
    for (const Test::WireSnapshot &snapshot : Test::wireSnapshots(u"responses"_s))
        seeds << snapshot.request << snapshot.followUpRequest;
    seeds.removeAll({});
    Test::Mutator mutator(seeds, Test::jsonWords() + Words);
    int accepted = 0;
    for (Test::FuzzRounds round(3 * Rounds); round.next();) {
        const QByteArray body = mutator.next();
        const auto request = openAiResponsesDialect().readRequest(body, {});
        if (!request)
            continue;
        ++accepted;
        const Written written = openAiResponsesDialect().writeRequest(*request, {});
        QVERIFY2(Json::judge(written.body), written.body.constData());
        const QString difference = Test::jsonDifference(body, written.body);
        QVERIFY2(difference.isEmpty(), qPrintable(difference + u'\n' + QString::fromUtf8(body)));
        // As if it had come from elsewhere.
        ChatRequest foreign = *request;
        foreign.source = Dialect::Gemini;
        const Written translated = openAiResponsesDialect().writeRequest(foreign, {});
        QVERIFY2(Json::judge(translated.body), translated.body.constData());
    }
    QVERIFY(accepted > 100);
}

void FuzzResponses::r35_answers()
{
    Test::Mutator mutator(bytesOf(Test::responsesAnswers()), Test::jsonWords() + Words);
    int accepted = 0;
    for (Test::FuzzRounds round(Rounds); round.next();) {
        const QByteArray body = mutator.next();
        static_cast<void>(openAiResponsesDialect().readError(body));
        const auto answer = openAiResponsesDialect().readAnswer(body);
        if (!answer)
            continue;
        ++accepted;
        const Written written = openAiResponsesDialect().writeAnswer(*answer, {.id = "x"_ba, .model = "m"_ba});
        QVERIFY(openAiResponsesDialect().readAnswer(written.body) || answer->choices[0].finish == FinishReason::Error);
    }
    QVERIFY(accepted > 100);
}

void FuzzResponses::r35_streams()
{
    QByteArrayList seeds = bytesOf(Test::responsesStreams());
    seeds.append(Test::everyResponsesEvent());
    Test::Mutator mutator(seeds, Test::jsonWords() + Words);
    int accepted = 0;
    for (Test::FuzzRounds round(Rounds / 2); round.next();) {
        const QByteArray bytes = mutator.next();
        const auto whole = openAiResponsesDialect().decoder();
        const auto split = openAiResponsesDialect().decoder();
        QList<Stream::Event> wholeEvents;
        QList<Stream::Event> splitEvents;
        bool isWholeGood = whole->feed(bytes, wholeEvents).has_value();
        isWholeGood = isWholeGood && whole->end(wholeEvents).has_value();
        const qsizetype cut = mutator.below(bytes.size());
        bool isSplitGood = split->feed(bytes.first(cut), splitEvents) && split->feed(bytes.sliced(cut), splitEvents);
        isSplitGood = isSplitGood && split->end(splitEvents).has_value();
        QCOMPARE(isSplitGood, isWholeGood);
        QVERIFY(Test::joined(splitEvents) == Test::joined(wholeEvents));
        const auto encoder = openAiResponsesDialect().encoder({.id = "x"_ba, .model = "m"_ba});
        QByteArray out;
        for (const Stream::Event &event : std::as_const(wholeEvents)) {
            if (!std::holds_alternative<Stream::Ended>(event))
                encoder->write(event, out);
        }
        out += encoder->end();
        QVERIFY(out.endsWith("\n\n"));
        accepted += isWholeGood ? 1 : 0;
    }
    QVERIFY(accepted > 100);
}

QTEST_GUILESS_MAIN(FuzzResponses)
#include "tst_fuzz_responses.moc"
