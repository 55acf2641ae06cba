// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/legendview.h"

#include "ui/common/celldelegate.h"
#include "ui/common/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace Gatehouse::Ui {

namespace {
constexpr int RowStep = 20;
constexpr int Mark = 14;
} // namespace

LegendView::LegendView(Shape shape, QWidget *parent)
    : QWidget(parent)
    , m_shape(shape)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void LegendView::setData(const ChartData &chart)
{
    m_entries.clear();
    m_isLines = chart.kind == ChartData::Kind::LogLines;
    for (const ChartSeries &series : chart.series)
        m_entries.append({series, chartValue(chart.unit, series.total())});
    QStringList names;
    for (const Entry &entry : std::as_const(m_entries))
        names.append(m_shape == Shape::List ? entry.series.name + u' ' + entry.value : entry.series.name);
    setAccessibleDescription(names.join(u", "));
    updateGeometry();
    update();
}

QSize LegendView::sizeHint() const
{
    return {140, m_shape == Shape::Row ? RowStep : RowStep * std::max(1, int(m_entries.size()))};
}

QList<QRect> LegendView::entryRects() const
{
    QList<QRect> result;
    const QFontMetrics metrics(Fonts::secondary());
    int x = 0;
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        if (m_shape == Shape::List) {
            result.append(QRect(0, int(i) * RowStep, width(), RowStep));
            continue;
        }
        const int width = Mark + (m_isLines ? 6 : 0) + metrics.horizontalAdvance(m_entries[i].series.name);
        result.append(QRect(x, 0, width, RowStep));
        x += width + 12;
    }
    return result;
}

int LegendView::entryAt(const QPoint &position) const
{
    const QList<QRect> rects = entryRects();
    for (qsizetype i = 0; i < rects.size(); ++i) {
        if (rects[i].contains(position))
            return int(i);
    }
    return -1;
}

void LegendView::paintMark(QPainter *painter, const Entry &entry, const QRect &rect) const
{
    const QColor colour = entry.series.colour(Colours::of(palette()));
    if (m_isLines) {
        QPen pen(colour, 1.5);
        if (entry.series.isDashed)
            pen.setDashPattern({4 / 1.5, 2 / 1.5});
        painter->setPen(pen);
        painter->drawLine(rect.x(), rect.center().y(), rect.x() + 13, rect.center().y());
        return;
    }
    if (entry.series.series)
        paintSwatch(painter, QPointF(rect.x(), rect.y() + 6), *entry.series.series, palette());
    else
        painter->fillRect(QRect(rect.x(), rect.y() + 6, 8, 8), colour);
}

void LegendView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &colours = Colours::of(palette());
    const QList<QRect> rects = entryRects();
    painter.setFont(Fonts::secondary());
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        paintMark(&painter, m_entries[i], rects[i]);
        QRect text = rects[i].adjusted(Mark + (m_isLines ? 6 : 0), 0, 1, 0);
        painter.setPen(colours.text);
        if (m_shape == Shape::List) {
            const int value = painter.fontMetrics().horizontalAdvance(m_entries[i].value);
            painter.drawText(text, Qt::AlignVCenter | Qt::AlignRight, m_entries[i].value);
            text.setRight(text.right() - value - 8);
        }
        painter.drawText(text, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_entries[i].series.name, Qt::ElideRight, text.width()));
    }
}

void LegendView::mousePressEvent(QMouseEvent *event)
{
    const int entry = entryAt(event->position().toPoint());
    if (entry >= 0)
        emit entryClicked(m_entries[entry].series.id);
}

bool LegendView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int entry = entryAt(help->pos());
        QToolTip::showText(help->globalPos(), entry >= 0 ? m_entries[entry].series.name : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace Gatehouse::Ui
