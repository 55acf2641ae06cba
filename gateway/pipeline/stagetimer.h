// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/pipeline/exchange.h"

#include <optional>

namespace Gatehouse::Pipeline {

// Writes into the exchange's record how long each stage took, for the inspector's timing bar. Lives in one stack frame
// or coroutine.
class StageTimer final
{
public:
    StageTimer(Exchange &exchange, const Clock &clock)
        : m_exchange(exchange)
        , m_clock(clock)
    {}
    StageTimer(const StageTimer &) = delete;
    StageTimer &operator=(const StageTimer &) = delete;
    ~StageTimer() { leave(m_clock.monotonic()); }

    void enter(Store::Stage stage)
    {
        const MonotonicTime now = m_clock.monotonic();
        leave(now);
        m_stage = stage;
        m_since = now;
    }

private:
    void leave(MonotonicTime now)
    {
        if (m_stage)
            m_exchange.record.stages[static_cast<std::size_t>(*m_stage)] +=
                std::chrono::duration_cast<std::chrono::microseconds>(now - m_since);
    }

    Exchange &m_exchange;
    const Clock &m_clock;
    std::optional<Store::Stage> m_stage;
    MonotonicTime m_since = {};
};

} // namespace Gatehouse::Pipeline
