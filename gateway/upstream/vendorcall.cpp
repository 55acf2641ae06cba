// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/vendorcall.h"

#include <utility>

namespace Gatehouse::Upstream {

struct VendorCall::State {
    std::deque<Event> events;
    std::coroutine_handle<> waiter;
    std::unique_ptr<Http::ClientCall> call;

    void push(Event event)
    {
        if (event.kind == Event::Kind::Body && !events.empty() && events.back().kind == Event::Kind::Body)
            events.back().bytes += event.bytes;
        else
            events.push_back(std::move(event));
        if (waiter)
            std::exchange(waiter, nullptr).resume();
    }
};

VendorCall::VendorCall(Transport &transport, const Provider &provider, Http::ClientRequest request)
    : m_state(std::make_shared<State>())
{
    // The callbacks hold the state, so that a coroutine which ends in the middle of one does not take it away from
    // under the caller.
    const auto state = m_state;
    m_state->call = transport.start(
        provider, std::move(request),
        {.onHead =
             [state](const Http::ResponseHead &head) {
                 state->push({.kind = Event::Kind::Head, .head = head, .bytes = {}, .result = {}});
             },
         .onBody =
             [state](QByteArrayView bytes) {
                 state->push({.kind = Event::Kind::Body, .head = {}, .bytes = bytes.toByteArray(), .result = {}});
             },
         .onEnd =
             [state](const Http::CallResult &result) {
                 state->push({.kind = Event::Kind::End, .head = {}, .bytes = {}, .result = result});
             }});
}

VendorCall::~VendorCall()
{
    // The HTTP layer lets a call be destroyed from within its own callback.
    m_state->waiter = nullptr;
    m_state->call.reset();
}

VendorCall::Next VendorCall::next()
{
    return Next(m_state);
}

void VendorCall::abort()
{
    if (m_state->call)
        m_state->call->abort();
}

void VendorCall::setPaused(bool paused)
{
    if (m_state->call)
        m_state->call->setPaused(paused);
}

bool VendorCall::Next::await_ready() const
{
    return !m_state->events.empty();
}

void VendorCall::Next::await_suspend(std::coroutine_handle<> waiter)
{
    Q_ASSERT(!m_state->waiter); // one coroutine owns the call
    m_state->waiter = waiter;
}

VendorCall::Event VendorCall::Next::await_resume()
{
    Event event = std::move(m_state->events.front());
    m_state->events.pop_front();
    return event;
}

} // namespace Gatehouse::Upstream
