// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/localanswers.h"

#include "gateway/core/base/jsonwriter.h"
#include "gateway/pipeline/services.h"
#include "gateway/upstream/simulator/simulator.h"

namespace Gatehouse::Pipeline {

namespace {

using Llm::Dialect;

// The names that the client may ask for. The simulator's own are listed for as long as it answers any.
QList<QByteArray> listedModels(const Exchange &exchange)
{
    const Snapshot &snapshot = *exchange.snapshot;
    QList<QByteArray> names = snapshot.modelsVisibleTo(*exchange.client);
    for (const Upstream::SimulatorModel &model : Upstream::simulatorModels()) {
        const QByteArray name = model.name.toByteArray();
        if (!names.contains(name) && snapshot.isModelAllowed(*exchange.client, name)
            && !snapshot.targetsFor(name).empty())
            names.append(name);
    }
    return names;
}

// OpenAI's object of its API reference. Who owns a model is the provider that would answer first.
void writeOpenAi(Json::Writer &json, const Snapshot &snapshot, const QByteArray &name)
{
    const auto targets = snapshot.targetsFor(snapshot.resolvedModel(name));
    json.beginObject()
        .member("id", name)
        .member("object", "model")
        .member("created", 0)
        .member("owned_by", targets.empty() ? QByteArray("gatehouse") : targets.front().provider->name.toUtf8())
        .endObject();
}

void writeGemini(Json::Writer &json, const QByteArray &name)
{
    const QByteArray path = "models/" + name;
    json.beginObject()
        .member("name", path)
        .member("displayName", name)
        .key("supportedGenerationMethods")
        .beginArray()
        .string("generateContent")
        .string("countTokens")
        .endArray()
        .endObject();
}

// What Ollama's clients read of a model; what is not known of one elsewhere is empty.
void writeOllama(Json::Writer &json, const QByteArray &name)
{
    json.beginObject()
        .member("name", name)
        .member("model", name)
        .member("modified_at", "1970-01-01T00:00:00Z")
        .member("size", 0)
        .member("digest", "")
        .key("details")
        .beginObject()
        .member("format", "")
        .member("family", "")
        .nullMember("families")
        .member("parameter_size", "")
        .member("quantization_level", "")
        .endObject()
        .endObject();
}

} // namespace

QByteArray modelList(const Exchange &exchange)
{
    Json::Writer json;
    json.beginObject();
    if (exchange.dialect == Dialect::OpenAi)
        json.member("object", "list");
    json.key(exchange.dialect == Dialect::OpenAi ? "data" : "models").beginArray();
    for (const QByteArray &name : listedModels(exchange)) {
        if (exchange.dialect == Dialect::Gemini)
            writeGemini(json, name);
        else if (exchange.dialect == Dialect::Ollama)
            writeOllama(json, name);
        else
            writeOpenAi(json, *exchange.snapshot, name);
    }
    return json.endArray().endObject().take();
}

QByteArray modelDescription(const Exchange &exchange, const QByteArray &name)
{
    Json::Writer json;
    if (exchange.dialect == Dialect::Gemini)
        writeGemini(json, name);
    else
        writeOpenAi(json, *exchange.snapshot, name);
    return json.take();
}

QByteArray tokenCount(const Exchange &exchange, qint64 tokens)
{
    const bool isGemini = exchange.dialect == Dialect::Gemini;
    return Json::Writer().beginObject().member(isGemini ? "totalTokens" : "input_tokens", tokens).endObject().take();
}

} // namespace Gatehouse::Pipeline
