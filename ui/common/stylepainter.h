// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>

class QPainter;
class QPalette;
class QStyle;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionToolButton;
class QWidget;

namespace Gatehouse::Ui {

struct Colours;

// The drawing of GatehouseStyle, one function for each kind of control. No state.
namespace StylePainter {

void box(QPainter *painter, const QRectF &rect, const QColor &ground, const QColor &border, double width = 1);
void focusRing(QPainter *painter, const QRectF &rect, const Colours &colours);
void chevron(QPainter *painter, const QRectF &rect, const QColor &colour, Qt::ArrowType direction);

void pushButtonPanel(QPainter *painter, const QStyleOptionButton &option, const QWidget *widget);
void pushButtonLabel(QPainter *painter, const QStyleOptionButton &option, const QWidget *widget);
void toolButton(QPainter *painter, const QStyleOptionToolButton &option, const QWidget *widget);
void lineEdit(QPainter *painter, const QStyleOption &option, const QWidget *widget);
void comboBox(QPainter *painter, const QStyleOptionComboBox &option, const QWidget *widget);
void comboBoxLabel(QPainter *painter, const QStyleOptionComboBox &option, const QRect &field);
void spinBox(QPainter *painter, const QStyleOptionSpinBox &option, const QRect &up, const QRect &down);
void checkBox(QPainter *painter, const QStyleOption &option);
void radioButton(QPainter *painter, const QStyleOption &option);
void tab(QPainter *painter, const QStyleOptionTab &option);
void headerSection(QPainter *painter, const QStyleOptionHeader &option);
void headerLabel(QPainter *painter, const QStyleOptionHeader &option);
void scrollBar(QPainter *painter, const QStyleOptionSlider &option, const QRect &handle);
void menuBarItem(QPainter *painter, const QStyleOptionMenuItem &option);
void menuItem(QPainter *painter, const QStyleOptionMenuItem &option);
void progressBar(QPainter *painter, const QStyleOption &option, int minimum, int maximum, int value);
void splitter(QPainter *painter, const QStyleOption &option);

} // namespace StylePainter

} // namespace Gatehouse::Ui
