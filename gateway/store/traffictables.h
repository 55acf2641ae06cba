// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/store/bodycodec.h"
#include "gateway/store/interning.h"
#include "gateway/store/records.h"
#include "gateway/store/rolluptables.h"
#include "gateway/store/statement.h"

#include <span>

namespace Gatehouse::Store {

class Database;

// Writes finished requests into the traffic tables and the rollups. Lives on the thread of its connection, which must
// outlive it.
class TrafficTables final
{
public:
    explicit TrafficTables(Database &database);

    // All of them in one transaction, or none. A request that is there already, known by its id, is left as it is and
    // counted nowhere a second time: after a crash the journal gives back what may have been committed.
    [[nodiscard]] Result<void> write(std::span<const FinishedRequest> batch);

private:
    Result<void> writeOne(const FinishedRequest &finished);
    bool insertRequest(const RequestRecord &request);
    bool insertAttempt(qint64 number, const AttemptRecord &attempt);
    bool insertCharge(qint64 number, qint64 index, const LedgerEntry &entry);
    bool insertBody(qint64 number, const BodyRecord &body);

    Database &m_database;
    Interning m_interning;
    RollupTables m_rollups;
    BodyPacker m_packer;
    Statement m_request;
    Statement m_attempt;
    Statement m_charge;
    Statement m_body;
};

} // namespace Gatehouse::Store
