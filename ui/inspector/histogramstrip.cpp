// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/histogramstrip.h"

#include "ui/common/colours.h"
#include "ui/common/formats.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace Gatehouse::Ui {

namespace {

constexpr int AxisWidth = 40;
constexpr int AxisHeight = 18;
constexpr int BarCount = 180; // about: whole buckets are put together

using std::chrono::microseconds;

// 1, 2 or 5 times a power of ten, not below the value.
qint64 niceTop(qint64 value)
{
    qint64 step = 1;
    while (true) {
        for (const qint64 factor : {1, 2, 5}) {
            if (step * factor >= value)
                return step * factor;
        }
        step *= 10;
    }
}

std::chrono::seconds tickStep(microseconds range)
{
    using namespace std::chrono_literals;
    for (const std::chrono::seconds step : {60s, 300s, 600s, 1800s, 3600s, 7200s, 14400s, 21600s, 43200s, 86400s}) {
        if (range / step <= 8)
            return step;
    }
    return std::chrono::seconds(86400 * 5);
}

} // namespace

HistogramStrip::HistogramStrip(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(76);
    setMouseTracking(true);
    setAccessibleName(Tr::tr("Requests over time"));
}

void HistogramStrip::setSeries(const QList<Store::SeriesPoint> &points, Timestamp from, Timestamp to)
{
    m_from = from;
    m_to = std::max(to, from + microseconds(1));
    microseconds bucket = std::chrono::minutes(1);
    while ((m_to - m_from) / bucket > BarCount)
        bucket *= bucket < std::chrono::hours(1) ? 2 : 3;
    if (m_to - m_from > std::chrono::hours(24 * 2)) // hourly rollups
        bucket = std::max(bucket, microseconds(std::chrono::hours((m_to - m_from) / std::chrono::hours(170) + 1)));
    m_bars = QList<Bar>(qsizetype((m_to - m_from + bucket - microseconds(1)) / bucket));
    for (const Store::SeriesPoint &point : points) {
        const qsizetype index = qsizetype((std::max(point.start, m_from) - m_from) / bucket);
        if (index >= m_bars.size())
            continue;
        m_bars[index].requests += point.totals.requests;
        m_bars[index].failures += point.totals.clientErrors + point.totals.upstreamErrors;
    }
    describe();
    update();
}

void HistogramStrip::setVisibleRange(std::optional<Timestamp> oldest, std::optional<Timestamp> newest)
{
    if (oldest == m_oldest && newest == m_newest)
        return;
    m_oldest = oldest;
    m_newest = newest;
    update();
}

void HistogramStrip::describe()
{
    qint64 requests = 0;
    qint64 failures = 0;
    for (const Bar &bar : std::as_const(m_bars)) {
        requests += bar.requests;
        failures += bar.failures;
    }
    setAccessibleDescription(Tr::tr("%1 requests, %2 failed").arg(Formats::count(requests), Formats::count(failures)));
}

QRectF HistogramStrip::plot() const
{
    return QRectF(AxisWidth, 4, width() - AxisWidth, height() - AxisHeight - 8);
}

double HistogramStrip::xOf(Timestamp time) const
{
    const QRectF area = plot();
    const double share = double((time - m_from).count()) / double(std::max<qint64>(1, (m_to - m_from).count()));
    return area.left() + std::clamp(share, 0.0, 1.0) * area.width();
}

Timestamp HistogramStrip::timeAt(double x) const
{
    const QRectF area = plot();
    const double share = std::clamp((x - area.left()) / area.width(), 0.0, 1.0);
    return m_from + microseconds(qint64(share * double((m_to - m_from).count())));
}

