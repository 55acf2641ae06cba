// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/reader.h"

#include "gateway/store/configurationtables.h"
#include "gateway/store/database.h"
#include "gateway/store/datadirectory.h"
#include "gateway/store/ledgercheck.h"
#include "gateway/store/migration.h"
#include "gateway/store/requestqueries.h"
#include "gateway/store/revisionlog.h"
#include "gateway/store/rollupqueries.h"
#include "gateway/store/spendqueries.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

struct Reader::Private {
    QString path;
    std::unique_ptr<Database> database;
};

Reader::Reader()
    : d(std::make_unique<Private>())
{}
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::open(const QString &dataDirectory)
{
    const QString directory = QFileInfo(dataDirectory).canonicalFilePath();
    std::unique_ptr<Reader> reader(new Reader);
    reader->d->path = databaseFile(directory.isEmpty() ? dataDirectory : directory);
    GH_TRY(reader->d->database, Database::open(reader->d->path, Database::Mode::ReadOnly));
    GH_TRY(const int version, schemaVersion(*reader->d->database));
    // An older one is brought up to date by its owner's next start; until then its tables are not those known here.
    if (version < SchemaVersion)
        return fail(ErrorKind::NotFound,
                    u"The store %1 is not ready yet: start Gatehouse on it once."_s.arg(reader->d->path));
    return reader;
}

Result<Configuration> Reader::configuration()
{
    return readConfiguration(*d->database);
}

Result<RequestPage> Reader::requests(const RequestFilter &filter, std::optional<PageKey> below, int limit)
{
    return readRequestPage(*d->database, filter, below, limit);
}

Result<qint64> Reader::countRequests(const RequestFilter &filter, qint64 stopAt)
{
    return countMatchingRequests(*d->database, filter, stopAt);
}

Result<RequestDetail> Reader::request(RequestId id)
{
    return readRequestDetail(*d->database, id);
}

Result<QList<SeriesPoint>> Reader::series(const SeriesQuery &query)
{
    return readSeries(*d->database, query);
}

Result<QList<GroupTotals>> Reader::groups(const SeriesQuery &query)
{
    return readGroups(*d->database, query);
}

Result<QList<ErrorGroup>> Reader::errors(Timestamp from, Timestamp to, int limit)
{
    return readErrorGroups(*d->database, from, to, limit);
}

Result<QHash<EntityId, Timestamp>> Reader::keysLastUsed()
{
    return readKeysLastUsed(*d->database);
}

Result<QList<RevisionRow>> Reader::revisions(std::optional<qint64> below, int limit)
{
    return RevisionLog(*d->database).rows(below, limit);
}

Result<QList<SpendRow>> Reader::spend(Timestamp from, std::chrono::microseconds slot)
{
    return readSpend(*d->database, from, slot);
}

Result<LedgerCheck> Reader::checkLedger()
{
    return compareLedger(*d->database);
}

Result<QStringList> Reader::checkIntegrity()
{
    QStringList problems;
    GH_TRY(auto rows, d->database->query(u"PRAGMA integrity_check"_s));
    while (rows.next()) {
        if (const QString line = rows.value(0).toString(); line != "ok"_L1)
            problems.append(line);
    }
    GH_CHECK(d->database->finished(rows));
    GH_TRY(const QStringList chain, RevisionLog(*d->database).verify());
    return problems + chain;
}

Result<StoreFacts> Reader::facts()
{
    StoreFacts facts;
    facts.path = d->path;
    for (const auto suffix : {""_L1, "-wal"_L1})
        facts.sizeBytes += QFileInfo(d->path + suffix).size();
    GH_TRY(facts.schemaVersion, schemaVersion(*d->database));
    // Numbers are given without gaps, and requests are not deleted: the highest is as good as a count, and at once.
    GH_TRY(facts.approximateRequests, d->database->number(u"SELECT max(number) FROM request"_s));
    return facts;
}

Result<void> Reader::backup(const QString &file)
{
    // The copy is written through this connection, which else refuses to write anything.
    GH_CHECK(d->database->execute("PRAGMA query_only = OFF"));
    const Result<void> copied = copyDatabase(*d->database, file);
    GH_CHECK(d->database->execute("PRAGMA query_only = ON"));
    return copied;
}

} // namespace Gatehouse::Store
