// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/dialect.h"

namespace Gatehouse::Llm {

// Cohere's v2 chat. Vendors only: no client of the gateway speaks it, but all directions are there, so that its vendors
// are tested as the others.
//
// `tool_plan` is read as reasoning that comes before the calls. Usage counts `tokens`, which is what the model saw;
// `billed_units` (without Cohere's own prompt) stay in the raw usage for whoever prices by them.
[[nodiscard]] const ChatDialect &cohereDialect();

} // namespace Gatehouse::Llm
