// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/formwidgets.h"

#include "ui/common/colours.h"
#include "ui/common/gatehousestyle.h"
#include "ui/common/theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace Gatehouse::Ui::FormWidgets {

QLabel *problem(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setFont(Fonts::secondary());
    label->setWordWrap(true);
    label->hide();
    return label;
}

void showProblem(QLabel *label, const QString &text, QWidget *field)
{
    label->setText(text);
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, Colours::of(field->palette()).toneText(Tone::Error));
    label->setPalette(palette);
    label->setVisible(!text.isEmpty());
    field->setProperty(StyleProperty::Frame, text.isEmpty() ? QVariant() : QVariant(static_cast<int>(Tone::Error)));
    field->setAccessibleDescription(text);
    field->update();
}

QFormLayout *form()
{
    auto *layout = new QFormLayout;
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(Metrics::GroupGap);
    layout->setVerticalSpacing(Metrics::Gap + Metrics::Gap / 2);
    layout->setLabelAlignment(Qt::AlignRight | Qt::AlignTop);
    layout->setFormAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return layout;
}

QWidget *stacked(std::initializer_list<QWidget *> widgets, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Metrics::Gap / 2);
    for (QWidget *widget : widgets)
        layout->addWidget(widget);
    return box;
}

} // namespace Gatehouse::Ui::FormWidgets
