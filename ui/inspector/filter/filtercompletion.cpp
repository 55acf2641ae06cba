// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/filter/filtercompletion.h"

#include "gateway/core/base/error.h"
#include "gateway/core/llm/surface.h"
#include "ui/inspector/filter/filterlexer.h"
#include "ui/inspector/filter/filtervalues.h"
#include "ui/tr.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxProposals = 32; // every surface, every key

QStringList knownValues(FilterKey key, const EntityNames &names)
{
    QStringList values;
    switch (key) {
    case FilterKey::Client:
        for (const EntityNames::Client &client : names.clients())
            values.append(client.name);
        break;
    case FilterKey::Team:
        for (const EntityNames::Client &client : names.clients()) {
            if (!client.team.isEmpty())
                values.append(client.team);
        }
        break;
    case FilterKey::Key:
        for (const EntityId id : names.keys().keys())
            values.append(names.key(id));
        break;
    case FilterKey::Provider:
        values = names.providers().values();
        break;
    case FilterKey::Model:
    case FilterKey::Requested:
        return names.models();
    case FilterKey::Status:
        return {u"ok"_s, u"error"_s, u"4xx"_s, u"5xx"_s, u"401"_s, u"403"_s, u"404"_s, u"429"_s, u"502"_s, u"504"_s};
    case FilterKey::State:
        return filterStateWords();
    case FilterKey::Stream:
    case FilterKey::Tools:
    case FilterKey::Images:
    case FilterKey::Priced:
        return {u"yes"_s, u"no"_s};
    case FilterKey::Surface:
        for (const Llm::SurfaceTraits &surface : Llm::allSurfaces()) {
            if (surface.surface != Llm::Surface::Unknown)
                values.append(QString::fromLatin1(surface.name));
        }
        return values; // in the order of the table: relatives stand together
    case FilterKey::Finish:
        return {u"stop"_s, u"length"_s, u"tool_calls"_s, u"content_filter"_s};
    case FilterKey::Error:
        for (int kind = 0; kind <= int(ErrorKind::Internal); ++kind)
            values.append(QString::fromLatin1(errorShape(ErrorKind(kind)).code));
        break;
    case FilterKey::Since:
    case FilterKey::Before:
        return {u"15m"_s, u"1h"_s, u"6h"_s, u"1d"_s, u"7d"_s};
    case FilterKey::Latency:
    case FilterKey::FirstToken:
        return {u"500ms"_s, u"1s"_s, u"5s"_s, u"30s"_s};
    case FilterKey::Cost:
        return {u"$0.01"_s, u"$0.05"_s, u"$0.50"_s};
    default:
        break;
    }
    values.removeDuplicates();
    values.sort(Qt::CaseInsensitive);
    return values;
}

// The token that the cursor is in or right behind.
qsizetype tokenAt(const QList<FilterToken> &tokens, qsizetype cursor)
{
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const FilterRange &range = tokens.at(i).range;
        if (tokens.at(i).kind != FilterToken::Kind::End && cursor > range.start && cursor <= range.start + range.length)
            return i;
    }
    return -1;
}

// The key whose values are asked for at this token, walking back over "a,b," lists.
std::optional<FilterKey> keyBefore(const QList<FilterToken> &tokens, qsizetype token)
{
    using Kind = FilterToken::Kind;
    while (token > 0) {
        const Kind kind = tokens.at(token).kind;
        if (kind == Kind::Operator)
            return filterKeyFromWord(tokens.at(token - 1).text);
        if (kind != Kind::Comma && kind != Kind::Word && kind != Kind::Quoted)
            return std::nullopt;
        if (kind != Kind::Comma && tokens.at(token - 1).kind != Kind::Comma
            && tokens.at(token - 1).kind != Kind::Operator)
            return std::nullopt;
        --token;
    }
    return std::nullopt;
}

} // namespace

QList<FilterProposal> filterProposals(const QString &text, qsizetype cursor, const EntityNames &names)
{
    // An open quotation is being typed: what is in it so far is the beginning of a value.
    auto tokens = filterTokens(text.left(cursor));
    QString typed;
    FilterRange replaced{cursor, 0};
    if (!tokens) {
        replaced = {tokens.error().range.start, cursor - tokens.error().range.start};
        typed = text.mid(replaced.start + 1, replaced.length - 1);
        tokens = filterTokens(text.left(replaced.start));
        if (!tokens)
            return {};
    }
    qsizetype last = tokenAt(*tokens, replaced.start);
    if (last >= 0 && tokens->at(last).kind == FilterToken::Kind::Word && typed.isEmpty()) {
        typed = tokens->at(last).text;
        replaced = tokens->at(last).range;
    }
    QList<FilterProposal> proposals;
    if (const auto key = keyBefore(*tokens, last)) {
        for (const bool wantsStart : {true, false}) {
            for (const QString &value : knownValues(*key, names)) {
                const bool starts = value.startsWith(typed, Qt::CaseInsensitive);
                if (starts == wantsStart && (starts || value.contains(typed, Qt::CaseInsensitive)))
                    proposals.append({replaced, quotedFilterValue(value), {}});
            }
        }
    } else {
        for (const FilterKeyInfo &info : filterKeys()) {
            const QString word = QString::fromLatin1(info.word);
            if (word.startsWith(typed, Qt::CaseInsensitive))
                proposals.append({replaced, QString(word % u':'), Tr::tr(info.help)});
        }
    }
    return proposals.mid(0, MaxProposals);
}

} // namespace Gatehouse::Ui
