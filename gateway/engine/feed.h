// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/engine/control.h"
#include "gateway/pipeline/services.h"

#include <QMutex>

#include <atomic>

namespace Gatehouse::Engine {

// Between the workers and whoever looks on: requests as they start and end, collected until they are fetched. Bounded,
// so that a window that is slow or absent costs the workers nothing. Thread-safe.
class Feed final : public Pipeline::Observer
{
public:
    void requestStarted(const Store::RequestRecord &record) override;
    void requestEnded(const Store::RequestRecord &record) override;

    // Nothing is collected until somebody watches.
    void setWatched(bool watched);

    [[nodiscard]] LiveBatch take();

private:
    void add(const Store::RequestRecord &record);

    std::atomic<bool> m_watched = false;
    std::atomic<int> m_waiting = 0; // read without the lock, so that a full feed is passed by cheaply
    std::atomic<int> m_dropped = 0;
    QMutex m_mutex;
    QList<Store::RequestRecord> m_requests;
};

} // namespace Gatehouse::Engine
