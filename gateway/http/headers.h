// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace Gatehouse::Http {

struct Field {
    QByteArray name; // as it came or as it is to be sent
    QByteArray value;
    bool operator==(const Field &) const = default;
};

// The header fields of a message in their order. Names compare without case. Value type.
class Headers final
{
public:
    Headers() = default;
    Headers(std::initializer_list<Field> fields)
        : m_fields(fields)
    {}

    void add(QByteArray name, QByteArray value) { m_fields.push_back({std::move(name), std::move(value)}); }
    void set(QByteArray name, QByteArray value); // replaces every field of the name
    void remove(QByteArrayView name);
    [[nodiscard]] std::optional<QByteArrayView>
    value(QByteArrayView name) const; // of the first; the view dies with the headers
    [[nodiscard]] qsizetype count(QByteArrayView name) const;
    [[nodiscard]] bool isEmpty() const { return m_fields.empty(); }
    [[nodiscard]] auto begin() const { return m_fields.begin(); }
    [[nodiscard]] auto end() const { return m_fields.end(); }
    bool operator==(const Headers &) const = default;

private:
    std::vector<Field> m_fields;
};

[[nodiscard]] bool equalsIgnoringCase(QByteArrayView left, QByteArrayView right); // ASCII only

} // namespace Gatehouse::Http
