// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

// JSON Schemas as Anthropic wants them.
namespace Gatehouse::Llm::Anthropic {

// Of a tool's input: an object at its root, also where none was given.
[[nodiscard]] QByteArray inputSchema(const QByteArray &schema);

// Of a structured answer: objects have to forbid other members, and bounds of numbers, texts and lists are refused
// (structured outputs, "JSON Schema limitations"). `leftOut` gets the keywords that were.
[[nodiscard]] QByteArray answerSchema(const QByteArray &schema, QList<QByteArray> &leftOut);

} // namespace Gatehouse::Llm::Anthropic
