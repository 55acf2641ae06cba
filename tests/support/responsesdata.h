// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/chat.h"

#include <QByteArray>
#include <QList>
#include <QString>

// What was recorded of the responses dialect, for its tests.
namespace Gatehouse::Test {

struct NamedBytes {
    QByteArray name;
    QByteArray bytes;
};

// Fixtures of vercel/ai: answers (json) or streams (chunks.txt, one event's data a line).
[[nodiscard]] QList<NamedBytes> responsesFixtures(const QString &ending);
// Every recorded stream, failed ones too.
[[nodiscard]] QList<NamedBytes> responsesStreams();
// Every recorded answer that is no error.
[[nodiscard]] QList<NamedBytes> responsesAnswers();

// One event of a stream.
[[nodiscard]] QByteArray frame(const QByteArray &json);
// A short stream with every event that means something.
[[nodiscard]] QByteArray everyResponsesEvent();

// Deltas of one part that follow each other are one.
[[nodiscard]] QList<Llm::Stream::Event> joined(const QList<Llm::Stream::Event> &events);

} // namespace Gatehouse::Test
