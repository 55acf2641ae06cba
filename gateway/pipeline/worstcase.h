// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/holds.h"
#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

#include <optional>
#include <span>

// What a request may use at most, before it is sent.
namespace Gatehouse::Pipeline {

// A client that does not say how much output it wants at most gets the settings' bound for it, and the vendor is told:
// else no hold could be a worst case. InvalidRequest when the request cannot be read.
[[nodiscard]] Result<void> boundOutput(Exchange &exchange);

enum class InputBound : quint8 {
    Quick,   // a token has at least one byte
    Counted, // by the tokenizer, with a margin where the vendor's own is not public
};

// The worst case over the targets: the most tokens, and the most money. Nothing when that bound says nothing about this
// request. What vendors bill by the call of a tool of theirs is not bounded by any request and not in it.
[[nodiscard]] std::optional<Accounting::Demand> worstCase(Exchange &exchange, std::span<const Snapshot::Target> targets,
                                                          InputBound bound);

} // namespace Gatehouse::Pipeline
