// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/upstream/retry.h"

#include <chrono>
#include <optional>
#include <vector>

namespace Gatehouse::Upstream {

// In which order targets, their credentials and repetitions are tried (FEATURES 1.3). Arithmetic only: time and chance
// are parameters. Value type.
class AttemptPlan final
{
public:
    struct Target {
        std::size_t credentials = 0;           // 0 = the provider wants none
        int retries = 0;                       // further tries after a failure that may pass
        std::chrono::milliseconds deadline{0}; // since the start of the exchange; caps everything, pauses included
    };
    struct Step {
        std::size_t target = 0;
        std::size_t credential = 0; // of the target; meaningless when it has none
        std::chrono::milliseconds pause{0};
        bool operator==(const Step &) const = default;
    };
    struct Failure {
        Verdict verdict = Verdict::Final;
        std::optional<std::chrono::milliseconds> retryAfter = {};
        std::chrono::milliseconds elapsed{0}; // since the start of the exchange
        double chance = 0;                    // in [0, 1), for the jitter of the pause
    };

    explicit AttemptPlan(std::vector<Target> targets)
        : m_targets(std::move(targets))
    {}

    [[nodiscard]] std::optional<Step> first(); // nothing when there is no target
    [[nodiscard]] std::optional<Step>
    after(const Failure &failure); // nothing when the failure is final or all is tried

private:
    [[nodiscard]] std::optional<Step> nextTarget();
    [[nodiscard]] std::optional<Step> again(const Failure &failure);

    std::vector<Target> m_targets;
    Step m_current;
    std::size_t m_credentialsTried = 1; // at the current target
    int m_retriesUsed = 0;              // at the current target
};

} // namespace Gatehouse::Upstream
