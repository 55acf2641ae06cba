// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/replay.h"

#include "gateway/store/database.h"
#include "gateway/store/journal.h"
#include "gateway/store/traffictables.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

Result<int> replayJournal(Journal &journal, Database &database)
{
    const auto leftovers = journal.leftovers();
    std::vector<FinishedRequest> requests;
    int interrupted = 0;
    for (const auto &[slot, entry] : leftovers) {
        FinishedRequest request;
        request.request = entry.request;
        request.ledger = entry.ledger;
        request.journalSlot = slot;
        if (entry.stage == JournalEntry::Stage::Forwarded) {
            ++interrupted;
            request.request.state = RequestState::Interrupted;
            request.request.pricing = Pricing::Unpriced; // what it cost is not known
            request.request.cost = Money();
            request.request.errorMessage = u"Gatehouse ended while this request was running."_s;
            for (LedgerEntry &held : request.ledger)
                held.kind = LedgerEntry::Kind::Unknown;
        }
        requests.push_back(std::move(request));
    }
    if (!requests.empty())
        GH_CHECK(TrafficTables(database).write(requests));
    for (const FinishedRequest &request : requests)
        journal.release(request.journalSlot);
    return interrupted;
}

} // namespace Gatehouse::Store
