// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace Gatehouse::Ui {

// JSON with line breaks and indents for reading. Every byte but white space outside strings is that of the original: no
// key moves, no number is rewritten, and a document that was cut or is not JSON at all is still shown. Pure; linear, no
// recursion.
[[nodiscard]] QByteArray prettyJson(QByteArrayView json);

// Whether the bytes begin like a JSON document.
[[nodiscard]] bool looksLikeJson(QByteArrayView bytes);

} // namespace Gatehouse::Ui
