// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/detail/waterfalldelegate.h"

#include "ui/common/celldelegate.h"
#include "ui/common/colours.h"
#include "ui/inspector/attemptmodel.h"

#include <QPainter>

namespace Gatehouse::Ui {

namespace {

constexpr int BarHeight = 12;
constexpr int FailedTail = 2;
constexpr int GridLines = 4;

} // namespace

void WaterfallDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    paintRowGround(painter, option, index);
    const Colours &colours = Colours::of(option.palette);
    const auto span = index.data(AttemptModel::SpanRole).value<AttemptModel::Span>();
    const QRectF area = QRectF(option.rect).adjusted(4, 0, -4, -1);
    painter->setPen(colours.rowLine);
    for (int line = 0; line <= GridLines; ++line) {
        const double x = area.left() + area.width() * line / GridLines;
        painter->drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
    const double top = area.center().y() - BarHeight / 2.0;
    const auto bar = [&](double from, double to, const QColor &colour) {
        const double left = area.left() + area.width() * from;
        const double width = area.width() * (to - from);
        if (width > 0)
            painter->fillRect(QRectF(left, top, std::max(1.0, width), BarHeight), colour);
    };
    bar(span.start, span.connected, colours.series(-1));
    bar(span.connected, span.firstByte, colours.series(4));
    bar(span.firstByte, span.end, colours.series(0));
    const double end = area.left() + area.width() * span.end;
    if (span.isFailed)
        painter->fillRect(QRectF(end - FailedTail, top, FailedTail, BarHeight), colours.toneFill(Tone::Error));
    if (span.next > span.end) {
        painter->setPen(QPen(colours.hint, 1, Qt::DashLine));
        painter->drawLine(QPointF(end + 1, area.center().y()),
                          QPointF(area.left() + area.width() * span.next, area.center().y()));
    }
    painter->restore();
}

} // namespace Gatehouse::Ui
