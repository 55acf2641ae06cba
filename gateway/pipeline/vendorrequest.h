// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/llm/framesplitter.h"
#include "gateway/http/client.h"
#include "gateway/pipeline/exchange.h"

// What is sent to a vendor for an exchange: built, never copied. Of the client's own only the body goes on, and the few
// headers that are part of a dialect (R30b).
namespace Gatehouse::Pipeline {

// How the vendor will answer.
struct VendorRoute {
    Llm::Dialect dialect = Llm::Dialect::OpenAi; // of the vendor in this call
    bool isTranslated = false;                   // it is not the client's
    Llm::Framing framing = Llm::Framing::Sse;    // of a streamed answer
};

struct VendorRequest {
    Http::ClientRequest http;
    VendorRoute route;
};

// Without the vendor's key, which is added last (vendorauth.h). UnsupportedParameter when the client asks for something
// that the vendor's dialect cannot say and has not allowed it to be dropped; Adds the request to the exchange as it was
// sent, and what was lost on the way.
[[nodiscard]] Result<VendorRequest> vendorRequest(Exchange &exchange, const Snapshot::Target &target);

// What makes the client's stream of the vendor's, which has this Content-Type.
[[nodiscard]] std::unique_ptr<Llm::AnswerStream> answerStream(const Exchange &exchange, const VendorRoute &route,
                                                              QByteArrayView contentType);

} // namespace Gatehouse::Pipeline
