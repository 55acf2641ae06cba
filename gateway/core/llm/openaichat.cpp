// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaichat.h"

#include "gateway/core/llm/openaichatparts.h"

namespace Gatehouse::Llm {

namespace {

class OpenAiChatDialect final : public ChatDialect
{
public:
    Result<ChatRequest> readRequest(const QByteArray &body, const RequestAddress &) const override
    {
        return OpenAiChat::readRequest(body);
    }
    Written writeRequest(const ChatRequest &request, const WriteTraits &traits) const override
    {
        return OpenAiChat::writeRequest(request, traits);
    }
    Result<ChatAnswer> readAnswer(const QByteArray &body) const override { return OpenAiChat::readAnswer(body); }
    Written writeAnswer(const ChatAnswer &answer, const AnswerContext &context) const override
    {
        return OpenAiChat::writeAnswer(answer, context);
    }
    std::unique_ptr<StreamDecoder> decoder() const override { return OpenAiChat::decoder(); }
    std::unique_ptr<StreamEncoder> encoder(const AnswerContext &context) const override
    {
        return OpenAiChat::encoder(context);
    }
    std::optional<VendorFailure> readError(const QByteArray &body) const override
    {
        const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
        return tree ? OpenAiChat::readFailure(tree->root()) : std::nullopt;
    }
};

} // namespace

const ChatDialect &openAiChatDialect()
{
    static const OpenAiChatDialect dialect;
    return dialect;
}

} // namespace Gatehouse::Llm
