// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/priceproxymodel.h"

#include "ui/models/pricemodel.h"

#include <algorithm>

namespace Gatehouse::Ui {

PriceProxyModel::PriceProxyModel(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void PriceProxyModel::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateRowsFilter();
}

void PriceProxyModel::setOnlyUnpriced(bool only)
{
    m_onlyUnpriced = only;
    invalidateRowsFilter();
}

bool PriceProxyModel::filterAcceptsRow(int row, const QModelIndex &) const
{
    const auto *const model = qobject_cast<const PriceModel *>(sourceModel());
    const PricedRow *priced = model ? model->row(row) : nullptr;
    if (!priced || (m_onlyUnpriced && priced->source != PriceSource::None))
        return false;
    const auto matches = [this](const QString &text) { return text.contains(m_text, Qt::CaseInsensitive); };
    return m_text.isEmpty() || matches(priced->model) || matches(priced->provider)
           || std::ranges::any_of(priced->askedAs, matches);
}

} // namespace Gatehouse::Ui
