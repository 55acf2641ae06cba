// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openairequest.h"

#include "gateway/core/base/jsonreader.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Token;

constexpr qsizetype MaxModelBytes = 256;
constexpr qint64 MaxChoices = 128;

bool hasControlCharacters(QByteArrayView text)
{
    return std::ranges::any_of(text, [](char c) { return static_cast<quint8>(c) < 0x20 || c == 0x7F; });
}

// Reads one request. Lives for one call of readOpenAiRequest(). Each function below stands on the value of its field
// and goes past it; false = refused, and the error is set (or is the reader's).
class RequestReader final
{
public:
    RequestReader(Surface surface, const QByteArray &body, const QByteArray &model)
        : m_surface(surface)
        , m_json(body, Json::Rules::Strict)
    {
        m_request.model = model;
    }

    Result<OpenAiRequest> read();

private:
    bool readField();
    bool readModel();
    bool readStreamOptions();
    bool readMessages();
    bool readMessage();
    bool readContentPart();
    bool readResponseFormat();
    bool readEndUser();
    bool readTools(const char *name);
    bool readFlag(const char *name, bool &flag);
    bool readCount(const char *name, qint64 smallest, qint64 largest, std::optional<qint64> &count);
    bool refuse(QByteArrayView param, QLatin1StringView expected);
    bool pass();
    Result<void> checkRequired();

    Surface m_surface;
    Json::Reader m_json;
    OpenAiRequest m_request;
    std::optional<qint64> m_maxTokens; // the older name of max_completion_tokens
    bool m_hasInput = false;
    std::optional<Error> m_error;
};

Result<OpenAiRequest> RequestReader::read()
{
    if (m_json.next() != Token::ObjectBegin && !m_json.hasFailed())
        return fail(ErrorKind::InvalidRequest, u"The body must be a JSON object."_s);
    while (m_json.nextKey()) {
        if (!readField())
            return std::unexpected(m_error ? *m_error : m_json.error());
    }
    m_request.bodyEnd = m_json.range().offset;
    if (m_json.hasFailed() || m_json.next() != Token::End)
        return std::unexpected(m_json.error());
    GH_CHECK(checkRequired());
    if (!m_request.maxOutputTokens)
        m_request.maxOutputTokens = m_maxTokens;
    return std::move(m_request);
}

Result<void> RequestReader::checkRequired()
{
    const auto missing = [](const char *param) {
        return std::unexpected(Error{.kind = ErrorKind::InvalidRequest,
                                     .message = u"Missing required parameter: '%1'."_s.arg(QLatin1StringView(param)),
                                     .detail = {},
                                     .param = param});
    };
    if (m_request.model.isEmpty())
        return missing("model");
    if (!m_hasInput && m_surface == Surface::ChatCompletions)
        return missing("messages");
    if (!m_hasInput && m_surface == Surface::Embeddings)
        return missing("input");
    return {};
}

bool RequestReader::readField()
{
    // The view is into the body or the reader's own buffer; the next token leaves it alone.
    const QByteArrayView name = m_json.text();
    if (name == "model")
        return readModel();
    if (name == "messages")
        return readMessages();
    if (name == "input" || name == "prompt") {
        m_hasInput = m_hasInput || m_surface != Surface::ChatCompletions;
        return pass();
    }
    if (name == "stream" && m_surface != Surface::Embeddings)
        return readFlag("stream", m_request.stream);
    if (name == "stream_options")
        return readStreamOptions();
    if (name == "tools")
        return readTools("tools");
    if (name == "functions")
        return readTools("functions");
    if (name == "response_format")
        return readResponseFormat();
    if (name == "max_completion_tokens")
        return readCount("max_completion_tokens", 0, INT32_MAX, m_request.maxOutputTokens);
    if (name == "max_tokens")
        return readCount("max_tokens", 0, INT32_MAX, m_maxTokens);
    if (name == "n") {
        std::optional<qint64> choices;
        const bool isRead = readCount("n", 1, MaxChoices, choices);
        m_request.choices = static_cast<int>(choices.value_or(1));
        return isRead;
    }
    if (name == "user" || name == "safety_identifier")
        return readEndUser();
    return pass();
}

