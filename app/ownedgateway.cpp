// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ownedgateway.h"

#include "gateway/store/secretstore.h"
#include "gateway/store/store.h"

namespace Gatehouse::App {

Result<std::unique_ptr<OwnedGateway>> OwnedGateway::open(const QString &dataDirectory,
                                                         const Engine::ServeOptions &options, Watch watch)
{
    std::unique_ptr<OwnedGateway> gateway(new OwnedGateway);
    GH_TRY(auto store, Store::Store::open({.dataDirectory = dataDirectory, .clock = &gateway->m_clock}));
    GH_TRY(auto secrets, Store::SecretStore::open(dataDirectory));
    if (const auto notice = store->notice(); !notice.isEmpty())
        gateway->m_notices.append(notice);
    GH_TRY(gateway->m_control, Engine::LocalControl::create(std::move(store), std::move(secrets), dataDirectory,
                                                            options, gateway->m_clock));
    gateway->m_notices += gateway->m_control->secretProblems();
    gateway->m_server = std::make_unique<Engine::OwnerServer>(*gateway->m_control);
    GH_CHECK(gateway->m_server->listen());
    auto *control = gateway->m_control.get();
    control->setWatched(watch == Watch::Always);
    if (watch == Watch::OnDemand) {
        QObject::connect(gateway->m_server.get(), &Engine::OwnerServer::watchedChanged, control,
                         &Engine::LocalControl::setWatched);
    }
    return gateway;
}

} // namespace Gatehouse::App
