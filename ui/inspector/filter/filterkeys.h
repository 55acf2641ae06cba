// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <span>

namespace Gatehouse::Ui {

// What can be asked of a request in the filter language. The order is that of the completion list.
enum class FilterKey : quint8 {
    Client,
    Key,
    Team,
    Model,
    Requested,
    Provider,
    Status,
    State,
    Error,
    Cost,
    Tokens,
    TokensIn,
    TokensOut,
    Cached,
    Reasoning,
    Latency,
    FirstToken,
    Attempts,
    Stream,
    Tools,
    Images,
    Priced,
    Finish,
    Surface,
    User,
    Address,
    UserAgent,
    Id,
    Since,
    Before,
};

// How the values of a key are written and compared.
enum class FilterType : quint8 { Text, Name, Number, Money, Duration, Status, State, Flag, Time };

struct FilterKeyInfo {
    FilterKey key;
    FilterType type;
    const char *word; // as typed
    const char *help; // translated by Tr; stands beside the word in the completion list
};

// The table of keys. Static storage.
[[nodiscard]] std::span<const FilterKeyInfo> filterKeys();
[[nodiscard]] const FilterKeyInfo &filterKeyInfo(FilterKey key);
[[nodiscard]] std::optional<FilterKey> filterKeyFromWord(QStringView word);

// The word of `candidates` that was probably meant; empty when none is near.
[[nodiscard]] QString nearestWord(QStringView word, const QStringList &candidates);

} // namespace Gatehouse::Ui
