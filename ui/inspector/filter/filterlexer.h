// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/filter/filterexpression.h"

#include <expected>

namespace Gatehouse::Ui {

// A piece of the filter's text.
struct FilterToken {
    enum class Kind : quint8 { Word, Quoted, Pattern, Operator, Comma, Open, Close, And, Or, Not, End };
    Kind kind = Kind::End;
    FilterRange range = {};
    QString text = {}; // without quotation marks and escapes
    bool isAfterSpace = true;
    bool operator==(const FilterToken &) const = default;
};

// Cuts the text of a filter. Pure. An open quotation or pattern is an error at its beginning.
[[nodiscard]] std::expected<QList<FilterToken>, FilterError> filterTokens(QStringView text);

// How the field colours the text while it is typed; never fails.
struct FilterSpan {
    enum class Kind : quint8 { Key, Word, Number, String, Keyword, Pattern };
    Kind kind = Kind::Word;
    FilterRange range = {};
    bool operator==(const FilterSpan &) const = default;
};
[[nodiscard]] QList<FilterSpan> filterSpans(QStringView text);

} // namespace Gatehouse::Ui
