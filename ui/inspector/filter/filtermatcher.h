// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"
#include "ui/inspector/entitynames.h"
#include "ui/inspector/filter/filterexpression.h"

namespace Gatehouse::Ui {

// A parsed filter ready for use: judges rows, and says how much of it the store can judge itself, so that a page of
// rows comes from its indexes and only the rest is judged here. Immutable value.
class FilterMatcher final
{
public:
    FilterMatcher() = default; // takes everything
    FilterMatcher(FilterNode filter, const EntityNames &names);

    [[nodiscard]] const FilterNode &filter() const { return m_filter; }
    [[nodiscard]] bool matches(const Store::RequestRecord &request) const;

    // Every row that matches is among those of this store filter.
    [[nodiscard]] const Store::RequestFilter &narrowed() const { return m_narrowed; }
    // The store filter says all there is: its count is the count.
    [[nodiscard]] bool isExact() const { return m_isExact; }
    // Nothing can match, whatever the store holds: a client that does not exist.
    [[nodiscard]] bool isImpossible() const { return m_isImpossible; }

private:
    bool narrow(const FilterNode &node);
    bool narrowComparison(const FilterNode &node);
    bool narrowAmount(const FilterNode &node);
    bool narrowNames(const FilterNode &node);

    FilterNode m_filter;
    EntityNames m_names;
    Store::RequestFilter m_narrowed;
    bool m_isExact = true;
    bool m_isImpossible = false;
};

} // namespace Gatehouse::Ui
