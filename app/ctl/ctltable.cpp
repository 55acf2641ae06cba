// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/ctltable.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

QString CtlTable::text() const
{
    QList<qsizetype> widths;
    for (qsizetype column = 0; column < m_columns.size(); ++column) {
        qsizetype width = m_columns[column].title.size();
        for (const auto &row : m_rows)
            width = std::max(width, row.value(column).size());
        widths.append(width);
    }
    QString text;
    const auto add = [&](const QStringList &cells) {
        QString line;
        for (qsizetype column = 0; column < m_columns.size(); ++column) {
            const bool isRight = m_columns[column].align == Align::Right;
            const auto cell = cells.value(column);
            line += (column > 0 ? u"  "_s : QString())
                    + (isRight ? cell.rightJustified(widths[column]) : cell.leftJustified(widths[column]));
        }
        while (line.endsWith(u' '))
            line.chop(1);
        text += line + u'\n';
    };
    QStringList titles;
    for (const auto &column : m_columns)
        titles.append(column.title);
    add(titles);
    for (const auto &row : m_rows)
        add(row);
    return text;
}

QString countText(qint64 count)
{
    return QLocale(QLocale::English).toString(count);
}

QString moneyText(Money cost)
{
    // Micro-dollars, rounded half up; the exact amount is in the JSON.
    const qint64 micros = (std::abs(cost.nanos()) + 500) / 1000;
    QString fraction = QString::number(micros % 1'000'000).rightJustified(6, u'0');
    while (fraction.size() > 2 && fraction.endsWith(u'0'))
        fraction.chop(1);
    return (cost.nanos() < 0 ? u"-$"_s : u"$"_s) + countText(micros / 1'000'000) + u'.' + fraction;
}

QString costText(Money cost, Store::Pricing pricing)
{
    if (pricing == Store::Pricing::Unpriced)
        return u"unpriced"_s;
    return pricing == Store::Pricing::Priced ? moneyText(cost) : QString();
}

QString durationText(std::chrono::microseconds duration)
{
    const auto micros = duration.count();
    if (micros < 1000)
        return QString::number(micros) + u" us";
    if (micros < 1'000'000)
        return QString::number(micros / 1000) + u" ms";
    return QString::number(static_cast<double>(micros) / 1e6, 'f', 2) + u" s";
}

QString timeText(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(toMicroseconds(time) / 1000).toString(u"yyyy-MM-dd HH:mm:ss");
}

QString sizeText(qint64 bytes)
{
    return QLocale(QLocale::English).formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString stateText(Store::RequestState state)
{
    switch (state) {
    case Store::RequestState::Running:
        return u"running"_s;
    case Store::RequestState::Answered:
        return u"answered"_s;
    case Store::RequestState::ClientError:
        return u"client error"_s;
    case Store::RequestState::Denied:
        return u"denied"_s;
    case Store::RequestState::UpstreamError:
        return u"upstream error"_s;
    case Store::RequestState::ClientClosed:
        return u"client closed"_s;
    case Store::RequestState::GatewayError:
        return u"gateway error"_s;
    case Store::RequestState::Interrupted:
        return u"interrupted"_s;
    }
    return {};
}

} // namespace Gatehouse::App
