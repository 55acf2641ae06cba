// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pagebench.h"
#include "ui/common/colours.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/models/modelspage.h"
#include "ui/models/pricemodel.h"

#include <QDialog>
#include <QLabel>
#include <QToolButton>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Bench = Test::PageBench<Ui::ModelsPage>;

// The page over a gateway in memory, driven as a person would.
class TestModelsPage final : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->isReady);
    }
    void cleanup() { m_bench.reset(); }
    void setsAPrice();
    void saysWhatIsWrong();
    void resetsAndUndoes();
    void warnsOfWhatWasUsedUnpriced();
    void leadsToRequests();
    void draws_data();
    void draws();

private:
    bool choose(const QString &model);
    void use(const QString &model);

    Ui::Theme m_theme;
    std::unique_ptr<Bench> m_bench;
};

bool TestModelsPage::choose(const QString &model)
{
    auto *table = m_bench->find<Ui::TableView>(u"models.table"_s);
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        const QModelIndex index = table->model()->index(row, Ui::PriceModel::ModelColumn);
        if (index.data().toString() == model) {
            table->setCurrentIndex(index);
            return true;
        }
    }
    return false;
}

void TestModelsPage::use(const QString &model)
{
    m_bench->questions.groupsAnswer = [model](const Store::SeriesQuery &) -> Result<QList<Store::GroupTotals>> {
        Store::GroupTotals group;
        group.group = model;
        group.totals.requests = 412;
        group.totals.unpriced = 412;
        return QList<Store::GroupTotals>{group};
    };
    m_bench->page->reload();
    QVERIFY(m_bench->settle());
}

void TestModelsPage::setsAPrice()
{
    QVERIFY(choose(u"qwen3:32b"_s));
    QVERIFY(m_bench->shownText().contains(u"Nobody knows the price"_s));
    QVERIFY(m_bench->click(u"models.edit"_s));
    QTest::keyClicks(m_bench->find<QLineEdit>(u"price.input"_s), u"0.25"_s);
    QTest::keyClicks(m_bench->find<QLineEdit>(u"price.output"_s), u"1"_s);
    Test::keepPicture(*m_bench->find<QDialog>(u"dialog.price"_s), u"models-price"_s);
    QVERIFY(m_bench->click(u"price.save"_s));
    QTRY_COMPARE(m_bench->control.current.prices.size(), 1);
    const PriceOverride own = m_bench->control.current.prices.first();
    QCOMPARE(own.providerId, 103);
    QCOMPARE(own.model, u"qwen3:32b"_s);
    QCOMPARE(own.input, 250'000'000);
    QCOMPARE(own.output, 1'000'000'000);
    QVERIFY(!own.cacheRead);
    QCOMPARE(own.effectiveFrom, Test::StoryNow);
    // 10,000 in and 1,000 out, as the page begins with.
    QTRY_VERIFY(m_bench->find<QLabel>(u"models.result"_s)->text().endsWith(u"= $0.0035"_s));
}

void TestModelsPage::saysWhatIsWrong()
{
    QVERIFY(choose(u"qwen3:32b"_s));
    QVERIFY(m_bench->click(u"models.edit"_s));
    auto *input = m_bench->find<QLineEdit>(u"price.input"_s);
    QTest::keyClicks(input, u"-3"_s);
    QVERIFY(m_bench->click(u"price.save"_s));
    QVERIFY(m_bench->control.applied.isEmpty());
    QVERIFY(!input->accessibleDescription().isEmpty());
}

void TestModelsPage::resetsAndUndoes()
{
    Configuration configuration = m_bench->control.current;
    PriceOverride own;
    own.id = 900;
    own.providerId = 101;
    own.model = u"gpt-5.4-mini"_s;
    own.input = 5;
    configuration.prices = {own};
    m_bench->control.nextId = 901;
    m_bench->control.setConfiguration(configuration);
    std::function<void()> undo;
    connect(m_bench->page.get(), &Ui::Page::notice, this,
            [&undo](const QString &, const std::function<void()> &back) { undo = back; });
    QVERIFY(choose(u"gpt-5.4-mini"_s));
    QVERIFY(m_bench->click(u"models.reset"_s));
    QTRY_VERIFY(m_bench->control.current.prices.isEmpty());
    QVERIFY(undo);
    undo();
    QTRY_COMPARE(m_bench->control.current.prices.size(), 1);
    QCOMPARE(m_bench->control.current.prices.first().input, 5);
}

void TestModelsPage::warnsOfWhatWasUsedUnpriced()
{
    use(u"llama3.3"_s);
    QVERIFY(m_bench->shownText().contains(u"without a price"_s));
    auto *chip = m_bench->find<QToolButton>(u"models.unpriced"_s);
    chip->setChecked(true);
    auto *table = m_bench->find<Ui::TableView>(u"models.table"_s);
    for (int row = 0; row < table->model()->rowCount(); ++row)
        QCOMPARE(table->model()->index(row, Ui::PriceModel::SourceColumn).data().toString(), u"unpriced"_s);
}

void TestModelsPage::leadsToRequests()
{
    use(u"llama3.3"_s);
    Store::RequestFilter filter;
    connect(m_bench->page.get(), &Ui::Page::openRequests, this,
            [&filter](const Store::RequestFilter &asked) { filter = asked; });
    QVERIFY(choose(u"llama3.3"_s));
    QVERIFY(m_bench->click(u"models.requests"_s));
    QCOMPARE(filter.model, u"llama3.3"_s);
}

void TestModelsPage::draws_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<QSize>("size");
    QTest::newRow("light") << false << QSize(1232, 796);
    QTest::newRow("dark-small") << true << QSize(816, 600);
}

void TestModelsPage::draws()
{
    QFETCH(const bool, isDark);
    QFETCH(const QSize, size);
    m_theme.setAppearance(isDark ? Ui::Appearance::Dark : Ui::Appearance::Light);
    QTRY_COMPARE(Ui::Colours::of(m_bench->page->palette()).isDark, isDark);
    m_bench->page->resize(size);
    use(u"llama3.3"_s);
    QVERIFY(choose(u"gpt-5.4"_s));
    Test::keepPicture(*m_bench->page, u"models-"_s + QString::fromLatin1(QTest::currentDataTag()));
    const int least = m_bench->page->minimumSizeHint().width();
    QVERIFY2(least <= 816, qPrintable(QString::number(least)));
}

QTEST_MAIN(TestModelsPage)
#include "tst_modelspage.moc"
