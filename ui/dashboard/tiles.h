// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/stattile.h"
#include "ui/dashboard/overviewdata.h"

namespace Gatehouse::Ui {

// The figures of the first row.
enum class Tile : quint8 { Spend, Requests, ErrorRate, Tokens, Latency, FirstToken, ActiveClients };
inline constexpr int TileCount = 7;

[[nodiscard]] QString tileLabel(Tile tile);
// A change is coloured only where up is good or bad: spend and requests stay plain.
[[nodiscard]] QList<TileContent> tileContents(const OverviewData &data);

} // namespace Gatehouse::Ui
