// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/body/bodyform.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace Gatehouse::Ui {

// One piece of a stored stream.
struct StreamEvent {
    qsizetype offset = 0; // in the body
    QByteArray type = {}; // empty = the framing gives none
    QByteArray data = {};
    bool operator==(const StreamEvent &) const = default;
};

// The pieces of a stream up to where it was cut.
[[nodiscard]] QList<StreamEvent> streamEvents(QByteArrayView body, Llm::Framing framing);

// The answer that the pieces of a stream add up to, in the form it would have had without streaming; empty when nothing
// of one came.
[[nodiscard]] QByteArray assembledAnswer(const QByteArray &body, const BodyForm &form);

} // namespace Gatehouse::Ui
