// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/reader.h"

#include <algorithm>
#include <array>
#include <limits>

namespace Gatehouse::Store {

namespace {

// The upper ends of the steps in microseconds, each 1.2 times the one before; the last step has no end. 80 of them
// reach half an hour, longer than any time-out. Written to the store: never change.
constexpr std::size_t StepCount = LatencyHistogram::StepCount;

constexpr auto UpperEnds = [] {
    std::array<qint64, StepCount> ends = {};
    double end = 1000;
    for (qint64 &value : ends) {
        value = static_cast<qint64>(end);
        end *= 1.2;
    }
    return ends;
}();

quint32 saturatedSum(quint32 left, quint32 right)
{
    quint32 sum = 0;
    return __builtin_add_overflow(left, right, &sum) ? std::numeric_limits<quint32>::max() : sum;
}

} // namespace

void LatencyHistogram::add(std::chrono::microseconds latency)
{
    if (counts.empty())
        counts.resize(StepCount);
    const auto step = std::ranges::lower_bound(UpperEnds, latency.count()) - UpperEnds.begin();
    quint32 &count = counts[std::min(static_cast<std::size_t>(step), StepCount - 1)];
    count = saturatedSum(count, 1);
}

void LatencyHistogram::merge(const LatencyHistogram &other)
{
    if (other.counts.empty())
        return;
    if (counts.size() < other.counts.size())
        counts.resize(other.counts.size());
    for (std::size_t i = 0; i < other.counts.size(); ++i)
        counts[i] = saturatedSum(counts[i], other.counts[i]);
}

std::optional<std::chrono::microseconds> LatencyHistogram::percentile(double fraction) const
{
    const quint64 all = total();
    if (all == 0)
        return std::nullopt;
    // Within the step that holds the rank, latencies are taken as evenly spread; the error is below a step's width.
    const double rank = std::clamp(fraction, 0.0, 1.0) * static_cast<double>(all);
    double below = 0;
    for (std::size_t i = 0; i < counts.size() && i < StepCount; ++i) {
        const double here = counts[i];
        if (here > 0 && below + here >= rank) {
            const auto lower = static_cast<double>(i == 0 ? 0 : UpperEnds[i - 1]);
            const auto upper = static_cast<double>(UpperEnds[i]);
            return std::chrono::microseconds(static_cast<qint64>(lower + (upper - lower) * (rank - below) / here));
        }
        below += here;
    }
    return std::chrono::microseconds(UpperEnds.back());
}

quint64 LatencyHistogram::total() const
{
    quint64 sum = 0;
    for (const quint32 count : counts)
        sum += count;
    return sum;
}

} // namespace Gatehouse::Store
