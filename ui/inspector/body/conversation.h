// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/surface.h"
#include "gateway/store/reader.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

// What was said in one exchange, whatever shape the bodies had. Values; pure functions.
namespace Gatehouse::Ui {

struct ConversationPart {
    enum class Kind : quint8 {
        Text,
        Reasoning, // folded when shown; without text it was encrypted by the vendor
        Refusal,
        Citation, // `text` = title or address of the source, `name` = its address
        Image,    // `bytes` when it was sent, else only `text` says where it would be; never fetched
        Audio,    // named, not played
        Video,
        File,   // `name`, type or address in `text`; its words, where it is a text, in `bytes` (folded when shown)
        Call,   // of a tool: `text` its arguments as written, `name` = id
        Result, // what the tool gave back
        Json,   // of a shape that is not known here: shown as it is; `name` = its type
        Vector, // of an embedding: how many numbers, the first of them
    };
    Kind kind = Kind::Text;
    QString text = {};
    QString name = {};
    QByteArray bytes = {};
    qint64 sizeBytes = 0;   // of what was sent; 0 = not known
    bool isFailure = false; // of a result: the tool said so
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

// Reads the bodies of a request, whatever surface it came by, through the gateway's own readers; what they do not take
// is shown as JSON, never dropped. Streams are put together from their pieces. Tool calls stand with their results.
// `vendor` is the dialect of bodies that went between gateway and vendor; absent = not known, the client's is tried.
[[nodiscard]] Conversation conversationOf(const Store::RequestDetail &detail, std::optional<Llm::Dialect> vendor = {});

// The body that holds a part of the exchange: as the client sent or got it, else as it went between gateway and vendor.
[[nodiscard]] const Store::StoredBody *requestBody(const Store::RequestDetail &detail);
[[nodiscard]] const Store::StoredBody *answerBody(const Store::RequestDetail &detail);

} // namespace Gatehouse::Ui
