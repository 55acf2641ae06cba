// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/failureadvice.h"

#include "ui/tr.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

struct Word {
    QLatin1StringView text;
    FailureClass failureClass;
};

// Words of connection errors, the more particular first: "proxy refused" is about the proxy, not about the vendor.
constexpr auto Words = std::to_array<Word>({
    {"proxy"_L1, FailureClass::Proxy},
    {"certificate"_L1, FailureClass::Tls},
    {"tls"_L1, FailureClass::Tls},
    {"ssl"_L1, FailureClass::Tls},
    {"handshake"_L1, FailureClass::Tls},
    {"host not found"_L1, FailureClass::NameUnknown},
    {"name not found"_L1, FailureClass::NameUnknown},
    {"cannot be found"_L1, FailureClass::NameUnknown},
    {"resolve"_L1, FailureClass::NameUnknown},
    {"dns"_L1, FailureClass::NameUnknown},
    {"never called"_L1, FailureClass::AddressDenied},
    {"does not call"_L1, FailureClass::AddressDenied},
    {"link-local"_L1, FailureClass::AddressDenied},
    {"metadata"_L1, FailureClass::AddressDenied},
    {"refused"_L1, FailureClass::Refused},
    {"accept connections"_L1, FailureClass::Refused},
    {"nothing listens"_L1, FailureClass::Refused},
    {"unreachable"_L1, FailureClass::Refused},
    {"timed out"_L1, FailureClass::TimedOut},
    {"time-out"_L1, FailureClass::TimedOut},
    {"timeout"_L1, FailureClass::TimedOut},
    {"closed"_L1, FailureClass::CutOff},
    {"reset"_L1, FailureClass::CutOff},
    {"truncated"_L1, FailureClass::CutOff},
});

std::optional<FailureClass> classOfStatus(int status)
{
    switch (status) {
    case 401:
        return FailureClass::KeyRejected;
    case 402:
    case 403:
        return FailureClass::NotPermitted;
    case 404:
        return FailureClass::NotFound;
    case 429:
        return FailureClass::RateLimited;
    default:
        break;
    }
    if (status >= 500)
        return FailureClass::VendorError;
    return status >= 400 ? std::optional(FailureClass::Rejected) : std::nullopt;
}

FailureClass classOfWords(const QString &message, FailureClass otherwise)
{
    const auto found =
        std::ranges::find_if(Words, [&](const Word &word) { return message.contains(word.text, Qt::CaseInsensitive); });
    return found == Words.end() ? otherwise : found->failureClass;
}

FailureClass classOfCode(const QByteArray &code, const QString &message)
{
    if (code == "upstream_timeout")
        return FailureClass::TimedOut;
    if (code == "upstream_rate_limited")
        return FailureClass::RateLimited;
    if (code == "upstream_credentials_exhausted")
        return FailureClass::KeyRejected;
    if (code == "client_closed")
        return FailureClass::ClientLeft;
    if (code == "context_length_exceeded")
        return FailureClass::ContextTooLong;
    if (code == "no_healthy_target")
        return FailureClass::NoneHealthy;
    if (code == "upstream_invalid")
        return classOfWords(message, FailureClass::BadAnswer);
    return classOfWords(message, FailureClass::Other);
}

QString titleFor(FailureClass failureClass, const QString &provider, const QString &status)
{
    switch (failureClass) {
    case FailureClass::KeyRejected:
        return Tr::tr("Key rejected by %1%2").arg(provider, status);
    case FailureClass::NotPermitted:
        return Tr::tr("%1 does not permit this%2").arg(provider, status);
    case FailureClass::NotFound:
        return Tr::tr("%1 does not know this address or model%2").arg(provider, status);
    case FailureClass::RateLimited:
        return Tr::tr("%1 limits the rate%2").arg(provider, status);
    case FailureClass::VendorError:
        return Tr::tr("%1 has a fault of its own%2").arg(provider, status);
    case FailureClass::NameUnknown:
        return Tr::tr("The host name of %1 is not known").arg(provider);
    case FailureClass::Refused:
        return Tr::tr("%1 does not accept connections").arg(provider);
    case FailureClass::Tls:
        return Tr::tr("The certificate of %1 cannot be verified").arg(provider);
    case FailureClass::Proxy:
        return Tr::tr("The proxy to %1 does not work").arg(provider);
    case FailureClass::TimedOut:
        return Tr::tr("%1 did not answer in time").arg(provider);
    case FailureClass::AddressDenied:
        return Tr::tr("The address of %1 is not allowed").arg(provider);
    case FailureClass::CutOff:
        return Tr::tr("%1 broke off its answer").arg(provider);
    case FailureClass::BadAnswer:
        return Tr::tr("%1 gave an answer that cannot be read").arg(provider);
    case FailureClass::Rejected:
        return Tr::tr("%1 rejected the request%2").arg(provider, status);
    case FailureClass::ClientLeft:
        return Tr::tr("The client left before %1 was done").arg(provider);
    case FailureClass::ContextTooLong:
        return Tr::tr("Prompt too long for a model of %1").arg(provider);
    case FailureClass::NoneHealthy:
        return Tr::tr("No provider was left after %1").arg(provider);
    case FailureClass::Other:
        break;
    }
    return Tr::tr("%1 failed%2").arg(provider, status);
}

