// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace Gatehouse::Ui {

// A way to call the gateway, ready to paste.
struct Snippet {
    QString name; // "curl"
    QString text;
};

// `address` without /v1, `key` as it is to stand in the text: whole, or shortened for the screen; `model` that may be
// called.
[[nodiscard]] QList<Snippet> snippets(const QString &address, const QString &key,
                                      const QString &model = QStringLiteral("sim/chat"));

} // namespace Gatehouse::Ui
