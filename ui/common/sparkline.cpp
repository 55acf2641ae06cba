// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/sparkline.h"

#include <QPainter>

#include <algorithm>

namespace Gatehouse::Ui {

void paintSparkline(QPainter *painter, const QRectF &rect, const QList<double> &points, const QColor &colour)
{
    if (points.size() < 2)
        return;
    const double largest = *std::ranges::max_element(points);
    const QRectF plot = rect.adjusted(1, 2, -3, -2);
    QPolygonF line;
    for (qsizetype i = 0; i < points.size(); ++i) {
        const double share = largest > 0 ? points[i] / largest : 0;
        line << QPointF(plot.left() + plot.width() * double(i) / double(points.size() - 1),
                        plot.bottom() - plot.height() * share);
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.25));
    painter->setBrush(Qt::NoBrush);
    painter->drawPolyline(line);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    painter->drawEllipse(line.constLast(), 1.75, 1.75);
    painter->restore();
}

} // namespace Gatehouse::Ui
