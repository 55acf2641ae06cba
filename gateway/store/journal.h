// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/store/records.h"

#include <QString>

#include <memory>
#include <optional>
#include <utility>

namespace Gatehouse::Store {

// What a process knew about a request when it died.
struct JournalEntry {
    enum class Stage : quint8 { Forwarded = 1, Finished = 2 };
    Stage stage = Stage::Forwarded;
    RequestRecord request;     // Forwarded: as at its start; Finished: complete
    QList<LedgerEntry> ledger; // Forwarded: one entry of kind Unknown with what is held
};

// A memory-mapped file of slots that keeps the accounting promise (DESIGN 7): what has been written here survives the
// death of the process, without a system call. Thread-safe: a slot belongs to one exchange; slots are taken and freed
// without a lock. Slots are numbered from 1; 0 is no slot. Owned by the store; SQLite never sees this file.
class Journal final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Journal>> open(const QString &path);
    ~Journal();

    // Before the first byte goes to a vendor. Nothing when every slot is taken: the request must be refused (503).
    [[nodiscard]] std::optional<quint32> enter(const RequestRecord &request, const LedgerEntry &held);

    // Before the last byte goes to the client. Long texts are cut to fit the slot; numbers never are.
    void finish(quint32 slot, const RequestRecord &request, const QList<LedgerEntry> &ledger);

    // A finished entry for a request that never was forwarded, so that it is found after a crash all the same.
    [[nodiscard]] std::optional<quint32> enterFinished(const RequestRecord &request, const QList<LedgerEntry> &ledger);

    void release(quint32 slot); // after the commit, by the writer

    // What the last process left: read once at the start, before any enter(). Torn entries are impossible by
    // construction (a checksum and a sequence number make a half-written state fall back to the one before).
    [[nodiscard]] QList<std::pair<quint32, JournalEntry>> leftovers() const;

    [[nodiscard]] int slotsInUse() const;

private:
    Journal();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Gatehouse::Store
