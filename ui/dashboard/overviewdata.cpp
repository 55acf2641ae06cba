// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/overviewdata.h"

#include "ui/common/formats.h"
#include "ui/common/seriescolours.h"
#include "ui/tr.h"

#include <QDateTime>

#include <algorithm>
#include <map>

namespace Gatehouse::Ui {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype LargestGroups = 8;

struct Group {
    EntityId id = 0;
    QString key;
    QString name;
    QList<double> values;
    double total = 0;
};

QList<Group> groupsByCost(const OverviewData &data)
{
    std::map<std::pair<EntityId, QString>, Group> groups;
    for (const Store::SeriesPoint &point : data.grouped) {
        Group &group = groups[{point.groupId, point.group}];
        if (group.values.isEmpty()) {
            group.id = point.groupId;
            group.key = point.group;
            group.values.resize(data.steps);
        }
        const auto step = (point.start - data.start) / data.step;
        if (point.start < data.start || step >= data.steps)
            continue;
        const double dollars = double(point.totals.cost.nanos()) / 1e9;
        group.values[qsizetype(step)] += dollars;
        group.total += dollars;
    }
    QList<Group> result;
    for (auto &[key, group] : groups) {
        group.name = groupName(data.configuration, data.groupBy, group.id, group.key);
        result.append(std::move(group));
    }
    std::ranges::stable_sort(result, std::ranges::greater(), &Group::total);
    return result;
}

double seconds(std::optional<std::chrono::microseconds> value)
{
    return value ? double(value->count()) / 1e6 : 0;
}

ChartData emptyChart(const OverviewData &data)
{
    ChartData chart;
    chart.start = data.start;
    chart.step = data.step;
    chart.steps = data.steps;
    return chart;
}

ChartSeries seriesOf(const QString &name, const QList<Store::Totals> &totals, auto &&value)
{
    ChartSeries series;
    series.name = name;
    series.values.reserve(totals.size());
    for (const Store::Totals &one : totals)
        series.values.append(double(value(one)));
    return series;
}

} // namespace

void setSpan(OverviewData &data, TimeRange range, Timestamp now)
{
    const TimeSpan span = timeSpan(range, now);
    data.range = range;
    data.step = chartStep(range);
    const QDateTime midnight = Formats::local(span.from).date().startOfDay();
    const Timestamp day = fromMicroseconds(midnight.toMSecsSinceEpoch() * 1000);
    const auto sinceMidnight = span.from - day;
    const auto step = std::chrono::microseconds(data.step);
    data.start = day + (sinceMidnight + step - 1us) / step * step;
    data.end = span.to;
    data.steps = std::max(1, int((span.to - data.start + step - 1us) / step));
}

void addTotals(Store::Totals &sum, const Store::Totals &totals)
{
    sum.requests += totals.requests;
    sum.answered += totals.answered;
    sum.clientErrors += totals.clientErrors;
    sum.upstreamErrors += totals.upstreamErrors;
    sum.clientClosed += totals.clientClosed;
    sum.unpriced += totals.unpriced;
    for (const Llm::UsagePart &part : Llm::UsageParts)
        sum.usage.*part.value += totals.usage.*part.value;
    sum.cost += totals.cost;
    sum.latency.merge(totals.latency);
    sum.firstToken.merge(totals.firstToken);
}

Store::Totals sumOf(const QList<Store::SeriesPoint> &points)
{
    Store::Totals sum;
    for (const Store::SeriesPoint &point : points)
        addTotals(sum, point.totals);
    return sum;
}

QList<Store::Totals> totalsByStep(const OverviewData &data, const QList<Store::SeriesPoint> &points, Timestamp start)
{
    QList<Store::Totals> result(data.steps);
    for (const Store::SeriesPoint &point : points) {
        const auto step = (point.start - start) / data.step;
        if (point.start >= start && step < data.steps)
            addTotals(result[qsizetype(step)], point.totals);
    }
    return result;
}

QString groupName(const Configuration &configuration, Store::GroupBy groupBy, EntityId id, const QString &name)
{
    if (groupBy == Store::GroupBy::Model)
        return name.isEmpty() ? Tr::tr("no model") : name;
    if (groupBy == Store::GroupBy::Client) {
        const auto found = std::ranges::find(configuration.clients, id, &Client::id);
        return found != configuration.clients.end() ? found->name
               : id == 0                            ? Tr::tr("not authenticated")
                                                    : Tr::tr("removed client");
    }
    if (groupBy == Store::GroupBy::Provider) {
        const auto found = std::ranges::find(configuration.providers, id, &Provider::id);
        return found != configuration.providers.end() ? found->name
               : id == 0                              ? Tr::tr("no provider")
                                                      : Tr::tr("removed provider");
    }
    return name;
}

