// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/adminstory.h"
#include "ui/models/pricecalculation.h"
#include "ui/models/pricemodel.h"
#include "ui/models/priceproxymodel.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const Snapshot> snapshotOf(const Configuration &configuration)
{
    const auto catalog = Llm::PriceCatalog::parse(
        "[{'id':'openai','api_pattern':'https://api.openai.com','models':[{'id':'gpt-5.4','match':{'equals':'gpt-5.4'},"
        "'prices':{'input_mtok':2.5,'cache_read_mtok':0.25,'output_mtok':15}}]}]"_ba.replace('\'', '"'));
    return *Snapshot::create(configuration, nullptr, *catalog);
}

Store::GroupTotals usage(const QString &model, qint64 requests, qint64 dollars)
{
    Store::GroupTotals group;
    group.group = model;
    group.totals.requests = requests;
    group.totals.cost = Money::fromNanos(dollars * 1'000'000'000);
    return group;
}

} // namespace

class TestPriceModel final : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhereAPriceComesFrom();
    void listsWhatWasUsedThroughAPattern();
    void keepsRowsOverPrices();
    void filters();
    void calculates_data();
    void calculates();
    void amounts_data();
    void amounts();
};

void TestPriceModel::tellsWhereAPriceComesFrom()
{
    Configuration configuration = Test::adminConfiguration();
    configuration.aliases = {{.id = 1, .name = u"smart"_s, .model = u"gpt-5.4"_s}};
    PriceOverride own;
    own.id = 5;
    own.model = u"qwen3:32b"_s;
    own.input = 10'000'000;
    configuration.prices = {own};
    PriceModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSnapshot(snapshotOf(configuration), Test::StoryNow);
    const PricedRow *listed = model.row(model.rowOf(101, u"gpt-5.4"_s));
    QVERIFY(listed);
    QCOMPARE(listed->source, PriceSource::List);
    QCOMPARE(listed->askedAs, QStringList{u"smart"_s});
    QCOMPARE(model.index(model.rowOf(101, u"gpt-5.4"_s), PriceModel::InputColumn).data().toString(), u"$2.50"_s);
    const PricedRow *priced = model.row(model.rowOf(103, u"qwen3:32b"_s));
    QVERIFY(priced);
    QCOMPARE(priced->source, PriceSource::Own);
    QCOMPARE(priced->own->id, 5);
    const PricedRow *unknown = model.row(model.rowOf(104, u"llama3.3"_s));
    QVERIFY(unknown);
    QCOMPARE(unknown->source, PriceSource::None);
    const QModelIndex badge = model.index(model.rowOf(104, u"llama3.3"_s), PriceModel::SourceColumn);
    QCOMPARE(badge.data().toString(), u"unpriced"_s);
    QCOMPARE(badge.data(ToneRole).value<Tone>(), Tone::Warning);
    QCOMPARE(model.rowOf(105, u"gpt-5.4"_s), -1); // it is off
}

void TestPriceModel::listsWhatWasUsedThroughAPattern()
{
    Configuration configuration = Test::adminConfiguration();
    configuration.providers[4].enabled = true; // has "*"
    PriceModel model;
    model.setSnapshot(snapshotOf(configuration), Test::StoryNow);
    QCOMPARE(model.rowOf(105, u"qwen/qwen3"_s), -1);
    model.setUsage({usage(u"qwen/qwen3"_s, 7, 3), usage({}, 5, 0)});
    const PricedRow *row = model.row(model.rowOf(105, u"qwen/qwen3"_s));
    QVERIFY(row);
    QCOMPARE(row->requests, 7);
    QCOMPARE(row->spend, Money::fromNanos(3'000'000'000));
}

void TestPriceModel::keepsRowsOverPrices()
{
    Configuration configuration = Test::adminConfiguration();
    PriceModel model;
    model.setSnapshot(snapshotOf(configuration), Test::StoryNow);
    const QPersistentModelIndex kept = model.index(model.rowOf(104, u"llama3.3"_s), 0);
    PriceOverride own;
    own.id = 5;
    own.model = u"llama3.3"_s;
    configuration.prices = {own};
    model.setSnapshot(snapshotOf(configuration), Test::StoryNow);
    QVERIFY(kept.isValid());
    QCOMPARE(model.row(kept.row())->source, PriceSource::Own);
}

void TestPriceModel::filters()
{
    PriceModel model;
    PriceProxyModel proxy;
    proxy.setSourceModel(&model);
    model.setSnapshot(snapshotOf(Test::adminConfiguration()), Test::StoryNow);
    const int all = proxy.rowCount();
    QVERIFY(all > 4);
    proxy.setText(u" GPT-5.4 "_s);
    QCOMPARE(proxy.rowCount(), 2);
    proxy.setText(u"mistral"_s); // the provider's name counts too
    QCOMPARE(proxy.rowCount(), 2);
    proxy.setText({});
    proxy.setOnlyUnpriced(true);
    QCOMPARE(proxy.rowCount(), all - 1);
}

void TestPriceModel::calculates_data()
{
    QTest::addColumn<qint64>("input");
    QTest::addColumn<qint64>("cached");
    QTest::addColumn<qint64>("output");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("plain") << qint64(10'000) << qint64(0) << qint64(1'000)
                           << u"(10,000 × $2.50 + 1,000 × $15.00) / 1 M = $0.04"_s;
    QTest::newRow("cached") << qint64(10'000) << qint64(8'000) << qint64(0)
                            << u"(2,000 × $2.50 + 8,000 × $0.25) / 1 M = $0.007"_s;
    QTest::newRow("more cached than there is")
        << qint64(10) << qint64(80) << qint64(0) << u"(10 × $0.25) / 1 M = $0.0000025"_s;
    QTest::newRow("nothing") << qint64(0) << qint64(0) << qint64(0) << u"$0.00"_s;
}

void TestPriceModel::calculates()
{
    QFETCH(const qint64, input);
    QFETCH(const qint64, cached);
    QFETCH(const qint64, output);
    const Llm::Price price{.input = 2'500'000'000, .cacheRead = 250'000'000, .output = 15'000'000'000, .version = {}};
    QTEST((PriceCalculation{.input = input, .cached = cached, .output = output}.sentence(price)), "sentence");
}

void TestPriceModel::amounts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("nanos"); // -1 = none
    QTest::newRow("whole") << u"50"_s << qint64(50'000'000'000);
    QTest::newRow("grouped") << u"1,234.50"_s << qint64(1'234'500'000'000);
    QTest::newRow("dollar") << u"$ 12"_s << qint64(12'000'000'000);
    QTest::newRow("small") << u"0.000000001"_s << qint64(1);
    QTest::newRow("negative") << u"-1"_s << qint64(-1);
    QTest::newRow("words") << u"much"_s << qint64(-1);
    QTest::newRow("empty") << QString() << qint64(-1);
}

void TestPriceModel::amounts()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, nanos);
    const auto amount = amountFromText(text);
    QCOMPARE(amount ? amount->nanos() : -1, nanos);
}

QTEST_MAIN(TestPriceModel)
#include "tst_pricemodel.moc"
