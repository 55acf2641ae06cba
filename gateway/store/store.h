// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "gateway/store/records.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace Gatehouse::Store {

class Journal;
class ObjectTable;
class Reader;
class Writer;

// Where the store is and how it is opened.
struct StoreOptions {
    QString dataDirectory; // made with mode 0700 when it is not there
    const Clock *clock = nullptr;
};

// The process that owns a store, as its lock file tells.
struct StoreOwner {
    qint64 processId = 0;
    QString address; // where it serves ("http://127.0.0.1:8080"); empty = not serving
    bool operator==(const StoreOwner &) const = default;
};

// The owner's store: the database, its one writer thread and the journal. Exactly one process has one (lock file);
// others use Reader and OwnerConnection. Lives on the main thread; the members say for themselves on which threads they
// may be used.
class Store final : public QObject
{
    Q_OBJECT
public:
    // Takes the lock, checks the file (never opens a newer or damaged one for writing), migrates with a backup first,
    // replays the journal, starts the writer. Errors: StoreLocked (says by whom), StoreNewer, StoreDamaged, Io; each
    // message says what to do.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const StoreOptions &options);
    ~Store() override; // flushes the writer and gives the lock back

    // Who owns the store in this directory now; nothing = nobody does. Any process may ask.
    [[nodiscard]] static std::optional<StoreOwner> owner(const QString &dataDirectory);

    // Written into the lock file, where other processes find it.
    void setServedAddress(const QString &address);

    [[nodiscard]] QString databasePath() const;
    [[nodiscard]] const Configuration &configuration() const; // as of the last committed change

    // One transaction: all changes or none, with a row in the revision log each. Answers after the commit.
    [[nodiscard]] Result<Configuration> apply(QList<Change> changes, const Actor &actor);

    [[nodiscard]] Journal &journal();     // thread-safe
    [[nodiscard]] Writer &writer();       // thread-safe
    [[nodiscard]] ObjectTable &objects(); // thread-safe

    // What the replay at start found: requests that the last process left running.
    [[nodiscard]] int interruptedRequests() const;

    // What the user must be told about this start (a damaged store was replaced by what could be read of it, R4); empty
    // = nothing.
    [[nodiscard]] QString notice() const;

signals:
    void configurationChanged(); // after every apply, also one that came over the local socket

private:
    explicit Store(const StoreOptions &options);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Gatehouse::Store
