// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/errorbody.h"

#include "gateway/core/base/json.h"
#include "gateway/core/base/jsonwriter.h"

namespace Gatehouse::Llm {

namespace {

// The words for the type of an error. What a vendor refused has the type of what was wrong with it, so that clients'
// SDKs raise the same exceptions as with the vendor itself; the code still says whose refusal it is.
const ErrorShape &typeOf(const Error &error)
{
    if (error.kind != ErrorKind::UpstreamRejected)
        return errorShape(error.kind);
    switch (error.upstreamStatus) {
    case 400:
    case 422:
        return errorShape(ErrorKind::InvalidRequest);
    case 403:
        return errorShape(ErrorKind::ModelNotAllowed);
    case 404:
        return errorShape(ErrorKind::ModelNotFound);
    case 413:
        return errorShape(ErrorKind::PayloadTooLarge);
    default:
        return errorShape(error.kind);
    }
}

// OpenAI's shape (WIRE 5.7): {"error":{message,type,param,code}}. The vendor's status stands beside them, so that a
// caller can tell the vendor's refusal from the gateway's.
QByteArray openAiError(const Error &error)
{
    const ErrorShape &shape = errorShape(error.kind);
    QByteArray body = "{\"message\":";
    body += Json::quoted(error.message.toUtf8());
    body += ",\"type\":\"";
    body += typeOf(error).type;
    body += "\",\"param\":";
    body += error.param.isEmpty() ? QByteArray("null") : Json::quoted(error.param);
    body += ",\"code\":\"";
    body += shape.code;
    body += '"';
    if (!error.members.isEmpty())
        body += ',' + error.members;
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
    body += typeOf(error).anthropicType;
    body += "\",\"message\":";
    body += Json::quoted(error.message.toUtf8());
    if (!error.members.isEmpty())
        body += ',' + error.members;
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
    body += typeOf(error).googleStatus;
    body += "\"}}";
    return body;
}

// An event of the responses stream; it stands alone, without the numbers of a stream that nobody can know here.
QByteArray responsesErrorEvent(const Error &error)
{
    Json::Writer json;
    json.beginObject();
    json.member("type", "error").member("code", errorShape(error.kind).code).member("message", error.message.toUtf8());
    error.param.isEmpty() ? json.nullMember("param") : json.member("param", error.param);
    return json.endObject().take();
}

// Ollama: {"error":"..."}; Bedrock: {"message":"..."}, and so Cohere.
QByteArray plainError(QByteArrayView member, const Error &error)
{
    return Json::Writer().beginObject().member(member, error.message.toUtf8()).endObject().take();
}

} // namespace

QByteArray errorBody(Dialect dialect, const Error &error)
{
    switch (dialect) {
    case Dialect::Anthropic:
        return anthropicError(error);
    case Dialect::Gemini:
        return geminiError(error);
    case Dialect::Ollama:
        return plainError("error", error);
    case Dialect::Bedrock:
    case Dialect::Cohere:
        return plainError("message", error);
    case Dialect::OpenAi:
    case Dialect::OpenAiResponses:
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
    case Dialect::OpenAiResponses:
        event = "event: error\ndata: ";
        event += responsesErrorEvent(error);
        break;
    case Dialect::Ollama:
        return plainError("error", error) + '\n';
    case Dialect::Bedrock:
    case Dialect::Cohere:
        event = "data: ";
        event += plainError("message", error);
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
