// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/filter/filterexpression.h"

#include <optional>

class QLineEdit;

namespace Gatehouse::Ui {

// Colours the filter in its field by what the words are, and underlines what is wrong. GUI only.
void colourFilter(QLineEdit *field, const std::optional<FilterRange> &wrong);

} // namespace Gatehouse::Ui
