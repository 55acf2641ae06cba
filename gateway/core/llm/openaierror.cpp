// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaierror.h"

#include "gateway/core/base/jsonreader.h"
#include "gateway/core/llm/openaianswer.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Token;

constexpr qsizetype MaxMessageBytes = 1000;
constexpr qsizetype MaxWordBytes = 100;

// A vendor's words for a client and a log: bounded, on one line, without control characters.
QByteArray clean(QByteArrayView text, qsizetype maxBytes)
{
    QString words = QString::fromUtf8(text.first(std::min(text.size(), 4 * maxBytes)));
    for (QChar &c : words) {
        if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    words = words.simplified();
    QByteArray bytes = words.toUtf8();
    while (bytes.size() > maxBytes) {
        words.chop(std::max<qsizetype>(1, (bytes.size() - maxBytes) / 4));
        if (!words.isEmpty() && words.back().isHighSurrogate())
            words.chop(1);
        bytes = words.toUtf8();
    }
    return bytes;
}

// A word or a number, as text.
QByteArray readWord(Json::Reader &json, qsizetype maxBytes)
{
    QByteArray word;
    if (json.token() == Token::String)
        word = clean(json.text(), maxBytes);
    else if (json.token() == Token::Number)
        word = json.raw().toByteArray();
    json.skip();
    return word;
}

// The members of the vendors' error objects: WIRE 5.7. The reader stands on ObjectBegin.
void readErrorObject(Json::Reader &json, OpenAiErrorText &error)
{
    while (json.nextKey()) {
        const bool isMessage = json.is("message") || json.is("detail");
        const bool isCode = json.is("code");
        const bool isType = json.is("type") || json.is("status");
        const bool isError = json.is("error");
        const Token token = json.next();
        if (isMessage && error.message.isEmpty())
            error.message = readWord(json, MaxMessageBytes);
        else if (isCode && error.code.isEmpty())
            error.code = readWord(json, MaxWordBytes);
        else if (isType && error.type.isEmpty())
            error.type = readWord(json, MaxWordBytes);
        else if (isError && token == Token::String)
            error.message = readWord(json, MaxMessageBytes); // Ollama
        else if (isError && token == Token::ObjectBegin)
            readErrorObject(json, error);
        else
            json.skip();
    }
}

} // namespace

OpenAiErrorText readOpenAiError(QByteArrayView body)
{
    OpenAiErrorText error;
    Json::Reader json(body, Json::Rules::Lenient);
    Token token = json.next();
    if (token == Token::ArrayBegin) // Gemini
        token = json.next();
    if (token == Token::ObjectBegin)
        readErrorObject(json, error);
    return error;
}

Error vendorError(QByteArrayView body)
{
    const OpenAiErrorText text = readOpenAiError(body);
    const QString words = text.message.isEmpty() ? u"no reason given"_s : QString::fromUtf8(text.message);
    const int status = text.code.toInt();
    return {.kind = ErrorKind::UpstreamRejected,
            .message = u"The vendor answered with an error: %1"_s.arg(words),
            .detail = {},
            .upstreamStatus = status >= 400 && status <= 599 ? status : 0};
}

} // namespace Gatehouse::Llm
