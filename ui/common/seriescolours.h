// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QList>

namespace Gatehouse::Ui {

inline constexpr int SeriesColourCount = 8;
inline constexpr int OtherSeries = -1;

// The series colour of a client, the same on every page: by its place among the clients in order of making; OtherSeries
// from the ninth on.
[[nodiscard]] int seriesIndex(const Configuration &configuration, EntityId clientId);

// Indexes for one chart, none twice: each keeps the one it prefers when it is free, else takes the next free one;
// OtherSeries when all are taken.
[[nodiscard]] QList<int> distinctSeries(const QList<int> &preferred);

} // namespace Gatehouse::Ui
