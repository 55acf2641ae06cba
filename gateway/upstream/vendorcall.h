// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/client.h"
#include "gateway/upstream/transport.h"

#include <coroutine>
#include <deque>
#include <memory>
#include <optional>

namespace Gatehouse::Upstream {

// One call to a vendor as a coroutine sees it: a sequence of events to await, the last of which is the end. Lives on
// one worker thread; owned by the coroutine that made it. Pieces of the body that arrive while nobody waits are joined
// to one event.
class VendorCall final
{
public:
    struct Event {
        enum class Kind : quint8 { Head, Body, End };
        Kind kind = Kind::End;
        Http::ResponseHead head; // Head
        QByteArray bytes;        // Body
        Http::CallResult result; // End
    };

    VendorCall(Transport &transport, const Provider &provider, Http::ClientRequest request);
    ~VendorCall(); // a call that has not ended is aborted
    Q_DISABLE_COPY_MOVE(VendorCall)

    // `co_await call.next()` gives the next event. There is none after End.
    class Next;
    [[nodiscard]] Next next();

    void abort(); // End comes with Aborted
    void setPaused(bool paused);

private:
    // What the callbacks reach: it outlives this object while the HTTP layer still unwinds from calling into it.
    struct State;
    std::shared_ptr<State> m_state;
};

class VendorCall::Next
{
public:
    explicit Next(std::shared_ptr<State> state)
        : m_state(std::move(state))
    {}
    [[nodiscard]] bool await_ready() const;
    void await_suspend(std::coroutine_handle<> waiter);
    [[nodiscard]] Event await_resume();

private:
    std::shared_ptr<State> m_state;
};

} // namespace Gatehouse::Upstream
