// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/celldelegate.h"

#include "ui/common/badge.h"
#include "ui/common/gatehousestyle.h"
#include "ui/common/icons.h"
#include "ui/common/roles.h"
#include "ui/common/sparkline.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"

#include <QPainter>

#include <array>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

bool isRightAligned(const QStyleOptionViewItem &option)
{
    return option.displayAlignment & Qt::AlignRight;
}

QColor textColour(const QModelIndex &index, const QStyleOptionViewItem &option)
{
    const Colours &colours = Colours::of(option.palette);
    const QVariant tone = index.data(ToneRole);
    if (tone.isValid() && tone.value<Tone>() != Tone::Neutral)
        return colours.toneText(tone.value<Tone>());
    const bool isQuiet = index.data(QuietRole).toBool() || !(option.state & QStyle::State_Enabled);
    return isQuiet ? colours.hint : colours.text;
}

QColor glyphColour(const QModelIndex &index, const QStyleOptionViewItem &option)
{
    const QVariant tone = index.data(GlyphToneRole);
    return tone.isValid() ? Colours::of(option.palette).toneText(tone.value<Tone>()) : textColour(index, option);
}

QFont cellFont(const QModelIndex &index)
{
    if (index.data(MonospaceRole).toBool())
        return Fonts::fixedSmall();
    return index.data(StrongRole).toBool() ? Fonts::strong() : Fonts::body();
}

void paintText(QPainter *painter, QRect rect, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const Colours &colours = Colours::of(option.palette);
    const QVariant series = index.data(SeriesRole);
    if (series.isValid()) {
        paintSwatch(painter, QPointF(rect.x(), rect.y() + (rect.height() - 8) / 2), series.toInt(), option.palette);
        rect.setLeft(rect.left() + 14);
    }
    const QString glyph = index.data(GlyphRole).toString();
    const QString text = index.data(Qt::DisplayRole).toString();
    if (!glyph.isEmpty()) {
        const int x = text.isEmpty() ? rect.x() + (rect.width() - 16) / 2 : rect.x();
        // The fallback arrow is a remark on the text, which keeps its own colour.
        const QColor colour = glyph == u"fallback"_s ? colours.toneText(Tone::Warning) : glyphColour(index, option);
        Icons::paint(painter, QRect(x, rect.y() + (rect.height() - 16) / 2, 16, 16), glyph, colour);
        rect.setLeft(rect.left() + 20);
    }
    if (text.isEmpty())
        return;
    painter->setFont(cellFont(index));
    painter->setPen(textColour(index, option));
    const auto elide = index.data(MonospaceRole).toBool() ? Qt::ElideMiddle : Qt::ElideRight;
    const QString shown = painter->fontMetrics().elidedText(text, elide, rect.width());
    painter->drawText(rect, int(Qt::AlignVCenter | (isRightAligned(option) ? Qt::AlignRight : Qt::AlignLeft)), shown);
    const QString after = index.data(SecondLineRole).toString();
    if (after.isEmpty())
        return;
    rect.setLeft(rect.left() + painter->fontMetrics().horizontalAdvance(shown) + 8);
    painter->setFont(Fonts::secondary());
    painter->setPen(colours.hint);
    painter->drawText(rect, Qt::AlignVCenter, painter->fontMetrics().elidedText(after, Qt::ElideRight, rect.width()));
}

void paintTwoLines(QPainter *painter, const QRect &rect, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const Colours &colours = Colours::of(option.palette);
    const QString glyph = index.data(GlyphRole).toString();
    QRect first(rect.x(), rect.y() + 2, rect.width(), 20);
    if (!glyph.isEmpty()) {
        Icons::paint(painter, QRect(rect.x(), rect.y() + (rect.height() - 16) / 2, 16, 16), glyph,
                     textColour(index, option));
        first.setLeft(first.left() + 24);
    }
    painter->setFont(cellFont(index));
    painter->setPen(index.data(QuietRole).toBool() ? colours.hint : colours.text);
    painter->drawText(first, Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, first.width()));
    painter->setFont(Fonts::secondary());
    painter->setPen(colours.hint);
    const QString second =
        painter->fontMetrics().elidedText(index.data(SecondLineRole).toString(), Qt::ElideRight, first.width());
    painter->drawText(first.translated(0, 19), Qt::AlignVCenter, second);
}

