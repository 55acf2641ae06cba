// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/migration.h"

#include "gateway/store/database.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

Result<void> backup(Database &database, const MigrationPlan &plan, int version)
{
    if (!QDir().mkpath(plan.backupDirectory))
        return fail(ErrorKind::Io,
                    u"%1 cannot be made: check the permissions of the store's directory."_s.arg(plan.backupDirectory));
    QFile::setPermissions(plan.backupDirectory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const auto time = QDateTime::fromMSecsSinceEpoch(toMicroseconds(plan.now) / 1000, QTimeZone::UTC);
    const QString file =
        u"%1/gatehouse-v%2-%3.db"_s.arg(plan.backupDirectory).arg(version).arg(time.toString(u"yyyyMMdd-HHmmsszzz"_s));
    // A copy that a crash left half made has the name of its own moment, so it is never taken for this one.
    return copyDatabase(database, file);
}

Result<void> run(Database &database, const Migration &migration, const std::function<void(int)> &reachedStatement)
{
    GH_TRY(auto transaction, Transaction::begin(database));
    int number = 0;
    for (const QString &statement : migration.statements) {
        GH_CHECK(database.execute(statement.toUtf8().constData()));
        if (reachedStatement)
            reachedStatement(++number);
    }
    // Inside the transaction: the version is the new one exactly when the tables are.
    GH_CHECK(database.execute(u"PRAGMA user_version = %1"_s.arg(migration.toVersion).toUtf8().constData()));
    return transaction.commit();
}

} // namespace

Result<int> schemaVersion(Database &database, int newest)
{
    GH_TRY(const qint64 version, database.number(u"PRAGMA user_version"_s));
    GH_TRY(const qint64 application, database.number(u"PRAGMA application_id"_s));
    GH_TRY(const qint64 tables, database.number(u"SELECT count(*) FROM sqlite_schema"_s));
    if (version == 0 && application == 0 && tables == 0)
        return 0;
    if (application != ApplicationId)
        return fail(ErrorKind::StoreDamaged, u"The file is not a store of Gatehouse."_s);
    if (version > newest)
        return fail(ErrorKind::StoreNewer,
                    u"The store was made by a newer Gatehouse (schema %1, this one knows %2): update "
                    "Gatehouse. Nothing has been changed."_s.arg(version)
                        .arg(newest));
    return static_cast<int>(version);
}

Result<void> migrate(Database &database, const MigrationPlan &plan)
{
    const int newest = plan.migrations.last().toVersion;
    GH_TRY(int version, schemaVersion(database, newest));
    if (version > 0 && version < newest)
        GH_CHECK(backup(database, plan, version));
    for (const Migration &migration : plan.migrations) {
        if (migration.toVersion <= version)
            continue;
        GH_CHECK(run(database, migration, plan.reachedStatement));
        version = migration.toVersion;
    }
    return {};
}

Result<void> copyDatabase(Database &database, const QString &file)
{
    if (QFile::exists(file))
        return fail(ErrorKind::Conflict, u"%1 exists already: choose another name."_s.arg(file));
    if (const auto copied = database.execute(u"VACUUM INTO ?"_s, {file}); !copied) {
        QFile::remove(file);
        return copied;
    }
    if (!QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner))
        return fail(ErrorKind::Io, u"%1 cannot be made private: check who owns it."_s.arg(file));
    return {};
}

} // namespace Gatehouse::Store