int groupSeries(const Configuration &configuration, Store::GroupBy groupBy, EntityId id)
{
    return groupBy == Store::GroupBy::Client ? seriesIndex(configuration, id) : OtherSeries;
}

ChartData spendChart(const OverviewData &data)
{
    ChartData chart = emptyChart(data);
    chart.unit = ChartUnit::Money;
    const QList<Group> groups = groupsByCost(data);
    QList<int> preferred;
    for (const Group &group : groups.first(std::min(LargestGroups, groups.size())))
        preferred.append(groupSeries(data.configuration, data.groupBy, group.id));
    const QList<int> colours = distinctSeries(preferred);
    ChartSeries other{.name = {}, .id = -1, .values = QList<double>(data.steps), .series = OtherSeries};
    qsizetype otherCount = 0;
    for (qsizetype i = 0; i < groups.size(); ++i) {
        if (groups[i].total <= 0)
            continue;
        if (i < LargestGroups) {
            chart.series.append(
                {.name = groups[i].name, .id = groups[i].id, .values = groups[i].values, .series = colours[i]});
            continue;
        }
        ++otherCount;
        for (int step = 0; step < data.steps; ++step)
            other.values[step] += groups[i].values[step];
    }
    if (otherCount > 0) {
        other.name = Tr::tr("Other (%1)").arg(otherCount);
        chart.series.append(other);
    }
    if (!data.previous.isEmpty()) {
        const auto length = data.step * data.steps;
        for (const Store::Totals &totals : totalsByStep(data, data.previous, data.start - length))
            chart.previous.append(double(totals.cost.nanos()) / 1e9);
    }
    return chart;
}

ChartData outcomeChart(const OverviewData &data)
{
    ChartData chart = emptyChart(data);
    const QList<Store::Totals> totals = totalsByStep(data, data.all, data.start);
    ChartSeries ok = seriesOf(Tr::tr("ok"), totals, [](const auto &one) { return one.answered; });
    ok.tone = Tone::Ok;
    ChartSeries client = seriesOf(Tr::tr("client error"), totals, [](const auto &one) { return one.clientErrors; });
    client.tone = Tone::Warning;
    ChartSeries left = seriesOf(Tr::tr("client left"), totals, [](const auto &one) { return one.clientClosed; });
    left.tone = Tone::Neutral;
    ChartSeries upstream =
        seriesOf(Tr::tr("provider error"), totals, [](const auto &one) { return one.upstreamErrors; });
    upstream.tone = Tone::Error;
    chart.series = {ok, left, client, upstream};
    return chart;
}

ChartData latencyChart(const OverviewData &data)
{
    ChartData chart = emptyChart(data);
    chart.kind = ChartData::Kind::LogLines;
    chart.unit = ChartUnit::Seconds;
    const QList<Store::Totals> totals = totalsByStep(data, data.all, data.start);
    const auto latency = [&](const QString &name, double fraction, int colour) {
        ChartSeries series =
            seriesOf(name, totals, [fraction](const auto &one) { return seconds(one.latency.percentile(fraction)); });
        series.series = colour;
        return series;
    };
    ChartSeries first = seriesOf(Tr::tr("first token p95"), totals,
                                 [](const auto &one) { return seconds(one.firstToken.percentile(0.95)); });
    first.series = 5;
    first.isDashed = true;
    chart.series = {latency(Tr::tr("p50"), 0.5, 0), latency(Tr::tr("p95"), 0.95, 2), latency(Tr::tr("p99"), 0.99, 3),
                    first};
    return chart;
}

ChartData tokenChart(const OverviewData &data)
{
    ChartData chart = emptyChart(data);
    chart.unit = ChartUnit::Tokens;
    const QList<Store::Totals> totals = totalsByStep(data, data.all, data.start);
    ChartSeries in = seriesOf(Tr::tr("in"), totals,
                              [](const auto &one) { return one.usage.inputTotal() - one.usage.cacheReadTotal(); });
    in.series = 0;
    ChartSeries cached = seriesOf(Tr::tr("cached"), totals, [](const auto &one) { return one.usage.cacheReadTotal(); });
    cached.tone = Tone::Cached;
    ChartSeries out = seriesOf(Tr::tr("out"), totals,
                               [](const auto &one) { return one.usage.outputTotal() - one.usage.outputReasoning; });
    out.series = 1;
    ChartSeries reasoning =
        seriesOf(Tr::tr("reasoning"), totals, [](const auto &one) { return one.usage.outputReasoning; });
    reasoning.series = 5;
    chart.series = {in, cached, out, reasoning};
    return chart;
}

} // namespace Gatehouse::Ui
