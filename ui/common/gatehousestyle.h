// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace Gatehouse::Ui {

// Dynamic properties by which a widget asks for another look. Set them before the widget is shown.
namespace StyleProperty {
inline constexpr char Primary[] = "gatehousePrimary"; // bool: the one filled button of a page
inline constexpr char Careful[] = "gatehouseCareful"; // bool: red words ("Revoke...")
inline constexpr char Small[] = "gatehouseSmall";     // bool: 24 px control
inline constexpr char Segment[] = "gatehouseSegment"; // int: SegmentPosition of a button in a group
inline constexpr char Frame[] = "gatehouseFrame"; // int (Tone): border of an input in that meaning; invalid = normal
inline constexpr char Chip[] = "gatehouseChip";   // bool: a QToolButton drawn as chip (24 px)
inline constexpr char ActiveSelection[] =
    "gatehouseActiveSelection";                 // bool: a view whose selection stays blue without focus
inline constexpr char Link[] = "gatehouseLink"; // bool: a QToolButton drawn as link
} // namespace StyleProperty

enum SegmentPosition { FirstSegment = 1, MiddleSegment, LastSegment };

// The look of the whole window: one style over Fusion. Flat buttons, inputs, tabs, headers, 10 px scroll bar, menus,
// check boxes, focus ring, from QPalette and the colour table. Nothing is set by style sheets. GUI only; owned by the
// application.
class GatehouseStyle final : public QProxyStyle
{
    Q_OBJECT
public:
    GatehouseStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget = nullptr) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget = nullptr) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                         const QWidget *widget = nullptr) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget = nullptr) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option = nullptr,
                    const QWidget *widget = nullptr) const override;
    int styleHint(StyleHint hint, const QStyleOption *option = nullptr, const QWidget *widget = nullptr,
                  QStyleHintReturn *returnData = nullptr) const override;
    void polish(QWidget *widget) override;
    using QProxyStyle::polish;
};

} // namespace Gatehouse::Ui
