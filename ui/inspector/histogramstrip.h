// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"

#include <QWidget>

namespace Gatehouse::Ui {

// Requests over time as bars, failures in red at the top; a frame marks the rows that the table shows. Dragging chooses
// a range. GUI only.
class HistogramStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit HistogramStrip(QWidget *parent = nullptr);

    void setSeries(const QList<Store::SeriesPoint> &points, Timestamp from, Timestamp to);
    void setVisibleRange(std::optional<Timestamp> oldest, std::optional<Timestamp> newest);
    [[nodiscard]] QSize sizeHint() const override { return {400, 76}; }

signals:
    void rangeChosen(Gatehouse::Timestamp from, Gatehouse::Timestamp to);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Bar {
        qint64 requests = 0;
        qint64 failures = 0;
    };
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] double xOf(Timestamp time) const;
    [[nodiscard]] Timestamp timeAt(double x) const;
    void paintAxis(QPainter *painter, const QRectF &area, qint64 top) const;
    void describe();

    QList<Bar> m_bars;
    Timestamp m_from = {};
    Timestamp m_to = {};
    std::optional<Timestamp> m_oldest;
    std::optional<Timestamp> m_newest;
    std::optional<double> m_dragStart;
    double m_dragEnd = 0;
};

} // namespace Gatehouse::Ui
