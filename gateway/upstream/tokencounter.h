// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/surface.h"
#include "gateway/core/llm/tokens.h"

#include <QByteArray>

#include <memory>
#include <mutex>

namespace Gatehouse::Upstream {

// The tokenizers, loaded from the program's resources when they are first needed. Thread-safe.
class TokenCounter final
{
public:
    // The tokenizer that fits a model; nullptr when its ranks cannot be read (then numbers are left at zero and
    // flagged).
    [[nodiscard]] const Llm::Tokenizer *tokenizerFor(QByteArrayView model);

    [[nodiscard]] qint64 inputTokens(QByteArrayView model, Llm::Surface surface, const QByteArray &body);
    [[nodiscard]] qint64 outputTokens(QByteArrayView model, QByteArrayView text);

private:
    struct Shelf {
        std::once_flag once;
        std::unique_ptr<const Llm::Tokenizer> tokenizer;
    };
    Shelf m_cl100k;
    Shelf m_o200k;
};

} // namespace Gatehouse::Upstream
