// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/ollama.h"

namespace Gatehouse::Llm {

namespace {

// The two addresses differ in their requests and in the shape of their answers, not in how they are read.
template <OllamaSurface surface>
constexpr ChatDialect DialectOf{
    .readRequest = [](const QByteArray &body, const RequestAddress &) { return readOllamaRequest(body, surface); },
    .writeRequest = [](const ChatRequest &request,
                       const WriteTraits &) { return writeOllamaRequest(request, surface); },
    .readAnswer = readOllamaAnswer,
    .writeAnswer = [](const ChatAnswer &answer,
                      const AnswerContext &context) { return writeOllamaAnswer(answer, context, surface); },
    .decoder = ollamaDecoder,
    .encoder = [](const AnswerContext &context) { return ollamaEncoder(context, surface); },
    .readError = readOllamaError,
};

} // namespace

const ChatDialect &ollamaDialect()
{
    return DialectOf<OllamaSurface::Chat>;
}

const ChatDialect &ollamaGenerateDialect()
{
    return DialectOf<OllamaSurface::Generate>;
}

} // namespace Gatehouse::Llm
