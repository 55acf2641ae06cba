// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/embeddings.h"
#include "gateway/core/llm/openaierror.h"
#include "gateway/core/llm/openaiusage.h"

#include <QtEndian>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

void appendVector(Json::Node vector, EmbeddingsAnswer &answer)
{
    if (vector.isArray() || vector.isString())
        answer.vectors.append(vector.json());
}

void appendVectors(Json::Node vectors, EmbeddingsAnswer &answer)
{
    for (const Json::Node vector : vectors)
        appendVector(vector, answer);
}

void setInputTokens(std::optional<qint64> tokens, Json::Node raw, EmbeddingsAnswer &answer)
{
    if (!tokens || *tokens < 0)
        return;
    answer.usage = Usage{.inputUncached = *tokens, .source = UsageSource::Provider};
    answer.rawUsage = raw.json();
}

void readOpenAiAnswer(Json::Node root, EmbeddingsAnswer &answer)
{
    for (const Json::Node entry : root["data"])
        appendVector(entry["embedding"], answer);
    if (!root["usage"].isObject())
        return;
    Json::Reader reader(root["usage"].raw(), Json::Rules::Lenient);
    reader.next();
    answer.usage = readOpenAiUsage(reader);
    answer.rawUsage = root["usage"].json();
    if (answer.usage)
        return;
    setInputTokens(root["usage"]["total_tokens"].integer(), root["usage"], answer); // vendors that give the total only
}

void readCohereAnswer(Json::Node root, EmbeddingsAnswer &answer)
{
    const Json::Node embeddings = root["embeddings"];
    if (embeddings.isArray()) // v1
        appendVectors(embeddings, answer);
    else if (embeddings["float"].exists())
        appendVectors(embeddings["float"], answer);
    else
        appendVectors(embeddings["base64"], answer);
    const Json::Node meta = root["meta"];
    const auto counted = meta["tokens"]["input_tokens"].integer();
    setInputTokens(counted ? counted : meta["billed_units"]["input_tokens"].integer(), meta, answer);
}

void readGeminiAnswer(Json::Node root, EmbeddingsAnswer &answer)
{
    appendVector(root["embedding"]["values"], answer);
    for (const Json::Node embedding : root["embeddings"])
        appendVector(embedding["values"], answer);
    const Json::Node usage = root["usageMetadata"];
    setInputTokens(usage["promptTokenCount"].integer(), usage, answer);
}

void readOllamaAnswer(Json::Node root, EmbeddingsAnswer &answer)
{
    appendVectors(root["embeddings"], answer);
    appendVector(root["embedding"], answer);
    setInputTokens(root["prompt_eval_count"].integer(), root["prompt_eval_count"], answer);
}

bool hasShape(Dialect dialect, Json::Node root)
{
    if (dialect == Dialect::OpenAi)
        return root["data"].isArray();
    return root["embeddings"].exists() || root["embedding"].exists();
}

// As an array of numbers, whichever way it came.
QByteArray numbersOf(const QByteArray &vector)
{
    return vector.startsWith('"') ? vectorOfBase64(vector.sliced(1).chopped(1).replace("\\/", "/")) : vector;
}

QByteArray base64Of(const QByteArray &vector)
{
    return vector.startsWith('"') ? vector : Json::quoted(base64OfVector(vector));
}

void writeNumbers(Json::Writer &json, const QByteArray &vector)
{
    const QByteArray numbers = numbersOf(vector);
    json.raw(numbers.isEmpty() ? "[]"_ba : numbers);
}

void writeOpenAiAnswer(Json::Writer &json, const EmbeddingsAnswer &answer, const EmbeddingsRequest &request)
{
    json.member("object", "list").key("data").beginArray();
    for (qsizetype index = 0; index < answer.vectors.size(); ++index) {
        json.beginObject().member("object", "embedding").member("index", index).key("embedding");
        if (request.wantsBase64)
            json.raw(base64Of(answer.vectors[index]));
        else
            writeNumbers(json, answer.vectors[index]);
        json.endObject();
    }
    json.endArray().member("model", answer.model.isEmpty() ? request.model : answer.model);
    const qint64 tokens = answer.usage ? answer.usage->inputTotal() : 0;
    json.key("usage").beginObject().member("prompt_tokens", tokens).member("total_tokens", tokens).endObject();
}

void writeList(Json::Writer &json, const EmbeddingsAnswer &answer)
{
    json.beginArray();
    for (const QByteArray &vector : answer.vectors)
        writeNumbers(json, vector);
    json.endArray();
}

