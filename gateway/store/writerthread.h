// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/store/writer.h"

#include <functional>
#include <memory>

namespace Gatehouse::Store {

class Database;
class Journal;

// The writer over SQLite: a thread of its own with the only write connection. Made and destroyed by the Store on the
// main thread; everything else is thread-safe.
class WriterThread final : public Writer
{
public:
    // The thread is running and has its connection when this returns.
    [[nodiscard]] static Result<std::unique_ptr<WriterThread>> start(const QString &databasePath, Journal &journal,
                                                                     const Clock &clock);

    // Commits what it can; what it cannot is left in the journal, from where the next start takes it.
    ~WriterThread() override;

    void finish(FinishedRequest request) override;
    [[nodiscard]] WriterHealth health() const override;
    [[nodiscard]] bool isAccepting() const override;
    bool flush(std::chrono::milliseconds timeout) override;

    // Runs `job` on the writer's thread, between two batches, and waits for it. From any thread but the writer's.
    void run(const std::function<void(Database &)> &job);

    // The same without waiting.
    void post(std::function<void(Database &)> job);

    // How long bodies are kept; older ones are deleted in small batches while there is nothing else to do.
    void setBodyRetention(std::chrono::days retention);

private:
    WriterThread();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Gatehouse::Store
