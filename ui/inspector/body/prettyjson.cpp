// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/body/prettyjson.h"

#include <algorithm>

namespace Gatehouse::Ui {

namespace {

constexpr qsizetype MaxIndent = 64; // levels; deeper ones are not moved further to the right

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void breakLine(QByteArray &result, qsizetype depth)
{
    result += '\n';
    result.append(std::clamp<qsizetype>(depth, 0, MaxIndent) * 2, ' ');
}

qsizetype skipSpace(QByteArrayView json, qsizetype position)
{
    while (position < json.size() && isSpace(json[position]))
        ++position;
    return position;
}

// Behind the string that begins at `position`, or the end when it is not closed.
qsizetype endOfString(QByteArrayView json, qsizetype position)
{
    for (++position; position < json.size(); ++position) {
        if (json[position] == '\\')
            ++position;
        else if (json[position] == '"')
            return position + 1;
    }
    return json.size();
}

} // namespace

QByteArray prettyJson(QByteArrayView json)
{
    QByteArray result;
    result.reserve(json.size() + json.size() / 2);
    qsizetype depth = 0;
    qsizetype i = 0;
    while (i < json.size()) {
        const char c = json[i];
        if (isSpace(c)) {
            ++i;
        } else if (c == '"') {
            const qsizetype end = endOfString(json, i);
            result += json.sliced(i, end - i);
            i = end;
        } else if (c == '{' || c == '[') {
            const qsizetype next = skipSpace(json, i + 1);
            result += c;
            if (next < json.size() && (json[next] == '}' || json[next] == ']')) {
                result += json[next]; // an empty one stays together
                i = next + 1;
            } else {
                breakLine(result, ++depth);
                i = next;
            }
        } else if (c == '}' || c == ']') {
            breakLine(result, --depth);
            result += c;
            ++i;
        } else if (c == ',') {
            result += c;
            breakLine(result, depth);
            ++i;
        } else if (c == ':') {
            result += ": ";
            ++i;
        } else {
            result += c;
            ++i;
        }
    }
    return result;
}

bool looksLikeJson(QByteArrayView bytes)
{
    const qsizetype first = skipSpace(bytes, 0);
    return first < bytes.size() && (bytes[first] == '{' || bytes[first] == '[');
}

} // namespace Gatehouse::Ui
