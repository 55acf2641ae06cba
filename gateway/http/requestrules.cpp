// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/requestrules.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Http {

namespace {

constexpr bool isAlphaNumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// RFC 3986: pchar and the slash.
constexpr bool isPathCharacter(char c)
{
    return isAlphaNumeric(c) || std::string_view("-._~!$&'()*+,;=:@/%").contains(c);
}

// Besides pchar, slash and question mark also what browsers and fetch() leave as it is in a query.
constexpr bool isQueryCharacter(char c)
{
    return isPathCharacter(c) || std::string_view("?[]{}|^`").contains(c);
}

template <typename Predicate>
bool isWellFormed(QByteArrayView text, Predicate isAllowed)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!isAllowed(text[i]))
            return false;
        if (text[i] == '%' && (i + 2 >= text.size() || !isHex(text[i + 1]) || !isHex(text[i + 2])))
            return false;
    }
    return true;
}

bool isPort(QByteArrayView port)
{
    return port.size() <= 5 && std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; })
           && port.toInt() <= 65535;
}

std::unexpected<Error> invalid(const QString &message)
{
    return fail(ErrorKind::InvalidRequest, message);
}

} // namespace

Result<Target> parseTarget(QByteArrayView method, QByteArrayView target)
{
    if (target == "*") {
        if (method != "OPTIONS")
            return invalid(u"The request target '*' is for OPTIONS only."_s);
        return Target{.path = "*"_ba, .query = {}, .authority = {}};
    }
    Target result;
    if (!target.startsWith('/')) {
        const qsizetype scheme = equalsIgnoringCase(target.first(std::min<qsizetype>(7, target.size())), "http://") ? 7
                                 : equalsIgnoringCase(target.first(std::min<qsizetype>(8, target.size())), "https://")
                                     ? 8
                                     : 0;
        if (scheme == 0)
            return invalid(u"The request target must be a path."_s);
        target = target.sliced(scheme);
        const auto end = std::ranges::find_if(target, [](char c) { return c == '/' || c == '?' || c == '#'; });
        result.authority = target.first(end - target.begin()).toByteArray();
        target = target.sliced(result.authority.size());
        if (!isHost(result.authority))
            return invalid(u"The request target names no valid host."_s);
    }
    const qsizetype question = target.indexOf('?');
    const QByteArrayView path = question < 0 ? target : target.first(question);
    const QByteArrayView query = question < 0 ? QByteArrayView() : target.sliced(question + 1);
    if (!isWellFormed(path, isPathCharacter) || !isWellFormed(query, isQueryCharacter))
        return invalid(u"The request target contains a character that must be percent-encoded."_s);
    result.path = path.isEmpty() ? "/"_ba : path.toByteArray();
    result.query = query.toByteArray();
    return result;
}

bool isHost(QByteArrayView host)
{
    if (host.startsWith('[')) {
        const qsizetype end = host.indexOf(']');
        if (end < 3)
            return false;
        const QByteArrayView address = host.sliced(1, end - 1);
        const QByteArrayView rest = host.sliced(end + 1);
        return std::ranges::all_of(address, [](char c) { return isHex(c) || c == ':' || c == '.'; })
               && (rest.isEmpty() || (rest.startsWith(':') && isPort(rest.sliced(1))));
    }
    const qsizetype colon = host.indexOf(':');
    const QByteArrayView name = colon < 0 ? host : host.first(colon);
    return !name.isEmpty()
           && std::ranges::all_of(name, [](char c) { return isAlphaNumeric(c) || c == '.' || c == '-' || c == '_'; })
           && (colon < 0 || isPort(host.sliced(colon + 1)));
}

Result<Framing> checkFields(const Headers &headers, const Target &target, int minorVersion)
{
    Framing framing;
    int hosts = 0;
    for (const Field &field : headers) {
        if (equalsIgnoringCase(field.name, "Host")) {
            if (++hosts > 1)
                return invalid(u"The request has more than one Host header."_s);
            if (!isHost(field.value))
                return invalid(u"The Host header is not a valid host."_s);
            if (!target.authority.isEmpty() && !equalsIgnoringCase(target.authority, field.value))
                return invalid(u"The request target and the Host header name different hosts."_s);
        } else if (equalsIgnoringCase(field.name, "Transfer-Encoding")) {
            // Also a second field of the name ends here: the first has already been said to be all of it.
            if (minorVersion == 0 || framing.isChunked || !equalsIgnoringCase(field.value, "chunked"))
                return invalid(u"The only transfer coding supported is 'chunked', once, in HTTP/1.1."_s);
            framing.isChunked = true;
        } else if (equalsIgnoringCase(field.name, "Expect") && minorVersion > 0) {
            if (!equalsIgnoringCase(field.value, "100-continue"))
                return fail(ErrorKind::ExpectationFailed, u"The only expectation supported is '100-continue'."_s);
            framing.isContinueExpected = true;
        }
    }
    if (hosts == 0 && minorVersion > 0)
        return invalid(u"The request has no Host header."_s);
    return framing;
}

} // namespace Gatehouse::Http
