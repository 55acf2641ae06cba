// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"

#include <QAbstractTableModel>

#include <deque>
#include <functional>

namespace Gatehouse::Ui {

// What views need to know of a model that pages, whatever its rows are. GUI only.
class PagedModelBase : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class State : quint8 { Empty, Loading, Ready, Failed };

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Error &lastError() const { return m_error; }
    // New rows that came while the view did not follow; the pill "37 new".
    [[nodiscard]] int waitingRows() const { return m_waiting; }
    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
    // While following, new rows are inserted at the top; else they wait and are counted.
    void setFollowing(bool following);
    virtual void showWaiting() = 0; // inserts the waiting rows

signals:
    void stateChanged();
    void waitingChanged(int rows);

protected:
    void setState(State state);
    void setWaiting(int rows);
    Error m_error;

private:
    State m_state = State::Empty;
    int m_waiting = 0;
    bool m_isFollowing = true;
};

// A table over the store by keyset pages, newest first. Keeps at most MaxRows rows: what is far from where the user
// reads is dropped, at the bottom while following, at the top while reading on below. A subclass gives columns and
// data(), and asks for pages in askPage(); an answer of an older generation (reset meanwhile) is thrown away. GUI only.
template <typename Row, typename Key>
class PagedModel : public PagedModelBase
{
public:
    static constexpr int PageSize = 256;
    static constexpr int MaxRows = 8192;

    using PagedModelBase::PagedModelBase;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override
    {
        return !parent.isValid() && m_next && !m_isAsking;
    }
    void fetchMore(const QModelIndex &parent) override
    {
        if (canFetchMore(parent))
            ask();
    }
    [[nodiscard]] const Row &row(int index) const { return m_rows[std::size_t(index)]; }

    // Throws all rows away and asks for the first page.
    void restart()
    {
        ++m_generation;
        m_isAsking = false;
        beginResetModel();
        m_rows.clear();
        m_waitingRows.clear();
        m_next.reset();
        m_isTopDropped = false;
        endResetModel();
        setWaiting(0);
        ask();
    }

    void showWaiting() override
    {
        if (m_isTopDropped) {
            restart();
            return;
        }
        std::deque<Row> rows;
        rows.swap(m_waitingRows);
        setWaiting(0);
        insertAtTop(std::move(rows));
    }

protected:
    using PageAnswer = std::function<void(Result<std::pair<QList<Row>, std::optional<Key>>>)>;

    // Asks for the page below a key (nothing: the first page) and gives it to `answer` later.
    virtual void askPage(std::optional<Key> below, int limit, PageAnswer answer) = 0;
    // Whether two rows are the same thing in different states.
    [[nodiscard]] virtual bool isSame(const Row &one, const Row &other) const = 0;

    // A live row: one that is known is replaced where it stands, a new one goes to the top (or waits).
    void putRows(const QList<Row> &rows)
    {
        std::deque<Row> fresh;
        for (const Row &row : rows) {
            if (replaceIn(m_rows, row, true) || replaceIn(m_waitingRows, row, false) || replaceIn(fresh, row, false))
                continue;
            fresh.push_front(row);
        }
        if (fresh.empty())
            return;
        if (isFollowing() && !m_isTopDropped) {
            insertAtTop(std::move(fresh));
            return;
        }
        m_waitingRows.insert(m_waitingRows.begin(), fresh.begin(), fresh.end());
        if (m_waitingRows.size() > std::size_t(MaxRows))
            m_waitingRows.resize(std::size_t(MaxRows));
        setWaiting(int(m_waitingRows.size()));
    }

private:
    void ask()
    {
        m_isAsking = true;
        setState(State::Loading);
        askPage(m_next, PageSize, [this, generation = m_generation](auto result) {
            if (generation == m_generation)
                take(std::move(result));
        });
    }

    void take(Result<std::pair<QList<Row>, std::optional<Key>>> result)
    {
        m_isAsking = false;
        if (!result) {
            m_error = result.error();
            m_next.reset();
            setState(State::Failed);
            return;
        }
        // A row may have come by the live feed before its page was read.
        QList<Row> rows;
        for (const Row &row : result->first) {
            if (!replaceIn(m_rows, row, true) && !replaceIn(m_waitingRows, row, false))
                rows.append(row);
        }
        m_next = result->second;
        if (!rows.isEmpty()) {
            const int first = int(m_rows.size());
            beginInsertRows({}, first, first + int(rows.size()) - 1);
            m_rows.insert(m_rows.end(), rows.begin(), rows.end());
            endInsertRows();
        }
        if (int(m_rows.size()) > MaxRows)
            dropTop();
        setState(m_rows.empty() ? State::Empty : State::Ready);
    }

    void dropTop()
    {
        const int excess = int(m_rows.size()) - MaxRows;
        beginRemoveRows({}, 0, excess - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + excess);
        endRemoveRows();
        m_isTopDropped = true; // the newest come back by a restart
    }

    bool replaceIn(std::deque<Row> &rows, const Row &row, bool isShown)
    {
        // Live rows are among the newest: the search ends soon.
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!isSame(rows[i], row))
                continue;
            rows[i] = row;
            if (isShown)
                emit dataChanged(index(int(i), 0), index(int(i), columnCount() - 1));
            return true;
        }
        return false;
    }

    void insertAtTop(std::deque<Row> rows)
    {
        if (rows.empty())
            return;
        beginInsertRows({}, 0, int(rows.size()) - 1);
        m_rows.insert(m_rows.begin(), rows.begin(), rows.end());
        endInsertRows();
        if (int(m_rows.size()) > MaxRows)
            dropBottom();
        setState(State::Ready);
    }

    // What is dropped is read again when somebody scrolls there: the next page starts below the last row that is kept.
    void dropBottom()
    {
        beginRemoveRows({}, MaxRows, int(m_rows.size()) - 1);
        m_rows.resize(std::size_t(MaxRows));
        endRemoveRows();
        m_next = keyOf(m_rows.back());
    }

    [[nodiscard]] virtual Key keyOf(const Row &row) const = 0;

    std::deque<Row> m_rows;
    std::deque<Row> m_waitingRows;
    std::optional<Key> m_next;
    quint64 m_generation = 0;
    bool m_isAsking = false;
    bool m_isTopDropped = false;
};

} // namespace Gatehouse::Ui
