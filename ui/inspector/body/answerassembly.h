// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace Gatehouse::Ui {

// One event of a stored stream.
struct StreamEvent {
    qsizetype offset = 0; // in the body
    QByteArray type = {}; // empty = message
    QByteArray data = {};
    bool operator==(const StreamEvent &) const = default;
};

// Whether a body is a stream of server-sent events.
[[nodiscard]] bool isEventStream(QByteArrayView body);
[[nodiscard]] QList<StreamEvent> streamEvents(QByteArrayView body);

// The answer that the chunks of a stream add up to, in the form it would have had without streaming: choices with their
// texts, reasoning and tool calls, or the error that ended it.
[[nodiscard]] QByteArray assembledAnswer(QByteArrayView body);

} // namespace Gatehouse::Ui
