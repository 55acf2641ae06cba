// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/servicetier.h"

#include <QTest>

#include <limits>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Llm::Price;

class TestServiceTier : public QObject
{
    Q_OBJECT
private slots:
    void prices_data();
    void prices();
    void everyPartOfAPrice();
    void largestPrice();
};

void TestServiceTier::prices_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QByteArray>("tier");
    QTest::addColumn<qint64>("usual");
    QTest::addColumn<qint64>("price");
    constexpr qint64 Cent = 10'000'000;
    QTest::newRow("flex") << u"openai"_s << u"gpt-5"_s << "flex"_ba << 125 * Cent << 125 * Cent / 2;
    QTest::newRow("batch") << u"anthropic"_s << u"claude-haiku-4-5"_s << "batch"_ba << 100 * Cent << 50 * Cent;
    QTest::newRow("half of one is one") << u"mistral"_s << u"m"_s << "batch"_ba << qint64(1) << qint64(1);
    QTest::newRow("gpt-4.1") << u"openai"_s << u"gpt-4.1"_s << "priority"_ba << 200 * Cent << 350 * Cent;
    QTest::newRow("gpt-4.1-nano") << u"openai"_s << u"gpt-4.1-nano"_s << "priority"_ba << 10 * Cent << 20 * Cent;
    QTest::newRow("gpt-4o") << u"openai"_s << u"gpt-4o-2024-08-06"_s << "priority"_ba << 250 * Cent << 425 * Cent;
    QTest::newRow("gpt-4o-mini") << u"openai"_s << u"gpt-4o-mini"_s << "priority"_ba << 15 * Cent << 25 * Cent;
    QTest::newRow("gpt-5-mini") << u"openai"_s << u"gpt-5-mini"_s << "priority"_ba << 25 * Cent << 45 * Cent;
    QTest::newRow("o4-mini") << u"openai"_s << u"o4-mini"_s << "priority"_ba << 110 * Cent << 200 * Cent;
    QTest::newRow("a later model") << u"openai"_s << u"gpt-6"_s << "priority"_ba << 100 * Cent << 200 * Cent;
    QTest::newRow("the usual one") << u"openai"_s << u"gpt-5"_s << "default"_ba << 125 * Cent << 125 * Cent;
    QTest::newRow("none") << u"openai"_s << u"gpt-5"_s << QByteArray() << 125 * Cent << 125 * Cent;
    QTest::newRow("Anthropic's priority is paid in advance")
        << u"anthropic"_s << u"claude-haiku-4-5"_s << "priority"_ba << 100 * Cent << 100 * Cent;
    QTest::newRow("another provider") << u"ollama"_s << u"gpt-5"_s << "batch"_ba << 125 * Cent << 125 * Cent;
}

void TestServiceTier::prices()
{
    QFETCH(const QString, provider);
    QFETCH(const QString, model);
    QFETCH(const QByteArray, tier);
    QFETCH(const qint64, usual);
    QFETCH(const qint64, price);
    const Price made = Llm::priceAtTier({.input = usual, .output = usual, .perRequest = usual, .version = u"v"_s},
                                        provider, model, tier);
    QCOMPARE(made.input, price);
    QCOMPARE(made.output, price);
    QCOMPARE(made.perRequest, usual);
    QCOMPARE(made.version, price == usual && usual != 1 ? u"v"_s : u"v "_s + QString::fromLatin1(tier));
}

void TestServiceTier::everyPartOfAPrice()
{
    const Price half = Llm::priceAtTier({.input = 2,
                                         .cacheRead = 4,
                                         .cacheReadAudio = 6,
                                         .cacheReadImage = 8,
                                         .cacheWrite = 10,
                                         .cacheWriteLong = 12,
                                         .inputAudio = 14,
                                         .inputImage = 16,
                                         .inputVideo = 18,
                                         .output = 20,
                                         .outputReasoning = 22,
                                         .outputAudio = 24,
                                         .outputImage = 26,
                                         .outputVideo = 28,
                                         .perRequest = 30,
                                         .perToolCall = 32,
                                         .version = {}},
                                        u"google", u"gemini", "batch");
    const Price expected{.input = 1,
                         .cacheRead = 2,
                         .cacheReadAudio = 3,
                         .cacheReadImage = 4,
                         .cacheWrite = 5,
                         .cacheWriteLong = 6,
                         .inputAudio = 7,
                         .inputImage = 8,
                         .inputVideo = 9,
                         .output = 10,
                         .outputReasoning = 11,
                         .outputAudio = 12,
                         .outputImage = 13,
                         .outputVideo = 14,
                         .perRequest = 30,
                         .perToolCall = 32,
                         .version = u" batch"_s};
    QCOMPARE(half, expected);
    QVERIFY(!Llm::priceAtTier({.input = 2, .output = 2, .version = {}}, u"google", u"gemini", "batch").cacheRead);
}

void TestServiceTier::largestPrice()
{
    constexpr qint64 Largest = std::numeric_limits<qint64>::max();
    const Price dear =
        Llm::priceAtTier({.input = Largest, .output = Largest, .version = {}}, u"openai", u"gpt-5", "priority");
    QCOMPARE(dear.input, Largest);
}

QTEST_GUILESS_MAIN(TestServiceTier)
#include "tst_servicetier.moc"
