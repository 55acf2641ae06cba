// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/loss.h"

#include <QHash>

namespace Gatehouse::Llm::Responses {

// Writes the messages of a request as `instructions` and `input`. What was read from this dialect is written as it was;
// what was read from another is written in the plainest way that OpenAI takes, with no ids: they are of answers that
// OpenAI never gave. Lives for one request.
class InputWriter final
{
public:
    InputWriter(const ChatRequest &request, Json::Writer &json, LossReport &losses)
        : m_request(request)
        , m_json(json)
        , m_losses(losses)
    {}
    void write();

private:
    qsizetype writeInstructions();
    void writeMessage(const Message &message);
    void writeModelParts(const Message &message);
    void writeModelText(const Part &part, bool begins);
    void writeClientParts(const Message &message);
    void writeReasoning(const Part &part, const ReasoningPart &reasoning);
    void writeCall(const Part &part, const ToolCallPart &call);
    void writeResult(const Part &part, const ToolResultPart &result);
    bool writeContent(const Part &part, Json::Writer &json); // whether anything was written
    QByteArray contentList(const QList<Part> &parts);
    bool writeMedia(const Part &part, const MediaPart &media, Json::Writer &json);
    void writeStatusAndId(const Extras &extras);
    [[nodiscard]] QByteArray callId(const ToolCallPart &call);
    [[nodiscard]] QByteArray resultId(const ToolResultPart &result);
    void closeModelMessage();
    [[nodiscard]] bool isOwn() const { return m_request.source == Dialect::OpenAiResponses; }

    const ChatRequest &m_request;
    Json::Writer &m_json;
    LossReport &m_losses;
    bool m_isModelMessageOpen = false;
    qsizetype m_calls = 0;                          // without an id, so far
    QHash<QByteArray, QList<QByteArray>> m_pending; // ids made for calls without one, by function
};

} // namespace Gatehouse::Llm::Responses
