// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/tokencounter.h"

#include "gateway/core/llm/openairequest.h"

#include <QLoggingCategory>

#include "resources/resources.h"

namespace Gatehouse::Upstream {

namespace {

Q_LOGGING_CATEGORY(log, "gatehouse.tokens")

} // namespace

const Llm::Tokenizer *TokenCounter::tokenizerFor(QByteArrayView model)
{
    const Llm::Encoding encoding = Llm::encodingOf(model);
    Shelf &shelf = encoding == Llm::Encoding::Cl100kBase ? m_cl100k : m_o200k;
    std::call_once(shelf.once, [&shelf, encoding] {
        auto tokenizer = Llm::Tokenizer::create(encoding, Resources::tokenizerRanks(encoding));
        if (tokenizer)
            shelf.tokenizer = std::move(*tokenizer);
        else
            qCWarning(log) << "tokens cannot be counted:" << tokenizer.error().message;
    });
    return shelf.tokenizer.get();
}

qint64 TokenCounter::inputTokens(QByteArrayView model, Llm::Surface surface, const QByteArray &body)
{
    const Llm::Tokenizer *tokenizer = tokenizerFor(model);
    return tokenizer ? Llm::estimatedInputTokens(*tokenizer, surface, body) : 0;
}

qint64 TokenCounter::outputTokens(QByteArrayView model, QByteArrayView text)
{
    const Llm::Tokenizer *tokenizer = tokenizerFor(model);
    return tokenizer ? tokenizer->count(text) : 0;
}

} // namespace Gatehouse::Upstream
