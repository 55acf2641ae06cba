// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// Stage 2: may the client ask for this? Judges the body as JSON and reads what it asks for, then checks the model as
// requested and as the alias resolves it; every routing target is a model of the same name, so that nothing else can be
// reached. Adds the facts. 400 for a body that is wrong, 403 for a model that is not allowed, 404 (in stage 5) for one
// that nobody has.
[[nodiscard]] Result<void> authorize(Exchange &exchange);

} // namespace Gatehouse::Pipeline
