// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// Where a budget of the client is nearly used up and names another model for that, the request goes on for that model:
// one that the client may use and that somebody has. Else nothing changes. Part of the stage route.
void downgrade(Exchange &exchange);

} // namespace Gatehouse::Pipeline
