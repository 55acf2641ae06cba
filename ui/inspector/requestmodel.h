// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/engine/control.h"
#include "gateway/store/reader.h"
#include "ui/common/pagedmodel.h"
#include "ui/common/roles.h"
#include "ui/inspector/entitynames.h"
#include "ui/inspector/filter/filtermatcher.h"

namespace Gatehouse::Ui {

class Questions;

// The requests of a filter, newest first, by pages from the store and live from the engine. A request in flight is
// updated where it stands. GUI only; owned by the Requests page.
class RequestModel final : public PagedModel<Store::RequestRecord, Store::PageKey>
{
    Q_OBJECT
public:
    enum Column : quint8 {
        Glyph,
        Time,
        Client,
        RequestedModel,
        UsedModel,
        Provider,
        TokensIn,
        TokensOut,
        Cost,
        Latency,
        FirstToken,
        Tries,
        Http,
        // Hidden until the reader asks for them in the header's menu:
        Key,
        Stream,
        CachedTokens,
        ReasoningTokens,
        FinishReason,
        Error,
        SizeIn,
        SizeOut,
        UserAgent,
        SourceAddress,
        RequestIdColumn,
        ColumnCount
    };
    static constexpr int FirstHiddenColumn = Key;
    enum Roles : int { SortsRole = OwnRole, FilterTextRole }; // FilterTextRole: the condition "filter by this"

    RequestModel(Questions &questions, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setNames(const EntityNames &names);
    [[nodiscard]] const EntityNames &names() const { return m_names; }
    // Both restart from the newest row.
    void setFilter(const FilterMatcher &filter, std::optional<Timestamp> from, std::optional<Timestamp> to);
    [[nodiscard]] const FilterMatcher &filter() const { return m_filter; }
    // What the store is asked: the filter narrowed, in the time range.
    [[nodiscard]] Store::RequestFilter storeFilter() const;

    void takeLive(const Engine::LiveBatch &batch);
    // Time has passed: what is in flight has taken longer.
    void tick();

    [[nodiscard]] int rowOf(RequestId id) const; // -1 = not among the rows

protected:
    void askPage(std::optional<Store::PageKey> below, int limit, PageAnswer answer) override;
    [[nodiscard]] bool isSame(const Store::RequestRecord &one, const Store::RequestRecord &other) const override;
    [[nodiscard]] Store::PageKey keyOf(const Store::RequestRecord &row) const override;

private:
    void gather(std::optional<Store::PageKey> below, int limit, QList<Store::RequestRecord> found, PageAnswer answer,
                quint64 generation);
    [[nodiscard]] QString text(const Store::RequestRecord &request, int column) const;
    [[nodiscard]] QVariant look(const Store::RequestRecord &request, int column, int role) const;
    [[nodiscard]] QString toolTip(const Store::RequestRecord &request, int column) const;
    [[nodiscard]] QString condition(const Store::RequestRecord &request, int column) const;

    Questions &m_questions;
    const Clock &m_clock;
    EntityNames m_names;
    FilterMatcher m_filter;
    std::optional<Timestamp> m_from;
    std::optional<Timestamp> m_to;
    quint64 m_gathering = 0; // of the scan that runs; an older one stops at its next page
};

// The tone and glyph of a request's state.
[[nodiscard]] Tone toneOf(const Store::RequestRecord &request);
[[nodiscard]] QString glyphOf(const Store::RequestRecord &request);

} // namespace Gatehouse::Ui
