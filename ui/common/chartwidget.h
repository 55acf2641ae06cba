// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/chartdata.h"

#include <QChartView>
#include <QWidget>

class QStackedLayout;

namespace Gatehouse::Ui {

class ChartPlot;
class TableView;

// A chart over time: stacked bars or lines on a logarithmic axis, gridlines, crosshair with a table of values, click on
// a series; or its numbers as a table. Qt Charts draws the series, the axes are ours (round times, the user's money).
// No animation. GUI only.
class ChartWidget final : public QWidget
{
    Q_OBJECT
public:
    explicit ChartWidget(const QString &accessibleName, QWidget *parent = nullptr);

    void setData(const ChartData &data);
    [[nodiscard]] const ChartData &data() const;
    void setTableShown(bool shown);
    // For pictures: the crosshair as if the mouse were over a step; -1 removes it.
    void setCrosshair(int step);

signals:
    void seriesClicked(qint64 id, Gatehouse::Timestamp from, Gatehouse::Timestamp to);

private:
    void updateAccessible();
    ChartPlot *m_plot;
    ChartTableModel *m_model;
    TableView *m_table;
    QStackedLayout *m_stack;
    QString m_name;
};

} // namespace Gatehouse::Ui
