// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the Overview is put together; what it shows is in overviewpage.cpp.
#include "gateway/engine/control.h"
#include "ui/common/buttons.h"
#include "ui/common/chartwidget.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/legendview.h"
#include "ui/common/pageheader.h"
#include "ui/common/rangeselector.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/dashboard/budgetsatrisk.h"
#include "ui/dashboard/errormodel.h"
#include "ui/dashboard/overviewpage.h"
#include "ui/dashboard/rankmodel.h"
#include "ui/tr.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QTabBar>
#include <QToolButton>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

// Title, unit, then whatever stands at the right.
QHBoxLayout *titleRow(QLabel *title, QLabel *unit)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(title);
    row->addWidget(unit);
    row->addStretch(1);
    return row;
}

QVBoxLayout *sectionLayout(QWidget *section)
{
    auto *layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    return layout;
}

QToolButton *tableToggle(const QString &name, ChartWidget *chart, QWidget *parent)
{
    QToolButton *button = makeIconButton(u"table"_s, Tr::tr("%1: show the numbers").arg(name), parent);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFixedSize(24, 20);
    QObject::connect(button, &QToolButton::toggled, chart, &ChartWidget::setTableShown);
    return button;
}

} // namespace

void OverviewPage::makeHeader()
{
    m_groupBy = new QComboBox(m_header);
    m_groupBy->setAccessibleName(Tr::tr("Group by"));
    m_groupBy->addItem(Tr::tr("By client"), int(Store::GroupBy::Client));
    m_groupBy->addItem(Tr::tr("By model"), int(Store::GroupBy::Model));
    m_groupBy->addItem(Tr::tr("By provider"), int(Store::GroupBy::Provider));
    m_header->addScope(m_groupBy);
    m_compare = new QCheckBox(Tr::tr("Compare with previous"), m_header);
    m_compare->setChecked(true);
    m_header->addAction(m_compare);
    m_header->addSeparator();
    m_range = new RangeSelector({TimeRange::QuarterHour, TimeRange::Hour, TimeRange::SixHours, TimeRange::Day,
                                 TimeRange::Week, TimeRange::Thirty, TimeRange::Month},
                                m_header);
    m_header->addAction(m_range);
    m_header->addSeparator();
    m_live = new QToolButton(m_header);
    m_live->setText(Tr::tr("Live"));
    m_live->setIcon(Icons::icon(u"pause"_s));
    m_live->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_live->setCheckable(true);
    m_live->setChecked(true);
    m_live->setFocusPolicy(Qt::StrongFocus);
    m_live->setToolTip(Tr::tr("Follow what happens, or hold still (Ctrl+Shift+L)"));
    m_header->addAction(m_live);
    connect(m_groupBy, &QComboBox::currentIndexChanged, this, &OverviewPage::reload);
    connect(m_compare, &QCheckBox::toggled, this, &OverviewPage::reload);
    connect(m_range, &RangeSelector::rangeChanged, this, &OverviewPage::reload);
    connect(m_live, &QToolButton::toggled, this, [this](bool isLive) {
        m_live->setIcon(Icons::icon(isLive ? u"pause"_s : u"play"_s));
        m_isStale = true;
    });
}

QWidget *OverviewPage::makeTiles()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (int i = 0; i < TileCount; ++i) {
        auto *tile = new StatTile(tileLabel(Tile(i)), row);
        tile->setSeparator(i > 0);
        tile->setPadding(i == 0 ? Metrics::PageEdge : 12, i + 1 == TileCount ? Metrics::PageEdge : 12);
        connect(tile, &StatTile::clicked, this, [this, i] { openTile(Tile(i)); });
        m_tiles[std::size_t(i)] = tile;
        layout->addWidget(tile, 1);
    }
    return row;
}

QWidget *OverviewPage::makeDashboard()
{
    auto *content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    const auto addRow = [rows, content](const QList<std::pair<QWidget *, int>> &widgets, int stretch) {
        auto *row = new QHBoxLayout;
        row->setContentsMargins(Metrics::PageEdge, 12, Metrics::PageEdge, 12);
        row->setSpacing(Metrics::GroupGap);
        for (const auto &[widget, share] : widgets)
            row->addWidget(widget, share);
        if (rows->count() > 0)
            rows->addWidget(makeHorizontalLine(content));
        rows->addLayout(row, stretch);
    };
    addRow({{makeSpend(), 784}, {makeBudgets(), 384}}, 252);
    addRow({{makeSmallChart(Tr::tr("Requests by outcome"), m_outcome, m_outcomeLegend, m_outcomeUnit), 1},
            {makeSmallChart(Tr::tr("Latency"), m_latency, m_latencyLegend, m_latencyUnit), 1},
            {makeSmallChart(Tr::tr("Tokens"), m_tokens, m_tokenLegend, m_tokenUnit), 1}},
           192);
    addRow({{makeRanks(), 784}, {makeErrors(), 384}}, 227);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content->setMinimumHeight(600);
    scroll->setWidget(content);
    return scroll;
}

