// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/chartplot.h"

#include "ui/common/celldelegate.h"
#include "ui/common/formats.h"
#include "ui/common/stylepainter.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QDateTime>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLineSeries>
#include <QPainter>
#include <QStackedBarSeries>
#include <QValueAxis>

#include <array>
#include <cmath>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int BottomLabels = 22;
constexpr int TopRoom = 6;
// Where gridlines of a logarithmic time axis may stand, in seconds.
constexpr std::array<double, 12> LogMarks = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60};

// The distance of time labels for a span: the first round one that leaves room for about 100 px each.
std::chrono::minutes labelStep(std::chrono::minutes span, double width)
{
    const double room = std::max(2.0, width / 90);
    for (const std::chrono::minutes step :
         {5min, 10min, 15min, 30min, 60min, 120min, 240min, 480min, 720min, 1440min, 2880min, 7200min}) {
        if (double(span.count()) / double(step.count()) <= room)
            return step;
    }
    return 14400min;
}

} // namespace

ChartPlot::ChartPlot(QWidget *parent)
    : QChartView(new QChart, parent)
{
    chart()->setBackgroundVisible(false);
    chart()->setMargins(QMargins());
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setRenderHint(QPainter::Antialiasing, false);
    setBackgroundRole(QPalette::Base);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumSize(120, 80);
}

void ChartPlot::setData(const ChartData &data)
{
    if (data == m_data)
        return;
    m_data = data;
    if (m_crosshair >= data.steps)
        m_crosshair = -1;
    rebuild();
}

void ChartPlot::setCrosshair(int step)
{
    if (step == m_crosshair)
        return;
    m_crosshair = step;
    viewport()->update();
}

void ChartPlot::rebuild()
{
    chart()->removeAllSeries();
    const auto axes = chart()->axes();
    for (QAbstractAxis *axis : axes) {
        chart()->removeAxis(axis);
        delete axis;
    }
    if (m_data.kind == ChartData::Kind::StackedBars) {
        m_gridStep = niceStep(m_data.largest(), m_data.unit != ChartUnit::Money);
        m_minimum = 0;
        m_maximum = m_gridStep * std::max(1.0, std::ceil(m_data.largest() / m_gridStep - 1e-9));
        addBars();
        addPrevious();
    } else {
        addLines();
    }
    layOut();
    viewport()->update();
}

void ChartPlot::addBars()
{
    auto *series = new QStackedBarSeries(chart());
    const Colours &colours = Colours::of(palette());
    for (const ChartSeries &one : m_data.series) {
        auto *set = new QBarSet(one.name, series);
        set->append(one.values);
        set->setColor(one.colour(colours));
        set->setPen(Qt::NoPen);
        series->append(set);
    }
    chart()->addSeries(series);
    auto *x = new QBarCategoryAxis(chart());
    for (int i = 0; i < m_data.steps; ++i)
        x->append(QString::number(i));
    auto *y = new QValueAxis(chart());
    y->setRange(m_minimum, m_maximum);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(x), static_cast<QAbstractAxis *>(y)}) {
        axis->setVisible(false);
        chart()->addAxis(axis, axis == y ? Qt::AlignLeft : Qt::AlignBottom);
        series->attachAxis(axis);
    }
}

// The period before as a stepped line, readable over every colour.
void ChartPlot::addPrevious()
{
    if (m_data.previous.isEmpty())
        return;
    const Colours &colours = Colours::of(palette());
    auto *x = new QValueAxis(chart());
    auto *y = new QValueAxis(chart());
    x->setRange(0, m_data.steps);
    y->setRange(m_minimum, m_maximum);
    x->setVisible(false);
    y->setVisible(false);
    chart()->addAxis(x, Qt::AlignTop);
    chart()->addAxis(y, Qt::AlignRight);
    for (const auto &pen : {QPen(colours.base, 3), QPen(colours.text, 1)}) {
        auto *line = new QLineSeries(chart());
        for (int i = 0; i < m_data.steps; ++i) {
            line->append(i, m_data.previous.value(i));
            line->append(i + 1, m_data.previous.value(i));
        }
        line->setPen(pen);
        chart()->addSeries(line);
        line->attachAxis(x);
        line->attachAxis(y);
    }
}

