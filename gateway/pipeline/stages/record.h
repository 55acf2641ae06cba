// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// Stage 10: the request row, the ledger lines and the bodies. Always runs; never fails the client. The journal has the
// charge before the last byte of the answer leaves (the accounting promise, DESIGN 7); then the writer gets all of it,
// and the window is told.
void record(Exchange &exchange);

} // namespace Gatehouse::Pipeline
