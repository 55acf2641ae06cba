// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/chartdata.h"

#include <QChartView>

class QBarCategoryAxis;
class QValueAxis;

namespace Gatehouse::Ui {

// The drawing of a ChartWidget. GUI only; owned by it.
class ChartPlot final : public QChartView
{
    Q_OBJECT
public:
    explicit ChartPlot(QWidget *parent);
    void setData(const ChartData &data);
    [[nodiscard]] const ChartData &data() const { return m_data; }
    void setCrosshair(int step);

signals:
    void stepClicked(int step, int series); // series: index, or -1 between them

protected:
    void resizeEvent(QResizeEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; // Left and Right move the crosshair
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void addBars();
    void addLines();
    void addPrevious();
    void layOut();
    void drawTimeLabels(QPainter *painter) const;
    void drawTooltip(QPainter *painter) const;
    [[nodiscard]] QList<double> gridValues() const;
    [[nodiscard]] double toY(double value) const;
    [[nodiscard]] double toX(double step) const;
    [[nodiscard]] int stepAt(double x) const;

    ChartData m_data;
    QRectF m_plot;
    double m_gridStep = 1;
    double m_minimum = 0; // of the axis; log10 for LogLines
    double m_maximum = 1;
    int m_crosshair = -1;
};

} // namespace Gatehouse::Ui
