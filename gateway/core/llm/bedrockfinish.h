// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/chat.h"

// How the answers of Bedrock's Converse end, whole and streamed.
namespace Gatehouse::Llm::Bedrock {

[[nodiscard]] FinishReason finishOf(QByteArrayView word); // None when there is none, Stop when it is unknown
// The vendor's word; `raw` where it means the same. Never empty: a stop reason is required.
[[nodiscard]] QByteArray finishWord(FinishReason reason, const QByteArray &raw);
// An exception's type and body, with the status that goes with it.
[[nodiscard]] VendorFailure failureOf(const QByteArray &type, Json::Node body);

} // namespace Gatehouse::Llm::Bedrock
