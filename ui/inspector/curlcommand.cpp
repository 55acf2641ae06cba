// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/curlcommand.h"

#include "ui/inspector/body/jsontree.h"
#include "ui/inspector/body/prettyjson.h"

#include <QUrl>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

// "/v1beta/models/MODEL:action"; slashes and colons of a name stay as they are.
QString geminiPath(const Store::RequestRecord &request, const QString &action)
{
    return u"/v1beta/models/"_s + QString::fromLatin1(QUrl::toPercentEncoding(request.requestedModel, "/:"_ba)) + u':'
           + action;
}

QString geminiEmbedAction(const QByteArray &body)
{
    return JsonDocument::parse(body)["requests"].isMissing() ? u"embedContent"_s : u"batchEmbedContents"_s;
}

// The id of something that the vendor keeps is not stored with the request.
QString pathOf(const Store::RequestRecord &request, const QByteArray &body)
{
    using enum Llm::Surface;
    switch (request.surface) {
    case Completions:
        return u"/v1/completions"_s;
    case Embeddings:
        return u"/v1/embeddings"_s;
    case Models:
        return u"/v1/models"_s;
    case Model:
        return u"/v1/models/"_s + QString::fromLatin1(QUrl::toPercentEncoding(request.requestedModel, "/:"_ba));
    case Responses:
        return u"/v1/responses"_s;
    case Response:
        return u"/v1/responses/RESPONSE_ID"_s;
    case Messages:
        return u"/v1/messages"_s;
    case CountTokens:
        return u"/v1/messages/count_tokens"_s;
    case GenerateContent:
        return geminiPath(request, request.stream ? u"streamGenerateContent?alt=sse"_s : u"generateContent"_s);
    case GeminiCountTokens:
        return geminiPath(request, u"countTokens"_s);
    case GeminiEmbed:
        return geminiPath(request, geminiEmbedAction(body));
    case GeminiModels:
        return u"/v1beta/models"_s;
    case OllamaChat:
        return u"/api/chat"_s;
    case OllamaGenerate:
        return u"/api/generate"_s;
    case OllamaEmbed:
        return u"/api/embed"_s;
    case OllamaTags:
        return u"/api/tags"_s;
    case CohereChat:
        return u"/v2/chat"_s;
    case CohereEmbed:
        return u"/v2/embed"_s;
    case Images:
        return u"/v1/images/generations"_s;
    case Speech:
        return u"/v1/audio/speech"_s;
    case Transcription:
        return u"/v1/audio/transcriptions"_s;
    case Moderations:
        return u"/v1/moderations"_s;
    case Rerank:
        return u"/v2/rerank"_s;
    case Files:
        return u"/v1/files"_s;
    case Batches:
        return u"/v1/batches"_s;
    case KeyStatus:
        return u"/v1/gatehouse/key"_s;
    case Unknown:
    case ChatCompletions:
        break;
    }
    return u"/v1/chat/completions"_s;
}

// As the dialect's own clients send the key.
QString keyHeaders(Llm::Dialect dialect)
{
    switch (dialect) {
    case Llm::Dialect::Anthropic:
        return u" \\\n  -H \"x-api-key: $GATEHOUSE_KEY\" \\\n  -H \"anthropic-version: 2023-06-01\""_s;
    case Llm::Dialect::Gemini:
        return u" \\\n  -H \"x-goog-api-key: $GATEHOUSE_KEY\""_s;
    default:
        return u" \\\n  -H \"Authorization: Bearer $GATEHOUSE_KEY\""_s;
    }
}

// Within single quotation marks the shell reads every sign as itself but the mark.
QString quoted(const QString &text)
{
    return u'\'' + QString(text).replace(u'\'', "'\\''"_L1) + u'\'';
}

// What can be sent again as text; a form with a file in it cannot.
QByteArray sentBody(const QList<Store::StoredBody> &bodies)
{
    for (const Store::StoredBody &body : bodies) {
        if (body.body.part == Store::BodyPart::ClientRequest && !body.body.truncated && looksLikeJson(body.body.bytes))
            return body.body.bytes;
    }
    return {};
}

} // namespace

QString curlCommand(const Store::RequestRecord &request, const QString &address, const QList<Store::StoredBody> &bodies)
{
    const QByteArray body = sentBody(bodies);
    const QString url = address + pathOf(request, body);
    QString command =
        u"curl "_s + (url.contains(u'?') ? quoted(url) : url) + keyHeaders(Llm::surfaceTraits(request.surface).dialect);
    if (!body.isEmpty())
        command +=
            u" \\\n  -H \"Content-Type: application/json\" \\\n  --data-raw "_s + quoted(QString::fromUtf8(body));
    return command;
}

} // namespace Gatehouse::Ui
