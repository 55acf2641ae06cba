// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/stylepainter.h"

#include "ui/common/colours.h"
#include "ui/common/gatehousestyle.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QLineEdit>
#include <QPainter>
#include <QStyleOption>

namespace Gatehouse::Ui::StylePainter {

using namespace Qt::StringLiterals;

namespace {

bool has(const QWidget *widget, const char *property)
{
    return widget && widget->property(property).toBool();
}

struct ButtonColours {
    QColor ground, border, text;
};

// `isFlat`: nothing is drawn until the mouse is over it.
ButtonColours buttonColours(const QStyleOption &option, const QWidget *widget, bool isFlat)
{
    const Colours &colours = Colours::of(option.palette);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isOn = option.state & QStyle::State_On;
    const bool isDown = option.state & QStyle::State_Sunken;
    const bool isHovered = isEnabled && (option.state & QStyle::State_MouseOver);
    ButtonColours result{.ground = has(widget, StyleProperty::Chip) ? colours.base : colours.button,
                         .border = colours.buttonBorder,
                         .text = isEnabled ? option.palette.color(QPalette::ButtonText) : colours.hint};
    if (has(widget, StyleProperty::Primary) && isEnabled) {
        result = {colours.primary, colours.primary, colours.primaryText};
        if (isHovered || isDown)
            result.ground = result.border = colours.primary.darker(isDown ? 120 : 110);
        return result;
    }
    if (has(widget, StyleProperty::Careful) && isEnabled)
        result.text = colours.toneText(Tone::Error);
    if (isOn) {
        result.ground = colours.selected;
        result.border = isEnabled ? colours.accent : colours.buttonBorder;
    } else if (isDown || isHovered) {
        result.ground = colours.pressed;
    } else if (isFlat) {
        result.ground = Qt::transparent;
    }
    if (isFlat)
        result.border = isOn ? colours.accent : QColor(Qt::transparent);
    if (!isEnabled) {
        result.ground = isFlat ? QColor(Qt::transparent) : colours.base;
        result.border = isFlat ? QColor(Qt::transparent) : colours.hairline;
    }
    return result;
}

QIcon::Mode iconMode(const QStyleOption &option)
{
    return option.state & QStyle::State_Enabled ? QIcon::Normal : QIcon::Disabled;
}

// Icon, gap, text, centred together; from right to left the icon comes last.
void iconAndText(QPainter *painter, const QRect &rect, const QIcon &icon, QIcon::Mode mode, const QSize &iconSize,
                 const QString &text, const QColor &colour, Qt::LayoutDirection direction)
{
    const QFontMetrics metrics(painter->font());
    const bool hasIcon = !icon.isNull();
    const int gap = hasIcon && !text.isEmpty() ? 8 : 0;
    const int iconWidth = hasIcon ? iconSize.width() : 0;
    const int textWidth = text.isEmpty() ? 0 : metrics.size(Qt::TextShowMnemonic, text).width();
    int x = rect.x() + std::max(0, (rect.width() - iconWidth - gap - textWidth) / 2);
    if (hasIcon && direction == Qt::RightToLeft) {
        icon.paint(painter,
                   QRect(QPoint(x + textWidth + gap, rect.y() + (rect.height() - iconSize.height()) / 2), iconSize),
                   Qt::AlignCenter, mode);
    } else if (hasIcon) {
        icon.paint(painter, QRect(QPoint(x, rect.y() + (rect.height() - iconSize.height()) / 2), iconSize),
                   Qt::AlignCenter, mode);
        x += iconWidth + gap;
    }
    painter->setPen(colour);
    painter->drawText(QRect(x, rect.y(), rect.right() - x + 1, rect.height()),
                      Qt::AlignVCenter | Qt::AlignLeft | Qt::TextHideMnemonic, text);
}

// "Errors 64": the count in hint colour.
void chipText(QPainter *painter, const QRect &rect, const QString &name, const QString &number, const QColor &colour,
              const QColor &hint)
{
    constexpr int Gap = 5;
    const QFontMetrics metrics(painter->font());
    const int nameWidth = metrics.horizontalAdvance(name);
    const int x = rect.x() + (rect.width() - nameWidth - Gap - metrics.horizontalAdvance(number)) / 2;
    painter->setPen(colour);
    painter->drawText(QRect(x, rect.y(), nameWidth + 1, rect.height()), Qt::AlignVCenter, name);
    painter->setPen(hint);
    painter->drawText(QRect(x + nameWidth + Gap, rect.y(), rect.width(), rect.height()), Qt::AlignVCenter, number);
}

// One of several buttons that share a frame: range buttons. Only the ends are rounded; the chosen one has the accent
// below it.
void segment(QPainter *painter, const QStyleOption &option, int position, bool isOn)
{
    const Colours &colours = Colours::of(option.palette);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isHovered = isEnabled && (option.state & QStyle::State_MouseOver);
    // The rounded frame reaches beyond the straight side, which is cut off; its neighbour draws the line there.
    QRectF frame = QRectF(option.rect).adjusted(0.5, 0.5, position == LastSegment ? -0.5 : 0.5, -0.5);
    if (position != LastSegment)
        frame.setRight(frame.right() + Metrics::Radius * 2);
    if (position != FirstSegment)
        frame.setLeft(frame.left() - Metrics::Radius * 2);
    painter->save();
    painter->setClipRect(option.rect);
    painter->setPen(isEnabled ? colours.buttonBorder : colours.hairline);
    painter->setBrush(isOn && isEnabled ? colours.selected
                      : isHovered       ? colours.pressed
                      : isEnabled       ? colours.button
                                        : colours.base);
    painter->drawRoundedRect(frame, Metrics::Radius, Metrics::Radius);
    painter->restore();
    if (position != FirstSegment)
        painter->fillRect(QRect(option.rect.x(), option.rect.y(), 1, option.rect.height()),
                          isEnabled ? colours.buttonBorder : colours.hairline);
    if (isOn && isEnabled)
        painter->fillRect(QRectF(option.rect.x() + 1, option.rect.bottom() - 2, option.rect.width(), 3),
                          colours.accent);
}

} // namespace

void box(QPainter *painter, const QRectF &rect, const QColor &ground, const QColor &border, double width)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(ground);
    painter->setPen(border.alpha() == 0 ? QPen(Qt::NoPen) : QPen(border, width));
    const double inset = width / 2;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), Metrics::Radius, Metrics::Radius);
    painter->restore();
}

