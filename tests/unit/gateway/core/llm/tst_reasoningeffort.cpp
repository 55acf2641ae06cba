// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/reasoningeffort.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestReasoningEffort : public QObject
{
    Q_OBJECT
private slots:
    void thereAndBack();
    void nearest();
};

void TestReasoningEffort::thereAndBack()
{
    for (const QByteArray &effort : {"none"_ba, "low"_ba, "medium"_ba, "high"_ba, "xhigh"_ba})
        QCOMPARE(Llm::reasoningEffort(Llm::reasoningBudget(effort).value()), effort);
    QCOMPARE(Llm::reasoningBudget("minimal"), 1'024);
    QCOMPARE(Llm::reasoningBudget("max"), 32'768);
    QCOMPARE(Llm::reasoningBudget("tremendous"), std::nullopt);
}

void TestReasoningEffort::nearest()
{
    QCOMPARE(Llm::reasoningEffort(-5), "none"_ba);
    QCOMPARE(Llm::reasoningEffort(1), "low"_ba);
    QCOMPARE(Llm::reasoningEffort(2'048), "low"_ba);
    QCOMPARE(Llm::reasoningEffort(4'096), "medium"_ba);
    QCOMPARE(Llm::reasoningEffort(16'000), "high"_ba);
    QCOMPARE(Llm::reasoningEffort(100'000), "xhigh"_ba);
}

QTEST_GUILESS_MAIN(TestReasoningEffort)
#include "tst_reasoningeffort.moc"
