// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/dialect.h"
#include "gateway/core/llm/factscollector.h"
#include "gateway/core/llm/vendors.h"
#include "gateway/upstream/simulator/simulatordialects.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Upstream;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Llm::Dialect)

namespace {

SimulatorAnswer ask(Llm::Dialect dialect, bool stream, const QByteArray &model)
{
    Llm::ChatRequest request{.model = model, .stream = stream};
    Llm::Message message{.role = Llm::Role::User, .isPlainText = true};
    message.parts.append(Llm::Part{.content = Llm::TextPart{.text = "What is a gateway?"_ba}});
    request.messages.append(message);
    if (stream)
        request.usageAsked = true;
    const Llm::Vendor &vendor = Llm::simulatorSpeaking(dialect);
    const QByteArray target =
        Llm::vendorTarget(vendor, {}, {.dialect = dialect, .model = model, .stream = stream, .resource = {}});
    return simulateIn(simulatedCall(target), {.body = Llm::chatDialect(dialect).writeRequest(request, {}).body});
}

} // namespace

class SimulatorDialectsTest final : public QObject
{
    Q_OBJECT
private slots:
    void everyDialect_data()
    {
        QTest::addColumn<Llm::Dialect>("dialect");
        for (const Llm::Dialect dialect : Llm::allDialects())
            QTest::newRow(Llm::dialectName(dialect).data()) << dialect;
    }
    // Whole and streamed, the same words.
    void everyDialect()
    {
        QFETCH(const Llm::Dialect, dialect);
        const SimulatorAnswer whole = ask(dialect, false, "sim/echo"_ba);
        QCOMPARE(whole.status, 200);
        const auto answer = Llm::chatDialect(dialect).readAnswer(whole.chunks.front().bytes);
        QVERIFY2(answer, whole.chunks.front().bytes.constData());
        const Llm::AnswerFacts facts = Llm::factsOf(*answer);
        QVERIFY(facts.outputText.size() > 10 && facts.usage && facts.usage->outputTotal() > 0);

        const SimulatorAnswer streamed = ask(dialect, true, "sim/echo"_ba);
        const auto decoder = Llm::chatDialect(dialect).decoder();
        QList<Llm::Stream::Event> events;
        for (const TimedChunk &chunk : streamed.chunks)
            QVERIFY(decoder->feed(chunk.bytes, events));
        QVERIFY(decoder->end(events));
        Llm::FactsCollector collector;
        for (const Llm::Stream::Event &event : std::as_const(events))
            collector.take(event);
        QCOMPARE(collector.facts().outputText, facts.outputText);
        QCOMPARE(collector.facts().usage, facts.usage);
    }
    void errorsToo_data() { everyDialect_data(); }
    void errorsToo()
    {
        QFETCH(const Llm::Dialect, dialect);
        const SimulatorAnswer answer = ask(dialect, false, "sim/error-429"_ba);
        QCOMPARE(answer.status, 429);
        QVERIFY(Llm::chatDialect(dialect).readError(answer.chunks.front().bytes));
    }
};

QTEST_GUILESS_MAIN(SimulatorDialectsTest)
#include "tst_simulatordialects.moc"
