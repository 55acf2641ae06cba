// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsonreader.h"
#include "gateway/core/llm/openaianswer.h"

namespace Gatehouse::Llm {

// What one document of a vendor is: a whole answer, or one event of a stream.
struct EventFacts {
    bool isObject = false; // it is JSON, to its end, and an object
    bool isError = false;  // it has a member "error" that is not null
    bool hasChoices = false;
    bool hasUsage = false;
    std::optional<Json::Range> emptyUsage = {}; // the member "usage": null, from its key to its value
    bool hasContent = false;                    // text, reasoning or a tool call
};

// Goes through all of a document and adds what it says to `answer`. A stream's deltas and a whole answer's message have
// the same members, so that one reader serves both.
[[nodiscard]] EventFacts readFacts(Json::Reader &json, AnswerFacts &answer);

} // namespace Gatehouse::Llm
