// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/pipeline/exchange.h"

#include <QByteArray>

namespace Gatehouse::Pipeline {

// GET /v1/gatehouse/key: how the caller's key stands with every limit and every budget that it is counted by, in JSON;
// money as decimal US dollars (FEATURES 1.7).
[[nodiscard]] QByteArray keyStatus(const Exchange &exchange);

} // namespace Gatehouse::Pipeline