void focusRing(QPainter *painter, const QRectF &rect, const Colours &colours)
{
    box(painter, rect, Qt::transparent, colours.accent, 2);
}

void chevron(QPainter *painter, const QRectF &rect, const QColor &colour, Qt::ArrowType direction)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.center());
    painter->rotate(direction == Qt::DownArrow    ? 0
                    : direction == Qt::UpArrow    ? 180
                    : direction == Qt::RightArrow ? -90
                                                  : 90);
    painter->setPen(QPen(colour, 1.1));
    painter->setBrush(Qt::NoBrush);
    painter->drawPolyline(QPolygonF({{-3, -1.5}, {0, 1.5}, {3, -1.5}}));
    painter->restore();
}

void pushButtonPanel(QPainter *painter, const QStyleOptionButton &option, const QWidget *widget)
{
    const bool isFlat = option.features & QStyleOptionButton::Flat;
    const ButtonColours look = buttonColours(option, widget, isFlat);
    box(painter, option.rect, look.ground, look.border);
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
        focusRing(painter, option.rect, Colours::of(option.palette));
}

void pushButtonLabel(QPainter *painter, const QStyleOptionButton &option, const QWidget *widget)
{
    painter->save();
    if (has(widget, StyleProperty::Primary))
        painter->setFont(Fonts::strong());
    QRect rect = option.rect;
    const ButtonColours look = buttonColours(option, widget, option.features & QStyleOptionButton::Flat);
    if (option.features & QStyleOptionButton::HasMenu) {
        const QRect arrow(rect.right() - 20, rect.y(), 16, rect.height());
        chevron(painter, arrow, look.text, Qt::DownArrow);
        rect.setRight(arrow.left());
    }
    iconAndText(painter, rect, option.icon, iconMode(option), option.iconSize, option.text, look.text,
                option.direction);
    painter->restore();
}

