// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/journal.h"

#include <span>

// A journal entry as bytes of a slot: all numbers first, then the texts for which there is room. Pure functions.
namespace Gatehouse::Store {

// So many bytes hold the numbers of any entry, and the usual texts whole.
inline constexpr std::size_t JournalPayloadSize = 1992;

// More charges than this are added up in the last one: the money is right even then.
inline constexpr qsizetype JournalLedgerEntries = 8;

// Answers how many bytes were written.
[[nodiscard]] std::size_t writeJournalEntry(std::span<char, JournalPayloadSize> out, JournalEntry::Stage stage,
                                            const RequestRecord &request, const QList<LedgerEntry> &ledger);

[[nodiscard]] std::optional<JournalEntry> readJournalEntry(std::span<const char> bytes);

} // namespace Gatehouse::Store
