// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/limitbook.h"
#include "gateway/core/base/result.h"
#include "gateway/core/base/secret.h"
#include "gateway/core/config/entities.h"
#include "gateway/store/records.h"
#include "gateway/store/writer.h"

#include <QObject>
#include <QString>

#include <functional>

namespace Gatehouse::Store {
class QueryService;
}

// What the window and the command line see of a gateway, whether it runs in this process or in another.
namespace Gatehouse::Engine {

enum class EngineState : quint8 { Stopped, Starting, Serving, Draining, Failed, Unreachable };

struct ProviderHealth {
    EntityId providerId = 0;
    enum class Level : quint8 { Unknown, Healthy, Degraded, Down } level = Level::Unknown;
    qint64 attempts = 0; // of the last five minutes
    qint64 failures = 0;
    QByteArray lastErrorCode;
    QString lastErrorMessage;
    Timestamp lastErrorAt = {};
    bool operator==(const ProviderHealth &) const = default;
};

struct EngineStatus {
    EngineState state = EngineState::Stopped;
    QString address;        // "http://127.0.0.1:8080"; empty = not serving
    QString message;        // why Failed, what to do
    bool isEmbedded = true; // in this process
    qint64 processId = 0;
    int inFlight = 0;
    double requestsPerSecond = 0; // over the last ten seconds
    Store::WriterHealth store;
    QList<ProviderHealth> providers;
    QList<Accounting::CounterStatus> counters = {}; // of limits and budgets, the fullest first
    bool isSimulatorAnswering = false;              // no other provider is configured
};

// What happened since the last batch; at most ten a second (DESIGN 5). Requests come when they start (state Running)
// and when they end.
struct LiveBatch {
    QList<Store::RequestRecord> requests;
    int droppedRequests = 0; // left out because there were too many to show; the store has them
};

// The result of a connection test.
struct ProviderTest {
    bool isOk = false;
    ErrorKind kind = ErrorKind::UpstreamUnreachable; // when not ok
    int httpStatus = 0;
    QString message;    // the vendor's own words where it spoke, bounded; else what went wrong
    QStringList models; // what the vendor lists
    std::chrono::milliseconds latency{0};
};

// A gateway to look at and to steer. Lives on the main thread; owned by the program. Callbacks come on the main thread,
// never from within the call.
class Control : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual EngineStatus status() const = 0;
    [[nodiscard]] virtual Configuration configuration() const = 0;
    [[nodiscard]] virtual QString dataDirectory() const = 0;
    [[nodiscard]] virtual Store::QueryService &queries() = 0;

    // All changes or none. New entities have their ids in the answer.
    virtual void apply(QList<Change> changes, const Actor &actor,
                       std::function<void(Result<Configuration>)> answer) = 0;

    // Puts a vendor's key into the keychain (or the sealed file) and makes the credential that refers to it.
    virtual void addCredential(EntityId providerId, const QString &label, Secret secret, const Actor &actor,
                               std::function<void(Result<Configuration>)> answer) = 0;

    // One GET of the vendor's model list with the key given, or with the provider's own when it is empty. Costs nothing
    // at the vendor.
    virtual void testProvider(const Provider &provider, Secret secret, std::function<void(ProviderTest)> answer) = 0;

    // Starts and stops serving; stopping drains. In an attached window they act on the other process.
    virtual void startServing() = 0;
    virtual void stopServing() = 0;

signals:
    void statusChanged();        // at most ten a second
    void configurationChanged(); // also when somebody else made the change
    void live(const Gatehouse::Engine::LiveBatch &batch);
};

} // namespace Gatehouse::Engine
