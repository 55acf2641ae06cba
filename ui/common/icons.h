// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/colours.h"

#include <QIcon>
#include <QRectF>
#include <QString>

class QPainter;

namespace Gatehouse::Ui {

// The window's icons: our own line set (resources/icons) for everything that the pictures show, Breeze for what it
// lacks, both recoloured with the palette, so that they follow a change of scheme at run time. GUI only.
namespace Icons {

// An icon for actions and buttons: text colour, hint when disabled. Names: files of resources/icons ("export", "copy"),
// else Breeze's ("document-edit").
[[nodiscard]] QIcon icon(const QString &name);

// The same in a fixed meaning ("warning" in amber), or on a primary button.
[[nodiscard]] QIcon icon(const QString &name, Tone tone);
[[nodiscard]] QIcon iconOnPrimary(const QString &name);

// Paints an icon in one colour; for delegates and painted widgets.
void paint(QPainter *painter, const QRectF &rect, const QString &name, const QColor &colour);

// The glyph that goes with a meaning; empty for Neutral.
[[nodiscard]] QString glyphName(Tone tone);

} // namespace Icons

} // namespace Gatehouse::Ui
