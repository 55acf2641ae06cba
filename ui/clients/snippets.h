// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace Gatehouse::Ui {

// How a program is pointed at the gateway, ready to be pasted.
struct Snippet {
    QString title; // "Python"
    QString text;
};

// `baseUrl` with /v1, `key` as it is to stand in the text, `model` that the client may call.
[[nodiscard]] QList<Snippet> snippets(const QString &baseUrl, const QString &key, const QString &model);

} // namespace Gatehouse::Ui
