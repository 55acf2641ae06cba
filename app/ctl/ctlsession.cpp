// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/ctlsession.h"

#include "app/bootstrap.h"
#include "gateway/core/base/similar.h"

#include <QJsonDocument>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Gatehouse::App {

namespace {

constexpr auto AttachTimeout = 5s;

} // namespace

Result<Store::Reader *> CtlSession::reader()
{
    if (!m_reader) {
        GH_TRY(m_reader, Store::Reader::open(dataDirectory));
    }
    return m_reader.get();
}

Result<Engine::RemoteControl *> CtlSession::runningOwner()
{
    if (!m_remote) {
        GH_TRY(m_remote, Engine::RemoteControl::attach(dataDirectory, AttachTimeout));
    }
    return m_remote.get();
}

Result<Engine::Control *> CtlSession::control()
{
    if (m_owned)
        return &m_owned->control();
    const auto remote = runningOwner();
    if (remote)
        return *remote;
    if (remote.error().kind != ErrorKind::NotFound)
        return std::unexpected(remote.error());
    GH_TRY(m_owned, OwnedGateway::open(dataDirectory, {}, Watch::OnDemand));
    return &m_owned->control();
}

Result<Configuration> CtlSession::configuration()
{
    auto opened = reader();
    if (!opened && opened.error().kind == ErrorKind::NotFound)
        return Configuration();
    return opened.and_then([](Store::Reader *store) { return store->configuration(); });
}

Result<Configuration> CtlSession::apply(QList<Change> changes)
{
    GH_TRY(auto *const gateway, control());
    return waitFor<Result<Configuration>>(
        [&](auto answer) { gateway->apply(std::move(changes), actor(u"command line"_s), std::move(answer)); });
}

template <typename Entity>
Result<Entity> findByName(const QList<Entity> &entities, const QString &what, const QString &name)
{
    QStringList known;
    for (const auto &entity : entities) {
        if (entity.name == name)
            return entity;
        known.append(entity.name);
    }
    return fail(ErrorKind::NotFound, u"There is no %1 '%2'.%3"_s.arg(what, name, didYouMean(name, known)));
}

template Result<Client> findByName(const QList<Client> &, const QString &, const QString &);
template Result<Provider> findByName(const QList<Provider> &, const QString &, const QString &);
template Result<Budget> findByName(const QList<Budget> &, const QString &, const QString &);
template Result<Limit> findByName(const QList<Limit> &, const QString &, const QString &);
template Result<Alias> findByName(const QList<Alias> &, const QString &, const QString &);

void printJson(const QJsonArray &rows)
{
    print(QString::fromUtf8(QJsonDocument(rows).toJson(QJsonDocument::Indented)));
}

void printJson(const QJsonObject &object)
{
    print(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented)));
}

} // namespace Gatehouse::App
