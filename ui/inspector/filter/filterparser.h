// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/filter/filterexpression.h"

#include <QDateTime>

#include <expected>

namespace Gatehouse::Ui {

// Reads a filter (UX 3.17):
//   expr = or;  or = and {"or" and};  and = not {["and"] not};  not = ["not"|"-"] atom
//   atom = "(" expr ")" | key operator value {"," value} | word | "quoted"
// Empty text is the filter that takes everything. Pure; nesting is bounded.
[[nodiscard]] std::expected<FilterNode, FilterError> parseFilter(QStringView text, const QDateTime &now);

} // namespace Gatehouse::Ui