void ChartPlot::addLines()
{
    double smallest = 0;
    for (const ChartSeries &one : m_data.series) {
        for (const double value : one.values) {
            if (value > 0)
                smallest = smallest > 0 ? std::min(smallest, value) : value;
        }
    }
    const double largest = std::max(m_data.largest(), 0.02);
    const auto below = std::ranges::upper_bound(LogMarks, smallest > 0 ? smallest : 0.5);
    const auto above = std::ranges::lower_bound(LogMarks, largest);
    m_minimum = std::log10(below == LogMarks.begin() ? LogMarks.front() : *(below - 1));
    m_maximum = std::log10(above == LogMarks.end() ? largest : *above);
    if (m_maximum - m_minimum < 0.3)
        m_maximum = m_minimum + 0.31;
    auto *x = new QValueAxis(chart());
    auto *y = new QValueAxis(chart());
    x->setRange(0, m_data.steps);
    y->setRange(m_minimum, m_maximum);
    x->setVisible(false);
    y->setVisible(false);
    chart()->addAxis(x, Qt::AlignBottom);
    chart()->addAxis(y, Qt::AlignLeft);
    const Colours &colours = Colours::of(palette());
    for (const ChartSeries &one : m_data.series) {
        QPen pen(one.colour(colours), 1.5);
        if (one.isDashed)
            pen.setDashPattern({4 / 1.5, 2 / 1.5});
        // A step without traffic has no latency: the line has a gap there.
        QLineSeries *line = nullptr;
        for (int i = 0; i < m_data.steps; ++i) {
            const double value = one.values.value(i);
            if (value <= 0) {
                line = nullptr;
                continue;
            }
            if (!line) {
                line = new QLineSeries(chart());
                line->setPen(pen);
                chart()->addSeries(line);
                line->attachAxis(x);
                line->attachAxis(y);
            }
            line->append(i + 0.5, std::log10(value));
        }
    }
    setRenderHint(QPainter::Antialiasing);
}

QList<double> ChartPlot::gridValues() const
{
    QList<double> result;
    if (m_data.kind == ChartData::Kind::LogLines) {
        for (const double mark : LogMarks) {
            if (std::log10(mark) >= m_minimum - 1e-6 && std::log10(mark) <= m_maximum + 1e-6)
                result.append(mark);
        }
        return result;
    }
    for (double value = 0; value <= m_maximum + m_gridStep / 2; value += m_gridStep)
        result.append(value);
    return result;
}

double ChartPlot::toY(double value) const
{
    const double at = m_data.kind == ChartData::Kind::LogLines ? std::log10(value) : value;
    return m_plot.bottom() - m_plot.height() * (at - m_minimum) / (m_maximum - m_minimum);
}

double ChartPlot::toX(double step) const
{
    return m_plot.left() + m_plot.width() * step / std::max(1, m_data.steps);
}

int ChartPlot::stepAt(double x) const
{
    if (m_data.steps == 0 || x < m_plot.left() || x >= m_plot.right())
        return -1;
    return std::min(m_data.steps - 1, int((x - m_plot.left()) / m_plot.width() * m_data.steps));
}

void ChartPlot::layOut()
{
    const QFontMetrics metrics(Fonts::secondary());
    int labels = 0;
    for (const double value : gridValues())
        labels = std::max(labels, metrics.horizontalAdvance(chartAxisValue(m_data.unit, value, m_gridStep)));
    if (m_data.unit == ChartUnit::Seconds)
        labels += metrics.horizontalAdvance(u" s"_s);
    m_plot = QRectF(viewport()->rect()).adjusted(std::max(labels + 8, 39), TopRoom, 0, -BottomLabels);
    chart()->setPlotArea(m_plot);
    const double category = m_plot.width() / std::max(1, m_data.steps);
    const double gap = category > 20 ? 2 : 1;
    const auto all = chart()->series();
    for (QAbstractSeries *series : all) {
        if (auto *bars = qobject_cast<QStackedBarSeries *>(series))
            bars->setBarWidth(std::max(0.2, (category - gap) / category));
    }
}

