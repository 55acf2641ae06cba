// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/timerange.h"

#include <QWidget>

class QButtonGroup;

namespace Gatehouse::Ui {

// The row of range buttons. GUI only.
class RangeSelector final : public QWidget
{
    Q_OBJECT
public:
    explicit RangeSelector(const QList<TimeRange> &ranges, QWidget *parent = nullptr);

    [[nodiscard]] TimeRange range() const { return m_range; }
    void setRange(TimeRange range);

signals:
    void rangeChanged(Gatehouse::Ui::TimeRange range);

private:
    QButtonGroup *m_buttons;
    TimeRange m_range = TimeRange::Day;
};

} // namespace Gatehouse::Ui
