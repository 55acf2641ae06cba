// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/clientname.h"

#include "ui/common/celldelegate.h"
#include "ui/common/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace Gatehouse::Ui {

namespace {
constexpr int SwatchRoom = 16;
}

ClientName::ClientName(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ClientName::setClient(const QString &name, int series)
{
    m_name = name;
    m_series = series;
    setAccessibleName(name);
    setToolTip(name);
    updateGeometry();
    update();
}

QSize ClientName::sizeHint() const
{
    return {SwatchRoom + QFontMetrics(Fonts::section()).horizontalAdvance(m_name) + 1, Metrics::Control};
}

QSize ClientName::minimumSizeHint() const
{
    return {SwatchRoom + 60, Metrics::Control};
}

void ClientName::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSwatch(&painter, QPointF(0, (height() - 8) / 2.0), m_series, palette());
    painter.setFont(Fonts::section());
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect place = rect().adjusted(SwatchRoom, 0, 0, 0);
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_name, Qt::ElideRight, place.width()));
}

} // namespace Gatehouse::Ui