void HistogramStrip::paintAxis(QPainter *painter, const QRectF &area, qint64 top) const
{
    const Colours &colours = Colours::of(palette());
    painter->setFont(Fonts::secondary());
    painter->setPen(colours.rowLine);
    painter->drawLine(area.topLeft(), area.topRight());
    painter->setPen(colours.inputBorder);
    painter->drawLine(area.bottomLeft(), area.bottomRight());
    painter->setPen(colours.hint);
    painter->drawText(QRectF(0, area.top() - 8, AxisWidth - 8, 16), Qt::AlignRight | Qt::AlignVCenter,
                      Formats::compactCount(double(top)));
    painter->drawText(QRectF(0, area.bottom() - 8, AxisWidth - 8, 16), Qt::AlignRight | Qt::AlignVCenter,
                      QString::number(0));
    if (m_to == m_from)
        return;
    const std::chrono::seconds step = tickStep(m_to - m_from);
    // Ticks stand on whole hours of the local clock.
    const qint64 offset = Formats::local(m_from).offsetFromUtc();
    const qint64 first = ((toMicroseconds(m_from) / 1'000'000 + offset) / step.count() + 1) * step.count() - offset;
    for (Timestamp time = fromMicroseconds(first * 1'000'000); time < m_to; time += step) {
        const double x = xOf(time);
        if (x < area.left() + 16 || x > area.right() - 16)
            continue;
        painter->drawLine(QPointF(x, area.bottom() + 1), QPointF(x, area.bottom() + 4));
        const QString label = step >= std::chrono::hours(24) ? Formats::day(time) : Formats::clockTime(time);
        painter->drawText(QRectF(x - 40, area.bottom() + 4, 80, 16), Qt::AlignCenter, label);
    }
}

void HistogramStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &colours = Colours::of(palette());
    const QRectF area = plot();
    qint64 most = 0;
    for (const Bar &bar : std::as_const(m_bars))
        most = std::max(most, bar.requests);
    const qint64 top = niceTop(std::max<qint64>(most, 1));
    paintAxis(&painter, area, top);
    const double slot = m_bars.isEmpty() ? 0 : area.width() / double(m_bars.size());
    for (qsizetype i = 0; i < m_bars.size(); ++i) {
        const Bar &bar = m_bars.at(i);
        if (bar.requests == 0)
            continue;
        const double left = std::round(area.left() + slot * double(i));
        const double right = std::round(area.left() + slot * double(i + 1)) - 1;
        const double height = std::max(1.0, std::round(area.height() * double(bar.requests) / double(top)));
        const QRectF box(left, area.bottom() - height, std::max(1.0, right - left), height);
        painter.fillRect(box, colours.hint);
        if (bar.failures > 0) {
            const double failed = std::max(2.0, std::round(height * double(bar.failures) / double(bar.requests)));
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), std::min(failed, height)),
                             colours.toneFill(Tone::Error));
        }
    }
    QRectF frame;
    if (m_dragStart)
        frame = QRectF(std::min(*m_dragStart, m_dragEnd), 1, std::abs(m_dragEnd - *m_dragStart), area.bottom());
    else if (m_oldest && m_newest)
        frame = QRectF(xOf(*m_oldest), 1, std::max(8.0, xOf(*m_newest) - xOf(*m_oldest)), area.bottom());
    if (!frame.isNull()) {
        frame.moveRight(std::min(frame.right(), double(width()) - 1));
        QColor ground = colours.accent;
        ground.setAlphaF(0.14F);
        painter.fillRect(frame, ground);
        painter.setPen(colours.accent);
        painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void HistogramStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_bars.isEmpty())
        return;
    m_dragStart = event->position().x();
    m_dragEnd = *m_dragStart;
}

void HistogramStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragStart)
        return;
    m_dragEnd = event->position().x();
    update();
}

void HistogramStrip::mouseReleaseEvent(QMouseEvent *)
{
    if (!m_dragStart)
        return;
    const double from = std::min(*m_dragStart, m_dragEnd);
    const double to = std::max(*m_dragStart, m_dragEnd);
    m_dragStart.reset();
    update();
    if (to - from >= 4)
        emit rangeChosen(timeAt(from), timeAt(to));
}

bool HistogramStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || m_bars.isEmpty())
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QRectF area = plot();
    const auto index = qsizetype((help->pos().x() - area.left()) / area.width() * double(m_bars.size()));
    if (index < 0 || index >= m_bars.size())
        return true;
    const auto width = (m_to - m_from) / m_bars.size();
    const Timestamp start = m_from + width * index;
    QToolTip::showText(help->globalPos(),
                       Tr::tr("%1–%2\n%3 requests, %4 failed")
                           .arg(Formats::clockTime(start), Formats::clockTime(start + width),
                                Formats::count(m_bars.at(index).requests), Formats::count(m_bars.at(index).failures)),
                       this);
    return true;
}

} // namespace Gatehouse::Ui
