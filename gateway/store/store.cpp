// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/store.h"

#include "gateway/core/config/settings.h"
#include "gateway/store/configurationtables.h"
#include "gateway/store/database.h"
#include "gateway/store/datadirectory.h"
#include "gateway/store/journal.h"
#include "gateway/store/migration.h"
#include "gateway/store/objecttable.h"
#include "gateway/store/ownerlock.h"
#include "gateway/store/replay.h"
#include "gateway/store/salvage.h"
#include "gateway/store/writerthread.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

// In the order of making: the writer goes first at the end, then the journal, then the lock.
struct Store::Private {
    StoreOptions options;
    QString directory;
    std::unique_ptr<OwnerLock> lock;
    std::unique_ptr<Journal> journal;
    std::unique_ptr<WriterThread> writer;
    std::optional<ObjectTable> objects;
    Configuration configuration;
    int interruptedRequests = 0;
    QString notice;

    Result<void> open();
    Result<void> inspect(const QString &path);
    Result<void> prepare(const QString &path);
    Result<void> firstRun(Database &database);
    void useSettings();
};

Store::Store(const StoreOptions &options)
    : d(std::make_unique<Private>())
{
    d->options = options;
}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const StoreOptions &options)
{
    std::unique_ptr<Store> store(new Store(options));
    GH_CHECK(store->d->open());
    return store;
}

Result<void> Store::Private::open()
{
    GH_CHECK(checkSingleSqlite());
    GH_TRY(directory, prepareDataDirectory(options.dataDirectory));
    const QString path = databaseFile(directory);
    GH_CHECK(checkPrivateFile(path));
    GH_CHECK(checkPrivateFile(journalFile(directory)));
    GH_TRY(lock, OwnerLock::acquire(directory));
    GH_CHECK(inspect(path));
    GH_CHECK(prepare(path));
    GH_TRY(writer, WriterThread::start(path, *journal, *options.clock));
    objects.emplace(*writer);
    useSettings();
    return {};
}

// Looks at an existing store without changing a byte of it: a newer one is refused, a damaged one is replaced by what
// can be read of it and kept aside (R4).
Result<void> Store::Private::inspect(const QString &path)
{
    if (!QFileInfo::exists(path))
        return {};
    const Result<void> judged = inspectStore(path, lock->lastExitWasClean() ? Inspection::Quick : Inspection::Thorough);
    if (judged || judged.error().kind != ErrorKind::StoreDamaged)
        return judged;
    GH_TRY(notice, salvageStore(path, options.clock->now(), judged.error()));
    return {};
}

// The main thread's connection is closed before the writer opens the only one that stays.
Result<void> Store::Private::prepare(const QString &path)
{
    GH_TRY(const auto database, Database::open(path, Database::Mode::Owner));
    GH_CHECK(migrate(
        *database,
        {.migrations = migrations(), .backupDirectory = backupDirectory(directory), .now = options.clock->now()}));
    GH_TRY(journal, Journal::open(journalFile(directory)));
    GH_TRY(interruptedRequests, replayJournal(*journal, *database));
    GH_TRY(configuration, readConfiguration(*database));
    if (configuration.revision == 0)
        GH_CHECK(firstRun(*database));
    return {};
}

// A new store has one vendor, the built-in simulator, so that the first request works at once.
Result<void> Store::Private::firstRun(Database &database)
{
    constexpr EntityId Simulator = -1; // until it has its own id
    Provider provider;
    provider.name = u"Simulator"_s;
    provider.type = ProviderType::Simulator;
    Model model;
    model.providerId = Simulator;
    model.name = u"sim/*"_s;
    QList<Change> changes{{.kind = EntityKind::Provider, .id = Simulator, .after = toJson(provider)},
                          {.kind = EntityKind::Model, .after = toJson(model)}};
    const Actor actor{.name = u"gatehouse"_s, .source = u"first run"_s};
    GH_TRY(configuration, applyChanges(database, configuration, std::move(changes), actor, options.clock->now()));
    return {};
}

void Store::Private::useSettings()
{
    // They were judged when they were applied; a store that was edited by hand falls back to the defaults here.
    const Settings settings = settingsFrom(configuration.settings).value_or(Settings());
    writer->setBodyRetention(std::chrono::days(settings.bodyRetentionDays));
    writer->run([&](Database &database) {
        const auto set =
            database.execute(settings.fullSync ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        Q_ASSERT(set);
    });
}

std::optional<StoreOwner> Store::owner(const QString &dataDirectory)
{
    return OwnerLock::owner(dataDirectory);
}

void Store::setServedAddress(const QString &address)
{
    d->lock->setAddress(address);
}

QString Store::databasePath() const
{
    return databaseFile(d->directory);
}

const Configuration &Store::configuration() const
{
    return d->configuration;
}

Result<Configuration> Store::apply(QList<Change> changes, const Actor &actor)
{
    Result<Configuration> result;
    d->writer->run([&](Database &database) {
        result = applyChanges(database, d->configuration, std::move(changes), actor, d->options.clock->now());
    });
    GH_TRY(d->configuration, std::move(result));
    d->useSettings();
    emit configurationChanged();
    return d->configuration;
}

Journal &Store::journal()
{
    return *d->journal;
}

Writer &Store::writer()
{
    return *d->writer;
}

ObjectTable &Store::objects()
{
    return *d->objects;
}

int Store::interruptedRequests() const
{
    return d->interruptedRequests;
}

QString Store::notice() const
{
    return d->notice;
}

} // namespace Gatehouse::Store
