// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/healthtable.h"

#include <QMutexLocker>

#include <algorithm>

namespace Gatehouse::Upstream {

namespace {

constexpr int FailuresUntilDown = 3;
constexpr std::chrono::seconds FirstDown{5};
constexpr std::chrono::seconds LongestDown{300};

qint64 minuteOf(MonotonicTime time)
{
    return std::chrono::duration_cast<std::chrono::minutes>(time.time_since_epoch()).count();
}

} // namespace

HealthTable::Minute &HealthTable::currentMinuteLocked(Entry &entry)
{
    const qint64 minute = minuteOf(m_clock.monotonic());
    Minute &slot = entry.minutes[static_cast<std::size_t>(minute) % entry.minutes.size()];
    if (slot.minute != minute)
        slot = {.minute = minute};
    return slot;
}

void HealthTable::succeeded(EntityId provider)
{
    const QMutexLocker lock(&m_mutex);
    Entry &entry = m_entries[provider];
    ++currentMinuteLocked(entry).attempts;
    entry.failuresInARow = 0;
    entry.downUntil = {};
}

void HealthTable::failed(EntityId provider, const QByteArray &errorCode, const QString &message)
{
    const QMutexLocker lock(&m_mutex);
    Entry &entry = m_entries[provider];
    Minute &minute = currentMinuteLocked(entry);
    ++minute.attempts;
    ++minute.failures;
    entry.lastErrorCode = errorCode;
    entry.lastErrorMessage = message;
    entry.lastErrorAt = m_clock.now();
    ++entry.failuresInARow;
    if (entry.failuresInARow >= FailuresUntilDown) {
        const int doublings = std::min(entry.failuresInARow - FailuresUntilDown, 6);
        entry.downUntil = m_clock.monotonic() + std::min(FirstDown * (1 << doublings), LongestDown);
    }
}

bool HealthTable::isDown(EntityId provider) const
{
    const QMutexLocker lock(&m_mutex);
    const auto entry = m_entries.constFind(provider);
    return entry != m_entries.cend() && m_clock.monotonic() < entry->downUntil;
}

QList<Engine::ProviderHealth> HealthTable::all() const
{
    using Level = Engine::ProviderHealth::Level;
    const QMutexLocker lock(&m_mutex);
    const qint64 minute = minuteOf(m_clock.monotonic());
    QList<Engine::ProviderHealth> list;
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        Engine::ProviderHealth health{.providerId = entry.key(),
                                      .lastErrorCode = entry->lastErrorCode,
                                      .lastErrorMessage = entry->lastErrorMessage,
                                      .lastErrorAt = entry->lastErrorAt};
        for (const Minute &slot : entry->minutes) {
            if (slot.minute > minute - static_cast<qint64>(entry->minutes.size())) {
                health.attempts += slot.attempts;
                health.failures += slot.failures;
            }
        }
        if (m_clock.monotonic() < entry->downUntil)
            health.level = Level::Down;
        else if (health.attempts > 0)
            health.level = health.failures * 10 >= health.attempts ? Level::Degraded : Level::Healthy;
        list.append(health);
    }
    std::ranges::sort(list, {}, &Engine::ProviderHealth::providerId);
    return list;
}

} // namespace Gatehouse::Upstream
