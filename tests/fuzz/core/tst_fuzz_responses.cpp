// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"
#include "gateway/core/llm/responses.h"
#include "tests/support/responsesdata.h"
#include "tests/support/wiredata.h"

#include <QTest>

#include <random>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

// More of it: GATEHOUSE_FUZZ_ROUNDS=1000000, best in the sanitizer build.
int rounds()
{
    const int asked = qEnvironmentVariableIntValue("GATEHOUSE_FUZZ_ROUNDS");
    return asked > 0 ? asked : 4'000;
}

// Breaks recordings in the ways that readers stumble over. Deterministic.
class Mutator final
{
public:
    explicit Mutator(QByteArrayList seeds)
        : m_seeds(std::move(seeds))
    {}
    QByteArray next()
    {
        QByteArray text = m_seeds[below(m_seeds.size())];
        for (qsizetype i = 1 + below(5); i > 0 && !text.isEmpty(); --i)
            change(text);
        return text;
    }
    qsizetype below(qsizetype bound)
    {
        return bound <= 0 ? 0 : static_cast<qsizetype>(m_random() % static_cast<quint64>(bound));
    }

private:
    void change(QByteArray &text)
    {
        static const QByteArrayList words{"null",
                                          "[]",
                                          "{}",
                                          "\"\"",
                                          "-1",
                                          "1e9",
                                          "true",
                                          "\"type\":",
                                          "\"message\"",
                                          "\"reasoning\"",
                                          "\"output_index\":9",
                                          "\n\n",
                                          "data: ",
                                          "\\ud83d",
                                          "\xFF",
                                          "\"id\":\"\"",
                                          "9007199254740993"};
        const qsizetype at = below(text.size());
        switch (below(7)) {
        case 0:
            text[at] = static_cast<char>(below(256));
            break;
        case 1:
            text.remove(at, 1 + below(20));
            break;
        case 2:
            text.insert(at, words[below(words.size())]);
            break;
        case 3:
            text.truncate(at);
            break;
        case 4: { // another value of a member: the document stays good
            const qsizetype colon = text.indexOf(':', at);
            const qsizetype end = std::min(text.indexOf(',', colon), text.indexOf('}', colon));
            if (colon > 0 && end > colon)
                text.replace(colon + 1, end - colon - 1, words[below(7)]);
            break;
        }
        case 5: { // an event or member less
            const qsizetype end = text.indexOf("\n\n", at);
            text.remove(at, end > at ? end - at : 1);
            break;
        }
        default: // the same again
            text.insert(at, text.mid(at, 1 + below(200)));
        }
    }
    QByteArrayList m_seeds;
    std::mt19937_64 m_random{20261125}; // NOLINT(cert-msc51-cpp): the same inputs in every run
};

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
    Mutator mutator(seeds);
    int accepted = 0;
    for (int i = 0; i < 3 * rounds(); ++i) {
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
    Mutator mutator(bytesOf(Test::responsesAnswers()));
    int accepted = 0;
    for (int i = 0; i < rounds(); ++i) {
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
    Mutator mutator(seeds);
    int accepted = 0;
    for (int i = 0; i < rounds() / 2; ++i) {
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
