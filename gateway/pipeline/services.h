// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/store/records.h"

#include <chrono>

namespace Gatehouse::Accounting {
class LimitBook;
}
namespace Gatehouse::Store {
class Journal;
class Writer;
} // namespace Gatehouse::Store
namespace Gatehouse::Upstream {
class AccessTokens;
class HealthTable;
class StoredObjects;
class TokenCounter;
class Transport;
} // namespace Gatehouse::Upstream

namespace Gatehouse::Pipeline {

// Who is told of requests as they start and end. Thread-safe.
class Observer
{
public:
    virtual ~Observer() = default;
    virtual void requestStarted(const Store::RequestRecord &record) = 0;
    virtual void requestEnded(const Store::RequestRecord &record) = 0;
};

// What the stages use besides the exchange. Owned by the worker, which outlives every exchange.
struct Services {
    const Clock &clock;
    Upstream::Transport &transport; // this worker's own, as are the tokens
    Upstream::AccessTokens &accessTokens;
    Upstream::HealthTable &health; // these are shared by the workers, and thread-safe
    Upstream::TokenCounter &tokens;
    Upstream::StoredObjects &objects;
    Accounting::LimitBook &limits;
    Store::Journal &journal;
    Store::Writer &writer;
    Observer &observer;
    std::chrono::milliseconds keepAlive{15'000}; // a stream that is silent so long gets a comment (FEATURES 1.9)
};

} // namespace Gatehouse::Pipeline
