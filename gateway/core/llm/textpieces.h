// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/tokens.h"

#include <QByteArrayView>

namespace Gatehouse::Llm {

// Where the piece of text that begins at `from` ends. Tokens never span pieces. Written by hand after the patterns of
// tiktoken_ext/openai_public.py, since a pattern engine works on UTF-16 and prompts stay UTF-8 here; invalid bytes are
// pieces of punctuation.
[[nodiscard]] qsizetype pieceEnd(Encoding encoding, QByteArrayView utf8, qsizetype from);

} // namespace Gatehouse::Llm
