// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/chartdata.h"

#include <QWidget>

namespace Gatehouse::Ui {

// The legend of a chart: a row of swatches right above the plot, or a list with totals beside it. Each entry can be
// clicked. GUI only.
class LegendView final : public QWidget
{
    Q_OBJECT
public:
    enum class Shape : quint8 { Row, List };
    explicit LegendView(Shape shape, QWidget *parent = nullptr);
    void setData(const ChartData &data);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

signals:
    void entryClicked(qint64 id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override; // whole names as tooltips

private:
    struct Entry {
        ChartSeries series;
        QString value;
    };
    [[nodiscard]] QList<QRect> entryRects() const;
    [[nodiscard]] int entryAt(const QPoint &position) const;
    void paintMark(QPainter *painter, const Entry &entry, const QRect &rect) const;
    Shape m_shape;
    bool m_isLines = false;
    QList<Entry> m_entries;
};

} // namespace Gatehouse::Ui
