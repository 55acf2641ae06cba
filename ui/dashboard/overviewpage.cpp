// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/overviewpage.h"

#include "gateway/engine/control.h"
#include "ui/common/buttons.h"
#include "ui/common/chartwidget.h"
#include "ui/common/formats.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/legendview.h"
#include "ui/common/pageheader.h"
#include "ui/common/questions.h"
#include "ui/common/rangeselector.h"
#include "ui/common/theme.h"
#include "ui/dashboard/budgetsatrisk.h"
#include "ui/dashboard/errormodel.h"
#include "ui/dashboard/firstrunview.h"
#include "ui/dashboard/rankmodel.h"
#include "ui/tr.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int RankLimit = 10;
constexpr int ErrorLimit = 20;

QString stepText(std::chrono::minutes step)
{
    if (step >= 24h)
        return Tr::tr("per day");
    if (step >= 1h)
        return Tr::tr("per %n hour(s)", nullptr, int(step / 1h));
    return Tr::tr("per %1 min").arg(qint64(step.count()));
}

// A dash, and why.
TileContent noValue(const QString &reason)
{
    TileContent content;
    content.value = u"\u2013"_s;
    content.reason = reason;
    return content;
}

} // namespace

OverviewPage::OverviewPage(const Context &context, QWidget *parent)
    : Page(context, u"page.overview"_s, Tr::tr("Overview"), parent)
    , m_header(new PageHeader(title(), this))
    , m_message(new InlineMessage(this))
    , m_body(new QStackedWidget(this))
    , m_rankModel(new RankModel(this))
    , m_errorModel(new ErrorModel(this))
    , m_timer(new QTimer(this))
{
    makeHeader();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(makeTiles());
    layout->addWidget(makeHorizontalLine(this));
    layout->addWidget(m_message);
    layout->addWidget(m_body, 1);
    m_body->addWidget(makeDashboard());
    m_timer->setInterval(1s);
    connect(m_timer, &QTimer::timeout, this, &OverviewPage::tick);
    connect(&context.control, &Engine::Control::live, this, &OverviewPage::takeLive);
    connect(&context.control, &Engine::Control::configurationChanged, this, [this] { m_isStale = true; });
}

void OverviewPage::activate()
{
    m_timer->start();
    reload();
}

void OverviewPage::deactivate()
{
    m_timer->stop();
}

void OverviewPage::reload()
{
    if (!isActive())
        return;
    ++m_generation; // what is on its way belongs to another range
    m_open = 0;
    ask();
}

void OverviewPage::focusRange()
{
    m_range->setFocus(Qt::ShortcutFocusReason);
}

void OverviewPage::toggleLive()
{
    m_live->toggle();
}

QVariantMap OverviewPage::saveState() const
{
    return {{u"range"_s, int(m_range->range())},
            {u"groupBy"_s, m_groupBy->currentIndex()},
            {u"compare"_s, m_compare->isChecked()}};
}

void OverviewPage::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    m_range->setRange(TimeRange(std::clamp(state.value(u"range"_s).toInt(), 0, int(TimeRange::Month))));
    m_groupBy->setCurrentIndex(std::clamp(state.value(u"groupBy"_s).toInt(), 0, m_groupBy->count() - 1));
    m_compare->setChecked(state.value(u"compare"_s).toBool());
}

void OverviewPage::takeLive(const Engine::LiveBatch &batch)
{
    m_isStale = true;
    if (m_firstRun)
        m_firstRun->takeLive(batch);
}

// Idle costs nothing: without traffic the figures move only as time goes on, and that is seen at the width of a bar.
void OverviewPage::tick()
{
    ++m_ticksSinceAsked;
    if (m_live->isChecked())
        showBudgets();
    const bool isLong = m_shown.step >= 30min; // many rollups: once in five seconds, but the first news at once
    const bool isDue = m_ticksSinceAsked >= (m_isStale ? (isLong ? 5 : 1) : 30);
    if (m_live->isChecked() && m_open == 0 && isDue)
        ask();
}

