// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/engine/control.h"

#include <QHash>
#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace Gatehouse::Ui {

class EmptyState;
class PagedTableView;
class RequestModel;

// The rows of the Requests page: the table with its menu, what stands there when it has none, the sums of what is
// selected, and the requests in flight, which no store knows yet. GUI only; owned by the page, which owns the model.
class RequestList final : public QWidget
{
    Q_OBJECT
public:
    RequestList(RequestModel *model, QWidget *parent);

    // Of live rows, also while the page is hidden.
    void keepRunning(const Engine::LiveBatch &batch);
    void setShowsRunning(bool shows); // not in a span that has an end

    // What the empty states say.
    struct Scope {
        bool hasFilter = false;
        bool isWidest = false;
        std::optional<qint64> inRange = {}; // requests there without the filter
    };
    void setScope(const Scope &scope);

    void setFollow(bool isOn);
    [[nodiscard]] bool isFollowing() const;
    // Live rows were left out: the table is to be read anew when nothing is moved by it. Asking forgets.
    [[nodiscard]] bool takeMissed();

    [[nodiscard]] std::optional<RequestId> shown() const { return m_shown; } // the one that is selected alone
    void clearSelection();
    void selectRow(int row);
    void focusTable();
    [[nodiscard]] QByteArray headerState() const;
    void restoreHeaderState(const QByteArray &state);
    void showVisibleRange();

signals:
    void followChanged(bool isOn);
    void selectionChanged(int count);
    void shownEnded(); // its bodies and attempts are in the store now
    void visibleRangeChanged(Gatehouse::Timestamp from, Gatehouse::Timestamp to);
    void clearFilterRequested();
    void widenRequested();
    void conditionChosen(const QString &condition);
    void copyRequested(const QString &text);
    void curlRequested(const Gatehouse::Store::RequestRecord &request);

private:
    void buildTable();
    void showRunning();
    void showState();
    void showSums();
    void takeSelection();
    void takeChange(const QModelIndex &first, const QModelIndex &last);
    void restoreSelection();
    void showCellMenu(const QPoint &position);

    RequestModel *m_model;
    PagedTableView *m_table;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QPushButton *m_clear;
    QPushButton *m_widen;
    QLabel *m_sums;
    Scope m_scope;
    std::optional<RequestId> m_shown;
    QHash<QByteArray, Store::RequestRecord> m_running; // by id; the store knows them only when they end
    bool m_showsRunning = true;
    bool m_hasMissed = false;
};

} // namespace Gatehouse::Ui
