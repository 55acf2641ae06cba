// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

// How Gemini's thoughtSignature of a tool call rides through clients whose dialect has no place for it (WIRE 6, case
// 5). The client is given an id that carries it, and sends that id back with the call and with its result:
//
//     call_abc            the id without a signature
//     call_abc_gs_<text>  with one that is base64; <text> is the same in base64url without padding
//     call_abc_gt_<text>  with any other one; <text> is base64url of its characters
//
// So ids stay within [A-Za-z0-9_-], which is what Anthropic and Bedrock ask of them. Who reads requests of such a
// client splits every id of a call and of a result before anything else looks at it; other vendors never see the long
// form. Nothing is stored, and nothing is trusted: a signature that a client made up is refused by Google, not by us.
namespace Gatehouse::Llm {

// Longer signatures are left out: the next turn then says that its call has none.
inline constexpr qsizetype MaxCarriedSignature = 64 * 1024;

struct ToolCallId {
    QByteArray id;
    QByteArray signature; // empty = none
    bool operator==(const ToolCallId &) const = default;
};

[[nodiscard]] QByteArray joinedToolCallId(QByteArrayView id, QByteArrayView signature);
// The inverse. An id that only looks like one of these is given back as it is.
[[nodiscard]] ToolCallId splitToolCallId(QByteArrayView id);

// The id of a call that a request gives without one (Gemini, Ollama), by the place of its message and in it. Calls and
// results are matched by it in other dialects; its own dialect never writes it.
[[nodiscard]] QByteArray unsaidToolCallId(qsizetype message, qsizetype part);
[[nodiscard]] bool isUnsaidToolCallId(QByteArrayView id);

} // namespace Gatehouse::Llm
