// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/body/bodyform.h"
#include "ui/inspector/body/conversation.h"

#include <optional>

namespace Gatehouse::Ui {

// Reads the body of a chat request in any dialect. A body that the gateway's strict reader refuses (it was cut, or the
// client erred) is read message by message; what is refused even then is shown as JSON. False = there is no list of
// messages in it.
[[nodiscard]] bool readChatRequest(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form,
                                   const QByteArray &model);

// An answer as far as it came.
struct ChatReading {
    Llm::ChatAnswer answer = {};
    std::optional<Llm::VendorFailure> failure = {}; // also after the beginning of an answer
};
// A stream that was cut anywhere gives what came before. Nothing = it is neither an answer nor an error. `status` is
// that of HTTP; 0 = not known.
[[nodiscard]] std::optional<ChatReading> readChatAnswer(const QByteArray &body, const BodyForm &form, int status);

} // namespace Gatehouse::Ui
