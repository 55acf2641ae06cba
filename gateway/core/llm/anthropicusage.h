// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/usage.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace Gatehouse::Llm {

// The usage of one Anthropic answer. Streams tell it in pieces, and later pieces repeat earlier numbers: member by
// member the last one that is not null counts, and nothing is added (WIRE 1; 6, case 8). Value type.
class AnthropicUsage final
{
public:
    void merge(Json::Node object);
    // Nothing when there are no usable numbers. Cached tokens are beside input_tokens there, thinking is inside
    // output_tokens (WIRE 5.6).
    [[nodiscard]] std::optional<Usage> usage() const;
    [[nodiscard]] QByteArray raw() const; // one object of all that was told

private:
    QList<std::pair<QByteArray, QByteArray>> m_members; // names and JSON
};

// The usage object for a client. `raw` is written as it is when it is Anthropic's own.
void writeAnthropicUsage(Json::Writer &json, const std::optional<Usage> &usage, const QByteArray &raw);

} // namespace Gatehouse::Llm
