// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/rangeselector.h"

#include "ui/common/gatehousestyle.h"
#include "ui/tr.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace Gatehouse::Ui {

RangeSelector::RangeSelector(const QList<TimeRange> &ranges, QWidget *parent)
    : QWidget(parent)
    , m_buttons(new QButtonGroup(this))
{
    setAccessibleName(Tr::tr("Time range"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (qsizetype i = 0; i < ranges.size(); ++i) {
        auto *button = new QToolButton(this);
        button->setText(rangeName(ranges[i]));
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setCheckable(true);
        button->setChecked(ranges[i] == m_range);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(rangeSentence(ranges[i]));
        button->setToolTip(rangeSentence(ranges[i]));
        button->setProperty(StyleProperty::Segment, int(i == 0                   ? FirstSegment
                                                        : i + 1 == ranges.size() ? LastSegment
                                                                                 : MiddleSegment));
        m_buttons->addButton(button, int(ranges[i]));
        layout->addWidget(button);
    }
    connect(m_buttons, &QButtonGroup::idClicked, this, [this](int id) { setRange(TimeRange(id)); });
    setFocusProxy(m_buttons->buttons().constFirst());
}

void RangeSelector::setRange(TimeRange range)
{
    if (QAbstractButton *button = m_buttons->button(int(range)))
        button->setChecked(true);
    if (range == m_range)
        return;
    m_range = range;
    emit rangeChanged(range);
}

} // namespace Gatehouse::Ui
