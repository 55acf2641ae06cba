// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/pricemodel.h"

#include "ui/common/formats.h"
#include "ui/tr.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <tuple>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

// Every name that may lead to a model: what the configuration offers without globs, aliases, and what was used.
QStringList namesOf(const Configuration &configuration, const QStringList &used)
{
    QStringList names = used;
    for (const Model &model : configuration.models) {
        if (!model.name.contains(u'*') && !model.name.contains(u'?'))
            names.append(model.name);
    }
    for (const Alias &alias : configuration.aliases)
        names.append(alias.name);
    names.removeDuplicates();
    return names;
}

const PriceOverride *findOwn(const Configuration &configuration, const QString &version)
{
    const auto found = std::ranges::find_if(
        configuration.prices, [&](const PriceOverride &own) { return version == u"own #%1"_s.arg(own.id); });
    return found == configuration.prices.end() ? nullptr : &*found;
}

} // namespace

QString perMillion(std::optional<qint64> price)
{
    return price ? Formats::moneyExact(Money::fromNanos(*price)) : QString();
}

void PriceModel::setSnapshot(std::shared_ptr<const Snapshot> snapshot, Timestamp now)
{
    m_snapshot = std::move(snapshot);
    m_now = now;
    update();
}

void PriceModel::setUsage(const QList<Store::GroupTotals> &byModel)
{
    m_usage.clear();
    for (const Store::GroupTotals &group : byModel) {
        if (!group.group.isEmpty())
            m_usage.insert(group.group, group);
    }
    update();
}

void PriceModel::update()
{
    if (!m_snapshot)
        return;
    const Configuration &configuration = m_snapshot->configuration();
    std::map<std::pair<QString, EntityId>, PricedRow> found; // by model and provider
    for (const QString &name : namesOf(configuration, m_usage.keys())) {
        for (const Snapshot::Target &target : m_snapshot->targetsFor(name.toUtf8())) {
            const QString model = QString::fromUtf8(target.upstreamModel);
            PricedRow &row = found[{model, target.provider->id}];
            row.providerId = target.provider->id;
            row.provider = target.provider->name;
            row.model = model;
            if (name != model && !row.askedAs.contains(name))
                row.askedAs.append(name);
            row.price = m_snapshot->priceFor(target, m_now, 0);
        }
    }
    std::vector<PricedRow> rows;
    for (PricedRow &row : found | std::views::values) {
        row.source = row.price ? PriceSource::List : PriceSource::None;
        if (row.price) {
            if (const PriceOverride *own = findOwn(configuration, row.price->version)) {
                row.source = PriceSource::Own;
                row.own = *own;
            }
        }
        if (const auto usage = m_usage.constFind(row.model); usage != m_usage.constEnd()) {
            row.requests = usage->totals.requests;
            row.spend = usage->totals.cost;
            row.hadUnpriced = usage->totals.unpriced > 0;
        }
        rows.push_back(std::move(row));
    }
    const auto key = [](const PricedRow &row) { return std::tie(row.model, row.providerId); };
    if (std::ranges::equal(rows, m_rows, {}, key, key)) {
        // Only what has changed, so that the selection stays.
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i] == m_rows[i])
                continue;
            m_rows[i] = std::move(rows[i]);
            const int row = static_cast<int>(i);
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

const PricedRow *PriceModel::row(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int PriceModel::rowOf(EntityId provider, const QString &model) const
{
    const auto found = std::ranges::find_if(
        m_rows, [&](const PricedRow &row) { return row.providerId == provider && row.model == model; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int PriceModel::unpricedCount() const
{
    return static_cast<int>(std::ranges::count(m_rows, PriceSource::None, &PricedRow::source));
}

int PriceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PriceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PriceModel::text(const PricedRow &row, int column) const
{
    switch (column) {
    case ModelColumn:
        return row.model;
    case ProviderColumn:
        return row.provider;
    case InputColumn:
        return row.price ? perMillion(row.price->input) : QString();
    case OutputColumn:
        return row.price ? perMillion(row.price->output) : QString();
    case CacheReadColumn:
        return row.price ? perMillion(row.price->cacheRead) : QString();
    case CacheWriteColumn:
        return row.price ? perMillion(row.price->cacheWrite) : QString();
    case SourceColumn:
        switch (row.source) {
        case PriceSource::List:
            return Tr::tr("price list");
        case PriceSource::Own:
            return Tr::tr("own");
        case PriceSource::None:
            return Tr::tr("unpriced");
        }
        return {};
    case RequestsColumn:
        return row.requests > 0 ? Formats::count(row.requests) : QString();
    case SpendColumn:
        return row.requests > 0 ? Formats::money(row.spend) : QString();
    default:
        return {};
    }
}

QVariant PriceModel::sortValue(const PricedRow &row, int column) const
{
    const auto amount = [](const std::optional<qint64> &price) { return price.value_or(-1); };
    switch (column) {
    case InputColumn:
        return row.price ? row.price->input : -1;
    case OutputColumn:
        return row.price ? row.price->output : -1;
    case CacheReadColumn:
        return row.price ? amount(row.price->cacheRead) : -1;
    case CacheWriteColumn:
        return row.price ? amount(row.price->cacheWrite) : -1;
    case SourceColumn:
        return static_cast<int>(row.source);
    case RequestsColumn:
        return row.requests;
    case SpendColumn:
        return row.spend.nanos();
    default:
        return text(row, column);
    }
}

QVariant PriceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PricedRow &row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    const bool isNumber = column >= InputColumn && column != SourceColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case SortRole:
        return sortValue(row, column);
    case Qt::TextAlignmentRole:
        return isNumber ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ToolTipRole:
        if (column == ModelColumn && !row.askedAs.isEmpty())
            return Tr::tr("Asked for as %1").arg(row.askedAs.join(u", "_s));
        if (column == SourceColumn && row.price)
            return row.price->version;
        if (column == SourceColumn)
            return Tr::tr("Requests to it are counted without a cost; hard budgets refuse them.");
        if (column == SpendColumn)
            return Formats::moneyExact(row.spend);
        return text(row, column);
    case SecondLineRole:
        return column == ModelColumn && !row.askedAs.isEmpty() ? row.askedAs.join(u", "_s) : QVariant();
    case ToneRole:
        if (column != SourceColumn)
            return {};
        return QVariant::fromValue(row.source == PriceSource::None  ? Tone::Warning
                                   : row.source == PriceSource::Own ? Tone::Info
                                                                    : Tone::Neutral);
    case MonospaceRole:
        return column == ModelColumn;
    case SourceRole:
        return QVariant::fromValue(static_cast<int>(row.source));
    default:
        return {};
    }
}

QVariant PriceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section >= InputColumn && section != SourceColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section >= InputColumn && section <= CacheWriteColumn)
        return Tr::tr("US dollars for a million tokens");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ModelColumn:
        return Tr::tr("Model");
    case ProviderColumn:
        return Tr::tr("Provider");
    case InputColumn:
        return Tr::tr("Input $/1M");
    case OutputColumn:
        return Tr::tr("Output $/1M");
    case CacheReadColumn:
        return Tr::tr("Cached $/1M");
    case CacheWriteColumn:
        return Tr::tr("Cache write $/1M");
    case SourceColumn:
        return Tr::tr("Price");
    case RequestsColumn:
        return Tr::tr("Requests 30 d");
    case SpendColumn:
        return Tr::tr("Spend 30 d");
    default:
        return {};
    }
}

} // namespace Gatehouse::Ui
