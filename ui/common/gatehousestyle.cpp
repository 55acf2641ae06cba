// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/gatehousestyle.h"

#include "ui/common/colours.h"
#include "ui/common/stylepainter.h"
#include "ui/common/theme.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTextEdit>
#include <QToolButton>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

template <typename Option>
const Option *as(const QStyleOption *option)
{
    return qstyleoption_cast<const Option *>(option);
}

bool isSmall(const QWidget *widget)
{
    return widget
           && (widget->property(StyleProperty::Small).toBool() || widget->property(StyleProperty::Chip).toBool());
}

int controlHeight(const QWidget *widget)
{
    return isSmall(widget) ? Metrics::SmallControl : Metrics::Control;
}

void itemGround(QPainter *painter, const QStyleOptionViewItem &option)
{
    const Colours &colours = Colours::of(option.palette);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, option.state & QStyle::State_Active ? colours.selected : colours.selectedIdle);
    else if ((option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled))
        painter->fillRect(option.rect, colours.hover);
    else if (option.backgroundBrush.style() != Qt::NoBrush)
        painter->fillRect(option.rect, option.backgroundBrush);
}

QSize pushButtonSize(const QStyleOptionButton &option, const QWidget *widget)
{
    const bool isPrimary = widget && widget->property(StyleProperty::Primary).toBool();
    const QFontMetrics metrics(isPrimary ? Fonts::strong() : (widget ? widget->font() : Fonts::body()));
    int width = metrics.size(Qt::TextShowMnemonic, option.text).width();
    if (!option.icon.isNull())
        width += option.iconSize.width() + (option.text.isEmpty() ? 0 : 8);
    if (option.features & QStyleOptionButton::HasMenu)
        width += 20;
    const int padding = isSmall(widget) ? Metrics::SmallPadding : Metrics::ControlPadding;
    return {width + 2 * padding, controlHeight(widget)};
}

QSize toolButtonSize(const QStyleOptionToolButton &option, const QWidget *widget)
{
    const int height = controlHeight(widget);
    if (option.toolButtonStyle == Qt::ToolButtonIconOnly)
        return {height, height};
    // A checked segment is semibold: room for it at all times, so that nothing moves.
    const QFontMetrics metrics(widget && widget->property(StyleProperty::Segment).toInt() != 0 ? Fonts::strong()
                                                                                               : option.font);
    int width = metrics.size(Qt::TextShowMnemonic, option.text).width();
    if (option.toolButtonStyle != Qt::ToolButtonTextOnly && !option.icon.isNull())
        width += option.iconSize.width() + (option.text.isEmpty() ? 0 : 8);
    if (option.features & QStyleOptionToolButton::HasMenu)
        width += 20;
    if (widget && widget->property(StyleProperty::Link).toBool())
        return {width + 2, metrics.height() + 4};
    const bool isNarrow = isSmall(widget) || (option.state & QStyle::State_AutoRaise);
    const int padding = isNarrow ? Metrics::SmallPadding : Metrics::ControlPadding - 2;
    return {width + 2 * padding, height};
}

} // namespace

GatehouseStyle::GatehouseStyle()
    : QProxyStyle(QStyleFactory::create(u"fusion"_s))
{
    setObjectName(u"gatehouse"_s);
}

void GatehouseStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                   const QWidget *widget) const
{
    const Colours &colours = Colours::of(option->palette);
    switch (element) {
    case PE_PanelButtonCommand:
        if (const auto *button = as<QStyleOptionButton>(option))
            StylePainter::pushButtonPanel(painter, *button, widget);
        return;
    case PE_PanelLineEdit:
        // Without a frame the line edit sits inside something that draws it (combo box, spin box, a filter field).
        if (const auto *frame = as<QStyleOptionFrame>(option); frame && frame->lineWidth > 0)
            StylePainter::lineEdit(painter, *option, widget);
        return;
    case PE_FrameDefaultButton:
    case PE_FrameLineEdit:
    case PE_PanelStatusBar:
    case PE_FrameStatusBarItem:
    case PE_FrameTabWidget:
    case PE_FrameTabBarBase:
    case PE_IndicatorHeaderArrow: // drawn beside the text
        return;
    case PE_FrameFocusRect:
        if (!qobject_cast<const QAbstractItemView *>(widget) && (option->state & State_KeyboardFocusChange))
            StylePainter::focusRing(painter, option->rect, colours);
        return;
    case PE_Frame: {
        const bool hasFocus = widget && widget->hasFocus() && qobject_cast<const QAbstractScrollArea *>(widget)
                              && !qobject_cast<const QAbstractItemView *>(widget);
        StylePainter::box(painter, option->rect, Qt::transparent, hasFocus ? colours.accent : colours.buttonBorder,
                          hasFocus ? 2 : 1);
        return;
    }
    case PE_FrameGroupBox:
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        StylePainter::checkBox(painter, *option);
        return;
    case PE_IndicatorRadioButton:
        StylePainter::radioButton(painter, *option);
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            StylePainter::chevron(painter, option->rect, colours.hint,
                                  option->state & State_Open ? Qt::DownArrow : Qt::RightArrow);
        return;
    case PE_PanelItemViewRow:
        return;
    case PE_PanelItemViewItem:
        if (const auto *item = as<QStyleOptionViewItem>(option))
            itemGround(painter, *item);
        return;
    case PE_PanelMenu:
    case PE_FrameMenu:
        painter->fillRect(option->rect, colours.base);
        painter->setPen(colours.inputBorder);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, colours.base);
        painter->setPen(colours.inputBorder);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_IndicatorArrowDown:
        StylePainter::chevron(painter, option->rect, colours.hint, Qt::DownArrow);
        return;
    case PE_IndicatorArrowUp:
        StylePainter::chevron(painter, option->rect, colours.hint, Qt::UpArrow);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void GatehouseStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    const Colours &colours = Colours::of(option->palette);
    switch (element) {
    case CE_PushButtonBevel:
        drawPrimitive(PE_PanelButtonCommand, option, painter, widget);
        return;
    case CE_PushButtonLabel:
        if (const auto *button = as<QStyleOptionButton>(option))
            StylePainter::pushButtonLabel(painter, *button, widget);
        return;
    case CE_TabBarTabShape:
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = as<QStyleOptionTab>(option))
            StylePainter::tab(painter, *tab);
        return;
    case CE_HeaderSection:
        if (const auto *header = as<QStyleOptionHeader>(option))
            StylePainter::headerSection(painter, *header);
        return;
    case CE_HeaderLabel:
        if (const auto *header = as<QStyleOptionHeader>(option))
            StylePainter::headerLabel(painter, *header);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, colours.base);
        painter->fillRect(QRect(option->rect.x(), option->rect.bottom(), option->rect.width(), 1), colours.hairline);
        return;
    case CE_MenuBarItem:
        if (const auto *item = as<QStyleOptionMenuItem>(option))
            StylePainter::menuBarItem(painter, *item);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, colours.window);
        return;
    case CE_MenuItem:
        if (const auto *item = as<QStyleOptionMenuItem>(option))
            StylePainter::menuItem(painter, *item);
        return;
    case CE_ComboBoxLabel:
        if (const auto *box = as<QStyleOptionComboBox>(option); box && !box->editable)
            StylePainter::comboBoxLabel(painter, *box, subControlRect(CC_ComboBox, box, SC_ComboBoxEditField, widget));
        return;
    case CE_ProgressBar:
        if (const auto *bar = as<QStyleOptionProgressBar>(option))
            StylePainter::progressBar(painter, *option, bar->minimum, bar->maximum, bar->progress);
        return;
    case CE_Splitter:
        StylePainter::splitter(painter, *option);
        return;
    case CE_ShapedFrame:
        if (const auto *frame = as<QStyleOptionFrame>(option); frame && frame->frameShape == QFrame::HLine)
            painter->fillRect(QRect(option->rect.x(), option->rect.center().y(), option->rect.width(), 1),
                              colours.hairline);
        else if (frame && frame->frameShape == QFrame::VLine)
            painter->fillRect(QRect(option->rect.center().x(), option->rect.y(), 1, option->rect.height()),
                              colours.hairline);
        else
            QProxyStyle::drawControl(element, option, painter, widget);
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void GatehouseStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                        const QWidget *widget) const
{
    switch (control) {
    case CC_ToolButton:
        if (const auto *button = as<QStyleOptionToolButton>(option))
            StylePainter::toolButton(painter, *button, widget);
        return;
    case CC_ComboBox:
        if (const auto *box = as<QStyleOptionComboBox>(option))
            StylePainter::comboBox(painter, *box, widget);
        return;
    case CC_SpinBox:
        if (const auto *box = as<QStyleOptionSpinBox>(option))
            StylePainter::spinBox(painter, *box, subControlRect(CC_SpinBox, box, SC_SpinBoxUp, widget),
                                  subControlRect(CC_SpinBox, box, SC_SpinBoxDown, widget));
        return;
    case CC_ScrollBar:
        if (const auto *slider = as<QStyleOptionSlider>(option))
            StylePainter::scrollBar(painter, *slider, subControlRect(CC_ScrollBar, slider, SC_ScrollBarSlider, widget));
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect GatehouseStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    switch (element) {
    case SE_LineEditContents:
        return option->rect.adjusted(6, 0, -6, 0);
    case SE_PushButtonContents:
    case SE_PushButtonFocusRect:
        return option->rect;
    case SE_HeaderLabel:
        return option->rect;
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

QRect GatehouseStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                                     const QWidget *widget) const
{
    const QRect rect = option->rect;
    if (control == CC_ScrollBar) {
        const auto *slider = as<QStyleOptionSlider>(option);
        const bool isHorizontal = slider && slider->orientation == Qt::Horizontal;
        const int length = isHorizontal ? rect.width() : rect.height();
        if (subControl == SC_ScrollBarAddLine || subControl == SC_ScrollBarSubLine)
            return {};
        if (subControl == SC_ScrollBarGroove)
            return rect;
        if (slider && subControl == SC_ScrollBarSlider) {
            const qint64 range = qint64(slider->maximum) - slider->minimum;
            const int handle =
                range > 0 ? std::max(24, int(qint64(slider->pageStep) * length / (range + slider->pageStep))) : length;
            const int position = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                                         length - handle, slider->upsideDown);
            return isHorizontal ? QRect(position, 0, handle, rect.height()) : QRect(0, position, rect.width(), handle);
        }
        if (slider && (subControl == SC_ScrollBarAddPage || subControl == SC_ScrollBarSubPage)) {
            const QRect handle = subControlRect(control, option, SC_ScrollBarSlider, widget);
            const bool isAfter = subControl == SC_ScrollBarAddPage;
            if (isHorizontal)
                return isAfter ? QRect(handle.right() + 1, 0, rect.width() - handle.right() - 1, rect.height())
                               : QRect(0, 0, handle.x(), rect.height());
            return isAfter ? QRect(0, handle.bottom() + 1, rect.width(), rect.height() - handle.bottom() - 1)
                           : QRect(0, 0, rect.width(), handle.y());
        }
    }
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField)
        return rect.adjusted(10, 1, -26, -1);
    if (control == CC_ComboBox && subControl == SC_ComboBoxArrow)
        return QRect(rect.right() - 25, rect.y(), 26, rect.height());
    if (control == CC_SpinBox) {
        const bool hasButtons = as<QStyleOptionSpinBox>(option)
                                && as<QStyleOptionSpinBox>(option)->buttonSymbols != QAbstractSpinBox::NoButtons;
        const int buttons = hasButtons ? 20 : 0;
        if (subControl == SC_SpinBoxEditField)
            return rect.adjusted(2, 1, -buttons - 2, -1);
        if (subControl == SC_SpinBoxUp)
            return hasButtons ? QRect(rect.right() - 20, rect.y() + 2, 18, rect.height() / 2 - 2) : QRect();
        if (subControl == SC_SpinBoxDown)
            return hasButtons ? QRect(rect.right() - 20, rect.y() + rect.height() / 2, 18, rect.height() / 2 - 2)
                              : QRect();
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QSize GatehouseStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                       const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton:
        if (const auto *button = as<QStyleOptionButton>(option))
            return pushButtonSize(*button, widget);
        break;
    case CT_ToolButton:
        if (const auto *button = as<QStyleOptionToolButton>(option))
            return toolButtonSize(*button, widget);
        break;
    case CT_LineEdit:
        return {size.width() + 12, controlHeight(widget)};
    case CT_ComboBox:
        return {size.width() + 36, controlHeight(widget)};
    case CT_SpinBox:
        return {size.width() + 30, Metrics::Control};
    case CT_TabBarTab:
        if (const auto *tab = as<QStyleOptionTab>(option)) {
            QString text = tab->text;
            text.replace(u'\t', u' ');
            const int height = isSmall(widget) ? Metrics::Control : 32;
            return {QFontMetrics(Fonts::strong()).size(Qt::TextShowMnemonic, text).width() + 24, height};
        }
        break;
    case CT_HeaderSection: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width() + 2 * Metrics::CellPadding, Metrics::TableHeader};
    }
    case CT_MenuBarItem:
        return {size.width() + 16, Metrics::MenuBar};
    case CT_MenuBar:
        return {size.width(), Metrics::MenuBar};
    case CT_MenuItem:
        if (const auto *item = as<QStyleOptionMenuItem>(option)) {
            if (item->menuItemType == QStyleOptionMenuItem::Separator)
                return {size.width(), 9};
            const int shortcut = item->text.contains(u'\t') ? 32 : 0;
            return {size.width() + 60 + shortcut, Metrics::Control};
        }
        break;
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

int GatehouseStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_SplitterWidth:
        return Metrics::Splitter;
    case PM_DefaultFrameWidth:
        return 1;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
        return Metrics::Icon;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 14;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 6;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return Metrics::Gap;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarItemSpacing:
    case PM_MenuBarVMargin:
        return 0;
    case PM_MenuBarHMargin:
        return 8;
    case PM_MenuVMargin:
        return 4;
    case PM_HeaderMargin:
        return 0; // the label keeps the padding of the cells itself
    case PM_ToolTipLabelFrameWidth:
        return 1;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int GatehouseStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                              QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ComboBox_Popup:
        return 0;
    case SH_Header_ArrowAlignment:
        return Qt::AlignRight | Qt::AlignVCenter;
    case SH_UnderlineShortcut:
        return 1;
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_Table_GridLineColor:
        return int(Colours::current().rowLine.rgb());
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

void GatehouseStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) || widget->inherits("QScrollBar")
        || widget->inherits("QHeaderView") || widget->inherits("QTabBar"))
        widget->setAttribute(Qt::WA_Hover);
}

} // namespace Gatehouse::Ui