QString fixFor(FailureClass failureClass)
{
    switch (failureClass) {
    case FailureClass::KeyRejected:
        return Tr::tr("Check that the key is whole, or replace it under Credentials.");
    case FailureClass::NotPermitted:
        return Tr::tr("Check the account's balance and rights at the vendor.");
    case FailureClass::NotFound:
        return Tr::tr("Check the base URL, version part included, and the model's name there.");
    case FailureClass::RateLimited:
        return Tr::tr("Wait, raise the limit at the vendor, or add a second key.");
    case FailureClass::VendorError:
        return Tr::tr("Wait, or let a second provider offer the same models.");
    case FailureClass::NameUnknown:
        return Tr::tr("Check the spelling of the base URL and this computer's network.");
    case FailureClass::Refused:
        return Tr::tr("Check that the server runs and that host and port are right.");
    case FailureClass::Tls:
        return Tr::tr("For a private authority name its CA file under Connection. Check the clock.");
    case FailureClass::Proxy:
        return Tr::tr("Check the proxy's address, name and password under Connection.");
    case FailureClass::TimedOut:
        return Tr::tr("Check the network, or raise the time-outs under Connection.");
    case FailureClass::AddressDenied:
        return Tr::tr("Link-local and metadata addresses are never called. Use another.");
    case FailureClass::CutOff:
        return Tr::tr("Try again. If it stays, a proxy between may close connections early.");
    case FailureClass::BadAnswer:
        return Tr::tr("Check that the base URL is that of an OpenAI-compatible interface.");
    case FailureClass::Rejected:
        return Tr::tr("Read what the vendor said; the request or the model's name is wrong.");
    case FailureClass::ClientLeft:
        return Tr::tr("Nothing here. If it happens often, the client's own time-out is short.");
    case FailureClass::ContextTooLong:
        return Tr::tr("Shorten the prompt, or use a model with a longer context.");
    case FailureClass::NoneHealthy:
        return Tr::tr("Let a second provider offer the same models.");
    case FailureClass::Other:
        break;
    }
    return Tr::tr("Read what the vendor said, then test the connection.");
}

FailureAdvice advice(FailureClass failureClass, const QString &provider, int status)
{
    const QString suffix = status > 0 ? u" (%1)"_s.arg(status) : QString();
    return {
        .failureClass = failureClass, .title = titleFor(failureClass, provider, suffix), .fix = fixFor(failureClass)};
}

// Where the gateway's sentences and the vendors' own have the status: "answered with status 500", "(401)", "529
// overloaded".
int statusIn(const QString &message)
{
    static const QRegularExpression pattern(
        u"^(?:HTTP )?([45]\\d\\d)\\b|\\(([45]\\d\\d)\\)|\\bstatus ([45]\\d\\d)\\b"_s);
    const QRegularExpressionMatch match = pattern.match(message.left(400));
    return match.hasMatch() ? match.captured(match.lastCapturedIndex()).toInt() : 0;
}

// A provider may be called "tls-proxy": its name says nothing about what happened.
QString withoutName(const QString &message, const QString &provider)
{
    QString rest = message;
    return provider.isEmpty() ? rest : rest.remove(provider, Qt::CaseInsensitive);
}

} // namespace

FailureAdvice adviceFor(const QString &provider, const QByteArray &code, const QString &message)
{
    const QString words = withoutName(message, provider);
    const int status = statusIn(words);
    const auto byStatus = code == "upstream_timeout" ? std::nullopt : classOfStatus(status);
    return advice(byStatus.value_or(classOfCode(code, words)), provider, byStatus ? status : 0);
}

FailureAdvice adviceFor(const QString &provider, const Engine::ProviderTest &test)
{
    if (const auto byStatus = classOfStatus(test.httpStatus))
        return advice(*byStatus, provider, test.httpStatus);
    return advice(classOfCode(errorShape(test.kind).code, withoutName(test.message, provider)), provider, 0);
}

} // namespace Gatehouse::Ui
