// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/holds.h"
#include "gateway/core/config/snapshot.h"
#include "gateway/core/llm/answerstream.h"
#include "gateway/core/llm/chat.h"
#include "gateway/core/llm/embeddings.h"
#include "gateway/core/llm/loss.h"
#include "gateway/core/llm/openairequest.h"
#include "gateway/http/server.h"
#include "gateway/store/records.h"
#include "gateway/upstream/storedobjects.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace Gatehouse::Pipeline {

struct Services;

// Everything about one request on its way through the spine; each stage adds its part (DESIGN 4). Lives on one worker
// thread; shared by the connection's callbacks and the coroutine that runs the stages.
struct Exchange {
    explicit Exchange(const Services &worker)
        : services(worker)
    {}

    // What came in.
    const Services &services; // the worker's, which outlives the exchange
    SnapshotPtr snapshot;     // the configuration this request keeps to its end
    Http::Request request;
    std::shared_ptr<Http::Response> response;
    Llm::Surface surface = Llm::Surface::Unknown;
    Llm::Dialect dialect = Llm::Dialect::OpenAi; // of the client
    QByteArray modelInPath;                      // GET /v1/models/{id}, Gemini, Azure's SDKs
    bool streamInPath = false;                   // Gemini
    QByteArray resource;                         // of a pass-through, below the vendor's base URL: "/images/edits"
    Timestamp startedAt = {};
    MonotonicTime startedMonotonic = {};

    // 1 authenticate
    const Client *client = nullptr; // both are parts of the snapshot
    const ApiKey *key = nullptr;

    // 2 authorize
    Llm::RequestFacts facts;                  // of an inference request
    std::optional<Llm::OpenAiRequest> openAi; // of a client of OpenAI's dialect: where to splice
    std::optional<Llm::ChatRequest> chat;     // a conversation in the neutral model, once somebody needs it
    std::optional<Llm::EmbeddingsRequest> embeddings;
    std::optional<Json::Range> modelValue; // of other bodies: the model's name, quotation marks included in JSON
    bool isForm = false;                   // the body is multipart/form-data
    QByteArray resolvedModel;              // after aliases
    QByteArray objectId;                   // of what a vendor keeps: /v1/files/{id}
    std::optional<Upstream::StoredObject> object;
    bool isRewritten = false; // `chat` is not what the client sent any more: its bytes must not be passed on

    // 3 rate limit, 6 reserve: what is taken of limits and budgets until stage 9
    Accounting::CounterIndexPtr counters;      // those of the configuration in force
    std::vector<Accounting::Counter *> places; // of limits on concurrency
    Accounting::Holds requestHolds;            // of limits on requests
    Accounting::Holds amountHolds;             // of limits on tokens, and of budgets
    Accounting::Standing standing;             // with the tightest of them, for the answer's headers
    Money held;                                // the worst case of what it may cost
    std::optional<qint64> outputClamp;         // tokens that the vendor is told, where the client said no number

    // 5 route
    QString downgradedBy;                  // the budget that sent it to another model; empty = none did
    std::vector<Snapshot::Target> targets; // in the order in which they will be tried
    QByteArray localAnswer;                // what the gateway answers itself (GET /v1/models)

    // 8 attempt
    QList<Store::AttemptRecord> attempts;
    std::optional<Snapshot::Target> servedBy;
    std::vector<std::shared_ptr<const Secret>> accessTokens; // that vendors were sent instead of keys
    std::optional<quint32> journalSlot;
    QByteArray upstreamBody;                         // as sent, when it differs from the client's
    QList<Llm::Loss> losses;                         // what the vendor's dialect could not say
    std::unique_ptr<Llm::AnswerStream> answerStream; // of a streamed answer; its fail() ends one that breaks
    QByteArray clientAnswer;                         // of a translated answer as the client gets it; bounded
    QByteArray capturedAnswer;                       // of the vendor's answer, for the inspector; bounded
    bool answerTruncated = false;                    // more came than was captured
    Llm::AnswerFacts answer;                         // what is known of it
    std::chrono::nanoseconds vendorTime{0};          // time in which the gateway only waited for a vendor
    std::optional<MonotonicTime> firstContentAt;
    QByteArray lastBytes;        // held back until the charge is safe; delivered by record
    int status = 0;              // HTTP status of what is delivered
    Http::Headers answerHeaders; // of a whole answer, which is delivered by record too
    bool wholeAnswer = false;    // lastBytes is the complete body

    // 9 settle, 10 record
    Store::RequestRecord record;
    QList<Store::LedgerEntry> ledger;

    // The client has gone: set by the connection. `interrupt` finishes whatever is awaited (STYLE, coroutines 5).
    bool clientGone = false;
    bool isCutOff = false; // it was the gateway that closed the connection, because it ends
    std::function<void()> interrupt;
};

using ExchangePtr = std::shared_ptr<Exchange>;

} // namespace Gatehouse::Pipeline
