// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/chartdata.h"

#include "ui/common/formats.h"
#include "ui/tr.h"

#include <QDateTime>

#include <cmath>
#include <numeric>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

double ChartSeries::total() const
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

QColor ChartSeries::colour(const Colours &colours) const
{
    return series ? colours.series(*series) : colours.toneFill(tone);
}

double ChartData::stackAt(int position) const
{
    double sum = 0;
    for (const ChartSeries &one : series)
        sum += one.values.value(position);
    return sum;
}

double ChartData::largest() const
{
    double result = 0;
    for (int i = 0; i < steps; ++i) {
        if (kind == Kind::StackedBars) {
            result = std::max(result, stackAt(i));
            continue;
        }
        for (const ChartSeries &one : series)
            result = std::max(result, one.values.value(i));
    }
    for (const double value : previous)
        result = std::max(result, value);
    return result;
}

bool ChartData::isEmpty() const
{
    return largest() <= 0;
}

QString chartValue(ChartUnit unit, double value)
{
    switch (unit) {
    case ChartUnit::Money:
        return Formats::money(Money::fromNanos(qRound64(value * 1e9)));
    case ChartUnit::Count:
        return Formats::count(qRound64(value));
    case ChartUnit::Tokens:
        return Formats::count(qRound64(value));
    case ChartUnit::Seconds:
        return Formats::duration(std::chrono::microseconds(qRound64(value * 1e6)));
    }
    return {};
}

QString chartAxisValue(ChartUnit unit, double value, double step)
{
    const int decimals =
        step >= 1 ? 0 : std::max(0, -int(std::floor(std::log10(step) + 1e-9)) + (step == 0.25 || step == 0.75 ? 1 : 0));
    switch (unit) {
    case ChartUnit::Money:
        return Formats::locale().toCurrencyString(value, u"$"_s, step >= 5 ? 0 : std::max(2, decimals));
    case ChartUnit::Count:
        return Formats::count(qRound64(value));
    case ChartUnit::Tokens: {
        if (value <= 0)
            return u"0"_s;
        const bool isMillions = step >= 1e5;
        const double scale = isMillions ? 1e6 : step >= 100 ? 1e3 : 1;
        const QString text = Formats::locale().toString(value / scale, 'f', step / scale < 1 ? 1 : 0);
        return scale == 1 ? text : text + QChar(0x00A0) + (isMillions ? u"M"_s : u"k"_s);
    }
    case ChartUnit::Seconds:
        return Formats::locale().toString(value, 'f', value < 1 ? 1 : 0);
    }
    return {};
}

double niceStep(double largest, bool isWhole)
{
    if (largest <= 0)
        return 1;
    // The smallest pleasant step that needs no more than four gridlines above zero.
    const double power = std::pow(10.0, std::floor(std::log10(largest / 4)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0, 7.5, 10.0, 20.0}) {
        const double step = factor * power;
        if (step * 4 >= largest && (!isWhole || step >= 1) && (!isWhole || std::floor(step) == step))
            return step;
    }
    return std::max(1.0, std::ceil(largest / 4));
}

QString chartTime(const ChartData &data, int step)
{
    const Timestamp from = data.timeOf(step);
    const QLocale locale = Formats::locale();
    if (data.step >= std::chrono::hours(24))
        return locale.toString(Formats::local(from).date(), u"ddd d MMM"_s);
    return u"%1, %2\u2013%3"_s.arg(locale.toString(Formats::local(from).date(), u"ddd d MMM"_s),
                                   Formats::clockTime(from), Formats::clockTime(data.timeOf(step + 1)));
}

void ChartTableModel::setChart(const ChartData &data)
{
    const bool isSameShape = data.steps == m_data.steps && data.series.size() == m_data.series.size();
    if (!isSameShape)
        beginResetModel();
    m_data = data;
    if (!isSameShape)
        endResetModel();
    else if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_data.steps;
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1 + int(m_data.series.size());
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole && index.column() > 0)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const int step = m_data.steps - 1 - index.row(); // newest first
    if (index.column() == 0)
        return chartTime(m_data, step);
    const double value = m_data.series[index.column() - 1].values.value(step);
    return value > 0 ? chartValue(m_data.unit, value) : QString();
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole && section > 0)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? Tr::tr("Time") : m_data.series[section - 1].name;
}

} // namespace Gatehouse::Ui
