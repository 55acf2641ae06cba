// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/gemini.h"

namespace Gatehouse::Llm {

namespace {

class GeminiDialect final : public ChatDialect
{
public:
    Result<ChatRequest> readRequest(const QByteArray &body, const RequestAddress &address) const override
    {
        return readGeminiRequest(body, address);
    }
    Written writeRequest(const ChatRequest &request, const WriteTraits &traits) const override
    {
        return writeGeminiRequest(request, traits);
    }
    Result<ChatAnswer> readAnswer(const QByteArray &body) const override { return readGeminiAnswer(body); }
    Written writeAnswer(const ChatAnswer &answer, const AnswerContext &context) const override
    {
        return writeGeminiAnswer(answer, context);
    }
    std::unique_ptr<StreamDecoder> decoder() const override { return geminiDecoder(); }
    std::unique_ptr<StreamEncoder> encoder(const AnswerContext &context) const override
    {
        return geminiEncoder(context);
    }
    std::optional<VendorFailure> readError(const QByteArray &body) const override { return readGeminiError(body); }
};

} // namespace

const ChatDialect &geminiDialect()
{
    static const GeminiDialect dialect;
    return dialect;
}

} // namespace Gatehouse::Llm