void writeGeminiAnswer(Json::Writer &json, const EmbeddingsAnswer &answer, const EmbeddingsRequest &request)
{
    if (request.isSingle && answer.vectors.size() == 1) {
        json.key("embedding").beginObject().key("values");
        writeNumbers(json, answer.vectors.first());
        json.endObject();
    } else {
        json.key("embeddings").beginArray();
        for (const QByteArray &vector : answer.vectors) {
            json.beginObject().key("values");
            writeNumbers(json, vector);
            json.endObject();
        }
        json.endArray();
    }
    if (answer.usage)
        json.key("usageMetadata").beginObject().member("promptTokenCount", answer.usage->inputTotal()).endObject();
}

void writeCohereAnswer(Json::Writer &json, const EmbeddingsAnswer &answer, const EmbeddingsRequest &request)
{
    json.member("id", answer.id).key("embeddings").beginObject().key("float");
    writeList(json, answer);
    json.endObject().key("texts").beginArray();
    for (const QByteArray &text : request.texts)
        json.string(text);
    json.endArray().key("meta").beginObject().key("api_version").beginObject().member("version", "2").endObject();
    if (answer.usage)
        json.key("billed_units").beginObject().member("input_tokens", answer.usage->inputTotal()).endObject();
    json.endObject().member("response_type", "embeddings_by_type");
}

void writeOllamaAnswer(Json::Writer &json, const EmbeddingsAnswer &answer, const EmbeddingsRequest &request)
{
    const bool isOlder = request.source == Dialect::Ollama && !request.extras.value("(prompt)").isEmpty();
    if (isOlder) {
        json.key("embedding");
        writeNumbers(json, answer.vectors.isEmpty() ? QByteArray() : answer.vectors.first());
        return;
    }
    json.member("model", answer.model.isEmpty() ? request.model : answer.model).key("embeddings");
    writeList(json, answer);
    if (answer.usage)
        json.member("prompt_eval_count", answer.usage->inputTotal());
}

} // namespace

QByteArray base64OfVector(const QByteArray &jsonArray)
{
    const auto tree = Json::Tree::parse(jsonArray, Json::Rules::Lenient);
    if (!tree || !tree->root().isArray())
        return {};
    QByteArray bytes;
    bytes.reserve(tree->root().size() * qsizetype(sizeof(float)));
    for (const Json::Node element : tree->root()) {
        const QByteArrayView digits = element.raw();
        float value = 0;
        std::from_chars(digits.begin(), digits.end(), value);
        const auto bits = qToLittleEndian(std::bit_cast<quint32>(value));
        const auto packed = std::bit_cast<std::array<char, sizeof(bits)>>(bits);
        bytes.append(packed.data(), packed.size());
    }
    return bytes.toBase64();
}

QByteArray vectorOfBase64(const QByteArray &base64)
{
    const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray &bytes = decoded.decoded;
    constexpr qsizetype Size = sizeof(quint32);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok || bytes.size() % Size != 0)
        return {};
    QByteArray json = "[";
    std::array<char, 32> digits = {};
    for (qsizetype at = 0; at < bytes.size(); at += Size) {
        const auto value = std::bit_cast<float>(qFromLittleEndian<quint32>(bytes.constData() + at));
        if (!std::isfinite(value))
            return {}; // no float32: another encoding
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
        json += at == 0 ? "" : ",";
        json.append(digits.data(), end.ptr - digits.data());
    }
    return json + ']';
}

Result<EmbeddingsAnswer> readEmbeddingsAnswer(Dialect dialect, const QByteArray &body)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
    if (!tree || !tree->root().isObject())
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer is not a JSON object."_s);
    const Json::Node root = tree->root();
    if (!hasShape(dialect, root)) {
        if (root["error"].exists() || root["message"].isString() || root["detail"].exists())
            return std::unexpected(vendorError(body));
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer has no embeddings."_s);
    }
    EmbeddingsAnswer answer{.id = root["id"].text(), .model = root["model"].text()};
    switch (dialect) {
    case Dialect::Gemini:
        readGeminiAnswer(root, answer);
        break;
    case Dialect::Cohere:
        readCohereAnswer(root, answer);
        break;
    case Dialect::Ollama:
        readOllamaAnswer(root, answer);
        break;
    default:
        readOpenAiAnswer(root, answer);
        break;
    }
    if (answer.vectors.isEmpty())
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer has no embeddings."_s);
    return answer;
}

Written writeEmbeddingsAnswer(Dialect dialect, const EmbeddingsAnswer &answer, const EmbeddingsRequest &request)
{
    Json::Writer json;
    json.beginObject();
    switch (dialect) {
    case Dialect::Gemini:
        writeGeminiAnswer(json, answer, request);
        break;
    case Dialect::Cohere:
        writeCohereAnswer(json, answer, request);
        break;
    case Dialect::Ollama:
        writeOllamaAnswer(json, answer, request);
        break;
    default:
        writeOpenAiAnswer(json, answer, request);
        break;
    }
    return {.body = json.endObject().take(), .losses = {}};
}

} // namespace Gatehouse::Llm
