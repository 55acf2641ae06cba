// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"
#include "gateway/core/llm/cohere.h"
#include "gateway/core/llm/embeddings.h"
#include "gateway/core/llm/openaichat.h"
#include "tests/support/mutator.h"
#include "tests/support/wiredata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

constexpr int Rounds = 4'000;

// What this grammar has of its own.
const QByteArrayList Words{"\"index\":-1", "\"tool_calls\":[{}],", "\"content\":[{}],", "\"id\":\"\","};

struct Seeds {
    QList<QByteArray> requests;
    QList<QByteArray> answers;
    QList<QByteArray> streams;
};

Seeds seedsOf(const QStringList &apis)
{
    Seeds seeds;
    for (const Test::WireExchange &exchange : Test::wireExchanges(apis)) {
        seeds.requests.append(exchange.requestBody);
        (exchange.stream ? seeds.streams : seeds.answers).append(exchange.answerBody);
    }
    return seeds;
}

struct Case {
    const ChatDialect *dialect;
    Seeds seeds;
};

QList<Case> cases()
{
    return {{&openAiChatDialect(), seedsOf({u"openai.chat"_s, u"mistral.chat"_s})},
            {&cohereDialect(), seedsOf({u"cohere.v2chat"_s})}};
}

} // namespace

// R35: whatever comes, readers and writers hold, and what is written is JSON.
class FuzzOpenAiChat : public QObject
{
    Q_OBJECT
private slots:
    void r35_requests();
    void r35_answers();
    void r35_streams();
    void r35_embeddings();
};

void FuzzOpenAiChat::r35_requests()
{
    for (const Case &one : cases()) {
        Test::Mutator mutator(one.seeds.requests, Test::jsonWords() + Words);
        int accepted = 0;
        Test::FuzzRounds rounds(Rounds);
        while (rounds.next()) {
            const auto request = one.dialect->readRequest(mutator.next(), {});
            if (!request)
                continue;
            ++accepted;
            for (const ChatDialect *target : {&openAiChatDialect(), &cohereDialect()}) {
                const Written written = target->writeRequest(*request, {});
                QVERIFY2(Json::judge(written.body), written.body.left(2000).constData());
            }
            const auto again = one.dialect->readRequest(one.dialect->writeRequest(*request, {}).body, {});
            QVERIFY(again);
        }
        QVERIFY(accepted > rounds.done() / 50);
    }
}

void FuzzOpenAiChat::r35_answers()
{
    for (const Case &one : cases()) {
        Test::Mutator mutator(one.seeds.answers, Test::jsonWords() + Words);
        int accepted = 0;
        Test::FuzzRounds rounds(Rounds);
        while (rounds.next()) {
            const QByteArray body = mutator.next();
            (void)one.dialect->readError(body);
            const auto answer = one.dialect->readAnswer(body);
            if (!answer)
                continue;
            ++accepted;
            for (const ChatDialect *target : {&openAiChatDialect(), &cohereDialect()}) {
                const Written written = target->writeAnswer(*answer, {.id = "x", .model = "m"});
                QVERIFY2(target->readAnswer(written.body), written.body.left(2000).constData());
            }
        }
        QVERIFY(accepted > rounds.done() / 50);
    }
}

void FuzzOpenAiChat::r35_streams()
{
    for (const Case &one : cases()) {
        Test::Mutator mutator(one.seeds.streams, Test::jsonWords() + Words);
        int accepted = 0;
        Test::FuzzRounds rounds(Rounds / 4);
        while (rounds.next()) {
            const QByteArray bytes = mutator.next();
            const qsizetype cut = mutator.below(bytes.size());
            const auto whole = one.dialect->decoder();
            const auto split = one.dialect->decoder();
            QList<Stream::Event> events;
            QList<Stream::Event> splitEvents;
            auto result = whole->feed(bytes, events);
            if (result)
                result = whole->end(events);
            auto splitResult = split->feed(QByteArrayView(bytes).first(cut), splitEvents);
            if (splitResult)
                splitResult = split->feed(QByteArrayView(bytes).sliced(cut), splitEvents);
            if (splitResult)
                splitResult = split->end(splitEvents);
            QCOMPARE(splitResult.has_value(), result.has_value());
            QVERIFY(splitEvents == events);
            accepted += result ? 1 : 0;
            const auto encoder = openAiChatDialect().encoder({.id = "x", .model = "m"});
            AnswerCollector collector;
            QByteArray out;
            for (const Stream::Event &event : std::as_const(events)) {
                collector.take(event);
                if (!std::holds_alternative<Stream::Ended>(event))
                    encoder->write(event, out);
            }
            out += encoder->end();
            const auto again = openAiChatDialect().decoder();
            QList<Stream::Event> back;
            QVERIFY2(again->feed(out, back), out.left(2000).constData());
        }
        QVERIFY(accepted > rounds.done() / 100);
    }
}

void FuzzOpenAiChat::r35_embeddings()
{
    Seeds seeds = seedsOf({u"openai.embeddings"_s, u"gemini.embed"_s, u"cohere.embed"_s, u"ollama.embed"_s});
    for (QByteArray &answer : seeds.answers) {
        if (const qsizetype comma = answer.indexOf(',', 400); comma > 0 && answer.size() > 20'000)
            answer = answer.first(comma) + "]}]}";
    }
    Test::Mutator requests(seeds.requests);
    Test::Mutator answers(seeds.answers);
    for (Test::FuzzRounds round(Rounds); round.next();) {
        const QByteArray body = requests.next();
        const QByteArray answerBody = answers.next();
        for (const Dialect dialect : {Dialect::OpenAi, Dialect::Gemini, Dialect::Ollama, Dialect::Cohere}) {
            const auto request = readEmbeddingsRequest(dialect, body, {.model = "m", .stream = false});
            if (request)
                QVERIFY(Json::judge(writeEmbeddingsRequest(Dialect::Gemini, *request).body));
            const auto answer = readEmbeddingsAnswer(dialect, answerBody);
            if (answer)
                (void)writeEmbeddingsAnswer(Dialect::OpenAi, *answer, {.wantsBase64 = round.done() % 2 == 0});
        }
    }
}

QTEST_GUILESS_MAIN(FuzzOpenAiChat)
#include "tst_fuzz_openaichat.moc"
