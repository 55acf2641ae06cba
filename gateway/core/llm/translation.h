// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/llm/answerfacts.h"
#include "gateway/core/llm/dialect.h"

#include <QByteArray>
#include <QList>

// Whole documents from one dialect to another: what the pipeline does to an answer that is not streamed, and what
// `gatehousectl translate` and the golden tests do to everything. Pure.
namespace Gatehouse::Llm {

struct TranslatedRequest {
    QByteArray body;
    QList<Loss> losses;
    ChatRequest request; // as it was understood; answers repeat parts of it
};
[[nodiscard]] Result<TranslatedRequest> translateRequest(const ChatDialect &from, const ChatDialect &to,
                                                         const QByteArray &body, const RequestAddress &address,
                                                         const WriteTraits &traits);

struct TranslatedAnswer {
    QByteArray body;
    QList<Loss> losses;
    AnswerFacts facts;
};
// The errors of ChatDialect::readAnswer().
[[nodiscard]] Result<TranslatedAnswer> translateAnswer(const ChatDialect &from, const ChatDialect &to,
                                                       const QByteArray &body, const AnswerContext &context);

// A whole recorded stream. An error where the stream is cut or no stream of the dialect; a failure that the vendor
// reports in it becomes the target's own error event.
[[nodiscard]] Result<QByteArray> translateStream(const ChatDialect &from, const ChatDialect &to,
                                                 const QByteArray &stream, const AnswerContext &context);

// A vendor's error body in another dialect's words. UpstreamInvalid when there is no error in it.
[[nodiscard]] Result<QByteArray> translateError(const ChatDialect &from, Dialect to, const QByteArray &body,
                                                int status);

} // namespace Gatehouse::Llm
