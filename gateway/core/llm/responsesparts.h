// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/chat.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

// Pieces of items of the responses dialect, written: for requests and answers.
namespace Gatehouse::Llm::Responses {

// The members of this dialect's extras, without notes. Without a prefix those that have none; with one ("message.")
// those that have it, without it.
void writeRest(Json::Writer &json, const Extras &extras, QByteArrayView prefix = {});

// OpenAI always says which part of an answer's text a citation stands for; at vendors that do not say it is all of it,
// as far as it has come.
[[nodiscard]] Citation placedIn(Citation citation, QByteArrayView text);

void writeAnnotation(Json::Writer &json, const Citation &citation);
[[nodiscard]] QByteArray annotationJson(const Citation &citation);

// A list of {type, text}: the text cut as its note says ("[3,5]"), else as one.
void writeTexts(Json::Writer &json, QByteArrayView type, const QByteArray &text, QByteArrayView lengths);

// The address of a medium: its URL, or its data as one. Empty when it has neither.
[[nodiscard]] QByteArray mediaAddress(const MediaPart &media);
// A name for a file that came without one; OpenAI wants one beside data.
[[nodiscard]] QByteArray fileNameOf(const MediaPart &media);

// Ids that are unlike each other for places that are, and the same in a stream and a whole answer: "msg", id of the
// answer, place of the item.
[[nodiscard]] QByteArray itemId(QByteArrayView prefix, QByteArrayView answerId, qsizetype place);

// A member of the note of an item; empty = not there.
[[nodiscard]] QByteArray itemNoteText(const Extras &extras, QByteArrayView member);
[[nodiscard]] bool itemNoteHas(const Extras &extras, QByteArrayView member);

} // namespace Gatehouse::Llm::Responses
