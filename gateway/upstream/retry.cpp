// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/retry.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Gatehouse::Upstream {

namespace {

constexpr std::chrono::milliseconds FirstPause{500};
constexpr std::chrono::milliseconds LongestPause{5'000};
constexpr std::chrono::milliseconds LongestRetryAfter{3'600'000};

std::chrono::milliseconds bounded(double milliseconds)
{
    if (!(milliseconds > 0)) // NaN too
        return std::chrono::milliseconds(0);
    const double longest = static_cast<double>(LongestRetryAfter.count());
    return std::chrono::milliseconds(static_cast<qint64>(std::min(milliseconds, longest)));
}

} // namespace

Verdict verdictOnStatus(int status)
{
    switch (status) {
    case 401:
    case 402:
    case 403:
        return Verdict::NextCredential;
    case 429:
        return Verdict::NoRoom;
    case 408:
        return Verdict::Again;
    default:
        return status >= 500 ? Verdict::Again : Verdict::Final;
    }
}

Verdict verdictOnFailure(Http::CallFailure failure, bool isRequestSent)
{
    using enum Http::CallFailure;
    switch (failure) {
    case HostNotFound:
    case AddressDenied:
    case TlsFailed:
    case ProxyFailed:
    case ConnectTimeout:
        return Verdict::NextTarget;
    case Refused:
        return Verdict::Again;
    case ClosedBeforeAnswer:
        // Sent means perhaps worked on and paid for: not again at this vendor or any other.
        return isRequestSent ? Verdict::Final : Verdict::Again;
    default:
        return isRequestSent ? Verdict::Final : Verdict::NextTarget;
    }
}

Error errorOfFailure(Http::CallFailure failure, const QString &providerName)
{
    using enum Http::CallFailure;
    const auto error = [](ErrorKind kind, const QString &message) {
        return Error{.kind = kind, .message = message, .detail = {}};
    };
    switch (failure) {
    case HostNotFound:
        return error(ErrorKind::UpstreamUnreachable,
                     u"The name of provider '%1' cannot be resolved."_s.arg(providerName));
    case Refused:
        return error(ErrorKind::UpstreamUnreachable, u"Provider '%1' does not accept connections."_s.arg(providerName));
    case AddressDenied:
        return error(ErrorKind::UpstreamUnreachable,
                     u"Provider '%1' is at an address that is never called."_s.arg(providerName));
    case TlsFailed:
        return error(ErrorKind::UpstreamUnreachable,
                     u"No trusted TLS connection to provider '%1'."_s.arg(providerName));
    case ProxyFailed:
        return error(ErrorKind::UpstreamUnreachable, u"The proxy to provider '%1' failed."_s.arg(providerName));
    case ConnectTimeout:
        return error(ErrorKind::UpstreamTimeout,
                     u"Provider '%1' did not answer the connection in time."_s.arg(providerName));
    case FirstByteTimeout:
        return error(ErrorKind::UpstreamTimeout, u"Provider '%1' did not begin to answer in time."_s.arg(providerName));
    case IdleTimeout:
        return error(ErrorKind::UpstreamTimeout,
                     u"Provider '%1' stopped in the middle of its answer."_s.arg(providerName));
    case TotalTimeout:
        return error(ErrorKind::UpstreamTimeout,
                     u"Provider '%1' did not finish its answer in time."_s.arg(providerName));
    case ClosedBeforeAnswer:
        return error(ErrorKind::UpstreamUnreachable,
                     u"Provider '%1' closed the connection before it answered."_s.arg(providerName));
    case ClosedInAnswer:
        return error(ErrorKind::UpstreamInvalid,
                     u"Provider '%1' closed the connection in the middle of its answer."_s.arg(providerName));
    case AnswerTooLarge:
        return error(ErrorKind::UpstreamInvalid, u"The answer of provider '%1' is too large."_s.arg(providerName));
    case InvalidAnswer:
        return error(ErrorKind::UpstreamInvalid,
                     u"Provider '%1' sent something that is not a valid answer."_s.arg(providerName));
    case Aborted:
        return error(ErrorKind::ClientClosed, u"The client closed the connection."_s);
    case None:
        break;
    }
    return error(ErrorKind::UpstreamInvalid, u"The answer of provider '%1' could not be used."_s.arg(providerName));
}

std::chrono::milliseconds backoff(int retry, double chance)
{
    const double pause = std::min(static_cast<double>(FirstPause.count()) * std::ldexp(1.0, std::clamp(retry, 0, 10)),
                                  static_cast<double>(LongestPause.count()));
    return std::chrono::milliseconds(std::llround(pause * (0.8 + 0.4 * chance)));
}

std::optional<std::chrono::milliseconds> retryAfter(const Http::Headers &headers, Timestamp now)
{
    bool isNumber = false;
    if (const auto value = headers.value("retry-after-ms")) {
        const double milliseconds = value->trimmed().toDouble(&isNumber);
        if (isNumber)
            return bounded(milliseconds);
    }
    const auto value = headers.value("retry-after");
    if (!value)
        return std::nullopt;
    const double seconds = value->trimmed().toDouble(&isNumber);
    if (isNumber)
        return bounded(seconds * 1000);
    // RFC 9110, 10.2.3 with the IMF-fixdate of 5.6.7; the two obsolete forms are not sent by anybody we call.
    QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(value->trimmed()), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    if (!date.isValid())
        return std::nullopt;
    date.setTimeZone(QTimeZone::UTC);
    return bounded(static_cast<double>(date.toMSecsSinceEpoch()) - static_cast<double>(toMicroseconds(now) / 1000));
}

} // namespace Gatehouse::Upstream
