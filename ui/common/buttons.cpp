// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/buttons.h"

#include "ui/common/formats.h"
#include "ui/common/gatehousestyle.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

QPushButton *makeButton(const QString &text, const QString &icon, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    if (!icon.isEmpty())
        button->setIcon(Icons::icon(icon));
    button->setAutoDefault(false);
    return button;
}

QPushButton *makePrimaryButton(const QString &text, const QString &icon, QWidget *parent)
{
    QPushButton *button = makeButton(text, {}, parent);
    button->setProperty(StyleProperty::Primary, true);
    if (!icon.isEmpty())
        button->setIcon(Icons::iconOnPrimary(icon));
    return button;
}

QPushButton *makeCarefulButton(const QString &text, QWidget *parent)
{
    QPushButton *button = makeButton(text, {}, parent);
    button->setProperty(StyleProperty::Careful, true);
    return button;
}

QPushButton *makeSmallButton(const QString &text, const QString &icon, QWidget *parent)
{
    QPushButton *button = makeButton(text, icon, parent);
    button->setProperty(StyleProperty::Small, true);
    return button;
}

QToolButton *makeIconButton(const QString &icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(Icons::icon(icon));
    button->setText(name);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QToolButton *makeLink(const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setProperty(StyleProperty::Link, true);
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFont(Fonts::secondary());
    button->setAutoRaise(true);
    button->setCursor(Qt::PointingHandCursor);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QToolButton *makeChip(const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setProperty(StyleProperty::Chip, true);
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFont(Fonts::secondary());
    button->setCheckable(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void setChipCount(QToolButton *chip, const QString &text, qint64 count)
{
    chip->setText(text + u'\t' + Formats::count(count));
    chip->setAccessibleName(text + u' ' + Formats::count(count));
}

QLabel *makeSectionTitle(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(Fonts::section());
    return label;
}

QLabel *makeHint(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QLabel *makeSecondary(const QString &text, QWidget *parent)
{
    QLabel *label = makeHint(text, parent);
    label->setFont(Fonts::secondary());
    return label;
}

QFrame *makeHorizontalLine(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFrameShape(QFrame::HLine);
    line->setFixedHeight(1);
    return line;
}

QFrame *makeVerticalLine(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFrameShape(QFrame::VLine);
    line->setFixedWidth(1);
    return line;
}

} // namespace Gatehouse::Ui
