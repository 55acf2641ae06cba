// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/headers.h"
#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// Adds the x-gh headers of FEATURES 1.3 that are known by now.
void addGatewayHeaders(const Exchange &exchange, Http::Headers &headers);

// The fields of a vendor's answer that clients may see: an allow-list, since vendors have been seen to return keys in a
// header (R30b).
[[nodiscard]] Http::Headers allowedAnswerHeaders(const Http::Headers &vendor);

} // namespace Gatehouse::Pipeline
