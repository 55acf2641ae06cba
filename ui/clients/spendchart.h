// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"
#include "ui/common/chartdata.h"

namespace Gatehouse::Ui {

// What one client spent on each of the last 30 days; today is the last bar. `series` is the client's colour.
[[nodiscard]] ChartData spendByDay(const QList<Store::SeriesPoint> &points, Timestamp now, const QString &client,
                                   int series);

} // namespace Gatehouse::Ui
