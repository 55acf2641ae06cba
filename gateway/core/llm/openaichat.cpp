// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaichat.h"

#include "gateway/core/llm/openaichatparts.h"

namespace Gatehouse::Llm {

const ChatDialect &openAiChatDialect()
{
    static constexpr ChatDialect dialect{
        .readRequest = [](const QByteArray &body, const RequestAddress &) { return OpenAiChat::readRequest(body); },
        .writeRequest = OpenAiChat::writeRequest,
        .readAnswer = OpenAiChat::readAnswer,
        .writeAnswer = OpenAiChat::writeAnswer,
        .decoder = OpenAiChat::decoder,
        .encoder = OpenAiChat::encoder,
        .readError =
            [](const QByteArray &body) {
                const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
                return tree ? OpenAiChat::readFailure(tree->root()) : std::nullopt;
            },
    };
    return dialect;
}

} // namespace Gatehouse::Llm
