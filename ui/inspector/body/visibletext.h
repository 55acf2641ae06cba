// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Gatehouse::Ui {

// Text from outside, made safe to look at (R57): control characters become their pictures, characters that turn the
// direction of writing, hide or tag text become [U+202E]. What a reader sees is what is there. Pure.
enum class Lines : quint8 {
    Keep, // line breaks and tabs stay
    Join, // one line: breaks become a sign, tabs a space
};
[[nodiscard]] QString visibleText(QStringView text, Lines lines = Lines::Keep);

// For cells and labels: one line, at most `limit` characters.
[[nodiscard]] QString visibleLine(QStringView text, qsizetype limit = 300);

} // namespace Gatehouse::Ui
