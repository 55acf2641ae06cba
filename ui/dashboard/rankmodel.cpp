// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/rankmodel.h"

#include "ui/common/formats.h"
#include "ui/common/roles.h"
#include "ui/common/seriescolours.h"
#include "ui/tr.h"

#include <algorithm>
#include <map>

namespace Gatehouse::Ui {

namespace {

double errorShare(const Store::Totals &totals)
{
    return totals.requests > 0 ? double(totals.clientErrors + totals.upstreamErrors) / double(totals.requests) : 0;
}

int chartSeries(const ChartData &chart, EntityId id, const QString &name)
{
    const auto found = std::ranges::find_if(
        chart.series, [&](const ChartSeries &series) { return series.id == id && series.name == name; });
    return found == chart.series.end() ? OtherSeries : found->series.value_or(OtherSeries);
}

} // namespace

void RankModel::setGroups(const OverviewData &data, const QList<Store::SeriesPoint> &points, Store::GroupBy groupBy,
                          int limit)
{
    std::map<std::pair<EntityId, QString>, Row> groups;
    constexpr int TrendPoints = 16;
    const double length = double((data.step * data.steps).count());
    for (const Store::SeriesPoint &point : points) {
        Row &row = groups[{point.groupId, point.group}];
        if (row.trend.isEmpty()) {
            row.id = point.groupId;
            row.key = point.group;
            row.trend.resize(TrendPoints);
        }
        addTotals(row.totals, point.totals);
        const double at =
            double(std::chrono::duration_cast<std::chrono::minutes>(point.start - data.start).count()) / length;
        row.trend[std::clamp(int(at * TrendPoints), 0, TrendPoints - 1)] += double(point.totals.requests);
    }
    // The colours of this page's chart, which lends free ones to clients beyond the eighth.
    const ChartData chart = groupBy == data.groupBy ? spendChart(data) : ChartData{};
    QList<Row> rows;
    Money sum;
    for (auto &[key, row] : groups) {
        sum += row.totals.cost;
        row.name = groupName(data.configuration, groupBy, row.id, row.key);
        row.series = groupBy == data.groupBy ? chartSeries(chart, row.id, row.name)
                                             : groupSeries(data.configuration, groupBy, row.id);
        rows.append(std::move(row));
    }
    std::ranges::stable_sort(rows, [](const Row &one, const Row &other) {
        return std::pair(one.totals.cost, one.totals.requests) > std::pair(other.totals.cost, other.totals.requests);
    });
    rows = rows.first(std::min(qsizetype(limit), rows.size()));
    for (Row &row : rows)
        row.share = sum.nanos() > 0 ? double(row.totals.cost.nanos()) / double(sum.nanos()) : 0;

    const bool isSameShape = rows.size() == m_rows.size() && groupBy == m_groupBy;
    if (!isSameShape)
        beginResetModel();
    m_rows = std::move(rows);
    m_groupBy = groupBy;
    m_rangeName = rangeName(data.range);
    if (!isSameShape)
        endResetModel();
    else if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int RankModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RankModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString RankModel::text(const Row &row, int column) const
{
    const Store::Totals &totals = row.totals;
    switch (column) {
    case Name:
        return row.name;
    case Requests:
        return Formats::count(totals.requests);
    case TokensIn:
        return Formats::count(totals.usage.inputTotal());
    case TokensOut:
        return Formats::count(totals.usage.outputTotal());
    case Cost:
        // A cost of which a part is not known is not zero.
        return totals.cost == Money() && totals.unpriced > 0 ? Tr::tr("unpriced") : Formats::money(totals.cost);
    case Share:
        return Formats::percent(row.share);
    case Errors:
        return Formats::percent(errorShare(totals));
    case P95: {
        const auto value = totals.latency.percentile(0.95);
        return value ? Formats::duration(*value) : QString();
    }
    default:
        return {};
    }
}

QVariant RankModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() == Name ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::ToolTipRole:
        return index.column() == Cost   ? Formats::moneyExact(row.totals.cost)
               : index.column() == Name ? row.name
                                        : QVariant();
    case SeriesRole:
        if ((index.column() == Name && (m_groupBy == Store::GroupBy::Client || row.series != OtherSeries))
            || (index.column() == Trend && row.series != OtherSeries))
            return row.series;
        return {};
    case ShareRole:
        return row.share;
    case PointsRole:
        return QVariant::fromValue(row.trend);
    case ToneRole: {
        const double share = errorShare(row.totals);
        if (index.column() != Errors || share < 0.015)
            return {};
        return QVariant::fromValue(share >= 0.04 ? Tone::Error : Tone::Warning);
    }
    default:
        return {};
    }
}

QVariant RankModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Name ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return m_groupBy == Store::GroupBy::Model      ? Tr::tr("Model")
               : m_groupBy == Store::GroupBy::Provider ? Tr::tr("Provider")
                                                       : Tr::tr("Client");
    case Requests:
        return Tr::tr("Requests");
    case TokensIn:
        return Tr::tr("Tokens in");
    case TokensOut:
        return Tr::tr("Tokens out");
    case Cost:
        return Tr::tr("Cost");
    case Share:
        return Tr::tr("Share");
    case Errors:
        return Tr::tr("Errors");
    case P95:
        return Tr::tr("p95");
    case Trend:
        return m_rangeName;
    default:
        return {};
    }
}

} // namespace Gatehouse::Ui
