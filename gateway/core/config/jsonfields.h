// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <chrono>
#include <limits>
#include <optional>
#include <span>

// How the values of configuration become JSON members and are read back. A struct lists its members once, in a function
// visit(fields, value) that calls fields(name, member) for each; the writer and the reader below both run it. Used by
// entities.cpp and settings.cpp only.
namespace Gatehouse::JsonFields {

// A member of an enumeration and its word in JSON.
template <typename Enum>
struct Word {
    Enum value;
    QLatin1StringView word;
};
// To be specialised: the words of an enumeration.
template <typename Enum>
std::span<const Word<Enum>> wordsOf();

// Nano-dollars (of prices: per million tokens), written as US dollars. A wrapper, since the member itself is a plain
// integer.
struct Amount {
    qint64 &nanos;
};
struct OptionalAmount {
    std::optional<qint64> &nanos;
};

[[nodiscard]] QString timeToText(Timestamp time);
[[nodiscard]] std::optional<Timestamp> timeFromText(QStringView text);
[[nodiscard]] std::optional<qint64> amountFromJson(const QJsonValue &value);
[[nodiscard]] QString amountToText(qint64 nanos);

class Writer final
{
public:
    void operator()(QLatin1StringView name, const QString &value) { m_object.insert(name, value); }
    void operator()(QLatin1StringView name, bool value) { m_object.insert(name, value); }
    void operator()(QLatin1StringView name, int value) { m_object.insert(name, value); }
    void operator()(QLatin1StringView name, quint16 value) { m_object.insert(name, value); }
    void operator()(QLatin1StringView name, qint64 value) { m_object.insert(name, value); }
    void operator()(QLatin1StringView name, const QStringList &value);
    void operator()(QLatin1StringView name, const QByteArray &value);
    void operator()(QLatin1StringView name, const QJsonValue &value) { m_object.insert(name, value); }
    void operator()(QLatin1StringView name, Timestamp value) { m_object.insert(name, timeToText(value)); }
    void operator()(QLatin1StringView name, const std::optional<Timestamp> &value);
    void operator()(QLatin1StringView name, std::chrono::milliseconds value);
    void operator()(QLatin1StringView name, std::chrono::seconds value);
    void operator()(QLatin1StringView name, Amount value) { m_object.insert(name, amountToText(value.nanos)); }
    void operator()(QLatin1StringView name, OptionalAmount value);
    template <typename Enum>
        requires std::is_enum_v<Enum>
    void operator()(QLatin1StringView name, Enum value)
    {
        for (const Word<Enum> &known : wordsOf<Enum>()) {
            if (known.value == value)
                m_object.insert(name, known.word);
        }
    }

    [[nodiscard]] QJsonObject take() { return std::move(m_object); }

private:
    QJsonObject m_object;
};

// Reads the members that it is asked for; finish() then refuses those that nobody asked for. The first error is kept.
class Reader final
{
public:
    // `what` names the thing in error messages: "client".
    Reader(QLatin1StringView what, const QJsonObject &object)
        : m_what(what)
        , m_object(object)
    {}

    void operator()(QLatin1StringView name, QString &value);
    void operator()(QLatin1StringView name, bool &value);
    void operator()(QLatin1StringView name, int &value);
    void operator()(QLatin1StringView name, quint16 &value);
    void operator()(QLatin1StringView name, qint64 &value);
    void operator()(QLatin1StringView name, QStringList &value);
    void operator()(QLatin1StringView name, QByteArray &value);
    void operator()(QLatin1StringView name, QJsonValue &value);
    void operator()(QLatin1StringView name, Timestamp &value);
    void operator()(QLatin1StringView name, std::optional<Timestamp> &value);
    void operator()(QLatin1StringView name, std::chrono::milliseconds &value);
    void operator()(QLatin1StringView name, std::chrono::seconds &value);
    void operator()(QLatin1StringView name, Amount value);
    void operator()(QLatin1StringView name, OptionalAmount value);
    template <typename Enum>
        requires std::is_enum_v<Enum>
    void operator()(QLatin1StringView name, Enum &value)
    {
        const std::optional<QJsonValue> found = member(name);
        if (!found)
            return;
        QStringList known;
        for (const Word<Enum> &word : wordsOf<Enum>()) {
            if (found->toString() == word.word) {
                value = word.value;
                return;
            }
            known.append(word.word);
        }
        refuse(name, QStringLiteral("one of: ") + known.join(QStringLiteral(", ")));
    }

    [[nodiscard]] Result<void> finish();

private:
    // The member's value; nothing when it is absent.
    std::optional<QJsonValue> member(QLatin1StringView name);
    std::optional<qint64> integer(QLatin1StringView name, qint64 smallest, qint64 largest);
    void refuse(QLatin1StringView name, const QString &expected);

    QLatin1StringView m_what;
    const QJsonObject &m_object;
    QStringList m_known;
    std::optional<Error> m_error;
};

} // namespace Gatehouse::JsonFields
