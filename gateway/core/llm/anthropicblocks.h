// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/chat.h"
#include "gateway/core/llm/loss.h"
#include "gateway/core/llm/members.h"

// Content blocks of Anthropic's messages, the same in requests and answers.
namespace Gatehouse::Llm::Anthropic {

[[nodiscard]] Part readBlock(Json::Node block, const QByteArray &path, Problems &problems);
[[nodiscard]] Citation readCitation(Json::Node citation);
[[nodiscard]] std::optional<CacheMark> takeCacheMark(Members &members);

// Where a block goes.
struct BlockContext {
    enum class Document : quint8 { Request, Answer };
    Document document = Document::Request;
    bool isOwn = true;       // the part was read from this dialect
    bool takesSigned = true; // its signatures are good there: Bedrock serves the same models
    LossReport &losses;
};

// The block as JSON; empty = it is left out, and that is reported unless nothing is lost.
[[nodiscard]] QByteArray writeBlock(const Part &part, const BlockContext &context);
void writeCitation(Json::Writer &json, const Citation &citation);
void writeCacheMark(Json::Writer &json, const std::optional<CacheMark> &mark);
// Extras of this dialect without a reader's notes.
void writeExtras(Json::Writer &json, const Extras &extras);
// Arguments as the object that a tool_use has. What is no JSON object is put into one, as "input".
[[nodiscard]] QByteArray inputObject(const ToolCallPart &call);

} // namespace Gatehouse::Llm::Anthropic
