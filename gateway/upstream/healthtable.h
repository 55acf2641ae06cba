// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/config/entities.h"
#include "gateway/engine/control.h"

#include <QHash>
#include <QList>
#include <QMutex>

#include <array>

namespace Gatehouse::Upstream {

// How each provider has answered in the last five minutes, and whether it is worth trying first. Only what the provider
// is to blame for counts: a client's bad request never does. Thread-safe (one short lock a finished attempt).
class HealthTable final
{
public:
    explicit HealthTable(const Clock &clock)
        : m_clock(clock)
    {}

    void succeeded(EntityId provider);
    void failed(EntityId provider, const QByteArray &errorCode, const QString &message);

    // Three failures in a row put a provider behind the others for a while (5 s, doubling to 5 min); one success clears
    // it.
    [[nodiscard]] bool isDown(EntityId provider) const;

    [[nodiscard]] QList<Engine::ProviderHealth> all() const;

private:
    struct Minute {
        qint64 minute = 0; // since the epoch of the monotonic clock
        qint64 attempts = 0;
        qint64 failures = 0;
    };
    struct Entry {
        std::array<Minute, 5> minutes = {};
        int failuresInARow = 0;
        MonotonicTime downUntil = {};
        QByteArray lastErrorCode;
        QString lastErrorMessage;
        Timestamp lastErrorAt = {};
    };
    Minute &currentMinuteLocked(Entry &entry);

    const Clock &m_clock;
    mutable QMutex m_mutex;
    QHash<EntityId, Entry> m_entries;
};

} // namespace Gatehouse::Upstream
