// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/chartwidget.h"

#include "ui/common/chartplot.h"
#include "ui/common/tableview.h"
#include "ui/tr.h"

#include <QStackedLayout>

namespace Gatehouse::Ui {

ChartWidget::ChartWidget(const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_plot(new ChartPlot(this))
    , m_model(new ChartTableModel(this))
    , m_table(new TableView(this))
    , m_stack(new QStackedLayout(this))
    , m_name(accessibleName)
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(Tr::tr("%1, as a table").arg(accessibleName));
    m_stack->setContentsMargins(0, 0, 0, 0);
    m_stack->addWidget(m_plot);
    m_stack->addWidget(m_table);
    setAccessibleName(accessibleName);
    connect(m_plot, &ChartPlot::stepClicked, this, [this](int step, int series) {
        const ChartData &data = m_plot->data();
        emit seriesClicked(series >= 0 ? data.series[series].id : 0, data.timeOf(step), data.timeOf(step + 1));
    });
}

void ChartWidget::setData(const ChartData &data)
{
    m_plot->setData(data);
    if (m_stack->currentWidget() == m_table)
        m_model->setChart(data);
    updateAccessible();
}

const ChartData &ChartWidget::data() const
{
    return m_plot->data();
}

void ChartWidget::setTableShown(bool shown)
{
    if (shown)
        m_model->setChart(m_plot->data());
    m_stack->setCurrentWidget(shown ? static_cast<QWidget *>(m_table) : m_plot);
    if (shown)
        m_table->setColumnWidth(0, 160);
}

void ChartWidget::setCrosshair(int step)
{
    m_plot->setCrosshair(step);
}

// A sentence instead of the picture: where the largest bar stands.
void ChartWidget::updateAccessible()
{
    const ChartData &chart = m_plot->data();
    int peak = 0;
    for (int i = 1; i < chart.steps; ++i) {
        if (chart.stackAt(i) > chart.stackAt(peak))
            peak = i;
    }
    m_plot->setAccessibleName(m_name);
    m_plot->setAccessibleDescription(
        chart.isEmpty() || chart.kind != ChartData::Kind::StackedBars
            ? QString()
            : Tr::tr("Largest: %1 at %2").arg(chartValue(chart.unit, chart.stackAt(peak)), chartTime(chart, peak)));
}

} // namespace Gatehouse::Ui
