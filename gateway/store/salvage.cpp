// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/salvage.h"

#include "gateway/store/configurationtables.h"
#include "gateway/store/database.h"
#include "gateway/store/migration.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSqlRecord>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

constexpr std::array ConfigurationTables{"counter"_L1,    "client"_L1, "api_key"_L1, "provider"_L1,
                                         "credential"_L1, "model"_L1,  "alias"_L1,   "price"_L1,
                                         "rate_limit"_L1, "budget"_L1, "setting"_L1, "revision"_L1};
constexpr std::array TrafficTableNames{"text"_L1,       "model_use"_L1,    "request"_L1,       "attempt"_L1,
                                       "body"_L1,       "ledger"_L1,       "rollup_minute"_L1, "rollup_hour"_L1,
                                       "rollup_day"_L1, "stored_object"_L1};

// The direction of a walk through a table: a damaged page in the middle is come to from both ends.
enum class Direction : quint8 { Up, Down };

struct Copied {
    qint64 rows = 0;
    bool isWhole = false;
};

Result<Copied> copyRows(Database &from, Database &to, const QString &table, Direction direction)
{
    Copied copied;
    auto rows =
        from.query(u"SELECT * FROM %1 ORDER BY 1 %2"_s.arg(table, direction == Direction::Up ? u"ASC"_s : u"DESC"_s));
    if (!rows)
        return copied;
    const qsizetype columns = rows->record().count();
    const QString insert =
        u"INSERT OR IGNORE INTO %1 VALUES (%2)"_s.arg(table, QStringList(columns, u"?"_s).join(u", "_s));
    while (rows->next()) {
        QVariantList values;
        for (int i = 0; i < columns; ++i)
            values.append(rows->value(i));
        // A row whose values do not fit their columns is damage too, and is left out.
        if (to.execute(insert, values))
            ++copied.rows;
    }
    copied.isWhole = from.finished(*rows).has_value();
    return copied;
}

Result<Copied> copyTable(Database &from, Database &to, const QString &table)
{
    GH_TRY(Copied copied, copyRows(from, to, table, Direction::Up));
    if (copied.isWhole)
        return copied;
    GH_TRY(const Copied rest, copyRows(from, to, table, Direction::Down));
    copied.rows += rest.rows;
    return copied;
}

// A store of an earlier schema does not have all tables.
Result<bool> isThere(Database &database, const QString &table)
{
    GH_TRY(const qint64 count, database.number(u"SELECT count(*) FROM sqlite_schema WHERE name = ?"_s, {table}));
    return count > 0;
}

Result<QStringList> copyAll(Database &from, Database &to)
{
    GH_TRY(auto transaction, Transaction::begin(to));
    GH_CHECK(to.execute("DELETE FROM counter"));
    for (const auto table : ConfigurationTables) {
        GH_TRY(const bool isKnown, isThere(to, table));
        if (!isKnown)
            continue;
        GH_TRY(const Copied copied, copyTable(from, to, table));
        if (!copied.isWhole)
            return fail(ErrorKind::StoreDamaged, QString(table));
    }
    QStringList incomplete;
    for (const auto table : TrafficTableNames) {
        GH_TRY(const bool isKnown, isThere(to, table));
        if (!isKnown)
            continue;
        GH_TRY(const Copied copied, copyTable(from, to, table));
        if (!copied.isWhole)
            incomplete.append(table);
    }
    GH_CHECK(transaction.commit());
    return incomplete;
}

void moveAside(const QString &path, const QString &aside)
{
    for (const auto suffix : {""_L1, "-wal"_L1, "-shm"_L1})
        QFile::rename(path + suffix, aside + suffix);
}

void removeStore(const QString &path)
{
    for (const auto suffix : {""_L1, "-wal"_L1, "-shm"_L1})
        QFile::remove(path + suffix);
}

Result<QStringList> buildCopy(const QString &path, const QString &copy)
{
    GH_TRY(const auto from, Database::open(path, Database::Mode::ReadOnly));
    GH_TRY(const int version, schemaVersion(*from));
    if (version == 0)
        return fail(ErrorKind::StoreDamaged, u"no tables"_s);
    // A copy of the same schema, so that rows fit, and then brought to the newest.
    QList<Migration> same = migrations();
    same.removeIf([version](const Migration &migration) { return migration.toVersion > version; });
    GH_TRY(const auto to, Database::open(copy, Database::Mode::Owner));
    GH_CHECK(migrate(*to, {.migrations = same}));
    GH_TRY(const QStringList incomplete, copyAll(*from, *to));
    GH_CHECK(migrate(*to, {.migrations = migrations()}));
    GH_CHECK(readConfiguration(*to));
    return incomplete;
}

} // namespace

Result<void> inspectStore(const QString &path, Inspection inspection)
{
    GH_TRY(const auto database, Database::open(path, Database::Mode::ReadOnly));
    GH_TRY(const int version, schemaVersion(*database));
    if (version == SchemaVersion)
        GH_CHECK(readConfiguration(*database));
    if (inspection == Inspection::Quick)
        return {};
    GH_TRY(auto rows, database->query(u"PRAGMA quick_check(1)"_s));
    if (!rows.next() || rows.value(0).toString() != "ok"_L1)
        return fail(ErrorKind::StoreDamaged, u"The store is damaged."_s, rows.value(0).toString());
    return database->finished(rows);
}

Result<QString> salvageStore(const QString &path, Timestamp now, const Error &damage)
{
    const QString copy = path + u".salvaged";
    removeStore(copy); // of a start that ended meanwhile
    const Result<QStringList> incomplete = buildCopy(path, copy);
    if (!incomplete) {
        removeStore(copy);
        const ErrorKind kind =
            incomplete.error().kind == ErrorKind::StoreDamaged ? ErrorKind::StoreDamaged : incomplete.error().kind;
        return fail(kind,
                    u"The store %1 is damaged and its configuration cannot be read whole. Nothing has been changed: "
                    u"put a backup in its "
                    "place, or move it away to start with an empty one."_s.arg(path),
                    damage.message + u' ' + damage.detail + u' ' + incomplete.error().message);
    }
    const auto time =
        QDateTime::fromMSecsSinceEpoch(toMicroseconds(now) / 1000, QTimeZone::UTC).toString(u"yyyyMMdd-HHmmsszzz"_s);
    const QString aside = u"%1.corrupt-%2"_s.arg(path, time);
    moveAside(path, aside);
    if (!QFile::rename(copy, path))
        return fail(ErrorKind::Io, u"The repaired store %1 cannot be put in place: rename it to %2."_s.arg(copy, path));
    const QString lost = incomplete->isEmpty() ? u"Everything in it could be read."_s
                                               : u"Some rows of %1 could not be read."_s.arg(incomplete->join(u", "_s));
    return QString(u"The store was damaged. It was kept as %1 and replaced by what could be read of it. "_s.arg(aside)
                   + lost);
}

} // namespace Gatehouse::Store
