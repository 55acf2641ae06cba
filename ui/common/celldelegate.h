// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace Gatehouse::Ui {

// The one delegate of tables and lists: paints a cell from the roles of roles.h in this order: row ground and selection
// mark, swatch (SeriesRole), glyph (GlyphRole), badge (a text with ToneRole and badge kind), text with second line, or
// a bar, share bar, sparkline or health strip. What a column looks like is a kind; colours come from the palette. GUI
// only.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum class Kind : quint8 {
        Text,      // swatch, glyph, text; SecondLineRole in hint colour after it
        Badge,     // text as badge in ToneRole
        Bar,       // BarRole 84 x 8 and the text
        WideBar,   // BarRole 168 x 10
        Share,     // ShareRole bar, then the text
        Sparkline, // PointsRole in SeriesRole's colour
        Health,    // HealthRole strip
        TwoLines,  // text above SecondLineRole, 44 px rows
    };
    explicit CellDelegate(Kind kind = Kind::Text, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    Kind m_kind;
};

// The pieces, for painted widgets and delegates of their own.
void paintSwatch(QPainter *painter, const QPointF &topLeft, int series, const QPalette &palette); // 8 x 8 with its edge
void paintRowGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index);
struct Bar;
void paintBar(QPainter *painter, const QRectF &rect, const Bar &bar, const QPalette &palette);
// Cells of `cellWidth` + 1; height is severity, so that it reads without colour.
void paintHealthStrip(QPainter *painter, const QRectF &rect, const QList<int> &cells, int cellWidth,
                      const QPalette &palette);

} // namespace Gatehouse::Ui
