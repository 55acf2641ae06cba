// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/loss.h"
#include "gateway/core/llm/members.h"

// Everything of a responses request but its items.
namespace Gatehouse::Llm::Responses {

void readParameters(Members &body, ChatRequest &request);

// Reports what it cannot say; writes what this dialect said as it was.
class ParameterWriter final
{
public:
    ParameterWriter(const ChatRequest &request, Json::Writer &json, LossReport &losses)
        : m_request(request)
        , m_json(json)
        , m_losses(losses)
    {}
    void write();

private:
    void writeLimits();
    void writeBookkeeping();
    void reportUnsayable();
    const ChatRequest &m_request;
    Json::Writer &m_json;
    LossReport &m_losses;
};

// Single values, for requests and for answers that repeat them. `losses` may be null.
void writeTool(Json::Writer &json, const Tool &tool, Dialect source, LossReport *losses);
// Whether tools can be written: those of another vendor's own cannot.
[[nodiscard]] bool canWriteTool(const Tool &tool, Dialect source);
void writeToolChoice(Json::Writer &json, const ToolChoice &choice, Dialect source);
void writeFormat(Json::Writer &json, const ResponseFormat &format);
void writeReasoning(Json::Writer &json, const ReasoningWish &wish);

} // namespace Gatehouse::Llm::Responses
