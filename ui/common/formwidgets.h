// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QFormLayout;
class QLabel;
class QWidget;

// The small parts that every form is made of, so that all forms look and speak alike. GUI only.
namespace Gatehouse::Ui::FormWidgets {

// The line below a field that says what is wrong with it; hidden while nothing is.
[[nodiscard]] QLabel *problem(QWidget *parent);

// Shows a problem and frames its field in red; an empty text hides both. Screen readers hear the text with the field.
void showProblem(QLabel *label, const QString &text, QWidget *field);

// A form with labels at the left, aligned as in the pictures.
[[nodiscard]] QFormLayout *form();

// A field with its hint and problem below it, as one row's widget.
[[nodiscard]] QWidget *stacked(std::initializer_list<QWidget *> widgets, QWidget *parent);

} // namespace Gatehouse::Ui::FormWidgets