void paintShare(QPainter *painter, const QRect &rect, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const Colours &colours = Colours::of(option.palette);
    constexpr double Room = 46;
    // The largest share is a third of a bar's worth in practice; the whole bar is 35 % as in the pictures.
    const double share = std::clamp(index.data(ShareRole).toDouble() / 0.35, 0.0, 1.0);
    painter->fillRect(QRectF(rect.x(), rect.center().y() - 2, Room * share, 5), colours.toneFill(Tone::Neutral));
    painter->setFont(Fonts::body());
    painter->setPen(textColour(index, option));
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignRight, index.data().toString());
}

} // namespace

CellDelegate::CellDelegate(Kind kind, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_kind(kind)
{}

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_HasFocus; // the row is marked, not the cell
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &item, const QModelIndex &index) const
{
    QStyleOptionViewItem option = item;
    initStyleOption(&option, index);
    paintRowGround(painter, option, index);
    painter->save();
    painter->setClipRect(option.rect);
    QRect rect = option.rect.adjusted(Metrics::CellPadding, 0, -Metrics::CellPadding, -1);
    // List items are checkable unless told otherwise; only those with a state have a box.
    if ((index.flags() & Qt::ItemIsUserCheckable) && index.data(Qt::CheckStateRole).isValid()) {
        QStyleOptionViewItem box = option;
        box.rect = QRect(rect.x(), rect.y() + (rect.height() - 14) / 2, 14, 14);
        box.state.setFlag(QStyle::State_On, index.data(Qt::CheckStateRole).toInt() == Qt::Checked);
        option.widget->style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, option.widget);
        rect.setLeft(rect.left() + 22);
    }
    switch (m_kind) {
    case Kind::Text:
        paintText(painter, rect, option, index);
        break;
    case Kind::Badge:
        if (const QString text = index.data().toString(); !text.isEmpty())
            paintBadge(painter, rect, index.data(ToneRole).value<Tone>(), text, Colours::of(option.palette));
        break;
    case Kind::Bar:
    case Kind::WideBar: {
        const QSizeF size = m_kind == Kind::Bar ? QSizeF(84, 8) : QSizeF(168, 10);
        if (index.data(BarRole).isValid())
            paintBar(painter, QRectF(QPointF(rect.x(), rect.center().y() - size.height() / 2 + 0.5), size),
                     index.data(BarRole).value<Bar>(), option.palette);
        else
            rect.setLeft(rect.left() - int(size.width()) - 8);
        rect.setLeft(rect.left() + int(size.width()) + 8);
        paintText(painter, rect, option, index);
        break;
    }
    case Kind::Share:
        paintShare(painter, rect, option, index);
        break;
    case Kind::Sparkline: {
        const QVariant series = index.data(SeriesRole);
        const Colours &colours = Colours::of(option.palette);
        paintSparkline(painter, QRectF(rect.right() - 55, rect.center().y() - 7.5, 56, 16),
                       index.data(PointsRole).value<QList<double>>(),
                       series.isValid() ? colours.series(series.toInt()) : colours.accent);
        break;
    }
    case Kind::Health:
        paintHealthStrip(painter, QRectF(rect.x(), rect.center().y() - 8, rect.width(), 16),
                         index.data(HealthRole).value<QList<int>>(), 2, option.palette);
        break;
    case Kind::TwoLines:
        paintTwoLines(painter, rect, option, index);
        break;
    }
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(cellFont(index));
    int width = metrics.horizontalAdvance(index.data().toString()) + 2 * Metrics::CellPadding + 2;
    if (index.data(SeriesRole).isValid())
        width += 14;
    if (!index.data(GlyphRole).toString().isEmpty())
        width += 20;
    switch (m_kind) {
    case Kind::Badge:
        width = badgeWidth(index.data(ToneRole).value<Tone>(), index.data().toString()) + 2 * Metrics::CellPadding;
        break;
    case Kind::Bar:
        width += 92;
        break;
    case Kind::WideBar:
        width += 176;
        break;
    case Kind::Share:
        width += 54;
        break;
    case Kind::Sparkline:
        width = 56 + 2 * Metrics::CellPadding;
        break;
    case Kind::Health:
        width = int(index.data(HealthRole).value<QList<int>>().size()) * 3 + 2 * Metrics::CellPadding;
        break;
    default:
        break;
    }
    const int height =
        m_kind == Kind::TwoLines ? Metrics::TwoLineRow : QStyledItemDelegate::sizeHint(option, index).height();
    return {width, height};
}

