// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"
#include "ui/dashboard/overviewdata.h"
#include "ui/dashboard/tiles.h"

#include <array>

class QCheckBox;
class QComboBox;
class QLabel;
class QStackedWidget;
class QTabBar;
class QTimer;
class QToolButton;

namespace Gatehouse::Engine {
struct LiveBatch;
}

namespace Gatehouse::Ui {

class BudgetsAtRisk;
class ChartWidget;
class ErrorModel;
class FirstRunView;
class InlineMessage;
class LegendView;
class PageHeader;
class RangeSelector;
class RankModel;
class TableView;

// Overview: figures, charts and ranks of a range, from rollups; live once a second, nothing when hidden. Everything
// leads to Requests with the same filter. An empty store shows the first run instead of charts. GUI only.
class OverviewPage final : public Page
{
    Q_OBJECT
public:
    explicit OverviewPage(const Context &context, QWidget *parent = nullptr);

    void reload() override;
    void focusRange() override;
    void toggleLive() override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;

protected:
    void activate() override;
    void deactivate() override;

private:
    void makeHeader();
    [[nodiscard]] QWidget *makeTiles();
    [[nodiscard]] QWidget *makeDashboard();
    [[nodiscard]] QWidget *makeSpend();
    [[nodiscard]] QWidget *makeBudgets();
    [[nodiscard]] QWidget *makeSmallChart(const QString &title, ChartWidget *&chart, LegendView *&legend,
                                          QLabel *&unit);
    [[nodiscard]] QWidget *makeRanks();
    [[nodiscard]] QWidget *makeErrors();
    void takeLive(const Engine::LiveBatch &batch);
    void tick();
    void ask();
    void askSeries(Store::GroupBy groupBy, Timestamp from, Timestamp to,
                   QList<Store::SeriesPoint> OverviewData::*target);
    void answered();
    void present(const OverviewData &overview);
    void showRanks();
    void showBudgets();
    void showFailure(const Error &error);
    void showFirstRun(bool isEmpty);
    [[nodiscard]] Store::GroupBy rankGroup() const;
    [[nodiscard]] Store::RequestFilter spanFilter() const;
    void openGroup(Store::GroupBy groupBy, EntityId id, const QString &model, Store::RequestFilter filter);
    void openTile(Tile tile);
    void openError(int row);

    PageHeader *m_header;
    QComboBox *m_groupBy = nullptr;
    QCheckBox *m_compare = nullptr;
    RangeSelector *m_range = nullptr;
    QToolButton *m_live = nullptr;
    std::array<StatTile *, TileCount> m_tiles = {};
    InlineMessage *m_message;
    QStackedWidget *m_body;
    FirstRunView *m_firstRun = nullptr;
    QLabel *m_spendTitle = nullptr;
    QLabel *m_spendUnit = nullptr;
    QLabel *m_previous = nullptr;
    ChartWidget *m_spend = nullptr;
    LegendView *m_spendLegend = nullptr;
    BudgetsAtRisk *m_budgets = nullptr;
    ChartWidget *m_outcome = nullptr;
    LegendView *m_outcomeLegend = nullptr;
    QLabel *m_outcomeUnit = nullptr;
    ChartWidget *m_latency = nullptr;
    LegendView *m_latencyLegend = nullptr;
    QLabel *m_latencyUnit = nullptr;
    ChartWidget *m_tokens = nullptr;
    LegendView *m_tokenLegend = nullptr;
    QLabel *m_tokenUnit = nullptr;
    QTabBar *m_rankTabs = nullptr;
    RankModel *m_rankModel;
    TableView *m_rankTable = nullptr;
    ErrorModel *m_errorModel;
    TableView *m_errorTable = nullptr;

    QTimer *m_timer;
    OverviewData m_data;                // being asked for
    OverviewData m_shown;               // drawn
    QList<Store::SeriesPoint> m_ranked; // of the rank tab where it is not the chart's group
    QList<Store::ErrorGroup> m_errors;
    std::optional<Error> m_failure;
    quint64 m_generation = 0;
    int m_open = 0;        // questions without answer
    bool m_isStale = true; // something happened since the last question
    int m_ticksSinceAsked = 0;
};

} // namespace Gatehouse::Ui
