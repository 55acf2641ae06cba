// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/feed.h"

#include <QMutexLocker>

#include <utility>

namespace Gatehouse::Engine {

namespace {

constexpr int MaxWaiting = 500; // ten times a second: more than anybody can look at

} // namespace

void Feed::requestStarted(const Store::RequestRecord &record)
{
    add(record);
}

void Feed::requestEnded(const Store::RequestRecord &record)
{
    add(record);
}

void Feed::setWatched(bool watched)
{
    m_watched = watched;
}

void Feed::add(const Store::RequestRecord &record)
{
    if (!m_watched)
        return;
    if (m_waiting >= MaxWaiting) {
        ++m_dropped;
        return;
    }
    const QMutexLocker lock(&m_mutex);
    m_requests.append(record);
    m_waiting = static_cast<int>(m_requests.size());
}

LiveBatch Feed::take()
{
    LiveBatch batch;
    batch.droppedRequests = m_dropped.exchange(0);
    const QMutexLocker lock(&m_mutex);
    batch.requests = std::exchange(m_requests, {});
    m_waiting = 0;
    return batch;
}

} // namespace Gatehouse::Engine
