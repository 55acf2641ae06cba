// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/usage.h"

#include <QStringList>

// A usage's numbers in SQL. Every table that has them calls its columns as Llm::UsageParts does. Pure.
namespace Gatehouse::Store {

// "r.input_uncached, r.input_cache_read, ..." in the order of Llm::UsageParts.
[[nodiscard]] QString usageColumns(QLatin1StringView prefix = {});

// "input_uncached + input_cache_read + ...": the tokens of one side.
[[nodiscard]] QString tokenSum(Llm::UsagePart::Counts side, QLatin1StringView prefix = {});

} // namespace Gatehouse::Store
