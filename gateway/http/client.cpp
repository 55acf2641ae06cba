// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/client.h"

#include "gateway/http/clientconnection.h"
#include "gateway/http/endofturn.h"
#include "gateway/http/messagewriter.h"

#include <unordered_map>

using namespace Qt::StringLiterals;

namespace Gatehouse::Http {

namespace {

struct EndpointHash {
    std::size_t operator()(const Endpoint &endpoint) const noexcept { return qHash(endpoint); }
};

void dropDialer(CallState &call)
{
    if (!call.dialer)
        return;
    call.dialer->cancel();
    call.dialer.release()->deleteLater(); // it may be on the stack
}

} // namespace

size_t qHash(const Endpoint &endpoint, size_t seed) noexcept
{
    return qHashMulti(seed, endpoint.host, endpoint.port, endpoint.tls, endpoint.proxyUrl, endpoint.caFile);
}

struct ClientPool::Private final : public ClientShared {
    Private(const ClientPoolOptions &poolOptions, const Clock *clock, QObject *pool)
        : ClientShared(clock, poolOptions, pool)
        , turn([this] { endTurn(); }, pool)
    {}

    void callAtEndOfTurn(ClientConnection *connection) override
    {
        called.push_back(connection);
        turn.request();
    }

    void retire(ClientConnection *connection) override
    {
        const std::size_t index = connection->index;
        retired.push_back(std::move(connections[index]));
        connections[index] = std::move(connections.back());
        connections.pop_back();
        if (index < connections.size())
            connections[index]->index = index;
        turn.request();
    }

    void makeIdle(ClientConnection *connection) override;
    void dial(const std::shared_ptr<CallState> &call) override;
    void end(const std::shared_ptr<CallState> &call, MonotonicTime now) override;

    void dialled(const std::shared_ptr<CallState> &call, std::expected<std::unique_ptr<Transport>, DialFailure> result);
    void abort(const std::shared_ptr<CallState> &call) override;
    EndpointPool *endpointPool(const Endpoint &endpoint);
    void endTurn();

    std::unordered_map<Endpoint, std::unique_ptr<EndpointPool>, EndpointHash> endpoints;
    EndpointPool *lastEndpoint = nullptr;
    std::vector<std::unique_ptr<ClientConnection>> connections;
    std::vector<ClientConnection *> called;                 // at the end of the turn
    std::vector<std::unique_ptr<ClientConnection>> retired; // until the end of the turn
    std::vector<std::shared_ptr<CallState>> aborted;        // their onEnd comes at the end of the turn
    EndOfTurn turn;
};

namespace {

// What the owner of a call holds.
class CallHandle final : public ClientCall
{
public:
    CallHandle(ClientShared *pool, std::shared_ptr<CallState> call)
        : m_pool(pool)
        , m_call(std::move(call))
    {}

    ~CallHandle() override
    {
        m_call->isEnded = true; // nothing is called any more
        stop();
    }

    void abort() override
    {
        if (m_call->isEnded)
            return;
        stop();
        m_pool->abort(m_call);
    }

    void setPaused(bool isPaused) override
    {
        if (m_call->isEnded || m_call->isPaused == isPaused)
            return;
        m_call->isPaused = isPaused;
        if (m_call->connection)
            m_call->connection->setPaused(isPaused);
    }

private:
    void stop()
    {
        dropDialer(*m_call);
        if (m_call->connection)
            m_call->connection->detach();
    }

