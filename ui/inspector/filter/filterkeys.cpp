// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/filter/filterkeys.h"

#include <algorithm>
#include <array>

namespace Gatehouse::Ui {

namespace {

// clang-format off
constexpr std::array<FilterKeyInfo, 30> Keys = {{
    {FilterKey::Client,     FilterType::Name,     "client",    QT_TRANSLATE_NOOP("Gatehouse", "name of the client")},
    {FilterKey::Key,        FilterType::Name,     "key",       QT_TRANSLATE_NOOP("Gatehouse", "name or public id of the key")},
    {FilterKey::Team,       FilterType::Name,     "team",      QT_TRANSLATE_NOOP("Gatehouse", "team of the client")},
    {FilterKey::Model,      FilterType::Text,     "model",     QT_TRANSLATE_NOOP("Gatehouse", "model asked for or used")},
    {FilterKey::Requested,  FilterType::Text,     "requested", QT_TRANSLATE_NOOP("Gatehouse", "model asked for")},
    {FilterKey::Provider,   FilterType::Name,     "provider",  QT_TRANSLATE_NOOP("Gatehouse", "provider that answered")},
    {FilterKey::Status,     FilterType::Status,   "status",    QT_TRANSLATE_NOOP("Gatehouse", "ok, error, 429, 5xx")},
    {FilterKey::State,      FilterType::State,    "state",     QT_TRANSLATE_NOOP("Gatehouse", "how it ended")},
    {FilterKey::Error,      FilterType::Text,     "error",     QT_TRANSLATE_NOOP("Gatehouse", "error code")},
    {FilterKey::Cost,       FilterType::Money,    "cost",      QT_TRANSLATE_NOOP("Gatehouse", "in dollars")},
    {FilterKey::Tokens,     FilterType::Number,   "tokens",    QT_TRANSLATE_NOOP("Gatehouse", "in and out together")},
    {FilterKey::TokensIn,   FilterType::Number,   "in",        QT_TRANSLATE_NOOP("Gatehouse", "tokens in")},
    {FilterKey::TokensOut,  FilterType::Number,   "out",       QT_TRANSLATE_NOOP("Gatehouse", "tokens out")},
    {FilterKey::Cached,     FilterType::Number,   "cached",    QT_TRANSLATE_NOOP("Gatehouse", "tokens read from the provider's cache")},
    {FilterKey::Reasoning,  FilterType::Number,   "reasoning", QT_TRANSLATE_NOOP("Gatehouse", "reasoning tokens")},
    {FilterKey::Latency,    FilterType::Duration, "latency",   QT_TRANSLATE_NOOP("Gatehouse", "to the last byte, 800ms or 5s")},
    {FilterKey::FirstToken, FilterType::Duration, "ttft",      QT_TRANSLATE_NOOP("Gatehouse", "time to the first token")},
    {FilterKey::Attempts,   FilterType::Number,   "attempts",  QT_TRANSLATE_NOOP("Gatehouse", "tries at providers")},
    {FilterKey::Stream,     FilterType::Flag,     "stream",    QT_TRANSLATE_NOOP("Gatehouse", "yes or no")},
    {FilterKey::Tools,      FilterType::Flag,     "tool",      QT_TRANSLATE_NOOP("Gatehouse", "tools were offered")},
    {FilterKey::Images,     FilterType::Flag,     "image",     QT_TRANSLATE_NOOP("Gatehouse", "images were sent")},
    {FilterKey::Priced,     FilterType::Flag,     "priced",    QT_TRANSLATE_NOOP("Gatehouse", "no = unpriced")},
    {FilterKey::Finish,     FilterType::Text,     "finish",    QT_TRANSLATE_NOOP("Gatehouse", "finish reason")},
    {FilterKey::Surface,    FilterType::Text,     "surface",   QT_TRANSLATE_NOOP("Gatehouse", "chat_completions, messages, embeddings")},
    {FilterKey::User,       FilterType::Text,     "user",      QT_TRANSLATE_NOOP("Gatehouse", "end user named by the client")},
    {FilterKey::Address,    FilterType::Text,     "ip",        QT_TRANSLATE_NOOP("Gatehouse", "source address")},
    {FilterKey::UserAgent,  FilterType::Text,     "ua",        QT_TRANSLATE_NOOP("Gatehouse", "user agent")},
    {FilterKey::Id,         FilterType::Text,     "id",        QT_TRANSLATE_NOOP("Gatehouse", "request id")},
    {FilterKey::Since,      FilterType::Time,     "since",     QT_TRANSLATE_NOOP("Gatehouse", "2h, 14:00, 2026-11-19")},
    {FilterKey::Before,     FilterType::Time,     "before",    QT_TRANSLATE_NOOP("Gatehouse", "2h, 14:00, 2026-11-19")},
}};
// clang-format on

// Letters to change, insert, delete or swap with their neighbour (optimal string alignment).
constexpr qsizetype MaxWord = 64;

int distance(QStringView from, QStringView to)
{
    using Row = std::array<int, std::size_t(MaxWord) + 1>;
    Row beforeLast = {};
    Row last = {};
    Row current = {};
    for (std::size_t j = 0; j <= std::size_t(to.size()); ++j)
        last[j] = int(j);
    for (qsizetype i = 1; i <= from.size(); ++i) {
        current[0] = int(i);
        for (qsizetype j = 1; j <= to.size(); ++j) {
            const auto column = std::size_t(j);
            const bool isSame = from[i - 1].toCaseFolded() == to[j - 1].toCaseFolded();
            int best = std::min({last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1)});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                best = std::min(best, beforeLast[column - 2] + 1);
            current[column] = best;
        }
        beforeLast = last;
        last = current;
    }
    return last[std::size_t(to.size())];
}

} // namespace

std::span<const FilterKeyInfo> filterKeys()
{
    return Keys;
}

const FilterKeyInfo &filterKeyInfo(FilterKey key)
{
    // The table is in the order of the enumeration.
    return Keys[std::size_t(key)];
}

std::optional<FilterKey> filterKeyFromWord(QStringView word)
{
    const auto found = std::ranges::find_if(Keys, [word](const FilterKeyInfo &info) {
        return word.compare(QLatin1StringView(info.word), Qt::CaseInsensitive) == 0;
    });
    return found == Keys.end() ? std::nullopt : std::optional(found->key);
}

QString nearestWord(QStringView word, const QStringList &candidates)
{
    if (word.size() > MaxWord) // nobody mistypes that much, and the comparison is quadratic
        return {};
    QString nearest;
    int best = int(std::clamp<qsizetype>(word.size() / 2, 1, 3));
    for (const QString &candidate : candidates) {
        if (candidate.size() > MaxWord)
            continue;
        if (candidate.startsWith(word, Qt::CaseInsensitive) && word.size() >= 2)
            return candidate;
        if (const int far = distance(word, candidate); far < best || (far == best && nearest.isEmpty())) {
            best = far;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace Gatehouse::Ui
