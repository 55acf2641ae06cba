// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/chat.h"
#include "ui/inspector/body/conversation.h"

namespace Gatehouse::Ui {

// The neutral model's messages as they are shown: a call of a tool becomes an entry of its own, and what the tool gave
// back joins it. Values; pure functions.
void appendMessage(QList<ConversationMessage> &messages, const Llm::Message &message);
void appendChoice(QList<ConversationMessage> &messages, const Llm::Choice &choice);
void appendFailure(QList<ConversationMessage> &messages, const Llm::VendorFailure &failure);

// An element of a list in some dialect that its reader did not take: its role in words, the rest as JSON.
void appendUnread(QList<ConversationMessage> &messages, const QByteArray &role, QByteArrayView json);

[[nodiscard]] ConversationPart jsonPart(QByteArrayView json, const QByteArray &type = {});

// What is no text at all, by its size.
[[nodiscard]] ConversationPart binaryPart(const QByteArray &bytes);

} // namespace Gatehouse::Ui
