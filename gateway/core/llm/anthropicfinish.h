// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/chat.h"

// How Anthropic's answers end, whole and streamed.
namespace Gatehouse::Llm {

[[nodiscard]] FinishReason anthropicFinish(QByteArrayView word); // None when there is none, Stop when it is unknown
// The vendor's word; `raw` where it means the same. Empty = not finished.
[[nodiscard]] QByteArray anthropicFinishWord(FinishReason reason, const QByteArray &raw);
// The inner object of an error, with the status that goes with its type.
[[nodiscard]] VendorFailure anthropicFailure(Json::Node error);

} // namespace Gatehouse::Llm
