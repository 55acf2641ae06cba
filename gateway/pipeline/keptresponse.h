// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// What the gateway answers about a response that it keeps itself (keptobjects.h), as OpenAI does: GET shows it, GET
// .../input_items lists what it was made from, page by page, DELETE removes it. POST .../cancel is InvalidRequest,
// since such a response has ended before anybody knows its id; any other address below it is NotFound.
[[nodiscard]] Result<QByteArray> keptResponse(Exchange &exchange);

} // namespace Gatehouse::Pipeline
