// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/money.h"

#include <limits>

namespace Gatehouse {

namespace {

constexpr qint64 NanosPerUsd = 1'000'000'000;

} // namespace

std::optional<Money> Money::fromUsd(QStringView decimal)
{
    const bool negative = decimal.startsWith(u'-');
    if (negative)
        decimal = decimal.sliced(1);
    qint64 nanos = 0;
    int decimals = -1; // -1 until the point has been read
    bool digits = false;
    for (const QChar c : decimal) {
        if (c == u'.' && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (c < u'0' || c > u'9' || decimals >= 9)
            return std::nullopt;
        digits = true;
        decimals += decimals >= 0 ? 1 : 0;
        if (__builtin_mul_overflow(nanos, qint64(10), &nanos)
            || __builtin_add_overflow(nanos, qint64(c.unicode() - u'0'), &nanos))
            return std::nullopt;
    }
    if (!digits)
        return std::nullopt;
    for (int i = decimals < 0 ? 0 : decimals; i < 9; ++i) {
        if (__builtin_mul_overflow(nanos, qint64(10), &nanos))
            return std::nullopt;
    }
    return Money(negative ? -nanos : nanos);
}

QString Money::toUsd() const
{
    // The magnitude as unsigned, so that the most negative value has one too.
    const quint64 magnitude = m_nanos < 0 ? ~quint64(m_nanos) + 1 : quint64(m_nanos);
    QString text = QString::number(magnitude / quint64(NanosPerUsd));
    const quint64 fraction = magnitude % quint64(NanosPerUsd);
    if (fraction != 0) {
        QString decimals = QString::number(fraction).rightJustified(9, u'0');
        while (decimals.endsWith(u'0'))
            decimals.chop(1);
        text += u'.' + decimals;
    }
    return m_nanos < 0 ? u'-' + text : text;
}

Money Money::operator+(Money other) const
{
    qint64 sum = 0;
    if (__builtin_add_overflow(m_nanos, other.m_nanos, &sum))
        return Money(m_nanos < 0 ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max());
    return Money(sum);
}

Money Money::operator-(Money other) const
{
    qint64 difference = 0;
    if (__builtin_sub_overflow(m_nanos, other.m_nanos, &difference))
        return Money(m_nanos < 0 ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max());
    return Money(difference);
}

} // namespace Gatehouse
