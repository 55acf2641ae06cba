// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/healthlegend.h"

#include "ui/common/celldelegate.h"
#include "ui/common/roles.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QFontMetrics>
#include <QPainter>

namespace Gatehouse::Ui {

namespace {

constexpr int CellWidth = 4;
constexpr int WordGap = 6;

QList<std::pair<int, QString>> entries()
{
    return {{AllFine, Tr::tr("healthy")},
            {SomeFail, Tr::tr("some fail")},
            {MostFail, Tr::tr("most fail")},
            {NoTraffic, Tr::tr("no traffic")}};
}

} // namespace

HealthLegend::HealthLegend(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAccessibleName(Tr::tr("Legend of the 24 h column"));
}

QSize HealthLegend::sizeHint() const
{
    const QFontMetrics metrics(Fonts::secondary());
    int width = 0;
    for (const auto &[severity, word] : entries())
        width += CellWidth + WordGap + metrics.horizontalAdvance(word) + Metrics::GroupGap;
    return {width, Metrics::Control};
}

QSize HealthLegend::minimumSizeHint() const
{
    return {0, Metrics::Control};
}

void HealthLegend::paintEvent(QPaintEvent *)
{
    if (width() < sizeHint().width())
        return;
    QPainter painter(this);
    painter.setFont(Fonts::secondary());
    painter.setPen(Colours::of(palette()).secondary);
    int x = 0;
    for (const auto &[severity, word] : entries()) {
        paintHealthStrip(&painter, QRectF(x, (height() - 16) / 2.0, CellWidth, 16), {severity}, CellWidth, palette());
        x += CellWidth + WordGap;
        const int wide = painter.fontMetrics().horizontalAdvance(word);
        painter.drawText(QRect(x, 0, wide + 1, height()), Qt::AlignVCenter, word);
        x += wide + Metrics::GroupGap;
    }
}

} // namespace Gatehouse::Ui