QWidget *OverviewPage::makeSpend()
{
    auto *section = new QWidget(this);
    QVBoxLayout *layout = sectionLayout(section);
    m_spendTitle = makeSectionTitle(Tr::tr("Spend per client"), section);
    m_spendUnit = makeSecondary({}, section);
    m_previous = makeSecondary({}, section);
    m_spend = new ChartWidget(Tr::tr("Spend"), section);
    m_spendLegend = new LegendView(LegendView::Shape::List, section);
    m_spendLegend->setFixedWidth(196);
    QHBoxLayout *title = titleRow(m_spendTitle, m_spendUnit);
    title->addWidget(m_previous);
    title->addWidget(tableToggle(Tr::tr("Spend"), m_spend, section));
    title->addSpacing(196 + Metrics::GroupGap - 12);
    layout->addLayout(title);
    auto *chart = new QHBoxLayout;
    chart->setSpacing(Metrics::GroupGap);
    chart->addWidget(m_spend, 1);
    chart->addWidget(m_spendLegend, 0, Qt::AlignTop);
    layout->addLayout(chart, 1);
    connect(m_spendLegend, &LegendView::entryClicked, this, [this](qint64 id) {
        const auto groupBy = Store::GroupBy(m_groupBy->currentData().toInt());
        openGroup(groupBy, id, {}, spanFilter());
    });
    connect(m_spend, &ChartWidget::seriesClicked, this, [this](qint64 id, Timestamp from, Timestamp to) {
        Store::RequestFilter filter;
        filter.from = from;
        filter.to = to;
        openGroup(Store::GroupBy(m_groupBy->currentData().toInt()), id, {}, filter);
    });
    return section;
}

QWidget *OverviewPage::makeBudgets()
{
    m_budgets = new BudgetsAtRisk(this);
    connect(m_budgets, &BudgetsAtRisk::opened, this,
            [this](EntityId budget) { emit openPage(u"page.budgets"_s, budget); });
    return m_budgets;
}

QWidget *OverviewPage::makeSmallChart(const QString &title, ChartWidget *&chart, LegendView *&legend, QLabel *&unit)
{
    auto *section = new QWidget(this);
    QVBoxLayout *layout = sectionLayout(section);
    unit = makeSecondary({}, section);
    chart = new ChartWidget(title, section);
    legend = new LegendView(LegendView::Shape::Row, section);
    QHBoxLayout *row = titleRow(makeSectionTitle(title, section), unit);
    row->addWidget(tableToggle(title, chart, section));
    layout->addLayout(row);
    layout->addWidget(legend);
    layout->addWidget(chart, 1);
    connect(chart, &ChartWidget::seriesClicked, this, [this](qint64, Timestamp from, Timestamp to) {
        Store::RequestFilter filter;
        filter.from = from;
        filter.to = to;
        emit openRequests(filter);
    });
    return section;
}

QWidget *OverviewPage::makeRanks()
{
    auto *section = new QWidget(this);
    QVBoxLayout *layout = sectionLayout(section);
    layout->setSpacing(0);
    m_rankTabs = new QTabBar(section);
    m_rankTabs->setDrawBase(false);
    m_rankTabs->setExpanding(false);
    m_rankTabs->setProperty("gatehouseSmall", true);
    m_rankTabs->setAccessibleName(Tr::tr("Rank"));
    for (const QString &name : {Tr::tr("Clients"), Tr::tr("Models"), Tr::tr("Providers")})
        m_rankTabs->addTab(name);
    m_rankTable = new TableView(section);
    m_rankTable->setModel(m_rankModel);
    m_rankTable->setAccessibleName(Tr::tr("Ranks"));
    m_rankTable->setColumnKind(RankModel::Share, CellDelegate::Kind::Share);
    m_rankTable->setColumnKind(RankModel::Trend, CellDelegate::Kind::Sparkline);
    m_rankTable->setColumnWidths({180, 72, 88, 80, 72, 104, 60, 60, 72}, RankModel::Name);
    m_rankTable->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_rankTabs);
    layout->addWidget(m_rankTable, 1);
    connect(m_rankTabs, &QTabBar::currentChanged, this, &OverviewPage::reload);
    connect(m_rankTable, &TableView::rowActivated, this, [this](const QModelIndex &index) {
        openGroup(rankGroup(), m_rankModel->idOf(index.row()), m_rankModel->modelOf(index.row()), spanFilter());
    });
    return section;
}

QWidget *OverviewPage::makeErrors()
{
    auto *section = new QWidget(this);
    QVBoxLayout *layout = sectionLayout(section);
    layout->setSpacing(0);
    auto *title = new QHBoxLayout;
    title->addWidget(makeSectionTitle(Tr::tr("Errors"), section));
    title->addStretch(1);
    QToolButton *open = makeLink(Tr::tr("Open in Requests"), section);
    title->addWidget(open);
    auto *titleBox = new QWidget(section);
    titleBox->setLayout(title);
    title->setContentsMargins(0, 0, 0, 0);
    titleBox->setFixedHeight(Metrics::Control);
    m_errorTable = new TableView(section);
    m_errorTable->setModel(m_errorModel);
    m_errorTable->setAccessibleName(Tr::tr("Errors"));
    m_errorTable->setColumnWidths({190, 48, 66, 62}, ErrorModel::Cause);
    m_errorTable->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(titleBox);
    layout->addWidget(m_errorTable, 1);
    connect(open, &QToolButton::clicked, this, [this] { openTile(Tile::ErrorRate); });
    connect(m_errorTable, &TableView::rowActivated, this, [this](const QModelIndex &index) { openError(index.row()); });
    return section;
}

} // namespace Gatehouse::Ui