void toolButton(QPainter *painter, const QStyleOptionToolButton &option, const QWidget *widget)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const Colours &colours = Colours::of(option.palette);
    const bool isOn = option.state & QStyle::State_On;
    ButtonColours look = buttonColours(option, widget, option.state & QStyle::State_AutoRaise);
    const int position = widget ? widget->property(StyleProperty::Segment).toInt() : 0;
    if (has(widget, StyleProperty::Link)) {
        look.text = option.state & QStyle::State_Enabled ? colours.accent : colours.hint;
        QFont font = painter->font();
        font.setUnderline(option.state & QStyle::State_MouseOver);
        painter->setFont(font);
    } else if (position != 0) {
        segment(painter, option, position, isOn);
        if (isOn)
            painter->setFont(Fonts::strong());
    } else {
        box(painter, option.rect, look.ground, look.border);
    }
    QRect rect = option.rect;
    if ((option.features & QStyleOptionToolButton::HasMenu) && option.toolButtonStyle != Qt::ToolButtonIconOnly) {
        const QRect arrow(rect.right() - 20, rect.y(), 16, rect.height());
        chevron(painter, arrow, look.text, Qt::DownArrow);
        rect.setRight(arrow.left() + 2);
    }
    if (const qsizetype tab = option.text.indexOf(u'\t'); tab >= 0) {
        chipText(painter, rect, option.text.left(tab), option.text.mid(tab + 1), look.text, colours.hint);
        painter->restore();
        return;
    }
    const bool hasText = option.toolButtonStyle != Qt::ToolButtonIconOnly && !option.text.isEmpty();
    const bool hasIcon = option.toolButtonStyle != Qt::ToolButtonTextOnly && !option.icon.isNull();
    iconAndText(painter, rect, hasIcon ? option.icon : QIcon(), iconMode(option), option.iconSize,
                hasText ? option.text : QString(), look.text, option.direction);
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
        focusRing(painter, option.rect, colours);
    painter->restore();
}

void lineEdit(QPainter *painter, const QStyleOption &option, const QWidget *widget)
{
    const Colours &colours = Colours::of(option.palette);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isReadOnly = option.state & QStyle::State_ReadOnly;
    const bool hasFocus = option.state & QStyle::State_HasFocus;
    QColor border = isEnabled ? (isReadOnly ? colours.buttonBorder : colours.inputBorder) : colours.hairline;
    double width = 1;
    const QVariant frame = widget ? widget->property(StyleProperty::Frame) : QVariant();
    if (frame.isValid()) {
        border = colours.toneFill(Tone(frame.toInt()));
        width = Tone(frame.toInt()) == Tone::Error ? 2 : 1;
    } else if (hasFocus) {
        border = colours.accent;
        width = 2;
    }
    box(painter, option.rect, isReadOnly || !isEnabled ? colours.alternate : colours.base, border, width);
}

void comboBox(QPainter *painter, const QStyleOptionComboBox &option, const QWidget *widget)
{
    const Colours &colours = Colours::of(option.palette);
    if (option.editable) {
        lineEdit(painter, option, widget);
    } else {
        const ButtonColours look = buttonColours(option, widget, false);
        box(painter, option.rect, look.ground, look.border);
        if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
            focusRing(painter, option.rect, colours);
    }
    chevron(painter, QRect(option.rect.right() - 24, option.rect.y(), 20, option.rect.height()),
            option.state & QStyle::State_Enabled ? colours.hint : colours.buttonBorder, Qt::DownArrow);
}

void comboBoxLabel(QPainter *painter, const QStyleOptionComboBox &option, const QRect &field)
{
    const Colours &colours = Colours::of(option.palette);
    QRect rect = field;
    if (!option.currentIcon.isNull()) {
        option.currentIcon.paint(painter, QRect(rect.topLeft() + QPoint(0, (rect.height() - 16) / 2), QSize(16, 16)),
                                 Qt::AlignCenter, iconMode(option));
        rect.adjust(24, 0, 0, 0);
    }
    painter->setPen(option.state & QStyle::State_Enabled ? colours.text : colours.hint);
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(option.currentText, Qt::ElideRight, rect.width()));
}

void spinBox(QPainter *painter, const QStyleOptionSpinBox &option, const QRect &up, const QRect &down)
{
    const Colours &colours = Colours::of(option.palette);
    lineEdit(painter, option, nullptr);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto colour = [&](QAbstractSpinBox::StepEnabledFlag step) {
        return option.stepEnabled & step ? colours.text : colours.buttonBorder;
    };
    chevron(painter, up, colour(QAbstractSpinBox::StepUpEnabled), Qt::UpArrow);
    chevron(painter, down, colour(QAbstractSpinBox::StepDownEnabled), Qt::DownArrow);
}

void checkBox(QPainter *painter, const QStyleOption &option)
{
    const Colours &colours = Colours::of(option.palette);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isOn = option.state & QStyle::State_On;
    const bool isPartly = option.state & QStyle::State_NoChange;
    const QColor fill = isEnabled ? colours.primary : colours.buttonBorder;
    if (!isOn && !isPartly) {
        box(painter, option.rect, colours.base, isEnabled ? colours.inputBorder : colours.hairline);
        return;
    }
    box(painter, option.rect, fill, fill);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colours.primaryText, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF origin = option.rect.topLeft();
    if (isPartly)
        painter->drawLine(origin + QPointF(4, 7), origin + QPointF(10, 7));
    else
        painter->drawPolyline(
            QPolygonF({origin + QPointF(3.5, 7.2), origin + QPointF(6, 9.7), origin + QPointF(10.7, 4.6)}));
    painter->restore();
}

