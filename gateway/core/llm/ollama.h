// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/dialect.h"

// Ollama's native interface: /api/chat, and /api/generate read as a conversation of one turn. Streams are NDJSON and
// the default. Calls have no ids in older versions; they are made up, and results are matched by name and order.
namespace Gatehouse::Llm {

[[nodiscard]] const ChatDialect &ollamaDialect();
[[nodiscard]] const ChatDialect &ollamaGenerateDialect();

enum class OllamaSurface : quint8 { Chat, Generate };

// Their parts, for the dialect objects and for tests.
[[nodiscard]] Result<ChatRequest> readOllamaRequest(const QByteArray &body, OllamaSurface surface);
[[nodiscard]] Written writeOllamaRequest(const ChatRequest &request, OllamaSurface surface);
[[nodiscard]] Result<ChatAnswer> readOllamaAnswer(const QByteArray &body);
[[nodiscard]] Written writeOllamaAnswer(const ChatAnswer &answer, const AnswerContext &context, OllamaSurface surface);
[[nodiscard]] std::unique_ptr<StreamDecoder> ollamaDecoder();
[[nodiscard]] std::unique_ptr<StreamEncoder> ollamaEncoder(const AnswerContext &context, OllamaSurface surface);
[[nodiscard]] std::optional<VendorFailure> readOllamaError(const QByteArray &body);

// What whole answers and streams share.
[[nodiscard]] std::optional<Usage> ollamaUsage(Json::Node answer);
[[nodiscard]] QByteArray rawOllamaUsage(Json::Node answer);
[[nodiscard]] FinishReason finishOfOllama(QByteArrayView reason, bool hasCalls);
[[nodiscard]] QByteArray ollamaFinish(FinishReason reason, QByteArrayView raw);
[[nodiscard]] QByteArray ollamaTime(qint64 seconds); // "2026-01-01T00:00:00Z"
[[nodiscard]] std::optional<qint64> secondsOfOllamaTime(const QByteArray &time);
// One of `tool_calls`.
[[nodiscard]] ToolCallPart readOllamaCall(Json::Node call);
void writeOllamaCall(Json::Writer &json, const ToolCallPart &call);
// "done_reason", the durations and the counts of the last line; `extras` are Ollama's own, whose durations count.
void writeOllamaEnd(Json::Writer &json, QByteArrayView reason, const std::optional<Usage> &usage, const Extras &extras);

} // namespace Gatehouse::Llm
