// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QFrame;
class QLabel;
class QPushButton;
class QToolButton;
class QWidget;

namespace Gatehouse::Ui {

// The few kinds of buttons, labels and lines there are. Each has its accessible name from its text. GUI only; the
// parent owns.
[[nodiscard]] QPushButton *makeButton(const QString &text, const QString &icon, QWidget *parent);
[[nodiscard]] QPushButton *makePrimaryButton(const QString &text, const QString &icon, QWidget *parent);
[[nodiscard]] QPushButton *makeCarefulButton(const QString &text, QWidget *parent); // red words: revoke, remove
[[nodiscard]] QPushButton *makeSmallButton(const QString &text, const QString &icon, QWidget *parent);
[[nodiscard]] QToolButton *makeIconButton(const QString &icon, const QString &name,
                                          QWidget *parent); // name: tooltip, screen readers
[[nodiscard]] QToolButton *makeLink(const QString &text, QWidget *parent);
// Checkable quick filter, 24 px: "Errors 64". Set the text with setChipCount.
[[nodiscard]] QToolButton *makeChip(const QString &text, QWidget *parent);
void setChipCount(QToolButton *chip, const QString &text, qint64 count);

[[nodiscard]] QLabel *makeSectionTitle(const QString &text, QWidget *parent);
[[nodiscard]] QLabel *makeHint(const QString &text, QWidget *parent);      // body size, hint colour
[[nodiscard]] QLabel *makeSecondary(const QString &text, QWidget *parent); // 12 px, hint colour
[[nodiscard]] QFrame *makeHorizontalLine(QWidget *parent);
[[nodiscard]] QFrame *makeVerticalLine(QWidget *parent);

} // namespace Gatehouse::Ui
