// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/upstream/simulator/simulatorprompt.h"

#include <QByteArray>

namespace Gatehouse::Upstream {

// Embeddings that are made of words: texts that share words have vectors that point the same way, and the same text has
// the same vector, of length 1. InvalidRequest with `param` when the request makes no sense.
[[nodiscard]] Result<QByteArray> embeddingsBody(const SimulatorJson &body, const SimulatorCounter &counter);

} // namespace Gatehouse::Upstream
