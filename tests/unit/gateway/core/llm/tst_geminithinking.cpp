// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/geminithinking.h"

#include <QTest>

using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

class TestGeminiThinking final : public QObject
{
    Q_OBJECT

private slots:
    void wishes_data();
    void wishes();
    void showing();
};

void TestGeminiThinking::wishes_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<ReasoningWish>("wish");
    QTest::addColumn<qint64>("budget"); // -2 = none
    QTest::addColumn<QByteArray>("level");
    QTest::addColumn<bool>("isChanged");
    using Mode = ReasoningWish::Mode;
    const auto effort = [](QByteArray word) { return ReasoningWish{.effort = std::move(word)}; };
    const auto tokens = [](qint64 count) { return ReasoningWish{.mode = Mode::On, .budgetTokens = count}; };
    const ReasoningWish off{.mode = Mode::Off};
    QTest::newRow("low, 2.5") << "gemini-2.5-flash"_ba << effort("low") << qint64(1024) << ""_ba << false;
    QTest::newRow("xhigh, 2.5 flash") << "gemini-2.5-flash"_ba << effort("xhigh") << qint64(24576) << ""_ba << true;
    QTest::newRow("xhigh, 2.5 pro") << "gemini-2.5-pro"_ba << effort("xhigh") << qint64(32768) << ""_ba << false;
    QTest::newRow("none, 2.5 flash") << "gemini-2.5-flash"_ba << effort("none") << qint64(0) << ""_ba << false;
    QTest::newRow("off, 2.5 pro") << "gemini-2.5-pro"_ba << off << qint64(128) << ""_ba << true;
    QTest::newRow("off, 3 flash") << "gemini-3-flash-preview"_ba << off << qint64(-2) << "minimal"_ba << true;
    QTest::newRow("off, 3 pro") << "gemini-3-pro-preview"_ba << off << qint64(-2) << "low"_ba << true;
    QTest::newRow("medium, 3 pro") << "gemini-3-pro-preview"_ba << effort("medium") << qint64(-2) << "high"_ba << true;
    QTest::newRow("medium, 3.1 pro") << "gemini-3.1-pro"_ba << effort("medium") << qint64(-2) << "medium"_ba << false;
    QTest::newRow("high, 3") << "gemini-3-flash"_ba << effort("high") << qint64(-2) << "high"_ba << false;
    QTest::newRow("budget, 3") << "gemini-3-flash"_ba << tokens(1024) << qint64(-2) << "low"_ba << true;
    QTest::newRow("budget, lite") << "gemini-2.5-flash-lite"_ba << tokens(100) << qint64(512) << ""_ba << true;
    QTest::newRow("on") << "gemini-2.5-flash"_ba << ReasoningWish{.mode = Mode::On} << qint64(-1) << ""_ba << false;
    QTest::newRow("old") << "gemini-2.0-flash"_ba << effort("high") << qint64(-2) << ""_ba << true;
    QTest::newRow("old, off") << "gemini-2.0-flash"_ba << off << qint64(-2) << ""_ba << false;
    QTest::newRow("unknown word") << "gemini-2.5-flash"_ba << effort("much") << qint64(-2) << ""_ba << true;
}

void TestGeminiThinking::wishes()
{
    QFETCH(const QByteArray, model);
    QFETCH(const ReasoningWish, wish);
    QFETCH(const qint64, budget);
    QFETCH(const QByteArray, level);
    QFETCH(const bool, isChanged);
    const GeminiThinking thinking = geminiThinking(wish, model, Dialect::OpenAi);
    QCOMPARE(thinking.budget.value_or(-2), budget);
    QCOMPARE(thinking.level, level);
    QCOMPARE(!thinking.change.isEmpty(), isChanged);
}

void TestGeminiThinking::showing()
{
    ReasoningWish wish{.mode = ReasoningWish::Mode::On, .budgetTokens = 2000};
    QCOMPARE(geminiThinking(wish, "gemini-2.5-pro", Dialect::Anthropic).includeThoughts, true);
    QCOMPARE(geminiThinking(wish, "gemini-2.5-pro", Dialect::OpenAi).includeThoughts, std::nullopt);
    wish.summary = "auto"_ba;
    QCOMPARE(geminiThinking(wish, "gemini-2.5-pro", Dialect::OpenAiResponses).includeThoughts, true);
}

QTEST_GUILESS_MAIN(TestGeminiThinking)
#include "tst_geminithinking.moc"
