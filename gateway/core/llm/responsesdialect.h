// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/dialect.h"

// The directions of the responses dialect, one file each; see responses.h.
namespace Gatehouse::Llm::Responses {

[[nodiscard]] Result<ChatRequest> readRequest(const QByteArray &document);
[[nodiscard]] Written writeRequest(const ChatRequest &request);
[[nodiscard]] Result<ChatAnswer> readAnswer(const QByteArray &document);
[[nodiscard]] Written writeAnswer(const ChatAnswer &answer, const AnswerContext &context);
[[nodiscard]] std::unique_ptr<StreamDecoder> makeDecoder();
[[nodiscard]] std::unique_ptr<StreamEncoder> makeEncoder(const AnswerContext &context);

// What `status` and `incomplete_details` say, in the words that the output needs to be known for: whether it has calls
// for the client, whether it has a refusal.
struct Finish {
    FinishReason reason = FinishReason::None;
    QByteArray raw = {};
};
[[nodiscard]] Finish readFinish(Json::Node response, bool hasCalls, bool hasRefusal);

// The failure in a response object, an error event or an error body.
[[nodiscard]] std::optional<VendorFailure> readFailure(Json::Node node);

} // namespace Gatehouse::Llm::Responses
