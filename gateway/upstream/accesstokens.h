// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/secret.h"
#include "gateway/core/base/serviceaccount.h"
#include "gateway/core/config/entities.h"
#include "gateway/upstream/retry.h"

#include <QByteArray>
#include <QObject>

#include <coroutine>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace Gatehouse::Upstream {

class Transport;

// An access token in clear, shared by the requests that are sent with it; wiped when nobody holds it any more.
using AccessTokenPtr = std::shared_ptr<const Secret>;

// Why there is none, and what that means for the request that wanted it. The message says what the token endpoint
// said, and nothing of the document or of what was made of it.
struct AccessTokenFailure {
    Error error;
    Verdict verdict = Verdict::NextCredential;
};
using AccessTokenResult = std::expected<AccessTokenPtr, AccessTokenFailure>;

// The access tokens that service accounts' documents have been exchanged for (RFC 7523, 2.1), each kept until five
// minutes before its end and fetched once however many requests wait for it. Lives on one thread and is owned by its
// worker, which outlives the requests: every worker has tokens of its own, so that nothing is locked on the way of a
// request, and N workers fetch N tokens an hour. Of a document only a fingerprint is kept.
class AccessTokens final : public QObject
{
    Q_OBJECT
public:
    AccessTokens(Transport &transport, const Clock &clock);
    ~AccessTokens() override;

    // The token that a document has been exchanged for, while it is good; null = there is none.
    [[nodiscard]] AccessTokenPtr kept(QByteArrayView document) const;

    // The vendor does not take it any more: the next request fetches another.
    void drop(const AccessTokenPtr &token);

private:
    friend class AccessTokenWait;
    struct Waiting;
    struct Fetch;
    struct Entry {
        AccessTokenPtr token;
        // By both clocks: the wall clock may be set, the other one may stand still while the machine sleeps.
        Timestamp goodUntil = {};
        MonotonicTime goodUntilMonotonic = {};
        std::unique_ptr<Fetch> fetch; // on its way
    };

    void join(const Provider &provider, QByteArrayView document, const std::shared_ptr<Waiting> &waiting);
    [[nodiscard]] Result<std::unique_ptr<Fetch>> fetch(const Provider &provider, QByteArrayView document,
                                                       const QByteArray &fingerprint);
    void finish(const QByteArray &fingerprint, Http::CallFailure failed);
    [[nodiscard]] bool isGood(const Entry &entry) const;

    Transport &m_transport;
    const Clock &m_clock;
    std::map<QByteArray, Entry> m_entries; // by the document's fingerprint
};

// One who waits for a token: `co_await wait` in a coroutine, onOver() elsewhere. Lives on the thread of the tokens,
// which outlive it; destroying it leaves the fetch to the others. `provider` says by which proxy and with which
// authorities the token endpoint is called.
class AccessTokenWait final
{
public:
    AccessTokenWait(AccessTokens &tokens, const Provider &provider, QByteArrayView document);
    ~AccessTokenWait();
    Q_DISABLE_COPY_MOVE(AccessTokenWait)

    void abort(); // over soon, with ClientClosed

    [[nodiscard]] bool isOver() const;
    void onOver(std::function<void()> callback); // once, from the event loop; never if it is over already
    [[nodiscard]] const AccessTokenResult &result() const;

    [[nodiscard]] bool await_ready() const { return isOver(); }
    void await_suspend(std::coroutine_handle<> waiter)
    {
        onOver([waiter] { waiter.resume(); });
    }
    [[nodiscard]] AccessTokenResult await_resume() const { return result(); }

private:
    AccessTokens &m_tokens;
    std::shared_ptr<AccessTokens::Waiting> m_waiting; // the fetch reaches it only while this object lives
};

} // namespace Gatehouse::Upstream
