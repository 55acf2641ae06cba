// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// Stage 9: what was used and what it costs. Always runs; never fails the client. Takes the vendor's numbers where it
// gave some; counts what it was given and what it had sent otherwise, marked as estimated or partial. Writes the
// outcome into the record and the charge into the ledger lines.
void settle(Exchange &exchange, const Result<void> &outcome);

} // namespace Gatehouse::Pipeline