void radioButton(QPainter *painter, const QStyleOption &option)
{
    const Colours &colours = Colours::of(option.palette);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isOn = option.state & QStyle::State_On;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF circle = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor fill = isEnabled ? colours.primary : colours.buttonBorder;
    painter->setPen(isOn ? fill : isEnabled ? colours.inputBorder : colours.hairline);
    painter->setBrush(isOn ? fill : colours.base);
    painter->drawEllipse(circle);
    if (isOn) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colours.primaryText);
        painter->drawEllipse(circle.center(), 2.5, 2.5);
    }
    painter->restore();
}

void tab(QPainter *painter, const QStyleOptionTab &option)
{
    const Colours &colours = Colours::of(option.palette);
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool isHovered = option.state & QStyle::State_MouseOver;
    painter->save();
    if (isSelected)
        painter->fillRect(QRect(option.rect.x(), option.rect.bottom() - 2, option.rect.width(), 3), colours.accent);
    else if (isHovered)
        painter->fillRect(QRect(option.rect.x(), option.rect.bottom() - 2, option.rect.width(), 3), colours.hairline);
    painter->setFont(isSelected ? Fonts::strong() : Fonts::body());
    // "Changes 6": the number after the last space stands in hint colour.
    const qsizetype space = option.text.lastIndexOf(u'\t');
    const QString name = space < 0 ? option.text : option.text.left(space);
    const QString number = space < 0 ? QString() : option.text.mid(space + 1);
    const QFontMetrics metrics(painter->font());
    const int nameWidth = metrics.size(Qt::TextShowMnemonic, name).width();
    const int numberWidth = number.isEmpty() ? 0 : 4 + QFontMetrics(Fonts::body()).horizontalAdvance(number);
    const int x = option.rect.x() + (option.rect.width() - nameWidth - numberWidth) / 2;
    painter->setPen(option.state & QStyle::State_Enabled ? colours.text : colours.hint);
    painter->drawText(QRect(x, option.rect.y(), nameWidth + 1, option.rect.height() - 1),
                      Qt::AlignVCenter | Qt::TextHideMnemonic, name);
    painter->setFont(Fonts::body());
    painter->setPen(colours.hint);
    painter->drawText(QRect(x + nameWidth + 4, option.rect.y(), numberWidth, option.rect.height() - 1),
                      Qt::AlignVCenter, number);
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
        focusRing(painter, option.rect.adjusted(0, 2, 0, -4), colours);
    painter->restore();
}

void headerSection(QPainter *painter, const QStyleOptionHeader &option)
{
    const Colours &colours = Colours::of(option.palette);
    painter->fillRect(option.rect, option.state & QStyle::State_MouseOver ? colours.hover : colours.base);
    painter->fillRect(QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1), colours.hairline);
    const bool isLast =
        option.position == QStyleOptionHeader::End || option.position == QStyleOptionHeader::OnlyOneSection;
    if (!isLast && option.orientation == Qt::Horizontal)
        painter->fillRect(QRect(option.rect.right(), option.rect.y(), 1, option.rect.height()), colours.rowLine);
}

void headerLabel(QPainter *painter, const QStyleOptionHeader &option)
{
    const Colours &colours = Colours::of(option.palette);
    painter->save();
    painter->setPen(colours.hint);
    painter->setFont(Fonts::secondary());
    const bool isSorted = option.sortIndicator != QStyleOptionHeader::None;
    QRect rect = option.rect.adjusted(Metrics::CellPadding, 0, -Metrics::CellPadding, -1);
    const int arrowSpace = isSorted ? 14 : 0;
    const QString text = painter->fontMetrics().elidedText(option.text, Qt::ElideRight, rect.width() - arrowSpace);
    const int textWidth = painter->fontMetrics().horizontalAdvance(text);
    const bool isRight = option.textAlignment & Qt::AlignRight;
    const int x = isRight ? rect.right() - arrowSpace - textWidth + 1 : rect.x();
    painter->drawText(QRect(x, rect.y(), textWidth + 1, rect.height()), Qt::AlignVCenter, text);
    if (isSorted) {
        // Qt calls an ascending column "sort down".
        const auto direction = option.sortIndicator == QStyleOptionHeader::SortUp ? Qt::DownArrow : Qt::UpArrow;
        chevron(painter, QRect(x + textWidth + 4, rect.y(), 10, rect.height()), colours.hint, direction);
    }
    painter->restore();
}

