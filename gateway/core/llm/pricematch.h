// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsonreader.h"
#include "gateway/core/base/result.h"

#include <QRegularExpression>
#include <QString>

#include <vector>

namespace Gatehouse::Llm {

// A rule of the price list that says which names mean a model: {"equals": "gpt-5"}, {"or": [{"starts_with": ...},
// ...]}. Immutable once read.
struct PriceMatch {
    enum class Kind : quint8 { Never, Equals, StartsWith, EndsWith, Contains, Regex, Or, And };
    Kind kind = Kind::Never;
    QString text;
    QRegularExpression regex;
    std::vector<PriceMatch> parts;

    [[nodiscard]] bool matches(QStringView name) const;
};

// Reads the rule that the reader stands on (ObjectBegin). A rule of an unknown kind is an error: the list would say
// something that is not understood.
[[nodiscard]] Result<PriceMatch> readPriceMatch(Json::Reader &json);

} // namespace Gatehouse::Llm