void OverviewPage::ask()
{
    m_isStale = false;
    m_ticksSinceAsked = 0;
    m_failure.reset();
    m_data = {};
    m_data.groupBy = Store::GroupBy(m_groupBy->currentData().toInt());
    m_data.configuration = context().control.configuration();
    setSpan(m_data, m_range->range(), context().clock.now());
    m_ranked.clear();
    const auto length = m_data.step * m_data.steps;
    askSeries(m_data.groupBy, m_data.start, m_data.end, &OverviewData::grouped);
    askSeries(Store::GroupBy::None, m_data.start, m_data.end, &OverviewData::all);
    if (m_compare->isChecked())
        askSeries(Store::GroupBy::None, m_data.start - length, m_data.start, &OverviewData::previous);
    const auto answer = [this, generation = m_generation](auto &&take) {
        return [this, generation, take](auto result) {
            if (generation != m_generation)
                return;
            if (result)
                take(*std::move(result));
            else
                m_failure = result.error();
            answered();
        };
    };
    const Store::SeriesQuery clients{.from = m_data.start,
                                     .to = m_data.end,
                                     .bucket = bucketFor(m_data.range),
                                     .groupBy = Store::GroupBy::Client,
                                     .clients = {}};
    m_open += 2;
    context().questions.groups(
        this, clients, answer([this](QList<Store::GroupTotals> groups) { m_data.clients = std::move(groups); }));
    context().questions.errors(this, m_data.start, m_data.end, ErrorLimit,
                               answer([this](QList<Store::ErrorGroup> errors) { m_errors = std::move(errors); }));
    if (rankGroup() == m_data.groupBy)
        return;
    ++m_open;
    const Store::SeriesQuery ranks{.from = m_data.start,
                                   .to = m_data.end,
                                   .bucket = bucketFor(m_data.range),
                                   .groupBy = rankGroup(),
                                   .clients = {}};
    context().questions.series(this, ranks,
                               answer([this](QList<Store::SeriesPoint> points) { m_ranked = std::move(points); }));
}

void OverviewPage::askSeries(Store::GroupBy groupBy, Timestamp from, Timestamp to,
                             QList<Store::SeriesPoint> OverviewData::*target)
{
    ++m_open;
    const Store::SeriesQuery query{
        .from = from, .to = to, .bucket = bucketFor(m_data.range), .groupBy = groupBy, .clients = {}};
    context().questions.series(this, query,
                               [this, target, generation = m_generation](Result<QList<Store::SeriesPoint>> result) {
                                   if (generation != m_generation)
                                       return;
                                   if (result)
                                       m_data.*target = *std::move(result);
                                   else
                                       m_failure = result.error();
                                   answered();
                               });
}

void OverviewPage::answered()
{
    if (--m_open > 0)
        return;
    if (m_failure) {
        showFailure(*m_failure);
        return;
    }
    m_message->clear();
    present(m_data);
}

void OverviewPage::showFailure(const Error &error)
{
    // The last data stays; the tiles of a page that never had any say why.
    m_message->showMessage(Tone::Error, Tr::tr("These figures are not up to date."), Formats::error(error));
    if (!m_shown.all.isEmpty())
        return;
    for (StatTile *tile : m_tiles)
        tile->setContent(noValue(Tr::tr("cannot be read")));
}

void OverviewPage::present(const OverviewData &overview)
{
    m_shown = overview;
    const bool hasTraffic = sumOf(overview.all).requests > 0 || sumOf(overview.previous).requests > 0;
    if (!hasTraffic && (!m_firstRun || m_body->currentWidget() != m_firstRun)) {
        // Nothing in this range: is there nothing at all?
        context().questions.countRequests(this, {}, 1,
                                          [this](const Result<qint64> &count) { showFirstRun(count && *count == 0); });
    } else if (hasTraffic) {
        showFirstRun(false);
    }
    const QList<TileContent> contents = tileContents(overview);
    for (int i = 0; i < TileCount; ++i) {
        if (hasTraffic || !m_firstRun || m_body->currentWidget() != m_firstRun)
            m_tiles[std::size_t(i)]->setContent(contents[i]);
    }
    const QString step = stepText(overview.step);
    m_spendTitle->setText(overview.groupBy == Store::GroupBy::Client  ? Tr::tr("Spend per client")
                          : overview.groupBy == Store::GroupBy::Model ? Tr::tr("Spend per model")
                                                                      : Tr::tr("Spend per provider"));
    m_spendUnit->setText(Tr::tr("$ %1").arg(step));
    m_outcomeUnit->setText(step);
    m_latencyUnit->setText(Tr::tr("seconds"));
    m_tokenUnit->setText(step);
    const ChartData spend = spendChart(overview);
    m_spend->setData(spend);
    m_spendLegend->setData(spend);
    m_previous->setVisible(!spend.previous.isEmpty());
    m_previous->setText(
        Tr::tr("\u2014 previous %1, %2").arg(rangeName(overview.range), Formats::money(sumOf(overview.previous).cost)));
    const ChartData outcome = outcomeChart(overview);
    m_outcome->setData(outcome);
    m_outcomeLegend->setData(outcome);
    const ChartData latency = latencyChart(overview);
    m_latency->setData(latency);
    m_latencyLegend->setData(latency);
    const ChartData tokens = tokenChart(overview);
    m_tokens->setData(tokens);
    m_tokenLegend->setData(tokens);
    showRanks();
    showBudgets();
    m_errorModel->setErrors(m_errors, overview.configuration, overview.end);
}

