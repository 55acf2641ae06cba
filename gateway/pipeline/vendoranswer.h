// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/error.h"
#include "gateway/pipeline/exchange.h"
#include "gateway/pipeline/streamrelay.h"
#include "gateway/pipeline/vendorrequest.h"
#include "gateway/upstream/retry.h"
#include "gateway/upstream/vendorcall.h"

#include <optional>

namespace Gatehouse::Pipeline {

// How one attempt ended.
struct TryOutcome {
    std::optional<Error> error; // nothing = the answer is complete
    Upstream::Verdict verdict = Upstream::Verdict::Final;
};

// Takes the events of one call and makes an answer for the client of them: passed on where both speak one dialect,
// translated where not, relayed as it comes where it is a stream. Lives in the coroutine of one attempt.
class VendorAnswer final
{
public:
    VendorAnswer(Exchange &exchange, Upstream::VendorCall &call, const VendorRoute &route, QByteArrayView secret);

    // The outcome once it is known; events that come after it are not looked at.
    [[nodiscard]] std::optional<TryOutcome> take(Upstream::VendorCall::Event &event, const Snapshot::Target &target);

    [[nodiscard]] int status() const { return m_head.status; } // 0 = no head has come
    void keepFacts();

private:
    std::optional<TryOutcome> head(Http::ResponseHead head, const Snapshot::Target &target);
    std::optional<TryOutcome> body(QByteArrayView bytes);
    std::optional<TryOutcome> end(const Http::CallResult &result, const Snapshot::Target &target);
    TryOutcome streamEnd();
    TryOutcome wholeEnd();
    TryOutcome rejected(const QString &provider);
    Result<void> translateChat();
    Result<void> translateEmbeddings();
    Result<void> readWhole();

    Exchange &m_exchange;
    Upstream::VendorCall &m_call;
    const VendorRoute &m_route;
    QByteArrayView m_secret;
    Http::ResponseHead m_head;
    QByteArray m_body; // of an answer that is not streamed
    std::optional<StreamRelay> m_relay;
};

} // namespace Gatehouse::Pipeline
