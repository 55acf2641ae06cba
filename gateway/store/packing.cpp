// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/packing.h"

#include <algorithm>
#include <limits>

namespace Gatehouse::Store {

namespace {

constexpr std::size_t MaxHistogramSteps =
    1024; // far beyond any that is written; keeps a damaged blob from using memory

} // namespace

void appendVarint(QByteArray &bytes, quint64 value)
{
    while (value >= 0x80) {
        bytes.append(static_cast<char>(value | 0x80));
        value >>= 7;
    }
    bytes.append(static_cast<char>(value));
}

std::optional<quint64> takeVarint(QByteArrayView &bytes)
{
    quint64 value = 0;
    for (qsizetype i = 0; i < bytes.size() && i < 10; ++i) {
        const auto byte = static_cast<quint8>(bytes[i]);
        value |= quint64(byte & 0x7F) << (7 * i);
        if (byte < 0x80) {
            bytes = bytes.sliced(i + 1);
            return value;
        }
    }
    return std::nullopt;
}

// Pairs of how many empty steps come first, and a count. The end of the bytes is the end of the counts.
QByteArray packHistogram(const LatencyHistogram &histogram)
{
    QByteArray bytes("", 0);
    quint64 skipped = 0;
    for (const quint32 count : histogram.counts) {
        if (count == 0) {
            ++skipped;
            continue;
        }
        appendVarint(bytes, skipped);
        appendVarint(bytes, count);
        skipped = 0;
    }
    return bytes;
}

LatencyHistogram unpackHistogram(QByteArrayView bytes)
{
    LatencyHistogram histogram;
    std::size_t step = 0;
    while (!bytes.isEmpty()) {
        const auto skipped = takeVarint(bytes);
        const auto count = takeVarint(bytes);
        if (!skipped || !count || *skipped >= MaxHistogramSteps || step + *skipped >= MaxHistogramSteps)
            break;
        step += *skipped;
        // The size is that of a histogram that was counted, so that equal ones compare equal.
        if (histogram.counts.empty())
            histogram.counts.resize(LatencyHistogram::StepCount);
        if (step >= histogram.counts.size())
            histogram.counts.resize(step + 1);
        histogram.counts[step++] = static_cast<quint32>(std::min<quint64>(*count, std::numeric_limits<quint32>::max()));
    }
    return histogram;
}

QByteArray packStages(const StageDurations &stages)
{
    QByteArray bytes;
    bytes.reserve(static_cast<qsizetype>(stages.size()) * 3);
    for (const auto stage : stages)
        appendVarint(bytes, static_cast<quint64>(std::max<qint64>(stage.count(), 0)));
    return bytes;
}

StageDurations unpackStages(QByteArrayView bytes)
{
    StageDurations stages = {};
    for (auto &stage : stages)
        stage = std::chrono::microseconds(static_cast<qint64>(takeVarint(bytes).value_or(0)));
    return stages;
}

} // namespace Gatehouse::Store
