// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/chat.h"

#include <tuple>

namespace Gatehouse::Llm {

QByteArray Extras::value(QByteArrayView name) const
{
    for (const Member &member : members) {
        if (member.name == name)
            return member.json;
    }
    return {};
}

bool ToolResultPart::operator==(const ToolResultPart &other) const
{
    return std::tie(callId, name, content, isError, isPlainText, json, isCustom)
           == std::tie(other.callId, other.name, other.content, other.isError, other.isPlainText, other.json,
                       other.isCustom);
}

bool Part::operator==(const Part &other) const
{
    return std::tie(content, cache, extras) == std::tie(other.content, other.cache, other.extras);
}

bool Message::operator==(const Message &other) const
{
    return std::tie(role, parts, name, id, isPlainText, extras)
           == std::tie(other.role, other.parts, other.name, other.id, other.isPlainText, other.extras);
}

bool Tool::operator==(const Tool &other) const
{
    return std::tie(name, description, schema, strict, cache, isOpaque, extras)
           == std::tie(other.name, other.description, other.schema, other.strict, other.cache, other.isOpaque,
                       other.extras);
}

} // namespace Gatehouse::Llm
