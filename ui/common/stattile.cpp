// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/stattile.h"

#include "ui/common/sparkline.h"
#include "ui/common/stylepainter.h"
#include "ui/common/theme.h"

#include <QPainter>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

void paintArrow(QPainter *painter, const QPointF &at, bool isUp, const QColor &colour)
{
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    const double y = at.y();
    if (isUp)
        painter->drawPolygon(QPolygonF({{at.x(), y + 8}, {at.x() + 9, y + 8}, {at.x() + 4.5, y}}));
    else
        painter->drawPolygon(QPolygonF({{at.x(), y}, {at.x() + 9, y}, {at.x() + 4.5, y + 8}}));
}

} // namespace

StatTile::StatTile(const QString &label, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(label);
    setAccessibleName(label);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_content.value = u"\u2013"_s;
}

void StatTile::setContent(const TileContent &content)
{
    if (content == m_content)
        return;
    m_content = content;
    setAccessibleName(content.spoken.isEmpty() ? text() : content.spoken);
    setToolTip(content.reason);
    update();
}

void StatTile::setPadding(int left, int right)
{
    m_left = left;
    m_right = right;
}

void StatTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours &colours = Colours::of(palette());
    if (isEnabled() && (underMouse() || isDown()))
        painter.fillRect(rect(), isDown() ? colours.pressed : colours.hover);
    if (m_hasSeparator)
        painter.fillRect(0, 0, 1, height(), colours.hairline);
    const QRect area = rect().adjusted(m_left, 10, -m_right, -10);
    painter.setFont(Fonts::secondary());
    painter.setPen(colours.secondary);
    painter.drawText(QRect(area.x(), area.y(), area.width(), 20), Qt::AlignVCenter, text());
    painter.setFont(Fonts::value());
    painter.setPen(colours.text);
    const QRect valueRect(area.x(), area.y() + 19, area.width(), 28);
    painter.drawText(valueRect, Qt::AlignVCenter, m_content.value);
    const int valueWidth = painter.fontMetrics().horizontalAdvance(m_content.value);
    painter.setFont(Fonts::secondary());
    painter.setPen(colours.hint);
    const QRect aside = valueRect.adjusted(valueWidth + 6, 3, 0, 3);
    painter.drawText(aside, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_content.aside, Qt::ElideRight, aside.width()));
    const QRect bottom(area.x(), area.y() + 55, area.width(), 20);
    if (!m_content.reason.isEmpty()) {
        painter.drawText(bottom, Qt::AlignVCenter, m_content.reason);
    } else {
        const QColor changeColour =
            m_content.changeTone == Tone::Neutral ? colours.secondary : colours.toneText(m_content.changeTone);
        int x = bottom.x();
        if (m_content.direction != TileContent::Direction::None) {
            paintArrow(&painter, QPointF(x, bottom.y() + 6), m_content.direction == TileContent::Direction::Up,
                       changeColour);
            x += 13;
        }
        painter.setPen(changeColour);
        painter.setFont(Fonts::secondary());
        painter.drawText(QRect(x, bottom.y(), bottom.right() - x, 20), Qt::AlignVCenter, m_content.change);
        const QColor line = m_content.lineTone == Tone::Info ? colours.accent : colours.toneFill(m_content.lineTone);
        paintSparkline(&painter, QRectF(bottom.right() - 55, bottom.y(), 56, 20), m_content.points, line);
    }
    if (hasFocus())
        StylePainter::focusRing(&painter, rect(), colours);
}

} // namespace Gatehouse::Ui
