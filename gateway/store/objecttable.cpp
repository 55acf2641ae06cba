// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/objecttable.h"

#include "gateway/store/database.h"
#include "gateway/store/writerthread.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(storeLog)

namespace Gatehouse::Store {

namespace {

// NULL for nothing: those of the vendors have no content.
QVariant blob(const QByteArray &bytes)
{
    return bytes.isEmpty() ? QVariant(QMetaType::fromType<QByteArray>()) : QVariant(bytes);
}

void warnOf(const Result<void> &result)
{
    if (!result)
        qCWarning(storeLog, "what a client comes back for could not be kept: %ls",
                  qUtf16Printable(result.error().message));
}

Result<std::vector<ObjectRecord>> readObjects(Database &database, int count)
{
    GH_TRY(auto rows, database.query(u"SELECT id, client_id, provider_id, created_at, answer, conversation "
                                     "FROM stored_object ORDER BY created_at DESC LIMIT ?"_s,
                                     {count}));
    std::vector<ObjectRecord> records;
    while (rows.next()) {
        records.push_back({.id = rows.value(0).toString().toUtf8(),
                           .clientId = rows.value(1).toLongLong(),
                           .providerId = rows.value(2).toLongLong(),
                           .createdAt = fromMicroseconds(rows.value(3).toLongLong()),
                           .answer = rows.value(4).toByteArray(),
                           .conversation = rows.value(5).toByteArray()});
    }
    GH_CHECK(database.finished(rows));
    std::ranges::reverse(records);
    return records;
}

} // namespace

void ObjectTable::put(ObjectRecord record)
{
    m_writer.post([record = std::move(record)](Database &database) {
        warnOf(database.execute(
            u"INSERT OR REPLACE INTO stored_object (id, client_id, provider_id, created_at, answer, conversation) "
            "VALUES (?, ?, ?, ?, ?, ?)"_s,
            {QString::fromUtf8(record.id), record.clientId, record.providerId, qint64(toMicroseconds(record.createdAt)),
             blob(record.answer), blob(record.conversation)}));
    });
}

void ObjectTable::remove(const QByteArray &id)
{
    m_writer.post([id](Database &database) {
        warnOf(database.execute(u"DELETE FROM stored_object WHERE id = ?"_s, {QString::fromUtf8(id)}));
    });
}

Result<std::vector<ObjectRecord>> ObjectTable::read(int count)
{
    Result<std::vector<ObjectRecord>> result;
    m_writer.run([&](Database &database) { result = readObjects(database, count); });
    return result;
}

Result<void> deleteExpiredObjects(Database &database, Timestamp before)
{
    return database.execute(u"DELETE FROM stored_object WHERE created_at < ? AND provider_id = 0"_s,
                            {qint64(toMicroseconds(before))});
}

} // namespace Gatehouse::Store
