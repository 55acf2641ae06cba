// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/anthropic.h"
#include "gateway/core/llm/awseventstream.h"
#include "gateway/core/llm/bedrock.h"
#include "tests/support/mutator.h"
#include "tests/support/streamcheck.h"
#include "tests/support/wiredata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Llm;
using namespace Qt::StringLiterals;

namespace {

constexpr int Rounds = 3'000;

struct Seeds {
    QByteArrayList requests;
    QByteArrayList answers;
    QByteArrayList streams;
};

Seeds seedsOf(const QStringList &apis)
{
    Seeds seeds;
    for (const Test::WireExchange &exchange : Test::wireExchanges(apis)) {
        if (exchange.requestBody.size() < 20'000)
            seeds.requests.append(exchange.requestBody);
        if (exchange.answerBody.size() < 20'000)
            (exchange.framing == "json" ? seeds.answers : seeds.streams).append(exchange.answerBody);
    }
    return seeds;
}

bool isJson(const QByteArray &body)
{
    return Json::Tree::parse(body, Json::Rules::Lenient).has_value();
}

void fuzz(const ChatDialect &dialect, const ChatDialect &other, const QStringList &apis)
{
    const Seeds seeds = seedsOf(apis);
    Test::Mutator requests(seeds.requests);
    int accepted = 0;
    Test::FuzzRounds rounds(Rounds);
    while (rounds.next()) {
        const auto request = dialect.readRequest(requests.next(), {.model = "m", .stream = false});
        if (!request)
            continue;
        ++accepted;
        QVERIFY(isJson(dialect.writeRequest(*request, {}).body));
        QVERIFY(isJson(other.writeRequest(*request, {}).body));
    }
    QVERIFY(accepted > rounds.done() / 100);
    Test::Mutator answers(seeds.answers);
    for (Test::FuzzRounds round(Rounds); round.next();) {
        const QByteArray body = answers.next();
        (void)dialect.readError(body);
        const auto answer = dialect.readAnswer(body);
        if (!answer)
            continue;
        QVERIFY(isJson(dialect.writeAnswer(*answer, {}).body));
        QVERIFY(isJson(other.writeAnswer(*answer, {}).body));
        if (answer->usage) {
            QVERIFY(answer->usage->inputUncached >= 0 && answer->usage->inputCacheWrite >= 0
                    && answer->usage->output >= 0);
        }
    }
    Test::Mutator streams(seeds.streams);
    for (Test::FuzzRounds round(Rounds / 3); round.next();) {
        const QByteArray stream = streams.next();
        const Test::Decoded whole = Test::decoded(dialect, stream, stream.size());
        QVERIFY(Test::decoded(dialect, stream, streams.below(stream.size() + 1)) == whole);
        if (whole.error.isEmpty())
            QCOMPARE(Test::grammarFault(whole.events), QString());
    }
}

} // namespace

// R35: the readers hold whatever comes.
class FuzzAnthropic : public QObject
{
    Q_OBJECT
private slots:
    void r35_anthropic() { fuzz(anthropicDialect(), bedrockDialect(), {u"anthropic.messages"_s}); }
    void r35_bedrock()
    {
        fuzz(bedrockDialect(), anthropicDialect(), {u"bedrock.converse"_s, u"bedrock.converse_stream"_s});
    }
    // Good frames around broken payloads: checksums would hide them otherwise.
    void r35_bedrockPayloads()
    {
        for (const Test::WireExchange &exchange : Test::wireExchanges({u"bedrock.converse_stream"_s})) {
            AwsEventReader reader;
            reader.feed(exchange.answerBody);
            QList<AwsEvent> events;
            QByteArrayList payloads;
            for (auto event = reader.next(); event && *event; event = reader.next()) {
                events.append(**event);
                payloads.append((*event)->payload);
            }
            Test::Mutator mutator(payloads);
            for (Test::FuzzRounds round(Rounds / 20); round.next();) {
                QByteArray stream;
                for (AwsEvent event : std::as_const(events)) {
                    if (mutator.below(4) == 0)
                        event.payload = mutator.next();
                    stream += awsEventBytes(event);
                }
                const Test::Decoded decoded = Test::decoded(bedrockDialect(), stream, mutator.below(stream.size()));
                if (decoded.error.isEmpty())
                    QCOMPARE(Test::grammarFault(decoded.events), QString());
            }
        }
    }
};

QTEST_GUILESS_MAIN(FuzzAnthropic)
#include "tst_fuzz_anthropic.moc"
