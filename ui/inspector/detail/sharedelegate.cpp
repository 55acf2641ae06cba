// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/detail/sharedelegate.h"

#include "ui/common/celldelegate.h"
#include "ui/common/colours.h"
#include "ui/common/roles.h"
#include "ui/common/theme.h"

#include <QPainter>

namespace Gatehouse::Ui {

namespace {

constexpr int BarHeight = 8;
constexpr int NumberWidth = 64;

} // namespace

void ShareDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    paintRowGround(painter, option, index);
    const Colours &colours = Colours::of(option.palette);
    const QRect area = option.rect.adjusted(Metrics::CellPadding, 0, -Metrics::CellPadding, -1);
    const double share = index.data(ShareRole).toDouble();
    if (share > 0) {
        const double width = std::max(1.0, (area.width() - NumberWidth) * share);
        painter->fillRect(QRectF(area.left(), area.center().y() - BarHeight / 2, width, BarHeight), colours.accent);
    }
    painter->setPen(colours.text);
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, index.data(Qt::DisplayRole).toString());
    painter->restore();
}

} // namespace Gatehouse::Ui
