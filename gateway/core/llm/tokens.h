// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace Gatehouse::Llm {

enum class Encoding : quint8 { Cl100kBase, O200kBase };

// The encoding of a model by its name (tiktoken's model.py); unknown names are counted with o200k_base.
[[nodiscard]] Encoding encodingOf(QByteArrayView model);

// Byte pair encoding with the published ranks: counts are those of the vendor's own tokenizer. Immutable after it is
// made; thread-safe.
class Tokenizer final
{
public:
    // `ranks` is a .tiktoken file: a line for each token, base 64 of its bytes and its rank.
    [[nodiscard]] static Result<std::unique_ptr<const Tokenizer>> create(Encoding encoding, QByteArrayView ranks);
    ~Tokenizer();

    // Tokens of UTF-8 text. Invalid bytes count as themselves. Time is linear but for pieces of one kind, which are cut
    // at a bound.
    [[nodiscard]] qint64 count(QByteArrayView utf8) const;

private:
    Tokenizer();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Gatehouse::Llm