void ChartPlot::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    layOut();
}

void ChartPlot::drawBackground(QPainter *painter, const QRectF &)
{
    const Colours &colours = Colours::of(palette());
    painter->fillRect(viewport()->rect(), colours.base);
    painter->setFont(Fonts::secondary());
    for (const double value : gridValues()) {
        const double y = std::round(toY(value));
        const bool isZero = value == gridValues().constFirst();
        painter->fillRect(QRectF(m_plot.left(), y, m_plot.width(), 1), isZero ? colours.inputBorder : colours.rowLine);
        QString text = chartAxisValue(m_data.unit, value, m_gridStep);
        if (m_data.unit == ChartUnit::Seconds)
            text += u" s"_s;
        painter->setPen(colours.hint);
        painter->drawText(QRectF(0, y - 10, m_plot.left() - 7, 20), Qt::AlignRight | Qt::AlignVCenter, text);
    }
    drawTimeLabels(painter);
}

void ChartPlot::drawTimeLabels(QPainter *painter) const
{
    if (m_data.steps == 0)
        return;
    const Colours &colours = Colours::of(palette());
    const auto span = m_data.step * m_data.steps;
    const auto step = labelStep(std::chrono::duration_cast<std::chrono::minutes>(span), m_plot.width());
    const bool isDays = step >= 1440min;
    // Round in local time: midnight is where the user's day begins.
    const QDateTime first = Formats::local(m_data.start);
    QDateTime at = first.date().startOfDay();
    while (at < first)
        at = at.addSecs(step.count() * 60);
    for (; at < Formats::local(m_data.timeOf(m_data.steps)); at = at.addSecs(step.count() * 60)) {
        const double x =
            m_plot.left() + m_plot.width() * double(first.secsTo(at)) / double(std::chrono::seconds(span).count());
        const QString text = isDays ? Formats::locale().toString(at.date(), u"d MMM"_s) : at.toString(u"HH:mm"_s);
        const double half = painter->fontMetrics().horizontalAdvance(text) / 2.0;
        if (x - half < m_plot.left() - 8 || x + half > m_plot.right() + 1)
            continue;
        painter->fillRect(QRectF(std::round(x), m_plot.bottom(), 1, 4), colours.inputBorder);
        painter->drawText(QRectF(x - half - 2, m_plot.bottom() + 4, 2 * half + 4, 18), Qt::AlignCenter, text);
    }
}

void ChartPlot::drawForeground(QPainter *painter, const QRectF &)
{
    // The zero line is over the bars' feet.
    const Colours &colours = Colours::of(palette());
    if (m_data.kind == ChartData::Kind::StackedBars)
        painter->fillRect(QRectF(m_plot.left(), std::round(toY(0)), m_plot.width(), 1), colours.inputBorder);
    if (m_crosshair >= 0 && m_crosshair < m_data.steps) {
        painter->setPen(QPen(colours.text, 1, Qt::CustomDashLine));
        QPen pen(colours.text, 1);
        pen.setDashPattern({2, 2});
        painter->setPen(pen);
        const double x = std::round(toX(m_crosshair + 0.5));
        painter->drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
        drawTooltip(painter);
    }
    if (hasFocus() && m_crosshair < 0)
        StylePainter::focusRing(painter, viewport()->rect(), colours);
}

