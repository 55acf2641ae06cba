// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/tiles.h"

#include "ui/common/formats.h"
#include "ui/tr.h"

#include <cmath>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int SparkPoints = 16;

QString sign(double value)
{
    return value < 0 ? u"\u2212"_s : u"+"_s;
}

void setRelativeChange(TileContent &content, double now, double before)
{
    if (before <= 0)
        return;
    const double change = (now - before) / before;
    if (std::abs(change) < 0.0005) {
        content.change = Tr::tr("same");
        return;
    }
    content.change = sign(change) + Formats::percent(std::abs(change));
    content.direction = change > 0 ? TileContent::Direction::Up : TileContent::Direction::Down;
}

// A difference in the value's own unit, where more is worse.
void setBadChange(TileContent &content, double change, const QString &text, double threshold, Tone worse)
{
    if (std::abs(change) < threshold) {
        content.change = Tr::tr("same");
        return;
    }
    content.change = sign(change) + text;
    content.direction = change > 0 ? TileContent::Direction::Up : TileContent::Direction::Down;
    content.changeTone = change > 0 ? worse : Tone::Ok;
}

QList<double> sparkline(const QList<Store::Totals> &steps, auto &&value)
{
    QList<double> result;
    const qsizetype width = std::max(qsizetype(1), steps.size() / SparkPoints);
    for (qsizetype first = 0; first < steps.size(); first += width) {
        Store::Totals sum;
        for (qsizetype i = first; i < std::min(first + width, steps.size()); ++i)
            addTotals(sum, steps[i]);
        result.append(double(value(sum)));
    }
    return result;
}

double errorShare(const Store::Totals &totals)
{
    return totals.requests > 0 ? double(totals.clientErrors + totals.upstreamErrors) / double(totals.requests) : 0;
}

double seconds(std::optional<std::chrono::microseconds> value)
{
    return value ? double(value->count()) / 1e6 : 0;
}

std::chrono::microseconds fromSeconds(double value)
{
    return std::chrono::microseconds(qRound64(value * 1e6));
}

TileContent latencyTile(const Store::LatencyHistogram &now, const Store::LatencyHistogram &before, double fraction,
                        bool isCompared)
{
    TileContent content;
    const auto value = now.percentile(fraction);
    content.value = value ? Formats::duration(*value) : u"\u2013"_s;
    if (isCompared && value && before.total() > 0) {
        const double change = seconds(value) - seconds(before.percentile(fraction));
        setBadChange(content, change, Formats::duration(fromSeconds(std::abs(change))), 0.005, Tone::Warning);
    }
    return content;
}

} // namespace

QString tileLabel(Tile tile)
{
    switch (tile) {
    case Tile::Spend:
        return Tr::tr("Spend");
    case Tile::Requests:
        return Tr::tr("Requests");
    case Tile::ErrorRate:
        return Tr::tr("Error rate");
    case Tile::Tokens:
        return Tr::tr("Tokens");
    case Tile::Latency:
        return Tr::tr("Latency p50");
    case Tile::FirstToken:
        return Tr::tr("First token p95");
    case Tile::ActiveClients:
        return Tr::tr("Active clients");
    }
    return {};
}

QList<TileContent> tileContents(const OverviewData &data)
{
    const Store::Totals now = sumOf(data.all);
    const Store::Totals before = sumOf(data.previous);
    const QList<Store::Totals> steps = totalsByStep(data, data.all, data.start);
    const bool isCompared = before.requests > 0;
    QList<TileContent> tiles(TileCount);
    const auto tile = [&tiles](Tile one) -> TileContent & { return tiles[qsizetype(one)]; };

    TileContent &spend = tile(Tile::Spend);
    spend.value = Formats::money(now.cost);
    if (now.unpriced > 0)
        spend.aside = Tr::tr("%n unpriced", nullptr, int(now.unpriced));
    setRelativeChange(spend, double(now.cost.nanos()), double(before.cost.nanos()));
    spend.points = sparkline(steps, [](const auto &one) { return one.cost.nanos(); });

    TileContent &requests = tile(Tile::Requests);
    requests.value = Formats::count(now.requests);
    setRelativeChange(requests, double(now.requests), double(before.requests));
    requests.points = sparkline(steps, [](const auto &one) { return one.requests; });

    TileContent &errors = tile(Tile::ErrorRate);
    errors.value = Formats::percent(errorShare(now), 2);
    if (isCompared) {
        const double change = (errorShare(now) - errorShare(before)) * 100;
        setBadChange(errors, change, Tr::tr("%1 pp").arg(Formats::locale().toString(std::abs(change), 'f', 2)), 0.005,
                     Tone::Error);
    }
    errors.points = sparkline(steps, [](const auto &one) { return errorShare(one); });
    if (errors.changeTone == Tone::Error)
        errors.lineTone = Tone::Error;

    TileContent &tokens = tile(Tile::Tokens);
    const double all = double(now.usage.inputTotal() + now.usage.outputTotal());
    tokens.value = Formats::compactCount(all);
    tokens.aside = Tr::tr("out %1").arg(Formats::compactCount(double(now.usage.outputTotal())));
    setRelativeChange(tokens, all, double(before.usage.inputTotal() + before.usage.outputTotal()));
    tokens.points = sparkline(steps, [](const auto &one) { return one.usage.inputTotal() + one.usage.outputTotal(); });

    tile(Tile::Latency) = latencyTile(now.latency, before.latency, 0.5, isCompared);
    if (const auto p95 = now.latency.percentile(0.95))
        tile(Tile::Latency).aside = Tr::tr("p95 %1").arg(Formats::duration(*p95));
    tile(Tile::Latency).points = sparkline(steps, [](const auto &one) { return seconds(one.latency.percentile(0.5)); });
    tile(Tile::FirstToken) = latencyTile(now.firstToken, before.firstToken, 0.95, isCompared);
    tile(Tile::FirstToken).points =
        sparkline(steps, [](const auto &one) { return seconds(one.firstToken.percentile(0.95)); });

    TileContent &clients = tile(Tile::ActiveClients);
    qint64 active = 0;
    for (const Store::GroupTotals &group : data.clients)
        active += group.groupId != 0 && group.totals.requests > 0;
    clients.value = Formats::count(active);
    clients.aside = Tr::tr("of %1").arg(data.configuration.clients.size());

    for (qsizetype i = 0; i < tiles.size(); ++i) {
        const QString words = u"%1, %2, %3"_s.arg(tileLabel(Tile(i)), rangeSentence(data.range), tiles[i].value);
        tiles[i].spoken = tiles[i].change.isEmpty() ? words : u"%1, %2"_s.arg(words, tiles[i].change);
    }
    return tiles;
}

} // namespace Gatehouse::Ui
