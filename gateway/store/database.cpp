// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/database.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>

#include <sqlite3.h>

#include <atomic>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

QString nextConnectionName()
{
    static std::atomic<int> number = 0;
    return u"gatehouse-"_s + QString::number(++number);
}

// How long a connection waits for a lock that another process holds for a moment.
constexpr auto BusyTimeout = "QSQLITE_BUSY_TIMEOUT=5000"_L1;

} // namespace

Error errorOfSqlite(int code, const QString &detail)
{
    const auto error = [&](ErrorKind kind, const QString &message) {
        return Error{.kind = kind, .message = message, .detail = detail};
    };
    switch (code & 0xFF) {
    case SQLITE_FULL:
        return error(ErrorKind::Io, u"The disk is full: free some space; nothing has been lost."_s);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return error(ErrorKind::StoreDamaged,
                     u"The store is damaged: restore a backup, or start again to have it repaired."_s);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return error(ErrorKind::Io, u"The store may not be written: check the permissions of its directory."_s);
    case SQLITE_CANTOPEN:
        return error(ErrorKind::Io, u"The store cannot be opened: check that its directory exists and is yours."_s);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error(ErrorKind::StoreUnavailable,
                     u"The store is in use by another program: close it; the writing is tried again."_s);
    case SQLITE_IOERR:
        return error(ErrorKind::Io,
                     u"The disk does not read or write (%1): check it; the writing is tried again."_s.arg(detail));
    default:
        return error(ErrorKind::Io, u"The store reports an error: %1."_s.arg(detail));
    }
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, Mode mode)
{
    if (mode == Mode::ReadOnly && !QFileInfo::exists(path))
        return fail(ErrorKind::NotFound, u"There is no store at %1."_s.arg(path));
    std::unique_ptr<Database> database(new Database(nextConnectionName()));
    QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, database->m_name);
    QString options = BusyTimeout + u";QSQLITE_OPEN_NOFOLLOW"_s;
    if (mode == Mode::ReadOnly)
        options += u";QSQLITE_OPEN_READONLY"_s;
    connection.setConnectOptions(options);
    connection.setDatabaseName(path);
    if (!connection.open())
        return std::unexpected(
            errorOfSqlite(connection.lastError().nativeErrorCode().toInt(), connection.lastError().databaseText()));
    database->m_handle = *static_cast<sqlite3 *const *>(connection.driver()->handle().constData());
    // Before anything is written, so that the files beside it, which take their mode from it, are private too (R49).
    if (mode == Mode::Owner && !QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner))
        return fail(ErrorKind::Io, u"%1 cannot be made private: check who owns it."_s.arg(path));
    GH_CHECK(database->configure(mode));
    return database;
}

Result<void> Database::configure(Mode mode)
{
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    GH_CHECK(execute("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                     "PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY"));
    if (mode == Mode::ReadOnly) {
        sqlite3_db_config(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        return execute("PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0");
    }
    GH_TRY(auto journalMode, query(u"PRAGMA journal_mode = WAL"_s));
    if (!journalMode.next() || journalMode.value(0).toString() != "wal"_L1)
        return fail(ErrorKind::Io,
                    u"The disk of the store's directory cannot keep a write-ahead log: use a local disk."_s);
    return execute(
        "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 67108864");
}

Database::~Database()
{
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> Database::execute(const char *sql)
{
    if (sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return std::unexpected(lastError());
    return {};
}

Result<void> Database::execute(const QString &sql, const QVariantList &values)
{
    GH_TRY(const auto done, query(sql, values));
    return finished(done);
}

Result<QSqlQuery> Database::query(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return std::unexpected(lastError());
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return std::unexpected(lastError());
    return query;
}

Result<qint64> Database::number(const QString &sql, const QVariantList &values)
{
    GH_TRY(auto row, query(sql, values));
    const qint64 number = row.next() ? row.value(0).toLongLong() : 0;
    GH_CHECK(finished(row));
    return number;
}

Result<void> Database::finished(const QSqlQuery &query) const
{
    if (query.lastError().isValid())
        return std::unexpected(
            errorOfSqlite(query.lastError().nativeErrorCode().toInt(), query.lastError().databaseText()));
    return {};
}

Error Database::lastError() const
{
    return errorOfSqlite(sqlite3_extended_errcode(m_handle), QString::fromUtf8(sqlite3_errmsg(m_handle)));
}

Result<Transaction> Transaction::begin(Database &database)
{
    GH_CHECK(database.execute("BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::~Transaction()
{
    // SQLite has rolled back by itself after the graver errors; then there is nothing left to do.
    if (m_database && sqlite3_get_autocommit(m_database->handle()) == 0)
        sqlite3_exec(m_database->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Result<void> Transaction::commit()
{
    GH_CHECK(m_database->execute("COMMIT"));
    m_database = nullptr;
    return {};
}

Result<void> checkSingleSqlite()
{
    // Our copy calls this for every connection that it opens. When Qt opens one and it is not called, Qt has another
    // copy.
    static std::atomic<bool> isOurs = false;
    const auto opened = [](sqlite3 *, const char **, const sqlite3_api_routines *) {
        isOurs = true;
        return SQLITE_OK;
    };
    const auto hook = reinterpret_cast<void (*)()>(+opened);
    sqlite3_auto_extension(hook);
    const QString name = nextConnectionName();
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        connection.setDatabaseName(u":memory:"_s);
        if (!connection.open())
            return fail(ErrorKind::Io, u"Qt's SQLite plugin is missing: install the package libqt6sql6-sqlite."_s);
    }
    QSqlDatabase::removeDatabase(name);
    sqlite3_cancel_auto_extension(hook);
    if (!isOurs)
        return fail(
            ErrorKind::Io,
            u"Two copies of SQLite are loaded, which can damage the store: build Gatehouse with the SQLite library that Qt uses."_s);
    return {};
}

} // namespace Gatehouse::Store
