// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "gateway/store/reader.h"
#include "ui/common/chartdata.h"
#include "ui/common/timerange.h"

namespace Gatehouse::Ui {

// The answers that the Overview is drawn from. Rollups only, never rows. A value.
struct OverviewData {
    TimeRange range = TimeRange::Day;
    Store::GroupBy groupBy = Store::GroupBy::Client;
    Timestamp start = {}; // of the first bar
    Timestamp end = {};   // now
    std::chrono::minutes step{30};
    int steps = 0;
    Configuration configuration;
    QList<Store::SeriesPoint> grouped;  // by groupBy
    QList<Store::SeriesPoint> all;      // not grouped
    QList<Store::SeriesPoint> previous; // of the period before, not grouped; empty: not compared
    QList<Store::GroupTotals> clients;
};

// Bars begin at round local times; the first whole one inside the range.
void setSpan(OverviewData &data, TimeRange range, Timestamp now);
[[nodiscard]] Store::Totals sumOf(const QList<Store::SeriesPoint> &points);
[[nodiscard]] QList<Store::Totals> totalsByStep(const OverviewData &data, const QList<Store::SeriesPoint> &points,
                                                Timestamp start);
void addTotals(Store::Totals &sum, const Store::Totals &totals);

// What a group is called: the client's, provider's or model's name.
[[nodiscard]] QString groupName(const Configuration &configuration, Store::GroupBy groupBy, EntityId id,
                                const QString &name);
// Its series colour where it has one of its own; else OtherSeries.
[[nodiscard]] int groupSeries(const Configuration &configuration, Store::GroupBy groupBy, EntityId id);

[[nodiscard]] ChartData spendChart(const OverviewData &data); // the eight that cost most, and Other
[[nodiscard]] ChartData outcomeChart(const OverviewData &data);
[[nodiscard]] ChartData latencyChart(const OverviewData &data);
[[nodiscard]] ChartData tokenChart(const OverviewData &data);

} // namespace Gatehouse::Ui
