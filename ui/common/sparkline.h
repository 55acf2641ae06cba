// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRectF>

class QColor;
class QPainter;

namespace Gatehouse::Ui {

// A line without axes that ends in a dot: 56 x 20 in tiles, 56 x 16 in tables. Scaled from 0 to its largest value.
void paintSparkline(QPainter *painter, const QRectF &rect, const QList<double> &points, const QColor &colour);

} // namespace Gatehouse::Ui
