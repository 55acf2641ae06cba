// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/engine/configdocument.h"
#include "gateway/engine/control.h"

#include <QByteArray>
#include <QString>

#include <functional>

// Bringing a configuration document into a gateway.
namespace Gatehouse::App {

// The file's bytes, "-" being standard input. Errors say what to do.
[[nodiscard]] Result<QByteArray> readDocument(const QString &path);

// A vendor's key from a file, "-" being standard input: the first line, which must not be empty, or the whole of a
// service account's document.
[[nodiscard]] Result<Secret> readKeyFile(const QString &path);

// Reads the document, compares, applies, and puts the keys of its key files where secrets rest. The answer is the list
// of what was changed. On an error nothing has changed, unless it says that a key could not be stored.
void importDocument(Engine::Control &control, const QString &path, Engine::Unnamed unnamed, const Actor &actor,
                    std::function<void(Result<QStringList>)> answer);

} // namespace Gatehouse::App
