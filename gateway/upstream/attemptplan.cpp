// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/attemptplan.h"

namespace Gatehouse::Upstream {

std::optional<AttemptPlan::Step> AttemptPlan::first()
{
    if (m_targets.empty())
        return std::nullopt;
    return m_current;
}

std::optional<AttemptPlan::Step> AttemptPlan::after(const Failure &failure)
{
    const Target &target = m_targets[m_current.target];
    switch (failure.verdict) {
    case Verdict::Final:
        return std::nullopt;
    case Verdict::NextTarget:
        return nextTarget();
    case Verdict::Again:
        return again(failure);
    case Verdict::NextCredential:
    case Verdict::NoRoom:
        if (m_credentialsTried < target.credentials) {
            ++m_credentialsTried;
            m_current.credential = (m_current.credential + 1) % target.credentials;
            m_current.pause = {};
            return m_current;
        }
        return failure.verdict == Verdict::NoRoom ? again(failure) : nextTarget();
    }
    return std::nullopt;
}

std::optional<AttemptPlan::Step> AttemptPlan::again(const Failure &failure)
{
    const Target &target = m_targets[m_current.target];
    if (m_retriesUsed >= target.retries)
        return nextTarget();
    const auto pause = failure.retryAfter.value_or(backoff(m_retriesUsed, failure.chance));
    // A vendor that asks for more patience than there is time left is left at once.
    if (failure.elapsed + pause >= target.deadline)
        return nextTarget();
    ++m_retriesUsed;
    m_current.pause = pause;
    return m_current;
}

std::optional<AttemptPlan::Step> AttemptPlan::nextTarget()
{
    if (m_current.target + 1 >= m_targets.size())
        return std::nullopt;
    m_current = {.target = m_current.target + 1};
    m_credentialsTried = 1;
    m_retriesUsed = 0;
    return m_current;
}

} // namespace Gatehouse::Upstream
