// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/chat.h"

#include <QByteArray>

#include <optional>

namespace Gatehouse::Llm {

// What the stages need to know of a request, whatever dialect it came in. Immutable value.
struct RequestFacts {
    QByteArray model;
    bool stream = false;
    bool hasTools = false;
    bool hasImages = false;
    bool wantsJson = false;                // a format asks for JSON or a schema
    std::optional<qint64> maxOutputTokens; // as the client limits it
    int choices = 1;                       // how many answers are wanted
    QByteArray endUser;
    bool operator==(const RequestFacts &) const = default;
};

[[nodiscard]] RequestFacts factsOf(const ChatRequest &request);

} // namespace Gatehouse::Llm
