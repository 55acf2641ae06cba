// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/filter/filtervalues.h"

#include "gateway/core/base/money.h"
#include "ui/tr.h"

#include <QTimeZone>

#include <array>
#include <cmath>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

using Value = std::expected<FilterValue, FilterError>;

struct Unit {
    QLatin1StringView suffix;
    double factor;
};

constexpr std::array<Unit, 4> CountUnits = {{{"k"_L1, 1e3}, {"M"_L1, 1e6}, {"m"_L1, 1e6}, {""_L1, 1}}};
// The longer suffix first: "ms" ends in "s".
constexpr std::array<Unit, 7> DurationUnits = {{{"ms"_L1, 1e3},
                                                {"us"_L1, 1},

                                                {"min"_L1, 60e6},
                                                {"s"_L1, 1e6},
                                                {"m"_L1, 60e6},
                                                {"h"_L1, 3600e6},
                                                {"d"_L1, 86400e6}}};

constexpr std::array<QLatin1StringView, 8> StateWords = {"running"_L1,       "answered"_L1,       "client-error"_L1,
                                                         "denied"_L1,        "provider-error"_L1, "client-left"_L1,
                                                         "gateway-error"_L1, "interrupted"_L1};

template <std::size_t N>
std::optional<qint64> scaled(QStringView text, const std::array<Unit, N> &units)
{
    for (const Unit &unit : units) {
        if (!text.endsWith(unit.suffix))
            continue;
        bool isNumber = false;
        const double number = text.chopped(unit.suffix.size()).trimmed().toDouble(&isNumber);
        const double value = number * unit.factor;
        if (isNumber && std::isfinite(value) && std::abs(value) < 9e18)
            return qRound64(value);
    }
    return std::nullopt;
}

std::unexpected<FilterError> wrong(FilterRange range, const QString &message, const QString &replacement = {})
{
    return std::unexpected(FilterError{range, message, replacement});
}

Value textValue(FilterValue value, bool isPattern)
{
    if (isPattern) {
        // The limit keeps a pattern that backtracks without end from holding the window up.
        value.pattern = QRegularExpression(QString("(*LIMIT_MATCH=20000)"_L1 % value.text),
                                           QRegularExpression::CaseInsensitiveOption);
        value.isPattern = true;
        if (!value.pattern.isValid())
            return wrong(value.range, Tr::tr("The pattern is not valid: %1.").arg(value.pattern.errorString()));
    } else if (value.text.contains(u'*') || value.text.contains(u'?')) {
        value.pattern = QRegularExpression(
            QRegularExpression::wildcardToRegularExpression(value.text, QRegularExpression::NonPathWildcardConversion),
            QRegularExpression::CaseInsensitiveOption);
        value.isPattern = true;
    }
    return value;
}

Value moneyValue(FilterValue value)
{
    const QStringView digits = QStringView(value.text).mid(value.text.startsWith(u'$') ? 1 : 0);
    const auto money = Money::fromUsd(digits);
    if (!money)
        return wrong(value.range, Tr::tr("“%1” is not an amount of dollars such as $0.05.").arg(value.text));
    value.number = money->nanos();
    return value;
}

Value durationValue(FilterValue value)
{
    const auto microseconds = scaled(value.text, DurationUnits);
    if (microseconds) {
        value.number = *microseconds;
        return value;
    }
    bool isNumber = false;
    value.text.toDouble(&isNumber);
    if (isNumber)
        return wrong(value.range, Tr::tr("“%1” needs a unit: ms, s, m or h.").arg(value.text),
                     QString(value.text % "s"_L1));
    return wrong(value.range, Tr::tr("“%1” is not a duration such as 800ms, 5s or 2m.").arg(value.text));
}

Value statusValue(FilterValue value)
{
    static const QRegularExpression code(u"^[1-5][0-9][0-9]$"_s);
    static const QRegularExpression family(u"^[1-5]xx$"_s, QRegularExpression::CaseInsensitiveOption);
    if (value.text.compare("ok"_L1, Qt::CaseInsensitive) == 0) {
        value.number = 200;
        value.upTo = 299;
    } else if (value.text.compare("error"_L1, Qt::CaseInsensitive) == 0) {
        value.number = 400;
        value.upTo = 599;
    } else if (code.match(value.text).hasMatch()) {
        value.number = value.text.toInt();
        value.upTo = value.number;
    } else if (family.match(value.text).hasMatch()) {
        value.number = (value.text.front().unicode() - u'0') * 100;
        value.upTo = value.number + 99;
    } else {
        return wrong(value.range, Tr::tr("“%1” is not a status: ok, error, 429, 5xx.").arg(value.text),
                     nearestWord(value.text, {u"ok"_s, u"error"_s}));
    }
    return value;
}

