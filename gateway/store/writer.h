// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/records.h"

#include <QString>

#include <memory>

namespace Gatehouse::Store {

// How the store takes what it is given; for the window and for the decision to refuse new work (R3).
struct WriterHealth {
    bool isHealthy = true;
    ErrorKind kind = ErrorKind::Io; // when not healthy
    QString message;                // what is wrong and what to do ("The disk is full: ...")
    qint64 queuedRequests = 0;
    qint64 queuedBytes = 0;
    qint64 droppedBodies = 0; // bodies are dropped before rows; rows never are (R2)
};

// The thread that owns the only write connection: a bounded queue, commits by number of rows or milliseconds.
// Thread-safe.
class Writer
{
public:
    virtual ~Writer() = default;

    // Never blocks. Rows are kept until they are committed, however often a commit fails; the journal slot is freed
    // then.
    virtual void finish(FinishedRequest request) = 0;

    [[nodiscard]] virtual WriterHealth health() const = 0;

    // Whether new paid requests may be taken: false while commits fail (507, R3). One atomic load.
    [[nodiscard]] virtual bool isAccepting() const = 0;

    // Waits until everything given so far is committed or `timeout` has passed; true = all is safe. For shutting down
    // and tests.
    virtual bool flush(std::chrono::milliseconds timeout) = 0;
};

} // namespace Gatehouse::Store
