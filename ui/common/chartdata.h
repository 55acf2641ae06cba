// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "ui/common/colours.h"

#include <QAbstractTableModel>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace Gatehouse::Ui {

// How the values of a chart are written.
enum class ChartUnit : quint8 { Money, Count, Tokens, Seconds };

// One series of a chart. A colour of the series set, or a meaning.
struct ChartSeries {
    QString name;
    qint64 id = 0; // what a click means to the page
    QList<double> values;
    std::optional<int> series; // else `tone`
    Tone tone = Tone::Neutral;
    bool isDashed = false; // lines only
    [[nodiscard]] double total() const;
    [[nodiscard]] QColor colour(const Colours &colours) const;
    bool operator==(const ChartSeries &) const = default;
};

// A chart as a value: stacked bars (the first at the bottom) or lines over equal steps of time. Lines with a value of 0
// have a gap.
struct ChartData {
    enum class Kind : quint8 { StackedBars, LogLines };
    Kind kind = Kind::StackedBars;
    ChartUnit unit = ChartUnit::Count;
    Timestamp start = {};
    std::chrono::minutes step{30};
    int steps = 0;
    QList<ChartSeries> series;
    QList<double> previous; // totals of the period before; empty: not compared
    bool operator==(const ChartData &) const = default;

    [[nodiscard]] double stackAt(int step) const;
    [[nodiscard]] double largest() const;
    [[nodiscard]] Timestamp timeOf(int position) const { return start + step * position; }
    [[nodiscard]] bool isEmpty() const;
};

// A value as the tooltip, the legend and the table write it.
[[nodiscard]] QString chartValue(ChartUnit unit, double value);
// A value beside a gridline: as few digits as tell the lines apart.
[[nodiscard]] QString chartAxisValue(ChartUnit unit, double value, double step);
// Rounds up to a scale with three to five gridlines; returns the step.
[[nodiscard]] double niceStep(double largest, bool isWhole);
// "Thu 19 Nov, 00:00-00:30"
[[nodiscard]] QString chartTime(const ChartData &data, int step);

// The numbers of a chart for screen readers, keyboard and clipboard: one row a step, one column a series. GUI only.
class ChartTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setChart(const ChartData &data);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ChartData m_data;
};

} // namespace Gatehouse::Ui
