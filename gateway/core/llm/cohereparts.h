// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/dialect.h"
#include "gateway/core/llm/members.h"

#include <memory>

// The halves of cohereDialect(). Only for its own files.
namespace Gatehouse::Llm::Cohere {

[[nodiscard]] Result<ChatRequest> readRequest(const QByteArray &body);
[[nodiscard]] Written writeRequest(const ChatRequest &request);
[[nodiscard]] Result<ChatAnswer> readAnswer(const QByteArray &body);
[[nodiscard]] Written writeAnswer(const ChatAnswer &answer, const AnswerContext &context);
[[nodiscard]] std::unique_ptr<StreamDecoder> decoder();
[[nodiscard]] std::unique_ptr<StreamEncoder> encoder(const AnswerContext &context);

[[nodiscard]] FinishReason readFinishReason(QByteArrayView word);
[[nodiscard]] QByteArrayView finishReasonWord(FinishReason reason);
[[nodiscard]] std::optional<Usage> readUsage(Json::Node usage);
[[nodiscard]] QByteArray usageObject(const Usage &usage);
[[nodiscard]] Citation readCitation(Json::Node node);
void writeCitation(Json::Writer &json, const Citation &citation);
// Cohere writes calls without arguments as "null".
[[nodiscard]] QByteArray readArguments(Json::Node function);
[[nodiscard]] std::optional<VendorFailure> readFailure(Json::Node root);
void writeExtras(Json::Writer &json, const Extras &extras);

} // namespace Gatehouse::Llm::Cohere
