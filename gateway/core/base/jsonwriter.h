// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <concepts>
#include <optional>
#include <utility>

namespace Gatehouse::Json {

// Builds one compact document, in the order of the calls; commas and colons are its business. What is already JSON goes
// in as it is (raw). Value type; the caller keeps the nesting right (asserted).
class Writer final
{
public:
    Writer &beginObject() { return open('{'); }
    Writer &endObject() { return close('}'); }
    Writer &beginArray() { return open('['); }
    Writer &endArray() { return close(']'); }
    Writer &key(QByteArrayView utf8);

    Writer &string(QByteArrayView utf8);
    Writer &integer(qint64 value);
    Writer &boolean(bool value) { return raw(value ? "true" : "false"); }
    Writer &null() { return raw("null"); }
    Writer &raw(QByteArrayView json);

    // A member: key and value in one.
    Writer &member(QByteArrayView name, QByteArrayView utf8) { return key(name).string(utf8); }
    template <std::same_as<bool> Bool>
    Writer &member(QByteArrayView name, Bool value)
    {
        return key(name).boolean(value);
    }
    template <std::integral Integer>
        requires(!std::same_as<Integer, bool>)
    Writer &member(QByteArrayView name, Integer value)
    {
        return key(name).integer(value);
    }
    Writer &rawMember(QByteArrayView name, QByteArrayView json) { return key(name).raw(json); }
    Writer &nullMember(QByteArrayView name) { return key(name).null(); }

    // Only where there is a value: an absent one, or empty text or JSON, writes nothing.
    template <typename T>
    Writer &optionalMember(QByteArrayView name, const std::optional<T> &value)
    {
        return value ? member(name, *value) : *this;
    }
    Writer &optionalMember(QByteArrayView name, QByteArrayView utf8)
    {
        return utf8.isEmpty() ? *this : member(name, utf8);
    }
    Writer &optionalRawMember(QByteArrayView name, QByteArrayView json)
    {
        return json.isEmpty() ? *this : rawMember(name, json);
    }

    [[nodiscard]] QByteArray take() { return std::exchange(m_out, {}); }

private:
    Writer &open(char bracket);
    Writer &close(char bracket);
    void separate();

    QByteArray m_out;
    int m_depth = 0;
};

} // namespace Gatehouse::Json