void scrollBar(QPainter *painter, const QStyleOptionSlider &option, const QRect &handle)
{
    const Colours &colours = Colours::of(option.palette);
    const bool isHorizontal = option.orientation == Qt::Horizontal;
    painter->save();
    painter->fillRect(option.rect, colours.alternate);
    if (isHorizontal)
        painter->fillRect(QRect(option.rect.x(), option.rect.y(), option.rect.width(), 1), colours.rowLine);
    else
        painter->fillRect(QRect(option.rect.x(), option.rect.y(), 1, option.rect.height()), colours.rowLine);
    if (option.maximum > option.minimum) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        const bool isActive = option.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
        painter->setBrush(isActive ? colours.inputBorder : colours.buttonBorder);
        painter->drawRoundedRect(isHorizontal ? QRectF(handle).adjusted(1, 2.5, -1, -1.5)
                                              : QRectF(handle).adjusted(2.5, 1, -1.5, -1),
                                 Metrics::Radius, Metrics::Radius);
    }
    painter->restore();
}

void menuBarItem(QPainter *painter, const QStyleOptionMenuItem &option)
{
    const Colours &colours = Colours::of(option.palette);
    painter->fillRect(option.rect, colours.window);
    if (option.state & (QStyle::State_Selected | QStyle::State_Sunken))
        box(painter, option.rect.adjusted(0, 2, 0, -3), colours.pressed, Qt::transparent);
    painter->setPen(option.state & QStyle::State_Enabled ? colours.text : colours.hint);
    painter->drawText(option.rect.adjusted(0, 0, 0, -1), Qt::AlignCenter | Qt::TextShowMnemonic, option.text);
}

void menuItem(QPainter *painter, const QStyleOptionMenuItem &option)
{
    const Colours &colours = Colours::of(option.palette);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(QRect(option.rect.x(), option.rect.center().y(), option.rect.width(), 1), colours.hairline);
        return;
    }
    const bool isEnabled = option.state & QStyle::State_Enabled;
    if (isEnabled && (option.state & QStyle::State_Selected))
        box(painter, option.rect.adjusted(4, 0, -4, 0), colours.selected, Qt::transparent);
    const QRect icon(option.rect.x() + 12, option.rect.y() + (option.rect.height() - 16) / 2, 16, 16);
    if (option.checkType != QStyleOptionMenuItem::NotCheckable) {
        if (option.checked)
            Icons::paint(painter, icon, u"check"_s, isEnabled ? colours.text : colours.hint);
    } else if (!option.icon.isNull()) {
        option.icon.paint(painter, icon, Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled);
    }
    const QStringList parts = option.text.split(u'\t');
    const QRect text = option.rect.adjusted(36, 0, -16, 0);
    painter->setPen(isEnabled ? colours.text : colours.hint);
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic, parts.value(0));
    if (parts.size() > 1) {
        painter->setPen(colours.hint);
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight, parts[1]);
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        chevron(painter, QRect(option.rect.right() - 18, option.rect.y(), 12, option.rect.height()), colours.hint,
                Qt::RightArrow);
}

void progressBar(QPainter *painter, const QStyleOption &option, int minimum, int maximum, int value)
{
    const Colours &colours = Colours::of(option.palette);
    box(painter, option.rect, colours.base, colours.buttonBorder);
    if (maximum <= minimum)
        return;
    QRectF done = QRectF(option.rect).adjusted(1, 1, -1, -1);
    done.setWidth(done.width() * (value - minimum) / (maximum - minimum));
    painter->fillRect(done, colours.accent);
}

void splitter(QPainter *painter, const QStyleOption &option)
{
    const Colours &colours = Colours::of(option.palette);
    painter->fillRect(option.rect, colours.window);
    const QRect rect = option.rect;
    const QPoint centre = rect.center();
    if (rect.width() < rect.height()) {
        painter->fillRect(QRect(rect.x(), rect.y(), 1, rect.height()), colours.hairline);
        painter->fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), colours.hairline);
        painter->fillRect(QRect(centre.x(), centre.y() - 12, 1, 24), colours.inputBorder);
    } else {
        painter->fillRect(QRect(rect.x(), rect.y(), rect.width(), 1), colours.hairline);
        painter->fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colours.hairline);
        painter->fillRect(QRect(centre.x() - 12, centre.y(), 24, 1), colours.inputBorder);
    }
}

} // namespace Gatehouse::Ui::StylePainter