// Goes past a value that nothing needs to be known of.
bool RequestReader::pass()
{
    return m_json.skipValue() != Token::Error;
}

bool RequestReader::refuse(QByteArrayView param, QLatin1StringView expected)
{
    if (!m_json.hasFailed()) {
        m_error = Error{.kind = ErrorKind::InvalidRequest,
                        .message = u"'%1' must be %2."_s.arg(QLatin1StringView(param), expected),
                        .detail = {},
                        .param = param.toByteArray()};
    }
    return false;
}

bool RequestReader::readModel()
{
    if (m_json.next() != Token::String)
        return refuse("model", "a string"_L1);
    const QByteArrayView model = m_json.text();
    if (model.isEmpty() || model.size() > MaxModelBytes || hasControlCharacters(model))
        return refuse("model", "the name of a model"_L1);
    m_request.model = model.toByteArray();
    m_request.modelValue = m_json.range();
    return true;
}

bool RequestReader::readFlag(const char *name, bool &flag)
{
    const Token token = m_json.next();
    if (token != Token::True && token != Token::False && token != Token::Null)
        return refuse(name, "true or false"_L1);
    flag = token == Token::True;
    return true;
}

bool RequestReader::readCount(const char *name, qint64 smallest, qint64 largest, std::optional<qint64> &count)
{
    const Token token = m_json.next();
    if (token == Token::Null)
        return true;
    const qint64 number = token == Token::Number ? m_json.integer().value_or(-1) : -1;
    if (number < smallest || number > largest)
        return refuse(name,
                      smallest == 0 ? "a whole number that is not negative"_L1 : "a whole number from 1 to 128"_L1);
    count = number;
    return true;
}

bool RequestReader::readStreamOptions()
{
    const Token token = m_json.next();
    m_request.streamOptions = m_json.range();
    if (token == Token::Null)
        return true;
    if (token != Token::ObjectBegin)
        return refuse("stream_options", "an object"_L1);
    while (m_json.nextKey()) {
        if (m_json.is("include_usage")) {
            if (!readFlag("stream_options.include_usage", m_request.usageAsked))
                return false;
            m_request.includeUsageValue = m_json.range();
        } else if (!pass()) {
            return false;
        }
    }
    m_request.streamOptions->length = m_json.range().offset + 1 - m_request.streamOptions->offset;
    return !m_json.hasFailed();
}

bool RequestReader::readTools(const char *name)
{
    const Token token = m_json.next();
    if (token == Token::Null)
        return true;
    if (token != Token::ArrayBegin)
        return refuse(name, "a list"_L1);
    while (m_json.nextElement()) {
        m_request.hasTools = true;
        m_json.skip();
    }
    return !m_json.hasFailed();
}

bool RequestReader::readMessages()
{
    if (m_json.next() != Token::ArrayBegin)
        return refuse("messages", "a list"_L1);
    m_hasInput = m_hasInput || m_surface == Surface::ChatCompletions;
    while (m_json.nextElement()) {
        if (!readMessage())
            return false;
    }
    return !m_json.hasFailed();
}

bool RequestReader::readMessage()
{
    if (m_json.token() != Token::ObjectBegin)
        return refuse("messages", "a list of objects"_L1);
    while (m_json.nextKey()) {
        const bool isContent = m_json.is("content");
        if (m_json.next() == Token::ArrayBegin && isContent) {
            while (m_json.nextElement()) {
                if (!readContentPart())
                    return false;
            }
        } else {
            m_json.skip();
        }
    }
    return !m_json.hasFailed();
}

// What is no object is the vendor's to refuse.
bool RequestReader::readContentPart()
{
    if (m_json.token() != Token::ObjectBegin)
        return m_json.skip() != Token::Error;
    while (m_json.nextKey()) {
        const bool isType = m_json.is("type");
        if (m_json.next() == Token::String && isType)
            m_request.hasImages = m_request.hasImages || m_json.is("image_url");
        m_json.skip();
    }
    return !m_json.hasFailed();
}

