// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/geminilogprobs.h"

#include "gateway/core/base/jsonwriter.h"

namespace Gatehouse::Llm {

namespace {

using Json::Node;
using Json::Writer;

void writeOpenAi(Writer &json, Node candidate)
{
    const QByteArray token = candidate["token"].text();
    const Node logprob = candidate["logProbability"];
    json.member("token", token).rawMember("logprob", logprob.isNumber() ? logprob.raw() : QByteArrayView("0"));
    json.key("bytes").beginArray();
    for (const char byte : token)
        json.integer(static_cast<uchar>(byte));
    json.endArray();
}

void writeGemini(Writer &json, Node entry)
{
    const Node logprob = entry["logprob"];
    json.beginObject().member("token", entry["token"].text());
    if (logprob.isNumber())
        json.rawMember("logProbability", logprob.raw());
    json.endObject();
}

} // namespace

QByteArray openAiLogprobEntries(Node logprobsResult)
{
    const Node chosen = logprobsResult["chosenCandidates"];
    if (!chosen.isArray())
        return {};
    const Node top = logprobsResult["topCandidates"];
    auto alternatives = top.begin();
    Writer json;
    json.beginArray();
    for (const Node candidate : chosen) {
        json.beginObject();
        writeOpenAi(json, candidate);
        json.key("top_logprobs").beginArray();
        if (top.isArray() && alternatives != top.end()) {
            for (const Node alternative : (*alternatives)["candidates"]) {
                json.beginObject();
                writeOpenAi(json, alternative);
                json.endObject();
            }
            ++alternatives;
        }
        json.endArray().endObject();
    }
    return json.endArray().take();
}

QByteArray geminiLogprobs(const QByteArray &openAi)
{
    const auto tree = Json::Tree::parse(openAi, Json::Rules::Lenient);
    if (!tree)
        return {};
    const Node entries = tree->root().isArray() ? tree->root() : tree->root()["content"];
    if (!entries.isArray() || entries.size() == 0)
        return {};
    Writer json;
    json.beginObject().key("topCandidates").beginArray();
    for (const Node entry : entries) {
        json.beginObject().key("candidates").beginArray();
        for (const Node alternative : entry["top_logprobs"])
            writeGemini(json, alternative);
        json.endArray().endObject();
    }
    json.endArray().key("chosenCandidates").beginArray();
    for (const Node entry : entries)
        writeGemini(json, entry);
    return json.endArray().endObject().take();
}

} // namespace Gatehouse::Llm
