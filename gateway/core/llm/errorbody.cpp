// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/errorbody.h"

#include "gateway/core/base/json.h"

namespace Gatehouse::Llm {

namespace {

// OpenAI's shape (WIRE 5.7): {"error":{message,type,param,code}}. The vendor's status stands beside them, so that a
// caller can tell the vendor's refusal from the gateway's.
QByteArray openAiError(const Error &error)
{
    const ErrorShape &shape = errorShape(error.kind);
    QByteArray body = "{\"message\":";
    body += Json::quoted(error.message.toUtf8());
    body += ",\"type\":\"";
    body += shape.type;
    body += "\",\"param\":";
    body += error.param.isEmpty() ? QByteArray("null") : Json::quoted(error.param);
    body += ",\"code\":\"";
    body += shape.code;
    body += '"';
    if (error.upstreamStatus != 0) {
        body += ",\"upstream\":{\"status\":";
        body += QByteArray::number(error.upstreamStatus);
        body += '}';
    }
    body += '}';
    return body;
}

QByteArray anthropicError(const Error &error)
{
    QByteArray body = "{\"type\":\"error\",\"error\":{\"type\":\"";
    body += errorShape(error.kind).anthropicType;
    body += "\",\"message\":";
    body += Json::quoted(error.message.toUtf8());
    body += "}}";
    return body;
}

QByteArray geminiError(const Error &error)
{
    QByteArray body = "{\"error\":{\"code\":";
    body += QByteArray::number(httpStatus(error));
    body += ",\"message\":";
    body += Json::quoted(error.message.toUtf8());
    body += ",\"status\":\"";
    body += errorShape(error.kind).googleStatus;
    body += "\"}}";
    return body;
}

} // namespace

QByteArray errorBody(Dialect dialect, const Error &error)
{
    switch (dialect) {
    case Dialect::Anthropic:
        return anthropicError(error);
    case Dialect::Gemini:
        return geminiError(error);
    case Dialect::OpenAi:
        break;
    }
    return QByteArray("{\"error\":") + openAiError(error) + '}';
}

QByteArray errorEvent(Dialect dialect, const Error &error)
{
    QByteArray event;
    switch (dialect) {
    case Dialect::Anthropic:
        event = "event: error\ndata: ";
        event += anthropicError(error);
        break;
    case Dialect::Gemini:
        event = "data: ";
        event += geminiError(error);
        break;
    case Dialect::OpenAi:
        // The choice lets clients that only look at choices see that the answer did not end by itself.
        event = "data: {\"error\":";
        event += openAiError(error);
        event += ",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\"}]}";
        break;
    }
    event += "\n\n";
    return event;
}

} // namespace Gatehouse::Llm
