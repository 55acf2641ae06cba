// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// Stage 1: who is it? Finds the client key in any of the places where SDKs put it, and sets client and key. Every
// failure is 401, with the same words for an unknown key and a wrong secret (FEATURES 1.1).
[[nodiscard]] Result<void> authenticate(Exchange &exchange);

} // namespace Gatehouse::Pipeline
