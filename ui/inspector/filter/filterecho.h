// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/filter/filterexpression.h"

namespace Gatehouse::Ui {

// A filter in plain words: "Cost over $0.05, status not 200, client Support desk". Empty for the filter that takes
// everything. Pure.
[[nodiscard]] QString filterInWords(const FilterNode &filter);

} // namespace Gatehouse::Ui
