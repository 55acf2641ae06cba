// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/pricematch.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Token;

constexpr auto Kinds = std::to_array<std::pair<QByteArrayView, PriceMatch::Kind>>({
    {"equals", PriceMatch::Kind::Equals},
    {"starts_with", PriceMatch::Kind::StartsWith},
    {"ends_with", PriceMatch::Kind::EndsWith},
    {"contains", PriceMatch::Kind::Contains},
    {"regex", PriceMatch::Kind::Regex},
    {"or", PriceMatch::Kind::Or},
    {"and", PriceMatch::Kind::And},
});

std::unexpected<Error> refuse()
{
    return fail(ErrorKind::Settings, u"The price list has a match rule that is not understood."_s);
}

} // namespace

bool PriceMatch::matches(QStringView name) const
{
    const auto isMatch = [name](const PriceMatch &part) { return part.matches(name); };
    switch (kind) {
    case Kind::Never:
        return false;
    case Kind::Equals:
        return name == text;
    case Kind::StartsWith:
        return name.startsWith(text);
    case Kind::EndsWith:
        return name.endsWith(text);
    case Kind::Contains:
        return name.contains(text);
    case Kind::Regex:
        return regex.matchView(name).hasMatch();
    case Kind::Or:
        return std::ranges::any_of(parts, isMatch);
    case Kind::And:
        return std::ranges::all_of(parts, isMatch);
    }
    return false;
}

Result<PriceMatch> readPriceMatch(Json::Reader &json)
{
    PriceMatch match;
    while (json.nextKey()) {
        const auto kind = std::ranges::find(Kinds, json.text(), &std::pair<QByteArrayView, PriceMatch::Kind>::first);
        const Token token = json.next();
        if (kind == Kinds.end() || match.kind != PriceMatch::Kind::Never)
            return refuse();
        match.kind = kind->second;
        const bool isList = match.kind == PriceMatch::Kind::Or || match.kind == PriceMatch::Kind::And;
        if (token != (isList ? Token::ArrayBegin : Token::String))
            return refuse();
        if (!isList) {
            match.text = QString::fromUtf8(json.text());
            continue;
        }
        while (json.nextElement()) {
            if (json.token() != Token::ObjectBegin)
                return refuse();
            GH_TRY(match.parts.emplace_back(), readPriceMatch(json));
        }
    }
    if (match.kind == PriceMatch::Kind::Never)
        return refuse();
    if (match.kind == PriceMatch::Kind::Regex) {
        match.regex.setPattern(match.text);
        if (!match.regex.isValid())
            return refuse();
    }
    return match;
}

} // namespace Gatehouse::Llm
