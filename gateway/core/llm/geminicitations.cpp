// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/geminicitations.h"

#include <vector>

namespace Gatehouse::Llm {

namespace {

using Json::Node;

void addCited(Node metadata, QList<Citation> &citations)
{
    const Node list = metadata["citations"].isArray() ? metadata["citations"] : metadata["citationSources"];
    for (const Node source : list) {
        if (source.isObject())
            citations.append(Citation{.url = source["uri"].text(),
                                      .title = source["title"].text(),
                                      .text = {},
                                      .start = source["startIndex"].integer().value_or(0),
                                      .end = source["endIndex"].integer()});
    }
}

// Each support names the pieces of the web, of a map or of a store that a segment of the text rests on.
void addGrounded(Node metadata, QList<Citation> &citations)
{
    std::vector<Node> chunks;
    for (const Node chunk : metadata["groundingChunks"]) {
        Node found = chunk["web"];
        for (const char *kind : {"retrievedContext", "maps", "image"}) {
            if (!found.exists())
                found = chunk[kind];
        }
        chunks.push_back(found);
    }
    for (const Node support : metadata["groundingSupports"]) {
        const Node segment = support["segment"];
        for (const Node index : support["groundingChunkIndices"]) {
            const auto number = index.integer();
            if (!number || *number < 0 || static_cast<std::size_t>(*number) >= chunks.size())
                continue;
            const Node chunk = chunks[static_cast<std::size_t>(*number)];
            citations.append(Citation{.url = chunk["uri"].text(),
                                      .title = chunk["title"].text(),
                                      .text = segment["text"].text(),
                                      .start = segment["startIndex"].integer().value_or(0),
                                      .end = segment["endIndex"].integer()});
        }
    }
}

} // namespace

QList<Citation> geminiCitations(Node candidate)
{
    QList<Citation> citations;
    addCited(candidate["citationMetadata"], citations);
    addGrounded(candidate["groundingMetadata"], citations);
    return citations;
}

void writeGeminiCitations(Json::Writer &json, const QList<Citation> &citations)
{
    json.beginObject().key("citations").beginArray();
    for (const Citation &citation : citations) {
        json.beginObject();
        json.optionalMember("startIndex", citation.start).optionalMember("endIndex", citation.end);
        json.optionalMember("uri", citation.url).optionalMember("title", citation.title);
        json.endObject();
    }
    json.endArray().endObject();
}

} // namespace Gatehouse::Llm
