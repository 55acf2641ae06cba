// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/pricelist.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

// The prices of the only model of a list.
std::vector<Llm::DatedPrice> read(const QByteArray &prices)
{
    const QByteArray json =
        R"([{"id":"p","name":"P","extractors":[{"x":1}],"models":[{"id":"m","match":{"equals":"m"},"prices":)"_ba
        + prices + "}]}]";
    const auto list = Llm::readPriceList(json, u"list"_s);
    return list ? list->front().models.front().prices : std::vector<Llm::DatedPrice>();
}

} // namespace

class TestPriceList : public QObject
{
    Q_OBJECT
private slots:
    void units();
    void tiersOfDifferentUnits();
    void versions();
    void conditions();
};

void TestPriceList::units()
{
    const auto prices =
        read(R"({"input_mtok":1,"output_mtok":2,"cache_read_mtok":3,"cache_write_mtok":4,"cache_write_1h_mtok":5,
        "input_audio_mtok":6,"output_audio_mtok":7,"output_reasoning_mtok":8,"requests_kcount":9,"web_searches_kcount":10,
        "input_image_mtok":11,"output_image_mtok":12})"_ba);
    QCOMPARE(prices.size(), 1U);
    const Llm::Price &price = prices[0].tiers.at(0).price;
    constexpr qint64 Dollar = 1'000'000'000;
    QCOMPARE(price.input, 1 * Dollar);
    QCOMPARE(price.output, 2 * Dollar);
    QCOMPARE(price.cacheRead, 3 * Dollar);
    QCOMPARE(price.cacheWrite, 4 * Dollar);
    QCOMPARE(price.cacheWriteLong, 5 * Dollar);
    QCOMPARE(price.inputAudio, 6 * Dollar);
    QCOMPARE(price.outputAudio, 7 * Dollar);
    QCOMPARE(price.outputReasoning, 8 * Dollar);
    QCOMPARE(price.perRequest, 9 * Dollar / 1000);
    QCOMPARE(price.perToolCall, 10 * Dollar / 1000);
    QCOMPARE(price.inputImage, 11 * Dollar);
    QCOMPARE(price.outputImage, 12 * Dollar);
}

// Each unit has its own steps; a tier has the price of every unit at that step.
void TestPriceList::tiersOfDifferentUnits()
{
    const auto prices = read(R"({"input_mtok":{"base":1,"tiers":[{"start":300,"price":3},{"start":100,"price":2}]},
        "output_mtok":{"base":10,"tiers":[{"start":200,"price":20}]}})"_ba);
    const std::vector<Llm::PriceTier> &tiers = prices.at(0).tiers;
    QCOMPARE(tiers.size(), 4U);
    QList<qint64> numbers;
    for (const Llm::PriceTier &tier : tiers)
        numbers << tier.above << tier.price.input / 1'000'000'000 << tier.price.output / 1'000'000'000;
    QCOMPARE(numbers, (QList<qint64>{0, 1, 10, 100, 2, 10, 200, 2, 20, 300, 3, 20}));
}

void TestPriceList::versions()
{
    const auto prices = read(R"([{"prices":{"input_mtok":1}},{"constraint":{"start_date":"2026-09-01"},
        "prices":{"input_mtok":{"base":1,"tiers":[{"start":200000,"price":2}]}}}])"_ba);
    QCOMPARE(prices.at(0).tiers.at(0).price.version, u"list p/m"_s);
    QCOMPARE(prices.at(1).tiers.at(0).price.version, u"list p/m from 2026-09-01"_s);
    QCOMPARE(prices.at(1).tiers.at(1).price.version, u"list p/m above 200000 tokens from 2026-09-01"_s);
}

void TestPriceList::conditions()
{
    const Timestamp midnight = fromMicroseconds(1'756'684'800'000'000); // 2025-09-01
    Llm::DatedPrice price;
    QVERIFY(price.holdsAt(midnight));
    price.from = midnight;
    QVERIFY(price.holdsAt(midnight));
    QVERIFY(!price.holdsAt(midnight - std::chrono::microseconds(1)));
    price.timeOfDay.emplace(std::chrono::hours(1), std::chrono::hours(2));
    QVERIFY(!price.holdsAt(midnight));
    QVERIFY(price.holdsAt(midnight + std::chrono::hours(1)));
    QVERIFY(!price.holdsAt(midnight + std::chrono::hours(2)));
    price.from.reset();
    QVERIFY(price.holdsAt(fromMicroseconds(-1) - std::chrono::hours(22))); // before 1970 the hours go on as ever
}

QTEST_GUILESS_MAIN(TestPriceList)
#include "tst_pricelist.moc"
