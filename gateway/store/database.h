// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <memory>

struct sqlite3;

namespace Gatehouse::Store {

// One connection to a SQLite file with the settings that every connection of ours has (RELIABILITY 6). Lives on the
// thread that opened it. Who may open one for writing: Store at the start, then the writer thread, never two at once
// (SQLite before 3.51.3 can corrupt a WAL file that two connections write or checkpoint, F8).
class Database final
{
public:
    enum class Mode : quint8 {
        Owner,    // reads, writes, checkpoints; creates the file with mode 0600
        ReadOnly, // never writes and never checkpoints, not even when it closes
    };

    // `path` has no symbolic link in it. Errors: NotFound (ReadOnly, no such file), StoreDamaged, Io.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &path, Mode mode);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    [[nodiscard]] sqlite3 *handle() const { return m_handle; }

    [[nodiscard]] Result<void> execute(const char *sql);
    [[nodiscard]] Result<void> execute(const QString &sql, const QVariantList &values = {});

    // A query that has been run; its first row comes with next().
    [[nodiscard]] Result<QSqlQuery> query(const QString &sql, const QVariantList &values = {});

    // The first column of the first row; 0 when there is none.
    [[nodiscard]] Result<qint64> number(const QString &sql, const QVariantList &values = {});

    // What a query's loop met after its last row, if anything.
    [[nodiscard]] Result<void> finished(const QSqlQuery &query) const;

    // The connection's last failure in words for people.
    [[nodiscard]] Error lastError() const;

private:
    explicit Database(QString name)
        : m_name(std::move(name))
    {}
    Result<void> configure(Mode mode);
    QString m_name;
    sqlite3 *m_handle = nullptr;
};

// A transaction that is rolled back unless it is committed.
class Transaction final
{
public:
    [[nodiscard]] static Result<Transaction> begin(Database &database);
    Transaction(Transaction &&other) noexcept
        : m_database(std::exchange(other.m_database, nullptr))
    {}
    Transaction &operator=(Transaction &&) = delete;
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    ~Transaction();
    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Database &database)
        : m_database(&database)
    {}
    Database *m_database;
};

// SQLite's result code as our error: what is wrong and what to do.
[[nodiscard]] Error errorOfSqlite(int code, const QString &detail);

// F9: two copies of SQLite in one process drop each other's locks and corrupt files. An error when the library that
// Qt's plugin uses is not the one that we are linked with.
[[nodiscard]] Result<void> checkSingleSqlite();

} // namespace Gatehouse::Store
