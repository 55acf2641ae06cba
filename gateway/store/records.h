// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/ids.h"
#include "gateway/core/base/money.h"
#include "gateway/core/config/entities.h"
#include "gateway/core/llm/surface.h"
#include "gateway/core/llm/usage.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>
#include <chrono>
#include <optional>

// Traffic as values: what the spine hands to the writer and what readers give back. Immutable values on any thread.
namespace Gatehouse::Store {

// How a request ended, or that it has not. Written as these numbers; never renumber.
enum class RequestState : quint8 {
    Running = 0,
    Answered = 1,      // 2xx delivered whole
    ClientError = 2,   // refused: the request was wrong or the vendor said so (4xx)
    Denied = 3,        // authentication or authorization
    UpstreamError = 4, // the vendors failed (5xx, time-out, truncated stream)
    ClientClosed = 5,  // the client left before the end
    GatewayError = 6,  // our own failure
    Interrupted = 7,   // the process died meanwhile; found at the next start
};

// The ten stages of the spine, in order; the index into stage timings.
enum class Stage : quint8 {
    Authenticate,
    Authorize,
    RateLimit,
    Policy,
    Route,
    Reserve,
    Cache,
    Attempt,
    Settle,
    Record
};
inline constexpr std::size_t StageCount = 10;

enum class Pricing : quint8 {
    Unpriced = 0, // no price is known: the cost is unknown, not zero
    Priced = 1,
    NotCharged = 2, // nothing reached a vendor
};

// One try at one vendor.
struct AttemptRecord {
    int number = 1;
    EntityId providerId = 0;
    EntityId credentialId = 0;
    QString model; // as the vendor knows it
    Timestamp startedAt = {};
    std::chrono::microseconds connect{0};   // 0 when the connection was reused
    std::chrono::microseconds firstByte{0}; // from the start of the attempt
    std::chrono::microseconds duration{0};
    int status = 0;       // the vendor's; 0 = none
    QByteArray errorCode; // our code; empty = success
    QString message;      // what went wrong, bounded, without secrets
    bool operator==(const AttemptRecord &) const = default;
};

// The narrow row of one request. No body, no prompt.
struct RequestRecord {
    RequestId id;
    Timestamp startedAt = {};
    RequestState state = RequestState::Running;
    Llm::Surface surface = Llm::Surface::ChatCompletions;
    bool stream = false;
    bool hasTools = false;
    bool hasImages = false;
    EntityId clientId = 0; // 0 = not authenticated
    EntityId keyId = 0;
    EntityId providerId = 0; // of the attempt that answered; 0 = none
    QString requestedModel;
    QString usedModel;
    int httpStatus = 0;
    QByteArray errorCode; // empty = none
    QString errorMessage;
    QByteArray finishReason;
    QByteArray serviceTier = {}; // as the vendor names it; empty = it said nothing
    int attemptCount = 0;
    Llm::Usage usage;
    Money cost;
    Pricing pricing = Pricing::NotCharged;
    QString priceVersion;
    std::chrono::microseconds latency{0};    // first byte of the request to last byte of the answer
    std::chrono::microseconds firstToken{0}; // to the first content byte; 0 = none
    std::chrono::microseconds overhead{0};   // latency without the time the vendor took
    std::array<std::chrono::microseconds, StageCount> stages = {};
    qint64 requestSizeBytes = 0;
    qint64 answerSizeBytes = 0;
    QString sourceAddress;
    QString userAgent;
    QString endUser;
    bool operator==(const RequestRecord &) const = default;
};

// One charge. The ledger is only ever added to.
struct LedgerEntry {
    enum class Kind : quint8 {
        Charge = 1,
        Unknown = 2, // forwarded, and the process died before the end: what it cost is not known
    };
    RequestId requestId;
    int attempt = 1;
    Kind kind = Kind::Charge;
    Timestamp time = {};
    EntityId clientId = 0;
    EntityId keyId = 0;
    EntityId providerId = 0;
    QString model;
    Llm::Usage usage;
    Money cost;
    Pricing pricing = Pricing::NotCharged;
    QString priceVersion;
    QByteArray rawUsage = {}; // the usage as the vendor wrote it, JSON, bounded; empty = it gave none
    bool operator==(const LedgerEntry &) const = default;
};

enum class BodyPart : quint8 {
    ClientRequest = 1,
    UpstreamRequest = 2,
    UpstreamAnswer = 3,
    ClientAnswer = 4,
    ClientRequestHeaders = 5,
    UpstreamAnswerHeaders = 6
};

struct BodyRecord {
    BodyPart part = BodyPart::ClientRequest;
    QByteArray bytes;       // as they went over the wire; compressed by the writer
    bool truncated = false; // cut at the size cap
    bool operator==(const BodyRecord &) const = default;
};

// Everything the writer stores when a request has ended.
struct FinishedRequest {
    RequestRecord request;
    QList<AttemptRecord> attempts;
    QList<LedgerEntry> ledger;
    QList<BodyRecord> bodies;
    quint32 journalSlot = 0; // freed once all of this is committed; 0 = it has none
};

} // namespace Gatehouse::Store
