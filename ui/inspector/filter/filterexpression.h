// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/filter/filterkeys.h"

#include <QList>
#include <QRegularExpression>
#include <QString>

#include <vector>

namespace Gatehouse::Ui {

// A part of the filter's text, in UTF-16 units.
struct FilterRange {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const FilterRange &) const = default;
};

enum class FilterOperator : quint8 { Is, IsNot, Greater, AtLeast, Less, AtMost, Contains };

// One value of a comparison. `number` holds nano-dollars, microseconds, tokens, a Store::RequestState or 0/1, by the
// type of the key; a status is a range of codes.
struct FilterValue {
    FilterRange range = {};
    QString text = {};
    qint64 number = 0;
    qint64 upTo = 0;                 // a status class: the last code of it
    QRegularExpression pattern = {}; // set for globs and /regular expressions/
    bool isPattern = false;
    bool operator==(const FilterValue &) const = default;
};

// A filter as a tree. All = no condition. Immutable value once parsed.
struct FilterNode {
    enum class Kind : quint8 { All, And, Or, Not, Compare, Word };
    Kind kind = Kind::All;
    std::vector<FilterNode> children = {};
    FilterKey key = FilterKey::Client; // Compare
    FilterOperator operation = FilterOperator::Is;
    QList<FilterValue> values = {}; // Compare: any of them; Word: the one text
    FilterRange range = {};
    bool operator==(const FilterNode &) const = default;
};

// What is wrong, where, and what may stand there instead (empty: no idea).
struct FilterError {
    FilterRange range = {};
    QString message = {};
    QString replacement = {};
    bool operator==(const FilterError &) const = default;
};

} // namespace Gatehouse::Ui
