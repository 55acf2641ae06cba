// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"
#include "gateway/core/llm/openaianswer.h"
#include "gateway/core/llm/openairequest.h"
#include "gateway/core/llm/pricing.h"
#include "tests/support/datafile.h"
#include "tests/support/mutator.h"

#include <QDir>
#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Llm::Surface;

namespace {

constexpr int Rounds = 20'000;

// What this grammar has of its own.
const QByteArrayList Words{"\"usage\":{"};

QByteArrayList files(const QString &folder, const QString &pattern)
{
    QByteArrayList contents;
    for (const QString &name : QDir(QStringLiteral(GATEHOUSE_SOURCE_DIR) + u'/' + folder).entryList({pattern}))
        contents.append(Test::sourceFile(folder + u'/' + name));
    return contents;
}

} // namespace

// R35: the parsers hold whatever comes. What is checked beside "no crash" are the promises that must hold for any
// input.
class FuzzCore : public QObject
{
    Q_OBJECT
private slots:
    void r35_requests();
    void r35_answers();
    void r35_streams();
    void r35_priceList();
};

void FuzzCore::r35_requests()
{
    Test::Mutator mutator(files(u"tests/golden/llm/requests"_s, u"*.json"_s), Test::jsonWords() + Words);
    int accepted = 0;
    for (Test::FuzzRounds round(2 * Rounds); round.next();) {
        const QByteArray body = mutator.next();
        const bool isJson = Json::judge(body).has_value();
        const auto request = Llm::readOpenAiRequest(Surface::ChatCompletions, body);
        if (!request)
            continue;
        ++accepted;
        QVERIFY(isJson); // what is sent on has been judged
        const QByteArray upstream = Llm::openAiUpstreamBody(body, *request, "other-model");
        const auto again = Llm::readOpenAiRequest(Surface::ChatCompletions, upstream);
        QVERIFY(again);
        QCOMPARE(again->model, "other-model"_ba);
        QVERIFY(again->usageAsked || !again->stream);
    }
    QVERIFY(accepted > 100);
}

void FuzzCore::r35_answers()
{
    Test::Mutator mutator(
        {R"({"id":"c","model":"m","choices":[{"message":{"content":"a","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":3}}})"_ba,
         R"({"error":{"message":"x","type":"t","code":"c"}})"_ba,
         R"({"data":[{"embedding":[0.1,-1e-3]}],"usage":{"prompt_tokens":4,"total_tokens":4}})"_ba});
    int accepted = 0;
    for (Test::FuzzRounds round(2 * Rounds); round.next();) {
        const QByteArray body = mutator.next();
        QVERIFY(Llm::readOpenAiError(body).message.size() <= 1000);
        const auto answer = Llm::readOpenAiAnswer(Surface::ChatCompletions, body);
        if (!answer || !answer->usage)
            continue;
        ++accepted;
        const Llm::Usage &usage = *answer->usage;
        for (const qint64 part : {usage.inputUncached, usage.inputCacheRead, usage.inputCacheWrite, usage.inputAudio,
                                  usage.output, usage.outputReasoning, usage.outputAudio})
            QVERIFY(part >= 0);
    }
    QVERIFY(accepted > 100);
}

void FuzzCore::r35_streams()
{
    Test::Mutator mutator(files(u"tests/golden/llm/streams"_s, u"*.sse"_s), Test::jsonWords() + Words);
    int accepted = 0;
    for (Test::FuzzRounds round(Rounds / 4); round.next();) {
        const QByteArray bytes = mutator.next();
        Llm::OpenAiStream whole(Surface::ChatCompletions, Llm::UsageEvent::Hide);
        Llm::OpenAiStream split(Surface::ChatCompletions, Llm::UsageEvent::Hide);
        QByteArray wholeOut;
        QByteArray splitOut;
        const auto wholeResult = whole.feed(bytes, wholeOut);
        const qsizetype cut = mutator.below(bytes.size());
        auto splitResult = split.feed(QByteArrayView(bytes).first(cut), splitOut);
        if (splitResult)
            splitResult = split.feed(QByteArrayView(bytes).sliced(cut), splitOut);
        // R18 for broken streams too.
        QCOMPARE(splitResult.has_value(), wholeResult.has_value());
        QCOMPARE(splitOut, wholeOut);
        QCOMPARE(split.isComplete(), whole.isComplete());
        QCOMPARE(split.answer(), whole.answer());
        accepted += wholeResult ? 1 : 0;
    }
    QVERIFY(accepted > 100);
}

void FuzzCore::r35_priceList()
{
    Test::Mutator mutator(
        {R"([{"id":"p","api_pattern":"https://a\\.b","model_match":{"or":[{"contains":"x"},{"regex":"^y"}]},"models":[{"id":"a","match":{"equals":"a"},"prices":[{"prices":{"input_mtok":{"base":1.5,"tiers":[{"start":200000,"price":3}]},"output_mtok":2}},{"constraint":{"start_date":"2026-03-13"},"prices":{"input_mtok":0.1}}]}]}])"_ba});
    int accepted = 0;
    for (Test::FuzzRounds round(Rounds); round.next();) {
        const auto catalog = Llm::PriceCatalog::parse(mutator.next());
        if (!catalog)
            continue;
        ++accepted;
        if (const auto price = (*catalog)->find(u"p", u"a", fromMicroseconds(1'795'000'000'000'000), 300'000))
            QVERIFY(price->input >= 0 && price->output >= 0);
    }
    QVERIFY(accepted > 100);
}

QTEST_GUILESS_MAIN(FuzzCore)
#include "tst_fuzz_core.moc"
