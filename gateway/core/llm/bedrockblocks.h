// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/chat.h"
#include "gateway/core/llm/loss.h"
#include "gateway/core/llm/members.h"

// Content blocks of Bedrock's Converse, and what else requests and answers share.
namespace Gatehouse::Llm::Bedrock {

// A list of blocks; a cachePoint marks the part before it.
[[nodiscard]] QList<Part> readBlocks(Json::Node blocks, const QByteArray &path, Problems &problems);

// Where blocks go.
struct BlockContext {
    bool isAnswer = false;
    bool isOwn = true;       // the part was read from this dialect
    bool takesSigned = true; // its signatures are good there: Anthropic's are, for Anthropic's models
    LossReport &losses;
};

// The blocks of a part: none, one, or one and a cachePoint. Losses are reported.
[[nodiscard]] QList<QByteArray> writeBlocks(const Part &part, const BlockContext &context);
void writeExtras(Json::Writer &json, const Extras &extras);
[[nodiscard]] QByteArray cachePoint(const CacheMark &mark);

[[nodiscard]] std::optional<Usage> readUsage(Json::Node usage);
void writeUsage(Json::Writer &json, const std::optional<Usage> &usage, const QByteArray &raw);

} // namespace Gatehouse::Llm::Bedrock
