// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/chat.h"
#include "gateway/core/llm/loss.h"
#include "gateway/core/llm/members.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

// Gemini's parts of a content, which requests and answers share.
namespace Gatehouse::Llm {

// Nothing for a part without content; strict problems say so. Ids are as they stand, empty when there is none. The
// signature of a call is its own; those of texts and thoughts stay in the part's extras.
[[nodiscard]] std::optional<Part> readGeminiPart(Json::Node part, const QByteArray &path, Problems &problems);

// "image/png" -> Image; a name or address helps where there is no type.
[[nodiscard]] MediaPart::Kind geminiMediaKind(QByteArrayView mediaType, QByteArrayView address);
// Google wants a type with every address: from the ending, else "image/*" and so on.
[[nodiscard]] QByteArray geminiMediaType(const MediaPart &media);

// What a part is written for.
struct GeminiPartRules {
    bool isOwn = true; // read from Gemini's own dialect: everything goes back
    QByteArray model = {};
    bool isAnswer = false; // clients find `args` in every call
};

// Writes one part, or nothing when Gemini cannot say it (the loss is reported). A tool result is written with the media
// in it where the model takes them (Gemini 3); see geminiLeftoverMedia().
void writeGeminiPart(Json::Writer &json, const Part &part, const GeminiPartRules &rules, LossReport &losses);
// Whether writeGeminiPart() writes something; reports nothing.
[[nodiscard]] bool isGeminiPart(const Part &part, const GeminiPartRules &rules);
// The media of a tool result that have to follow it as parts of their own.
[[nodiscard]] QList<Part> geminiLeftoverMedia(const Part &part, const GeminiPartRules &rules);

// The value of `args`: an object, whatever the model wrote.
struct GeminiArguments {
    QByteArray json;
    bool isWrapped = false; // it was no object, and is now the member "input" of one
};
[[nodiscard]] GeminiArguments geminiArguments(const ToolCallPart &call);

// The text of a tool result as other dialects give it: of {"output": text}, {"result": text} and {"error": text} the
// text alone, else the JSON.
struct GeminiResultText {
    QByteArray text;
    bool isError = false;
};
[[nodiscard]] GeminiResultText geminiResultText(Json::Node response);

} // namespace Gatehouse::Llm