void ChartPlot::drawTooltip(QPainter *painter) const
{
    struct Line {
        QString name;
        QString value;
        const ChartSeries *series;
    };
    QList<Line> lines;
    // From the top of the stack down, as the eye sees them.
    for (qsizetype i = m_data.series.size(); i-- > 0;) {
        const double value = m_data.series[i].values.value(m_crosshair);
        if (value > 0)
            lines.append({m_data.series[i].name, chartValue(m_data.unit, value), &m_data.series[i]});
    }
    if (m_data.kind == ChartData::Kind::LogLines)
        std::ranges::reverse(lines);
    const Colours &colours = Colours::of(palette());
    const QFontMetrics metrics(Fonts::secondary());
    const QFontMetrics strong(Fonts::secondaryStrong());
    const QString title = chartTime(m_data, m_crosshair);
    const bool hasTotal = m_data.kind == ChartData::Kind::StackedBars;
    const QString total = chartValue(m_data.unit, m_data.stackAt(m_crosshair));
    int width = strong.horizontalAdvance(title);
    for (const Line &line : std::as_const(lines))
        width = std::max(width, 14 + std::min(130, metrics.horizontalAdvance(line.name)) + 24
                                    + metrics.horizontalAdvance(line.value));
    width = std::max(width, strong.horizontalAdvance(total) + 80) + 16;
    const int height = 12 + 16 + int(lines.size()) * 16 + (hasTotal ? 24 : 0);
    double x = toX(m_crosshair + 0.5) + 12;
    if (x + width > viewport()->width())
        x = toX(m_crosshair + 0.5) - 12 - width;
    const QRectF frame(std::max(0.0, std::round(x)), std::min(m_plot.top() + 6, double(viewport()->height() - height)),
                       width, height);
    StylePainter::box(painter, frame, colours.base, colours.inputBorder);
    QRectF row(frame.x() + 8, frame.y() + 6, width - 16, 16);
    painter->setFont(Fonts::secondaryStrong());
    painter->setPen(colours.text);
    painter->drawText(row, Qt::AlignVCenter, title);
    painter->setFont(Fonts::secondary());
    for (const Line &line : std::as_const(lines)) {
        row.translate(0, 16);
        if (line.series->series)
            paintSwatch(painter, QPointF(row.x(), row.y() + 4), *line.series->series, palette());
        else
            painter->fillRect(QRectF(row.x(), row.y() + 4, 8, 8), line.series->colour(colours));
        painter->setPen(colours.text);
        painter->drawText(row.adjusted(14, 0, 0, 0), Qt::AlignVCenter,
                          metrics.elidedText(line.name, Qt::ElideRight, 130));
        painter->drawText(row, Qt::AlignVCenter | Qt::AlignRight, line.value);
    }
    if (!hasTotal)
        return;
    row.translate(0, 22);
    painter->fillRect(QRectF(row.x(), row.y() - 3, row.width(), 1), colours.rowLine);
    painter->setFont(Fonts::secondaryStrong());
    painter->drawText(row, Qt::AlignVCenter, Tr::tr("Total"));
    painter->drawText(row, Qt::AlignVCenter | Qt::AlignRight, total);
}

void ChartPlot::mouseMoveEvent(QMouseEvent *event)
{
    setCrosshair(stepAt(event->position().x()));
}

void ChartPlot::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    setCrosshair(-1);
}

void ChartPlot::mousePressEvent(QMouseEvent *event)
{
    const int step = stepAt(event->position().x());
    if (step < 0)
        return;
    int hit = -1;
    double below = 0;
    for (qsizetype i = 0; m_data.kind == ChartData::Kind::StackedBars && i < m_data.series.size(); ++i) {
        const double value = m_data.series[i].values.value(step);
        if (event->position().y() <= toY(below) && event->position().y() > toY(below + value))
            hit = int(i);
        below += value;
    }
    emit stepClicked(step, hit);
}

void ChartPlot::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left)
        setCrosshair(m_crosshair > 0 ? m_crosshair - 1 : m_data.steps - 1);
    else if (event->key() == Qt::Key_Right)
        setCrosshair(m_crosshair + 1 < m_data.steps ? m_crosshair + 1 : 0);
    else if (event->key() == Qt::Key_Escape && m_crosshair >= 0)
        setCrosshair(-1);
    else if (event->key() == Qt::Key_Return && m_crosshair >= 0)
        emit stepClicked(m_crosshair, -1);
    else
        QChartView::keyPressEvent(event);
}

void ChartPlot::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        rebuild();
}

} // namespace Gatehouse::Ui
