// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/holds.h"
#include "gateway/core/base/error.h"
#include "gateway/http/headers.h"

// A refusal in the words of FEATURES 1.6 and 1.7, and the headers that tell clients how they stand.
namespace Gatehouse::Accounting {

// 429 for a limit, 402 for a budget, with the numbers as members of the error object and, where another try makes
// sense, the time after which it does.
[[nodiscard]] Error errorOf(const Refusal &refusal);

// x-ratelimit-limit-requests and its like, by OpenAI's names so that SDKs understand them, and
// x-gh-budget-remaining-usd.
void addStanding(const Standing &standing, Http::Headers &headers);

} // namespace Gatehouse::Accounting
