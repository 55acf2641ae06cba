// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/spendchart.h"

#include "ui/clients/clientsfeed.h"

namespace Gatehouse::Ui {

ChartData spendByDay(const QList<Store::SeriesPoint> &points, Timestamp now, const QString &client, int series)
{
    constexpr std::chrono::days Day{1};
    const auto today = std::chrono::floor<std::chrono::days>(now);
    ChartData chart;
    chart.unit = ChartUnit::Money;
    chart.start = today - (ClientsFeed::Days - 1) * Day;
    chart.step = Day;
    chart.steps = ClientsFeed::Days;
    ChartSeries spend{.name = client, .id = 0, .values = QList<double>(ClientsFeed::Days), .series = series};
    for (const Store::SeriesPoint &point : points) {
        const auto day = (point.start - chart.start) / Day;
        if (point.start >= chart.start && day < ClientsFeed::Days)
            spend.values[day] += static_cast<double>(point.totals.cost.nanos()) / 1e9;
    }
    chart.series = {spend};
    return chart;
}

} // namespace Gatehouse::Ui
