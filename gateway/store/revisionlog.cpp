// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/revisionlog.h"

#include "gateway/store/database.h"

#include <QCryptographicHash>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

// The columns that a row's hash covers, as they are stored.
struct StoredRow {
    qint64 number = 0;
    qint64 time = 0;
    QString actor;
    QString source;
    QString kind;
    int action = 0;
    qint64 entityId = 0;
    QString entityName;
    QString before;
    QString after;
};

constexpr auto Columns = "number, time, actor, source, kind, action, entity_id, entity_name, before, after, hash"_L1;

// Numbers as eight bytes and texts with their length before them, so that no two rows have the same bytes.
QByteArray hashOf(const QByteArray &previous, const StoredRow &row)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto number = [&](qint64 value) {
        const qint64 ordered = qToBigEndian(value);
        hash.addData(QByteArrayView(reinterpret_cast<const char *>(&ordered), sizeof ordered));
    };
    const auto text = [&](const QString &value) {
        const QByteArray utf8 = value.toUtf8();
        number(utf8.size());
        hash.addData(utf8);
    };
    hash.addData(previous);
    number(row.number);
    number(row.time);
    text(row.actor);
    text(row.source);
    text(row.kind);
    number(row.action);
    number(row.entityId);
    text(row.entityName);
    text(row.before);
    text(row.after);
    return hash.result();
}

QByteArray firstHash()
{
    return QByteArray(32, '\0');
}

QString written(const QJsonObject &object)
{
    return object.isEmpty() ? u""_s : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

StoredRow rowOf(const QSqlQuery &query)
{
    return {.number = query.value(0).toLongLong(),
            .time = query.value(1).toLongLong(),
            .actor = query.value(2).toString(),
            .source = query.value(3).toString(),
            .kind = query.value(4).toString(),
            .action = query.value(5).toInt(),
            .entityId = query.value(6).toLongLong(),
            .entityName = query.value(7).toString(),
            .before = query.value(8).toString(),
            .after = query.value(9).toString()};
}

} // namespace

Result<void> RevisionLog::append(RevisionRow row)
{
    GH_TRY(auto last, m_database.query(u"SELECT number, hash FROM revision ORDER BY number DESC LIMIT 1"_s));
    const bool isFirst = !last.next();
    GH_CHECK(m_database.finished(last));
    const QByteArray previous = isFirst ? firstHash() : last.value(1).toByteArray();
    const StoredRow stored{.number = isFirst ? 1 : last.value(0).toLongLong() + 1,
                           .time = toMicroseconds(row.time),
                           .actor = notNull(row.actor.name),
                           .source = notNull(row.actor.source),
                           .kind = entityKindName(row.kind),
                           .action = static_cast<int>(row.action),
                           .entityId = row.entityId,
                           .entityName = notNull(row.entityName),
                           .before = written(row.before),
                           .after = written(row.after)};
    last.finish();
    return m_database.execute(u"INSERT INTO revision (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s.arg(Columns),
                              {stored.number, stored.time, stored.actor, stored.source, stored.kind, stored.action,
                               stored.entityId, stored.entityName, stored.before, stored.after,
                               hashOf(previous, stored)});
}

Result<qint64> RevisionLog::head()
{
    return m_database.number(u"SELECT max(number) FROM revision"_s);
}

Result<QList<RevisionRow>> RevisionLog::rows(std::optional<qint64> below, int limit)
{
    GH_TRY(auto query,
           m_database.query(u"SELECT %1 FROM revision WHERE number < ? ORDER BY number DESC LIMIT ?"_s.arg(Columns),
                            {below.value_or(std::numeric_limits<qint64>::max()), limit}));
    QList<RevisionRow> rows;
    while (query.next()) {
        const StoredRow row = rowOf(query);
        rows.append({.revision = row.number,
                     .time = fromMicroseconds(row.time),
                     .actor = {.name = row.actor, .source = row.source},
                     .kind = entityKindFromName(row.kind).value_or(EntityKind::Setting),
                     .action = static_cast<Change::Action>(row.action),
                     .entityId = row.entityId,
                     .entityName = row.entityName,
                     .before = QJsonDocument::fromJson(row.before.toUtf8()).object(),
                     .after = QJsonDocument::fromJson(row.after.toUtf8()).object()});
    }
    GH_CHECK(m_database.finished(query));
    return rows;
}

Result<QStringList> RevisionLog::verify()
{
    GH_TRY(auto query, m_database.query(u"SELECT %1 FROM revision ORDER BY number"_s.arg(Columns)));
    QStringList problems;
    QByteArray previous = firstHash();
    qint64 expected = 1;
    while (query.next()) {
        const StoredRow row = rowOf(query);
        const QByteArray hash = query.value(10).toByteArray();
        if (row.number != expected)
            problems.append(u"Revision log: row %1 is missing."_s.arg(expected));
        else if (hash != hashOf(previous, row))
            problems.append(u"Revision log: row %1 has been changed."_s.arg(row.number));
        previous = hash;
        expected = row.number + 1;
    }
    GH_CHECK(m_database.finished(query));
    return problems;
}

} // namespace Gatehouse::Store
