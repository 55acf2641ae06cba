// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/dialect.h"

#include <QByteArray>
#include <QList>

// The response object and its output items, written: for whole answers and for streams, which end with one.
namespace Gatehouse::Llm::Responses {

// A response object beside its output.
struct Frame {
    QByteArray id = {};
    QByteArray model = {};
    qint64 created = 0;
    QByteArrayView status = {};       // "completed", ...
    QByteArray incompleteReason = {}; // empty = null
    QByteArray error = {};            // JSON; empty = null
    QByteArray usage = {};            // JSON; empty = null
    QByteArray serviceTier = {};
    const ChatRequest *request = nullptr; // what it repeats; may be null
    const Extras *vendors = nullptr;      // what the vendor repeated, instead; null = it was none of this dialect
};
[[nodiscard]] QByteArray responseJson(const Frame &frame, const QList<QByteArray> &output);

// "resp_..." from what the vendor gave (its own when it is one) or from the context.
[[nodiscard]] QByteArray responseId(const QByteArray &given, const AnswerContext &context);

// Status and reason of a finish. Whether a part refuses matters: then the model came to its end.
struct Ending {
    QByteArrayView status = "completed";
    QByteArray incompleteReason = {};
    QByteArray error = {}; // JSON
};
[[nodiscard]] Ending endingOf(FinishReason reason, const QByteArray &raw, bool hasRefusal);

// Whether a part is a piece of a message; all others are items, or nothing here.
[[nodiscard]] bool isMessageContent(const Part &part);
// A piece of a message: output_text or refusal. `logprobs` are the entries of a JSON array, without brackets.
[[nodiscard]] QByteArray contentJson(const Part &part, QByteArrayView logprobs);
// A message around its pieces. `first` is the first piece, with the notes on the item.
[[nodiscard]] QByteArray messageJson(const Part &first, const QByteArray &id, QByteArrayView status,
                                     const QList<QByteArray> &content);

// The id of the item that a part is or begins: the vendor's or one of its place.
[[nodiscard]] QByteArray idOfItem(const Part &part, QByteArrayView answerId, qsizetype place);
// Why a part cannot be an item; empty = it can.
[[nodiscard]] QByteArrayView whyNoItem(const Part &part);
[[nodiscard]] QByteArray itemJson(const Part &part, const QByteArray &id, QByteArrayView status);

} // namespace Gatehouse::Llm::Responses
