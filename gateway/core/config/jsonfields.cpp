// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/config/jsonfields.h"

#include "gateway/core/base/money.h"
#include "gateway/core/base/similar.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace Gatehouse::JsonFields {

namespace {

constexpr qint64 MicrosecondsPerSecond = 1'000'000;
constexpr qsizetype MaxDecimals = 6;

// Whole numbers beyond this are not exact in the JSON of every reader.
constexpr qint64 LargestInteger = 9'007'199'254'740'992;

} // namespace

QString timeToText(Timestamp time)
{
    const qint64 microseconds = toMicroseconds(time);
    qint64 seconds = microseconds / MicrosecondsPerSecond;
    qint64 fraction = microseconds % MicrosecondsPerSecond;
    if (fraction < 0) {
        fraction += MicrosecondsPerSecond;
        --seconds;
    }
    QString text = QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::UTC).toString(u"yyyy-MM-ddTHH:mm:ss");
    if (fraction != 0) {
        QString decimals = QString::number(fraction).rightJustified(MaxDecimals, u'0');
        while (decimals.endsWith(u'0'))
            decimals.chop(1);
        text += u'.' + decimals;
    }
    text += u'Z';
    return text;
}

std::optional<Timestamp> timeFromText(QStringView text)
{
    // QDateTime keeps milliseconds only, so the decimals are read here.
    qint64 fraction = 0;
    QString whole = text.toString();
    if (const qsizetype point = text.indexOf(u'.'); point >= 0) {
        qsizetype end = point + 1;
        while (end < text.size() && text[end].isDigit())
            ++end;
        const QStringView digits = text.sliced(point + 1, end - point - 1);
        if (digits.isEmpty() || digits.size() > MaxDecimals)
            return std::nullopt;
        fraction = digits.toString().leftJustified(MaxDecimals, u'0').toLongLong();
        whole.remove(point, end - point);
    }
    const QDateTime time = QDateTime::fromString(whole, Qt::ISODate);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return fromMicroseconds(time.toSecsSinceEpoch() * MicrosecondsPerSecond + fraction);
}

QString amountToText(qint64 nanos)
{
    return Money::fromNanos(nanos).toUsd();
}

std::optional<qint64> amountFromJson(const QJsonValue &value)
{
    // A number in a hand-written document: its shortest text is what was written, and is then read exactly.
    const QString text =
        value.isDouble() ? QString::number(value.toDouble(), 'f', QLocale::FloatingPointShortest) : value.toString();
    const std::optional<Money> amount = Money::fromUsd(text);
    if (!amount)
        return std::nullopt;
    return amount->nanos();
}

void Writer::operator()(QLatin1StringView name, const QStringList &value)
{
    m_object.insert(name, QJsonArray::fromStringList(value));
}

void Writer::operator()(QLatin1StringView name, const QByteArray &value)
{
    m_object.insert(name, QString::fromLatin1(value.toHex()));
}

void Writer::operator()(QLatin1StringView name, const std::optional<Timestamp> &value)
{
    m_object.insert(name, value ? QJsonValue(timeToText(*value)) : QJsonValue());
}

void Writer::operator()(QLatin1StringView name, std::chrono::milliseconds value)
{
    m_object.insert(name, qint64(value.count()));
}

void Writer::operator()(QLatin1StringView name, std::chrono::seconds value)
{
    m_object.insert(name, qint64(value.count()));
}

void Writer::operator()(QLatin1StringView name, OptionalAmount value)
{
    m_object.insert(name, value.nanos ? QJsonValue(amountToText(*value.nanos)) : QJsonValue());
}

std::optional<QJsonValue> Reader::member(QLatin1StringView name)
{
    m_known.append(name);
    const auto found = m_object.constFind(name);
    if (found == m_object.constEnd())
        return std::nullopt;
    return *found;
}

void Reader::refuse(QLatin1StringView name, const QString &expected)
{
    if (!m_error) {
        m_error = Error{.kind = ErrorKind::Settings,
                        .message = u"%1: '%2' must be %3."_s.arg(m_what, name, expected),
                        .detail = {},
                        .param = QByteArray(name.data(), name.size())};
    }
}

Result<void> Reader::finish()
{
    for (const QString &name : m_object.keys()) {
        if (m_error || m_known.contains(name))
            continue;
        m_error = Error{.kind = ErrorKind::Settings,
                        .message = u"%1: there is no '%2'.%3"_s.arg(m_what, name, didYouMean(name, m_known)),
                        .detail = {},
                        .param = name.toUtf8()};
    }
    if (m_error)
        return std::unexpected(*std::move(m_error));
    return {};
}

