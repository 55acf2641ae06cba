// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"

#include <QByteArray>

// Small values packed into blobs: numbers of variable length, seven bits a byte, the lowest first. Pure functions.
namespace Gatehouse::Store {

void appendVarint(QByteArray &bytes, quint64 value);

// Takes a number off the front; nothing when there is no whole one.
[[nodiscard]] std::optional<quint64> takeVarint(QByteArrayView &bytes);

[[nodiscard]] QByteArray packHistogram(const LatencyHistogram &histogram);
[[nodiscard]] LatencyHistogram unpackHistogram(QByteArrayView bytes);

using StageDurations = decltype(RequestRecord::stages);
[[nodiscard]] QByteArray packStages(const StageDurations &stages);
[[nodiscard]] StageDurations unpackStages(QByteArrayView bytes);

} // namespace Gatehouse::Store
