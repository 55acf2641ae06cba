// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/body/bodyform.h"
#include "ui/inspector/body/conversation.h"

namespace Gatehouse::Ui {

// Bodies of surfaces that are no chat: old completions, embeddings, pictures, speech, ... What is not known is shown as
// JSON, never dropped. False = there is nothing at all.
[[nodiscard]] bool readOtherRequest(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form,
                                    const QByteArray &model);
[[nodiscard]] bool readOtherAnswer(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form);

// The chunks of a streamed completion as the answer that they add up to.
[[nodiscard]] QByteArray assembledCompletion(QByteArrayView body);

} // namespace Gatehouse::Ui