    ClientShared *m_pool;
    std::shared_ptr<CallState> m_call;
};

} // namespace

EndpointPool *ClientPool::Private::endpointPool(const Endpoint &endpoint)
{
    if (lastEndpoint && lastEndpoint->route->endpoint == endpoint)
        return lastEndpoint;
    auto &place = endpoints[endpoint];
    if (!place) {
        place = std::make_unique<EndpointPool>();
        place->route = std::make_shared<const Route>(makeRoute(endpoint));
        place->hostValue = hostValue(endpoint);
    }
    lastEndpoint = place.get();
    return lastEndpoint;
}

void ClientPool::Private::makeIdle(ClientConnection *connection)
{
    connection->rest(wheel.now() + options.idleConnectionTimeout);
    auto &idle = connection->endpoint()->idle;
    idle.push_back(connection);
    if (static_cast<int>(idle.size()) > options.idleConnectionsPerEndpoint)
        idle.front()->close();
}

void ClientPool::Private::dial(const std::shared_ptr<CallState> &call)
{
    call->dialer = std::make_unique<Dialer>(call->endpoint->route, &wheel);
    const MonotonicTime deadline = std::min(wheel.now() + call->request.timeouts.connect, call->totalDeadline);
    call->dialer->start(deadline, [this, call](std::expected<std::unique_ptr<Transport>, DialFailure> result) {
        dialled(call, std::move(result));
    });
}

void ClientPool::Private::dialled(const std::shared_ptr<CallState> &call,
                                  std::expected<std::unique_ptr<Transport>, DialFailure> result)
{
    dropDialer(*call);
    const MonotonicTime now = wheel.now();
    if (!result) {
        const bool isTotal = result.error().failure == CallFailure::ConnectTimeout && now >= call->totalDeadline;
        call->result.failure = isTotal ? CallFailure::TotalTimeout : result.error().failure;
        call->result.message = result.error().message;
        end(call, now);
        return;
    }
    call->result.connected = std::chrono::duration_cast<std::chrono::microseconds>(now - call->startedAt);
    connections.push_back(std::make_unique<ClientConnection>(this, call->endpoint, *std::move(result)));
    connections.back()->index = connections.size() - 1;
    connections.back()->begin(call);
}

void ClientPool::Private::abort(const std::shared_ptr<CallState> &call)
{
    call->result.failure = CallFailure::Aborted;
    call->result.message = u"The call was given up."_s;
    aborted.push_back(call);
    turn.request();
}

void ClientPool::Private::end(const std::shared_ptr<CallState> &call, MonotonicTime now)
{
    if (std::exchange(call->isEnded, true))
        return;
    call->result.duration = std::chrono::duration_cast<std::chrono::microseconds>(now - call->startedAt);
    if (call->callbacks.onEnd)
        call->callbacks.onEnd(call->result); // may destroy the handle
}

void ClientPool::Private::endTurn()
{
    // What is called may call for another turn, and connections may end.
    const auto now = std::exchange(called, {});
    for (ClientConnection *connection : now)
        connection->atEndOfTurn();
    for (const auto &call : std::exchange(aborted, {}))
        end(call, wheel.now());
    const auto gone = std::exchange(retired, {});
    for (const auto &connection : gone)
        std::erase(called, connection.get());
}

ClientPool::ClientPool(ClientPoolOptions options, const Clock *clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(options, clock, this))
{}

ClientPool::~ClientPool() = default;

std::unique_ptr<ClientCall> ClientPool::start(const Endpoint &endpoint, ClientRequest request, CallCallbacks callbacks)
{
    auto call = std::make_shared<CallState>();
    call->endpoint = d->endpointPool(endpoint);
    call->request = std::move(request);
    call->callbacks = std::move(callbacks);
    call->startedAt = d->wheel.now();
    call->totalDeadline = call->startedAt + call->request.timeouts.total;
    auto handle = std::make_unique<CallHandle>(d.get(), call);

    auto &idle = call->endpoint->idle;
    while (!idle.empty()) {
        ClientConnection *connection = idle.back();
        if (!connection->isAlive()) {
            connection->close(); // the vendor has closed it and the event loop has not come to it
            continue;
        }
        idle.pop_back();
        connection->begin(std::move(call));
        return handle;
    }
    d->dial(call);
    return handle;
}

void ClientPool::closeIdle()
{
    for (const auto &[key, endpoint] : d->endpoints) {
        while (!endpoint->idle.empty())
            endpoint->idle.back()->close();
    }
    for (const auto &connection : d->connections)
        connection->forbidReuse();
}

int ClientPool::openConnections() const
{
    return static_cast<int>(d->connections.size());
}

} // namespace Gatehouse::Http
