// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/multipart.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Multipart {

namespace {

constexpr QByteArrayView LineEnd = "\r\n";

// The value of a parameter of a header: name="value" or name=value.
std::optional<QByteArray> parameter(QByteArrayView header, QByteArrayView name)
{
    qsizetype at = header.indexOf(';');
    while (at >= 0) {
        QByteArrayView rest = header.sliced(at + 1);
        while (rest.startsWith(' ') || rest.startsWith('\t'))
            rest = rest.sliced(1);
        const qsizetype equals = rest.indexOf('=');
        if (equals < 0)
            return std::nullopt;
        const bool isWanted = rest.first(equals).trimmed().compare(name, Qt::CaseInsensitive) == 0;
        QByteArrayView value = rest.sliced(equals + 1);
        qsizetype end = value.indexOf(';');
        if (value.startsWith('"')) {
            value = value.sliced(1);
            const qsizetype quote = value.indexOf('"');
            if (quote < 0)
                return std::nullopt;
            if (isWanted)
                return value.first(quote).toByteArray();
            end = value.indexOf(';', quote);
        } else if (isWanted) {
            return (end < 0 ? value : value.first(end)).trimmed().toByteArray();
        }
        at = end < 0 ? -1 : value.data() - header.data() + end;
    }
    return std::nullopt;
}

// Whether a part's header block names a text field so.
bool isField(QByteArrayView headers, QByteArrayView name)
{
    constexpr QByteArrayView Disposition = "content-disposition:";
    while (!headers.isEmpty()) {
        const qsizetype end = headers.indexOf(LineEnd);
        const QByteArrayView line = end < 0 ? headers : headers.first(end);
        headers = end < 0 ? QByteArrayView() : headers.sliced(end + LineEnd.size());
        if (line.size() < Disposition.size()
            || line.first(Disposition.size()).compare(Disposition, Qt::CaseInsensitive) != 0)
            continue;
        return parameter(line, "name") == name.toByteArray() && !parameter(line, "filename");
    }
    return false;
}

} // namespace

QByteArray boundaryOf(QByteArrayView contentType)
{
    constexpr QByteArrayView Type = "multipart/form-data";
    const qsizetype end = contentType.indexOf(';');
    if (end < 0 || contentType.first(end).trimmed().compare(Type, Qt::CaseInsensitive) != 0)
        return {};
    return parameter(contentType, "boundary").value_or(QByteArray());
}

Result<std::optional<Json::Range>> fieldValue(QByteArrayView body, QByteArrayView boundary, QByteArrayView name)
{
    const auto broken = [] {
        return fail(ErrorKind::InvalidRequest, u"The body is not a well-formed multipart/form-data."_s);
    };
    const QByteArray first = "--"_ba + boundary;
    const QByteArray delimiter = "\r\n"_ba + first;
    if (boundary.isEmpty() || !body.startsWith(first))
        return broken();
    std::optional<Json::Range> found;
    qsizetype at = first.size();
    while (!body.sliced(at).startsWith("--")) {
        if (!body.sliced(at).startsWith(LineEnd))
            return broken();
        const qsizetype headers = at + LineEnd.size();
        const qsizetype headersEnd = body.indexOf("\r\n\r\n", headers - LineEnd.size());
        const qsizetype end = headersEnd < 0 ? -1 : body.indexOf(delimiter, headersEnd + LineEnd.size());
        if (end < 0)
            return broken();
        const qsizetype value = headersEnd + 2 * LineEnd.size();
        if (headersEnd >= headers && value <= end && isField(body.sliced(headers, headersEnd - headers), name)) {
            if (found)
                return fail(ErrorKind::InvalidRequest,
                            u"The field '%1' stands twice in the body."_s.arg(QString::fromUtf8(name.toByteArray())));
            found = Json::Range{.offset = value, .length = end - value};
        }
        at = end + delimiter.size();
    }
    return found;
}

QByteArray withField(const QByteArray &body, QByteArrayView boundary, QByteArrayView name, QByteArrayView value)
{
    const QByteArray delimiter = "--" + boundary;
    const QByteArray part =
        delimiter + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    return QByteArray(body).insert(std::max<qsizetype>(body.indexOf(delimiter), 0), part);
}

} // namespace Gatehouse::Multipart
