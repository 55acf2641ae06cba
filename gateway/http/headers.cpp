// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/headers.h"

#include <algorithm>

namespace Gatehouse::Http {

namespace {

constexpr char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

} // namespace

void Headers::set(QByteArray name, QByteArray value)
{
    remove(name);
    add(std::move(name), std::move(value));
}

void Headers::remove(QByteArrayView name)
{
    std::erase_if(m_fields, [name](const Field &field) { return equalsIgnoringCase(field.name, name); });
}

std::optional<QByteArrayView> Headers::value(QByteArrayView name) const
{
    for (const Field &field : m_fields) {
        if (equalsIgnoringCase(field.name, name))
            return field.value;
    }
    return std::nullopt;
}

qsizetype Headers::count(QByteArrayView name) const
{
    return std::ranges::count_if(m_fields, [name](const Field &field) { return equalsIgnoringCase(field.name, name); });
}

bool equalsIgnoringCase(QByteArrayView left, QByteArrayView right)
{
    return left.size() == right.size() && std::equal(left.begin(), left.end(), right.begin(), [](char a, char b) {
               return a == b || lowered(a) == lowered(b);
           });
}

} // namespace Gatehouse::Http
