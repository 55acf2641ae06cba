// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/llm/dialect.h"
#include "gateway/core/llm/framesplitter.h"
#include "gateway/pipeline/exchange.h"

// A client's request as the stages see it, whatever surface it came to.
namespace Gatehouse::Pipeline {

// Reads the body, or the address, of an inference request: facts always, and what only some surfaces have.
// InvalidRequest with `param` where it is wrong.
[[nodiscard]] Result<void> readClientRequest(Exchange &exchange);

// The body with the model that Azure's clients name in the address alone. Else as it came.
[[nodiscard]] QByteArray modelledBody(const Exchange &exchange);

// The request of a chat surface in the neutral model. Read when it is first needed: where client and vendor speak
// OpenAI's dialect it never is.
[[nodiscard]] Result<const Llm::ChatRequest *> neutralRequest(Exchange &exchange);

// The dialect of a chat surface's client.
[[nodiscard]] const Llm::ChatDialect &clientDialect(const Exchange &exchange);

// How the client wants a streamed answer cut.
[[nodiscard]] Llm::Framing clientFraming(const Exchange &exchange);

// What an answer for this client takes from the exchange.
[[nodiscard]] Llm::AnswerContext answerContext(const Exchange &exchange);

// Whether the client allows that parameters are dropped which the vendor's dialect does not have:
// "x-gh-unsupported-params: drop".
[[nodiscard]] bool allowsDropping(const Exchange &exchange);

// The error of a client that has gone; nobody reads it but the administrator.
[[nodiscard]] Error clientClosed();

[[nodiscard]] QByteArrayView userAgentOf(const Exchange &exchange);

// Input tokens by our own count.
[[nodiscard]] qint64 estimatedInput(Exchange &exchange, QByteArrayView upstreamModel);

} // namespace Gatehouse::Pipeline