void paintSwatch(QPainter *painter, const QPointF &topLeft, int series, const QPalette &palette)
{
    const Colours &colours = Colours::of(palette);
    const QRectF rect(topLeft, QSizeF(8, 8));
    painter->fillRect(rect, colours.series(series));
    painter->save();
    painter->setPen(colours.swatchEdge);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
    painter->restore();
}

void paintRowGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const Colours &colours = Colours::of(option.palette);
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const auto *table = qobject_cast<const TableView *>(option.widget);
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool isActive = view
                          && (view->hasFocus() || view->property(StyleProperty::ActiveSelection).toBool()
                              || (table && table->isSelectionAlwaysActive()));
    if (isSelected)
        painter->fillRect(option.rect, isActive ? colours.selected : colours.selectedIdle);
    else if (table ? table->hoveredRow() == index.row() : bool(option.state & QStyle::State_MouseOver))
        painter->fillRect(option.rect, colours.hover);
    painter->fillRect(QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1), colours.rowLine);
    const bool isFirst = table ? table->isFirstVisibleColumn(index.column()) : option.rect.x() <= 0;
    if (isSelected && isFirst && isActive)
        painter->fillRect(QRect(option.rect.x(), option.rect.y(), 3, option.rect.height()), colours.accent);
}

void paintBar(QPainter *painter, const QRectF &rect, const Bar &bar, const QPalette &palette)
{
    const Colours &colours = Colours::of(palette);
    const double used = bar.spent + bar.reserved;
    const QColor fill = used >= 1     ? colours.toneFill(Tone::Error)
                        : used >= 0.8 ? colours.toneFill(Tone::Warning)
                                      : colours.accent;
    painter->save();
    painter->setPen(colours.buttonBorder);
    painter->setBrush(colours.base);
    painter->drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
    const double spent = rect.width() * std::min(bar.spent, 1.0);
    const double reserved = rect.width() * std::min(used, 1.0) - spent;
    painter->fillRect(QRectF(rect.x(), rect.y(), spent, rect.height()), fill);
    painter->fillRect(QRectF(rect.x() + spent, rect.y(), reserved, rect.height()), QBrush(fill, Qt::BDiagPattern));
    painter->setPen(colours.text);
    for (const double mark : {0.8, 0.95})
        painter->drawLine(QPointF(rect.x() + rect.width() * mark, rect.y() - 1),
                          QPointF(rect.x() + rect.width() * mark, rect.bottom() + 1));
    painter->restore();
}

void paintHealthStrip(QPainter *painter, const QRectF &rect, const QList<int> &cells, int cellWidth,
                      const QPalette &palette)
{
    const Colours &colours = Colours::of(palette);
    static constexpr std::array<double, 4> Shares = {2.0 / 16, 6.0 / 16, 9.0 / 16, 1.0};
    const std::array<QColor, 4> fills = {colours.buttonBorder, colours.toneFill(Tone::Ok),
                                         colours.toneFill(Tone::Warning), colours.toneFill(Tone::Error)};
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const auto severity = std::size_t(std::clamp(cells[i], 0, 3));
        const double height = std::round(rect.height() * Shares[severity]);
        painter->fillRect(QRectF(rect.x() + double(i) * (cellWidth + 1), rect.bottom() - height, cellWidth, height),
                          fills[severity]);
    }
}

} // namespace Gatehouse::Ui