void OverviewPage::showRanks()
{
    m_rankModel->setGroups(m_shown, rankGroup() == m_shown.groupBy ? m_shown.grouped : m_ranked, rankGroup(),
                           RankLimit);
}

void OverviewPage::showBudgets()
{
    const Configuration configuration = context().control.configuration();
    m_budgets->setRisks(
        budgetRisks(configuration, context().control.status().counters, context().clock.now(), BudgetsAtRisk::Most),
        configuration.budgets.size());
}

void OverviewPage::showFirstRun(bool isEmpty)
{
    if (isEmpty && !m_firstRun) {
        m_firstRun = new FirstRunView(context(), this);
        m_body->addWidget(m_firstRun);
        connect(m_firstRun, &FirstRunView::openPage, this, [this](const QString &name) { emit openPage(name); });
        connect(m_firstRun, &FirstRunView::finished, this, [this] { showFirstRun(false); });
        connect(m_firstRun, &FirstRunView::notice, this, [this](const QString &text) { emit notice(text); });
    }
    const bool wasEmpty = m_firstRun && m_body->currentWidget() == m_firstRun;
    for (QWidget *widget :
         {static_cast<QWidget *>(m_groupBy), static_cast<QWidget *>(m_compare), static_cast<QWidget *>(m_range)})
        widget->setEnabled(!isEmpty);
    m_live->setEnabled(!isEmpty);
    if (isEmpty) {
        m_body->setCurrentWidget(m_firstRun);
        for (StatTile *tile : m_tiles) {
            tile->setContent(noValue({}));
            tile->setEnabled(false);
        }
        return;
    }
    // The key stays in sight until the user goes on: the first request must not take it away.
    if (wasEmpty && m_firstRun->isKeyInUse())
        return;
    m_body->setCurrentIndex(0);
    for (StatTile *tile : m_tiles)
        tile->setEnabled(true);
}

Store::GroupBy OverviewPage::rankGroup() const
{
    switch (m_rankTabs->currentIndex()) {
    case 1:
        return Store::GroupBy::Model;
    case 2:
        return Store::GroupBy::Provider;
    default:
        return Store::GroupBy::Client;
    }
}

Store::RequestFilter OverviewPage::spanFilter() const
{
    Store::RequestFilter filter;
    filter.from = m_shown.start;
    filter.to = m_shown.end;
    return filter;
}

void OverviewPage::openGroup(Store::GroupBy groupBy, EntityId id, const QString &model, Store::RequestFilter filter)
{
    if (groupBy == Store::GroupBy::Client && id > 0)
        filter.clients = {id};
    else if (groupBy == Store::GroupBy::Provider && id > 0)
        filter.providers = {id};
    else if (groupBy == Store::GroupBy::Model)
        filter.model = model;
    emit openRequests(filter);
}

void OverviewPage::openTile(Tile tile)
{
    Store::RequestFilter filter = spanFilter();
    if (tile == Tile::ErrorRate)
        filter.states = {Store::RequestState::ClientError, Store::RequestState::Denied,
                         Store::RequestState::UpstreamError, Store::RequestState::GatewayError,
                         Store::RequestState::Interrupted};
    if (tile == Tile::Spend)
        filter.costAtLeast = Money::fromNanos(1);
    emit openRequests(filter);
}

void OverviewPage::openError(int row)
{
    const Store::ErrorGroup &error = m_errorModel->errorOf(row);
    Store::RequestFilter filter = spanFilter();
    filter.errorCode = error.errorCode;
    if (error.providerId != 0)
        filter.providers = {error.providerId};
    emit openRequests(filter);
}

} // namespace Gatehouse::Ui
