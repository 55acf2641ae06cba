// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/dialect.h"
#include "gateway/core/llm/members.h"

#include <memory>

// The halves of openAiChatDialect() and what they share. Only for its own files.
namespace Gatehouse::Llm::OpenAiChat {

// ---- Reading parts, the same in requests and answers

// The list form of `content`.
[[nodiscard]] QList<Part> readContent(Json::Node list, const QByteArray &path, Problems &problems);

// What an assistant says: reasoning, content, refusal, tool calls, in the order in which they are replayed.
struct AssistantContent {
    QList<Part> parts = {};
    bool isPlainText = true; // no list
};
[[nodiscard]] AssistantContent readAssistant(Members &message);
[[nodiscard]] Part readToolCall(Json::Node node, const QByteArray &path, Problems &problems);
[[nodiscard]] Citation readCitation(Json::Node annotation);
// "data:image/png;base64,..." into mediaType and data, anything else into url.
void readMediaUrl(QByteArray url, MediaPart &media);
[[nodiscard]] FinishReason readFinishReason(QByteArrayView word);
// Nothing when it is no usage object with usable numbers.
[[nodiscard]] std::optional<Usage> readUsage(Json::Node usage);
[[nodiscard]] std::optional<VendorFailure> readFailure(Json::Node root);

// ---- Writing parts

[[nodiscard]] QByteArray mediaUrl(const MediaPart &media);
// Members of ours that have no neutral place; those of inner objects ("image_url.x") are written by their prefix.
void writeExtras(Json::Writer &json, const Extras &extras, QByteArrayView prefix = {});
// One element of `thinking_blocks`; empty when the part is not signed or nobody knows by whom.
[[nodiscard]] QByteArray thinkingBlock(const ReasoningPart &reasoning);
void writeAnnotation(Json::Writer &json, const Citation &citation);
[[nodiscard]] QByteArrayView finishReasonWord(FinishReason reason, QByteArrayView raw);
[[nodiscard]] QByteArray usageObject(const Usage &usage, const QByteArray &raw);

// ---- The dialect's functions

[[nodiscard]] Result<ChatRequest> readRequest(const QByteArray &body);
[[nodiscard]] Written writeRequest(const ChatRequest &request, const WriteTraits &traits);
// The `messages` member of a request.
void writeMessages(Json::Writer &json, const ChatRequest &request, const WriteTraits &traits, LossReport &losses);
[[nodiscard]] Result<ChatAnswer> readAnswer(const QByteArray &body);
[[nodiscard]] Written writeAnswer(const ChatAnswer &answer, const AnswerContext &context);
[[nodiscard]] std::unique_ptr<StreamDecoder> decoder();
[[nodiscard]] std::unique_ptr<StreamEncoder> encoder(const AnswerContext &context);

} // namespace Gatehouse::Llm::OpenAiChat
