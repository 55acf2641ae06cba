// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Gatehouse::Llm {

// Cuts a byte stream into the JSON objects that stand in it one after the other: lines of NDJSON, elements of one
// array, or a single object. What is between them (white space, commas, the array's brackets) is skipped; the objects
// themselves are not judged. Any split of the input gives the same objects. Lives on one thread.
class JsonObjectReader final
{
public:
    // An object longer than this is an error of the vendor's.
    static constexpr qsizetype MaxObjectBytes = 16 * 1024 * 1024;

    void feed(QByteArrayView bytes);
    [[nodiscard]] std::optional<QByteArray> next(); // nothing = more bytes are needed, or isBroken()
    [[nodiscard]] bool isOverlong() const { return m_buffer.size() - m_start > MaxObjectBytes; }
    // Something that cannot stand between objects.
    [[nodiscard]] bool isBroken() const { return m_isBroken; }
    [[nodiscard]] bool isInObject() const { return m_depth > 0; } // one has begun and not ended

private:
    QByteArray m_buffer;
    qsizetype m_start = 0; // of the object, or of what has not been looked at
    qsizetype m_scan = 0;
    int m_depth = 0;
    bool m_isInString = false;
    bool m_isEscaped = false;
    bool m_isBroken = false;
};

} // namespace Gatehouse::Llm
