// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/formats.h"

#include "ui/tr.h"

#include <QDateTime>

#include <array>
#include <cmath>

namespace Gatehouse::Ui::Formats {

using namespace Qt::StringLiterals;

namespace {

// Between a number and its unit: they stay on one line.
constexpr QChar NoBreak(0x00A0);

QString withUnit(const QString &number, const QString &unit)
{
    return number + NoBreak + unit;
}

// Decimals that show `digits` significant digits of a value below one.
int significantDecimals(double value, int digits)
{
    return digits - 1 - int(std::floor(std::log10(value)));
}

} // namespace

QLocale locale()
{
    const QLocale user;
    return user.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : user;
}

QString money(Money amount)
{
    const double dollars = double(amount.nanos()) / 1e9;
    const double size = std::abs(dollars);
    int decimals = 2;
    if (size > 0 && size < 0.01)
        decimals = std::min(significantDecimals(size, 4), 9);
    else if (size > 0 && size < 1)
        decimals = 4;
    return locale().toCurrencyString(dollars, u"$"_s, decimals);
}

QString moneyExact(Money amount)
{
    const QString digits = amount.toUsd();
    const qsizetype point = digits.indexOf(u'.');
    const int decimals = point < 0 ? 2 : std::max(2, int(digits.size() - point - 1));
    return locale().toCurrencyString(double(amount.nanos()) / 1e9, u"$"_s, decimals);
}

QString cost(Money amount, Store::Pricing pricing)
{
    switch (pricing) {
    case Store::Pricing::Unpriced:
        return Tr::tr("unpriced");
    case Store::Pricing::NotCharged:
        return {};
    case Store::Pricing::Priced:
        return money(amount);
    }
    return {};
}

QString count(qint64 value)
{
    return locale().toString(value);
}

QString compactCount(double value)
{
    struct Step {
        double from;
        QLatin1StringView unit;
    };
    static constexpr std::array<Step, 3> steps = {{{1e9, "G"_L1}, {1e6, "M"_L1}, {1e4, "k"_L1}}};
    for (const Step &step : steps) {
        if (std::abs(value) < step.from)
            continue;
        const double scaled = value / (step.from == 1e4 ? 1e3 : step.from);
        const int decimals = std::abs(scaled) < 10 ? 2 : std::abs(scaled) < 100 ? 1 : 0;
        return withUnit(locale().toString(scaled, 'f', decimals), step.unit);
    }
    return locale().toString(qRound64(value));
}

QString bytes(qint64 value)
{
    return locale().formattedDataSize(value, value < 100'000'000 ? 1 : 2, QLocale::DataSizeSIFormat);
}

QString rate(double perSecond)
{
    return locale().toString(perSecond, 'f', perSecond < 100 ? 1 : 0);
}

QString percent(double fraction, int decimals)
{
    return withUnit(locale().toString(fraction * 100, 'f', decimals), u"%"_s);
}

QString duration(std::chrono::microseconds value)
{
    const double seconds = double(value.count()) / 1e6;
    if (seconds < 0.0995)
        return withUnit(locale().toString(qRound64(seconds * 1000)), u"ms"_s);
    if (seconds < 9.995)
        return withUnit(locale().toString(seconds, 'f', 2), u"s"_s);
    if (seconds < 99.95)
        return withUnit(locale().toString(seconds, 'f', 1), u"s"_s);
    const qint64 whole = qRound64(seconds);
    return Tr::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
}

QString countdown(std::chrono::seconds value)
{
    const qint64 seconds = value.count();
    return u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QDateTime local(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(toMicroseconds(time) / 1000);
}

QString clockTime(Timestamp time)
{
    return local(time).toString(u"HH:mm"_s);
}

QString clockSeconds(Timestamp time)
{
    return local(time).toString(u"HH:mm:ss"_s);
}

QString day(Timestamp time)
{
    return locale().toString(local(time).date(), u"d MMM"_s);
}

QString date(Timestamp time)
{
    return locale().toString(local(time).date(), u"d MMM yyyy"_s);
}

QString fullTime(Timestamp time)
{
    return locale().toString(local(time), u"ddd d MMM yyyy, HH:mm:ss.zzz"_s);
}

QString timeOrDay(Timestamp time, Timestamp now)
{
    const QDate when = local(time).date();
    const QDate today = local(now).date();
    if (when == today)
        return clockTime(time);
    return when.year() == today.year() ? day(time) : date(time);
}

QString requestState(Store::RequestState state)
{
    switch (state) {
    case Store::RequestState::Running:
        return Tr::tr("in flight");
    case Store::RequestState::Answered:
        return Tr::tr("answered");
    case Store::RequestState::ClientError:
        return Tr::tr("client error");
    case Store::RequestState::Denied:
        return Tr::tr("denied");
    case Store::RequestState::UpstreamError:
        return Tr::tr("provider error");
    case Store::RequestState::ClientClosed:
        return Tr::tr("client left");
    case Store::RequestState::GatewayError:
        return Tr::tr("gateway error");
    case Store::RequestState::Interrupted:
        return Tr::tr("interrupted");
    }
    return {};
}

QString error(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::StoreLocked:
        return Tr::tr("Another Gatehouse uses this store. %1").arg(error.message);
    case ErrorKind::StoreNewer:
        return Tr::tr("The store was written by a newer Gatehouse. %1").arg(error.message);
    case ErrorKind::StoreDamaged:
        return Tr::tr("The store is damaged. %1").arg(error.message);
    case ErrorKind::StoreUnavailable:
    case ErrorKind::Io:
        return Tr::tr("The store cannot be read or written. %1").arg(error.message);
    case ErrorKind::NotFound:
        return Tr::tr("It is not there any more. %1").arg(error.message);
    case ErrorKind::Conflict:
        return Tr::tr("Somebody else changed it meanwhile. %1").arg(error.message);
    case ErrorKind::Settings:
        return Tr::tr("A setting is not valid. %1").arg(error.message);
    case ErrorKind::UpstreamUnreachable:
        return Tr::tr("The provider cannot be reached. %1").arg(error.message);
    case ErrorKind::UpstreamTimeout:
        return Tr::tr("The provider did not answer in time. %1").arg(error.message);
    default:
        return error.message;
    }
}

} // namespace Gatehouse::Ui::Formats
