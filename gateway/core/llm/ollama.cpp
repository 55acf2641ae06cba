// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/ollama.h"

namespace Gatehouse::Llm {

namespace {

class OllamaDialect final : public ChatDialect
{
public:
    explicit OllamaDialect(OllamaSurface surface)
        : m_surface(surface)
    {}
    Result<ChatRequest> readRequest(const QByteArray &body, const RequestAddress &) const override
    {
        return readOllamaRequest(body, m_surface);
    }
    Written writeRequest(const ChatRequest &request, const WriteTraits &) const override
    {
        return writeOllamaRequest(request, m_surface);
    }
    Result<ChatAnswer> readAnswer(const QByteArray &body) const override { return readOllamaAnswer(body); }
    Written writeAnswer(const ChatAnswer &answer, const AnswerContext &context) const override
    {
        return writeOllamaAnswer(answer, context, m_surface);
    }
    std::unique_ptr<StreamDecoder> decoder() const override { return ollamaDecoder(); }
    std::unique_ptr<StreamEncoder> encoder(const AnswerContext &context) const override
    {
        return ollamaEncoder(context, m_surface);
    }
    std::optional<VendorFailure> readError(const QByteArray &body) const override { return readOllamaError(body); }

private:
    OllamaSurface m_surface;
};

} // namespace

const ChatDialect &ollamaDialect()
{
    static const OllamaDialect dialect(OllamaSurface::Chat);
    return dialect;
}

const ChatDialect &ollamaGenerateDialect()
{
    static const OllamaDialect dialect(OllamaSurface::Generate);
    return dialect;
}

} // namespace Gatehouse::Llm
