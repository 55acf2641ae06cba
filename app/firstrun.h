// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/engine/control.h"

#include <QString>

#include <functional>

namespace Gatehouse::App {

// A new client with a key: what the changes are, and the key that is shown once.
struct NewKey {
    QList<Change> changes;
    Secret key;
};

// A key for a client that exists (its id), or that the changes before it make (its negative id).
[[nodiscard]] NewKey newKey(EntityId clientId, const QString &name, Timestamp now);

// The line that a new user copies into a terminal.
[[nodiscard]] QString curlLine(const QString &address, QByteArrayView key);

// On a store without clients: makes the first client and its key and answers with the text to print. On any other: an
// empty text.
void makeFirstClient(Engine::Control &control, Timestamp now, std::function<void(Result<QString>)> answer);

} // namespace Gatehouse::App
