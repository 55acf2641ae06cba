// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"

#include <QByteArray>
#include <QList>
#include <QString>

// What was said in one exchange, whatever shape the bodies had. Values; pure functions.
namespace Gatehouse::Ui {

struct ConversationPart {
    enum class Kind : quint8 {
        Text,
        Reasoning, // folded when shown
        Refusal,
        Image, // `bytes` when it came as a data: URL, else only `text` says where it would be; never fetched
        Audio, // named, not played
        File,
        Call,   // of a tool: `text` its arguments as written, `name`
        Result, // what the tool gave back
        Json,   // of a shape that is not known here: shown as it is
        Vector, // of an embedding: how many numbers, the first of them
    };
    Kind kind = Kind::Text;
    QString text = {};
    QString name = {};
    QByteArray bytes = {};
    bool operator==(const ConversationPart &) const = default;
};

struct ConversationMessage {
    enum class Role : quint8 { System, User, Assistant, Tool, Input, Error, Other };
    Role role = Role::User;
    QString name = {};   // of a tool, of a participant, or of a role that is not known
    QString detail = {}; // "gpt-5.4 via OpenAI"
    QList<ConversationPart> parts = {};
    qint64 tokens = 0; // 0 = not known
    bool isEstimated = false;
    bool isAnswer = false; // of this request; all others were sent with it
    bool operator==(const ConversationMessage &) const = default;
};

struct Conversation {
    QList<ConversationMessage> messages = {};
    int earlierMessages = 0; // from the first: turns that earlier requests showed already
    bool isCut = false;      // a body was longer than what is kept
    bool operator==(const Conversation &) const = default;
};

// Reads the bodies of a request: chat completions, completions, embeddings; what is not known is shown as JSON, never
// dropped. Streams are put together from their chunks. Tool calls stand with their results.
[[nodiscard]] Conversation conversationOf(const Store::RequestDetail &detail);

// The body that holds a part of the exchange: as the client sent or got it, else as it went between gateway and vendor.
[[nodiscard]] const Store::StoredBody *requestBody(const Store::RequestDetail &detail);
[[nodiscard]] const Store::StoredBody *answerBody(const Store::RequestDetail &detail);

} // namespace Gatehouse::Ui