Value stateValue(FilterValue value)
{
    for (std::size_t i = 0; i < StateWords.size(); ++i) {
        if (value.text.compare(StateWords[i], Qt::CaseInsensitive) == 0) {
            value.number = qint64(i);
            return value;
        }
    }
    return wrong(value.range, Tr::tr("“%1” is not a state: %2.").arg(value.text, filterStateWords().join(", "_L1)),
                 nearestWord(value.text, filterStateWords()));
}

Value flagValue(FilterValue value)
{
    static const QStringList yes = {u"yes"_s, u"true"_s, u"1"_s, u"on"_s};
    static const QStringList no = {u"no"_s, u"false"_s, u"0"_s, u"off"_s};
    if (yes.contains(value.text, Qt::CaseInsensitive))
        value.number = 1;
    else if (!no.contains(value.text, Qt::CaseInsensitive))
        return wrong(value.range, Tr::tr("“%1” is neither yes nor no.").arg(value.text), u"yes"_s);
    return value;
}

Value timeValue(FilterValue value, const QDateTime &now)
{
    if (const auto ago = scaled(value.text, DurationUnits)) {
        value.number = now.toMSecsSinceEpoch() * 1000 - *ago;
        return value;
    }
    if (const QTime time = QTime::fromString(value.text, value.text.count(u':') > 1 ? u"H:mm:ss"_s : u"H:mm"_s);
        time.isValid()) {
        value.number = QDateTime(now.date(), time, now.timeZone()).toMSecsSinceEpoch() * 1000;
        return value;
    }
    for (const auto &format : {u"yyyy-MM-dd"_s, u"yyyy-MM-dd H:mm"_s, u"yyyy-MM-dd H:mm:ss"_s, u"yyyy-MM-ddTH:mm"_s}) {
        QDateTime time = QDateTime::fromString(value.text, format);
        if (!time.isValid())
            continue;
        time.setTimeZone(now.timeZone());
        value.number = time.toMSecsSinceEpoch() * 1000;
        return value;
    }
    return wrong(value.range, Tr::tr("“%1” is not a time such as 2h, 14:00 or 2026-11-19.").arg(value.text));
}

} // namespace

Value readFilterValue(FilterType type, const QString &text, FilterRange range, bool isPattern, const QDateTime &now)
{
    FilterValue value{.range = range, .text = text};
    if (isPattern && type != FilterType::Text && type != FilterType::Name)
        return wrong(range, Tr::tr("A pattern can be compared with names only."));
    switch (type) {
    case FilterType::Text:
    case FilterType::Name:
        return textValue(std::move(value), isPattern);
    case FilterType::Number:
        if (const auto number = scaled(text, CountUnits)) {
            value.number = *number;
            return value;
        }
        return wrong(range, Tr::tr("“%1” is not a number such as 100 or 2k.").arg(text));
    case FilterType::Money:
        return moneyValue(std::move(value));
    case FilterType::Duration:
        return durationValue(std::move(value));
    case FilterType::Status:
        return statusValue(std::move(value));
    case FilterType::State:
        return stateValue(std::move(value));
    case FilterType::Flag:
        return flagValue(std::move(value));
    case FilterType::Time:
        return timeValue(std::move(value), now);
    }
    return value;
}

QStringList filterStateWords()
{
    QStringList words;
    for (const QLatin1StringView word : StateWords)
        words.append(word);
    return words;
}

QString filterStateWord(Store::RequestState state)
{
    return StateWords[std::size_t(state)];
}

QString quotedFilterValue(const QString &text)
{
    static const QRegularExpression plain(u"^[\\w.$%*?+-][\\w.$%*?+:/@-]*$"_s,
                                          QRegularExpression::UseUnicodePropertiesOption);
    if (plain.match(text).hasMatch())
        return text;
    QString inside = text;
    inside.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1);
    return u'"' % inside % u'"';
}

} // namespace Gatehouse::Ui