std::optional<qint64> Reader::integer(QLatin1StringView name, qint64 smallest, qint64 largest)
{
    const std::optional<QJsonValue> found = member(name);
    if (!found)
        return std::nullopt;
    // Two different defaults tell a whole number from everything that toInteger() cannot give.
    const qint64 number = found->toInteger(0);
    if (found->toInteger(1) != number || number < smallest || number > largest) {
        refuse(name, u"a whole number from %1 to %2"_s.arg(smallest).arg(largest));
        return std::nullopt;
    }
    return number;
}

void Reader::operator()(QLatin1StringView name, QString &value)
{
    if (const auto found = member(name)) {
        if (found->isString())
            value = found->toString();
        else
            refuse(name, u"text"_s);
    }
}

void Reader::operator()(QLatin1StringView name, bool &value)
{
    if (const auto found = member(name)) {
        if (found->isBool())
            value = found->toBool();
        else
            refuse(name, u"true or false"_s);
    }
}

void Reader::operator()(QLatin1StringView name, int &value)
{
    if (const auto number = integer(name, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()))
        value = static_cast<int>(*number);
}

void Reader::operator()(QLatin1StringView name, quint16 &value)
{
    if (const auto number = integer(name, 0, std::numeric_limits<quint16>::max()))
        value = static_cast<quint16>(*number);
}

void Reader::operator()(QLatin1StringView name, qint64 &value)
{
    if (const auto number = integer(name, -LargestInteger, LargestInteger))
        value = *number;
}

void Reader::operator()(QLatin1StringView name, QStringList &value)
{
    const auto found = member(name);
    if (!found)
        return;
    QStringList list;
    const QJsonArray array = found->toArray();
    for (const auto &item : array)
        list.append(item.toString());
    if (QJsonArray::fromStringList(list) == array && found->isArray())
        value = list;
    else
        refuse(name, u"a list of texts"_s);
}

void Reader::operator()(QLatin1StringView name, QByteArray &value)
{
    const auto found = member(name);
    if (!found)
        return;
    const QByteArray digits = found->toString().toLatin1();
    const QByteArray bytes = QByteArray::fromHex(digits);
    if (found->isString() && bytes.toHex() == digits.toLower())
        value = bytes;
    else
        refuse(name, u"hexadecimal digits"_s);
}

void Reader::operator()(QLatin1StringView name, QJsonValue &value)
{
    if (const auto found = member(name))
        value = *found;
}

void Reader::operator()(QLatin1StringView name, Timestamp &value)
{
    std::optional<Timestamp> time = value;
    (*this)(name, time);
    if (time)
        value = *time;
    else
        refuse(name, u"a time"_s);
}

void Reader::operator()(QLatin1StringView name, std::optional<Timestamp> &value)
{
    const auto found = member(name);
    if (!found)
        return;
    if (found->isNull()) {
        value.reset();
        return;
    }
    if (const auto time = timeFromText(found->toString()))
        value = time;
    else
        refuse(name, u"a time such as 2026-11-24T18:00:00Z"_s);
}

void Reader::operator()(QLatin1StringView name, std::chrono::milliseconds &value)
{
    if (const auto number = integer(name, 0, std::numeric_limits<int>::max()))
        value = std::chrono::milliseconds(*number);
}

void Reader::operator()(QLatin1StringView name, std::chrono::seconds &value)
{
    if (const auto number = integer(name, 0, std::numeric_limits<int>::max()))
        value = std::chrono::seconds(*number);
}

void Reader::operator()(QLatin1StringView name, Amount value)
{
    std::optional<qint64> amount = value.nanos;
    (*this)(name, OptionalAmount{amount});
    if (amount)
        value.nanos = *amount;
    else
        refuse(name, u"a price"_s);
}

void Reader::operator()(QLatin1StringView name, OptionalAmount value)
{
    const auto found = member(name);
    if (!found)
        return;
    if (found->isNull()) {
        value.nanos.reset();
        return;
    }
    const auto amount = amountFromJson(*found);
    if (amount && *amount >= 0)
        value.nanos = amount;
    else
        refuse(name, u"US dollars per million tokens such as \"0.25\", with at most nine decimals"_s);
}

} // namespace Gatehouse::JsonFields
