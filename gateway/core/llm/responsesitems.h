// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/members.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QList>

// Items of the responses dialect, read: the input of requests and the output of answers.
namespace Gatehouse::Llm::Responses {

// Notes (Extras in chat.h) from the readers here to the writers of this dialect.
namespace Note {
// On the first part of every item the model made: JSON object of the item's members that are bookkeeping (id, status),
// and for messages "type" and "plain" when the message was written without the one or as the other. What follows
// without this note is further content of the same message.
inline constexpr QByteArrayView Item = "(item)";
inline constexpr QByteArrayView Instructions = "(instructions)"; // on a message: it was the request's `instructions`
inline constexpr QByteArrayView Input = "(input)";               // on a message: it was a plain `input`
inline constexpr QByteArrayView EmptyInput = "(empty input)";    // on a request: `input` was an empty list
inline constexpr QByteArrayView EmptyTools = "(empty tools)";    // on a request: `tools` was an empty list
inline constexpr QByteArrayView NoStream = "(no stream)";        // on a request: `stream` was false
inline constexpr QByteArrayView EmptyText = "(empty text)";      // on a request: `text` was an empty object
inline constexpr QByteArrayView Untyped = "(untyped)";           // on a message: without "type"
inline constexpr QByteArrayView Type = "(type)";                 // on a text: its type, where it is not the usual one
inline constexpr QByteArrayView Empty = "(empty)";       // on a text: stands for a message without content; on a call:
                                                         // its arguments were empty
inline constexpr QByteArrayView Untitled = "(untitled)"; // on a citation: without "title"
inline constexpr QByteArrayView Named = "(named)";       // on a result: the name was in it
inline constexpr QByteArrayView Bare = "(bare)";         // on a file: its data was base64 without "data:"
inline constexpr QByteArrayView Summary = "(summary)"; // on reasoning: JSON array of the lengths of the parts in bytes,
inline constexpr QByteArrayView Content = "(content)"; // when there is not exactly one
} // namespace Note

// The text of a member that may be missing. An empty one stays with the rest, so that it is not taken for a missing
// one.
[[nodiscard]] QByteArray optionalText(Members &members, QByteArrayView name);

// What nobody has asked for. Names that only notes have are refused, or left out of an answer.
[[nodiscard]] Extras restOf(Members &members);

// Whether a part is an item of this dialect, or begins one.
[[nodiscard]] bool beginsItem(const Part &part);

void addNote(Extras &extras, QByteArrayView name, QByteArrayView json = "true");
[[nodiscard]] bool hasNote(const Extras &extras, QByteArrayView name);
[[nodiscard]] QByteArrayView noteOf(const Extras &extras, QByteArrayView name); // JSON; empty = not there

// Reads input items one after the other into messages.
class ItemReader final
{
public:
    ItemReader(QList<Message> &messages, Problems &problems)
        : m_messages(messages)
        , m_problems(problems)
    {}
    void read(Json::Node item, const QByteArray &path);

private:
    void readMessage(Members &item, Role role);
    void readResult(Members &item);
    void addOpaque(Members &item, Json::Node node, Role role);
    Message &turn(Role role, const QByteArray &path); // that the item belongs to
    enum class Turn : quint8 { None, Assistant, Results };
    QList<Message> &m_messages;
    Problems &m_problems;
    Turn m_turn = Turn::None;
    QHash<QByteArray, QByteArray> m_functions; // name by call id
};

// The parts of an item that the model made: one, or as many as a message has content. Members of a message beside its
// content are on the first part, as "message.<name>".
[[nodiscard]] QList<Part> readModelItem(Json::Node item, const QByteArray &path, Problems &problems);

// An element of a content list. `usualText` is the type that text has here: "input_text" or "output_text".
[[nodiscard]] Part readContent(Json::Node content, const QByteArray &path, QByteArrayView usualText,
                               Problems &problems);

[[nodiscard]] Citation readAnnotation(Json::Node annotation, const QByteArray &path, Problems &problems);

} // namespace Gatehouse::Llm::Responses
