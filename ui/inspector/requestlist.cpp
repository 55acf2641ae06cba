// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/requestlist.h"

#include "ui/common/buttons.h"
#include "ui/common/emptystate.h"
#include "ui/common/formats.h"
#include "ui/common/pagedtableview.h"
#include "ui/common/theme.h"
#include "ui/inspector/requestmodel.h"
#include "ui/tr.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxSummed = 2000; // selected rows whose sums are shown while selecting

} // namespace

RequestList::RequestList(RequestModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_table(new PagedTableView(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_sums(makeSecondary({}, this))
{
    buildTable();
    m_clear = m_empty->addButton(Tr::tr("Clear filter"));
    m_widen = m_empty->addButton(Tr::tr("Widen to 30 days"));
    connect(m_clear, &QPushButton::clicked, this, &RequestList::clearFilterRequested);
    connect(m_widen, &QPushButton::clicked, this, &RequestList::widenRequested);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(Metrics::PageEdge, 3, Metrics::PageEdge, 3);
    footer->addWidget(m_sums);
    footer->addStretch();
    footer->addWidget(makeSecondary(Tr::tr("Sorted by time, newest first"), this));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHorizontalLine(this));
    layout->addWidget(m_stack, 1);
    layout->addWidget(makeHorizontalLine(this));
    layout->addLayout(footer);
    connect(m_model, &PagedModelBase::stateChanged, this, &RequestList::showState);
    // Later: the model is in the middle of taking a page.
    connect(m_model, &PagedModelBase::stateChanged, this, &RequestList::showRunning, Qt::QueuedConnection);
}

void RequestList::buildTable()
{
    m_table->setAccessibleName(Tr::tr("Requests"));
    m_table->setPagedModel(m_model);
    m_table->setSelectionAlwaysActive(true); // the detail below belongs to it
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setColumnHidden(0, false);
    for (int column = RequestModel::FirstHiddenColumn; column < RequestModel::ColumnCount; ++column)
        m_table->setColumnHidden(column, true);
    m_table->setColumnWidths({36, 76, 170, 140, 148, 92, 84, 92, 96, 80, 92, 56, 52}, -1);
    m_table->horizontalHeader()->setStretchLastSection(true);
    connect(m_table, &QWidget::customContextMenuRequested, this, &RequestList::showCellMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RequestList::takeSelection);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &RequestList::showVisibleRange);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &RequestList::showVisibleRange, Qt::QueuedConnection);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &RequestList::restoreSelection);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &RequestList::showState);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RequestList::takeChange);
    connect(m_table, &PagedTableView::followChanged, this, &RequestList::followChanged);
}

// The request that is shown has ended: its bodies and attempts are there now.
void RequestList::takeChange(const QModelIndex &first, const QModelIndex &last)
{
    for (int row = first.row(); m_shown && row <= last.row() && last.column() > RequestModel::Latency; ++row) {
        if (m_model->row(row).id == *m_shown && m_model->row(row).state != Store::RequestState::Running)
            emit shownEnded();
    }
}

// Also while the page is hidden: what is in flight is in no store yet, and a page that is read anew must not lose it.
void RequestList::keepRunning(const Engine::LiveBatch &batch)
{
    for (const Store::RequestRecord &request : batch.requests) {
        if (request.state == Store::RequestState::Running)
            m_running.insert(request.id.toByteArray(), request);
        else
            m_running.remove(request.id.toByteArray());
    }
    if (batch.droppedRequests > 0) {
        m_running.clear(); // who of them has ended is not known
        m_hasMissed = true;
    }
}

void RequestList::showRunning()
{
    const bool isRead =
        m_model->state() == PagedModelBase::State::Ready || m_model->state() == PagedModelBase::State::Empty;
    if (!isRead || !m_showsRunning || m_running.isEmpty())
        return;
    Engine::LiveBatch running;
    for (const Store::RequestRecord &request : std::as_const(m_running)) {
        if (m_model->rowOf(request.id) < 0)
            running.requests.append(request);
    }
    std::ranges::sort(running.requests, {}, &Store::RequestRecord::startedAt);
    m_model->takeLive(running);
}

void RequestList::setShowsRunning(bool shows)
{
    m_showsRunning = shows;
}

bool RequestList::takeMissed()
{
    return std::exchange(m_hasMissed, false);
}

void RequestList::setScope(const Scope &scope)
{
    m_scope = scope;
    showState();
}

// Three different texts: still reading, nothing matches, nothing there yet.
void RequestList::showState()
{
    const bool hasRows = m_model->rowCount() > 0;
    m_stack->setCurrentIndex(hasRows ? 0 : 1);
    if (hasRows)
        return;
    const bool hasFilter = m_scope.hasFilter;
    const bool isEmpty = m_model->state() == PagedModelBase::State::Empty;
    m_clear->setVisible(isEmpty && hasFilter);
    m_widen->setVisible(isEmpty && !m_scope.isWidest);
    switch (m_model->state()) {
    case PagedModelBase::State::Failed:
        m_empty->setContent(u"error"_s, Tr::tr("The requests cannot be read"), Formats::error(m_model->lastError()));
        break;
    case PagedModelBase::State::Loading:
        m_empty->setContent(u"hourglass"_s, Tr::tr("Reading…"), Tr::tr("The store is being searched."));
        break;
    default:
        if (hasFilter)
            m_empty->setContent(
                u"search"_s, Tr::tr("No match"),
                m_scope.inRange ? Tr::tr("0 of %1 requests in this range match.").arg(Formats::count(*m_scope.inRange))
                                : Tr::tr("No request in this range matches."));
        else
            m_empty->setContent(u"requests"_s, Tr::tr("No requests yet"),
                                Tr::tr("Nothing came in this range. Requests appear here while they run; "
                                       "Overview has a line to try it with."));
    }
}