bool RequestReader::readResponseFormat()
{
    const Token token = m_json.next();
    if (token == Token::Null)
        return true;
    if (token != Token::ObjectBegin)
        return refuse("response_format", "an object"_L1);
    while (m_json.nextKey()) {
        const bool isType = m_json.is("type");
        if (m_json.next() == Token::String && isType)
            m_request.wantsJson = m_json.is("json_object") || m_json.is("json_schema");
        m_json.skip();
    }
    return !m_json.hasFailed();
}

// "user" goes before "safety_identifier", whichever comes first.
bool RequestReader::readEndUser()
{
    const bool isUser = m_json.is("user");
    if (m_json.next() == Token::String && (isUser || m_request.endUser.isEmpty()))
        m_request.endUser = m_json.text().toByteArray();
    return m_json.skip() != Token::Error;
}

// The one change that makes a vendor report the usage of a stream.
Json::Splice modelSplice(const QByteArray &body, QByteArrayView model)
{
    const qsizetype begin = body.indexOf('{') + 1;
    const bool isEmpty = QByteArrayView(body).sliced(begin).trimmed().startsWith('}');
    return {.range = {.offset = begin, .length = 0},
            .replacement = "\"model\":" + Json::quoted(model) + (isEmpty ? "" : ",")};
}

Json::Splice usageSplice(const QByteArray &body, const OpenAiRequest &request)
{
    constexpr auto Options = "{\"include_usage\":true}";
    if (request.includeUsageValue)
        return {.range = *request.includeUsageValue, .replacement = "true"};
    if (!request.streamOptions)
        return {.range = {.offset = request.bodyEnd, .length = 0},
                .replacement = QByteArray(",\"stream_options\":") + Options};
    const QByteArrayView value =
        QByteArrayView(body).sliced(request.streamOptions->offset, request.streamOptions->length);
    if (value == "null")
        return {.range = *request.streamOptions, .replacement = Options};
    const bool isEmpty = value.sliced(1).chopped(1).trimmed().isEmpty();
    return {.range = {.offset = request.streamOptions->offset + 1, .length = 0},
            .replacement = isEmpty ? "\"include_usage\":true" : "\"include_usage\":true,"};
}

} // namespace

Result<OpenAiRequest> readOpenAiRequest(Surface surface, const QByteArray &body, const QByteArray &modelInPath)
{
    return RequestReader(surface, body, modelInPath).read();
}

QByteArray withModel(const QByteArray &body, QByteArrayView model)
{
    const Json::Splice splice = modelSplice(body, model);
    return Json::spliced(body, std::span(&splice, 1));
}

QByteArray openAiUpstreamBody(const QByteArray &body, const OpenAiRequest &request, QByteArrayView upstreamModel,
                              const OpenAiAdditions &additions)
{
    std::array<Json::Splice, 3> splices;
    std::size_t count = 0;
    if (request.modelValue.length == 0)
        splices[count++] = modelSplice(body, upstreamModel);
    else if (request.model != upstreamModel)
        splices[count++] = {.range = request.modelValue, .replacement = Json::quoted(upstreamModel)};
    if (request.stream && !request.usageAsked && additions.usage == UsageWish::Ask)
        splices[count++] = usageSplice(body, request);
    if (additions.maxOutputTokens)
        splices[count++] = {.range = {.offset = request.bodyEnd, .length = 0},
                            .replacement = ",\"" + additions.maxOutputName
                                           + "\":" + QByteArray::number(*additions.maxOutputTokens)};
    if (count == 0)
        return body;
    std::ranges::stable_sort(std::span(splices).first(count), {},
                             [](const Json::Splice &splice) { return splice.range.offset; });
    return Json::spliced(body, std::span(splices).first(count));
}

} // namespace Gatehouse::Llm
