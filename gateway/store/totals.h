// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"

// Adding up requests. Pure functions; sums saturate instead of wrapping round (R22).
namespace Gatehouse::Store {

void addRequest(Totals &totals, const RequestRecord &request);
void addTotals(Totals &totals, const Totals &other);

// The start of the bucket that a time is in (UTC).
[[nodiscard]] Timestamp bucketStart(Bucket bucket, Timestamp time);
[[nodiscard]] std::chrono::microseconds bucketLength(Bucket bucket);

} // namespace Gatehouse::Store
