// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/tokens.h"

#include <QByteArray>

// The data that is compiled into the program. Thread-safe; each call unpacks anew, so that nothing stays in memory that
// nobody needs.
namespace Gatehouse::Resources {

// The price list, genai-prices v2 (resources/prices/ORIGIN.md).
[[nodiscard]] QByteArray priceCatalog();

// A .tiktoken file (resources/tokenizers/ORIGIN.md).
[[nodiscard]] QByteArray tokenizerRanks(Llm::Encoding encoding);

} // namespace Gatehouse::Resources