void RequestList::showVisibleRange()
{
    const int first = m_table->rowAt(0);
    if (first < 0) {
        emit visibleRangeChanged({}, {});
        return;
    }
    int last = m_table->rowAt(m_table->viewport()->height() - 1);
    if (last < 0)
        last = m_model->rowCount() - 1;
    emit visibleRangeChanged(m_model->row(last).startedAt, m_model->row(first).startedAt);
}

void RequestList::takeSelection()
{
    showSums();
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const std::optional<RequestId> before = m_shown;
    m_shown.reset();
    if (rows.size() == 1)
        m_shown = m_model->row(rows.constFirst().row()).id;
    if (!m_shown || m_shown != before)
        emit selectionChanged(static_cast<int>(rows.size()));
}

void RequestList::showSums()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty()) {
        m_sums->clear();
        return;
    }
    Money cost;
    qint64 tokens = 0;
    qint64 unpriced = 0;
    std::chrono::microseconds latency{0};
    qint64 ended = 0;
    for (const QModelIndex &index : rows.first(std::min(rows.size(), MaxSummed))) {
        const Store::RequestRecord &request = m_model->row(index.row());
        cost += request.cost;
        tokens += request.usage.inputTotal() + request.usage.outputTotal();
        unpriced += request.pricing == Store::Pricing::Unpriced ? 1 : 0;
        if (request.state != Store::RequestState::Running) {
            latency += request.latency;
            ++ended;
        }
    }
    QStringList parts = {Tr::tr("%n selected", nullptr, int(rows.size()))};
    parts.append(QString(u"Σ "_s % Formats::money(cost)));
    if (unpriced > 0)
        parts.append(Tr::tr("%n unpriced", nullptr, int(unpriced)));
    parts.append(Tr::tr("%1 tokens").arg(Formats::count(tokens)));
    if (ended > 0)
        parts.append(ended == 1 ? Formats::duration(latency)
                                : Tr::tr("mean %1").arg(Formats::duration(latency / ended)));
    m_sums->setText(parts.join(u"     "_s));
}

// A table that was read anew shows the same request as before, when it is still among the first.
void RequestList::restoreSelection()
{
    const int row = m_shown && !m_table->selectionModel()->hasSelection() ? m_model->rowOf(*m_shown) : -1;
    if (row >= 0) {
        m_table->selectionModel()->setCurrentIndex(m_model->index(row, 0),
                                                   QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
}

void RequestList::showCellMenu(const QPoint &position)
{
    const QModelIndex index = m_table->indexAt(position);
    if (!index.isValid())
        return;
    QMenu menu(this);
    const QString condition = index.data(RequestModel::FilterTextRole).toString();
    const auto add = [&menu, this](const QString &text, auto action) {
        connect(menu.addAction(text), &QAction::triggered, this, action);
    };
    if (!condition.isEmpty()) {
        const QString shown = QString(condition).replace(u'&', "&&"_L1);
        add(Tr::tr("Filter by %1").arg(shown), [this, condition] { emit conditionChosen(condition); });
        add(Tr::tr("Exclude %1").arg(shown), [this, condition] { emit conditionChosen("not "_L1 % condition); });
        menu.addSeparator();
    }
    const Store::RequestRecord request = m_model->row(index.row());
    const QString cell = index.data(ExactRole).toString();
    if (!cell.isEmpty())
        add(Tr::tr("Copy cell"), [this, cell] { emit copyRequested(cell); });
    QStringList cells;
    for (int column = RequestModel::Time; column < RequestModel::ColumnCount; ++column) {
        if (!m_table->isColumnHidden(column))
            cells.append(index.siblingAtColumn(column).data().toString());
    }
    add(Tr::tr("Copy row"), [this, cells] { emit copyRequested(cells.join(u'\t')); });
    add(Tr::tr("Copy request id"), [this, request] { emit copyRequested(request.id.toString()); });
    add(Tr::tr("Copy as curl"), [this, request] { emit curlRequested(request); });
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

void RequestList::setFollow(bool isOn)
{
    m_table->setFollow(isOn);
}

bool RequestList::isFollowing() const
{
    return m_model->isFollowing();
}

void RequestList::clearSelection()
{
    m_table->clearSelection();
}

void RequestList::selectRow(int row)
{
    m_table->selectRow(row);
}

void RequestList::focusTable()
{
    m_table->setFocus();
}

QByteArray RequestList::headerState() const
{
    return m_table->headerState();
}

void RequestList::restoreHeaderState(const QByteArray &state)
{
    m_table->restoreHeaderState(state);
}

} // namespace Gatehouse::Ui
