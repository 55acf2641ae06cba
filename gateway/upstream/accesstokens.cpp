// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/accesstokens.h"

#include "gateway/core/base/jsonreader.h"
#include "gateway/core/base/jsontext.h"
#include "gateway/upstream/transport.h"

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace Gatehouse::Upstream {

namespace {

constexpr std::chrono::seconds RenewedBefore{300}; // the end of a token
constexpr std::chrono::seconds LongestLifetime{24 * 3600};
constexpr std::chrono::milliseconds FetchTimeout{15'000};
constexpr qsizetype MaxAnswerBytes = 64 * 1024;
constexpr qsizetype MaxDescription = 200;
constexpr QByteArrayView GrantType = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";

// What a token endpoint answers (RFC 6749, 5.1 and 5.2).
struct Answer {
    Secret token;
    std::chrono::seconds lifetime{0}; // 0 = it does not say: good for those who wait only
    QByteArray error;
    QByteArray description;
};

Answer readAnswer(QByteArrayView body)
{
    Answer answer;
    Json::Reader reader(body, Json::Rules::Lenient);
    if (reader.next() != Json::Token::ObjectBegin)
        return answer;
    while (reader.nextKey()) {
        const QByteArray name = reader.text().toByteArray();
        const Json::Token token = reader.next();
        if (token == Json::Token::Number && name == "expires_in") {
            const std::chrono::seconds lifetime(reader.integer().value_or(0));
            answer.lifetime = std::clamp(lifetime, std::chrono::seconds(0), LongestLifetime);
        } else if (token != Json::Token::String) {
            reader.skip();
        } else if (name == "access_token") {
            const QByteArrayView raw = reader.raw();
            answer.token = Secret(Json::unescaped(raw.sliced(1, raw.size() - 2)));
        } else if (name == "error") {
            answer.error = reader.text().toByteArray();
        } else if (name == "error_description") {
            answer.description = reader.text().toByteArray();
        }
    }
    return answer;
}

// A token becomes a part of a header.
bool isHeaderText(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

// Printable ASCII of a bounded length, which is all that RFC 6749 allows there.
QByteArray bounded(QByteArray text)
{
    text.removeIf([](char c) { return c < ' ' || c > '~'; });
    return text.left(MaxDescription).trimmed();
}

AccessTokenFailure failure(ErrorKind kind, const QString &message, Verdict verdict)
{
    return {.error = {.kind = kind, .message = message, .detail = {}}, .verdict = verdict};
}

} // namespace

// What a waiter and a fetch share; the fetch does not keep it.
struct AccessTokens::Waiting {
    std::optional<AccessTokenResult> result;
    std::function<void()> onOver;

    void end(const AccessTokenResult &with)
    {
        if (result) // it was aborted, and will be told of that
            return;
        result = with;
        tell();
    }
    void tell()
    {
        if (onOver)
            std::exchange(onOver, nullptr)();
    }
};

// One call of a token endpoint.
struct AccessTokens::Fetch {
    QString providerName;
    QList<QByteArray> unspeakable; // of the document and the assertion: must not come back in a message
    int status = 0;
    Http::Headers headers;
    QByteArray body;
    std::vector<std::weak_ptr<Waiting>> waiting;
    std::unique_ptr<Http::ClientCall> call;

    // The endpoint's own words, "invalid_grant: Invalid JWT Signature."; empty = none that can be repeated.
    [[nodiscard]] QString words(const Answer &answer) const
    {
        const auto speakable = [this](const QByteArray &text) {
            const bool mayBeSaid =
                std::ranges::none_of(unspeakable, [&text](const QByteArray &part) { return text.contains(part); });
            return mayBeSaid ? bounded(text) : QByteArray();
        };
        const QByteArray code = speakable(answer.error);
        const QByteArray description = speakable(answer.description);
        const QByteArray colon = code.isEmpty() || description.isEmpty() ? ""_ba : ": "_ba;
        return QString::fromLatin1(QByteArray(code + colon + description));
    }

    // A status that is no success, or a success without a token.
    [[nodiscard]] AccessTokenFailure refusal(const Answer &answer, Timestamp now) const
    {
        Verdict verdict = verdictOnStatus(status);
        AccessTokenFailure failed;
        if (verdict == Verdict::Again || verdict == Verdict::NoRoom) {
            failed =
                failure(verdict == Verdict::Again ? ErrorKind::UpstreamUnreachable : ErrorKind::UpstreamRateLimited,
                        u"The token endpoint of provider '%1' gives no token for now (%2)."_s.arg(
                            providerName, QString::number(status)),
                        verdict);
        } else {
            QString said = words(answer);
            if (said.isEmpty())
                said = u"it answered with %1 and without a token"_s.arg(status);
            failed =
                failure(ErrorKind::UpstreamCredentialsExhausted,
                        u"The token endpoint refused the service account of provider '%1': %2%3 An administrator "
                        "has to check or replace it."_s.arg(providerName, said, said.endsWith(u'.') ? u""_s : u"."_s),
                        Verdict::NextCredential);
        }
        failed.error.retryAfter = retryAfter(headers, now);
        return failed;
    }
};

AccessTokens::AccessTokens(Transport &transport, const Clock &clock)
    : m_transport(transport)
    , m_clock(clock)
{}

AccessTokens::~AccessTokens() = default;

AccessTokenPtr AccessTokens::kept(QByteArrayView document) const
{
    if (m_entries.empty())
        return {};
    const auto found = m_entries.find(fingerprintOf(document));
    return found != m_entries.end() && isGood(found->second) ? found->second.token : AccessTokenPtr();
}

void AccessTokens::drop(const AccessTokenPtr &token)
{
    for (auto &[fingerprint, entry] : m_entries) {
        if (entry.token == token)
            entry.token.reset();
    }
}

bool AccessTokens::isGood(const Entry &entry) const
{
    return entry.token && m_clock.now() < entry.goodUntil && m_clock.monotonic() < entry.goodUntilMonotonic;
}

void AccessTokens::join(const Provider &provider, QByteArrayView document, const std::shared_ptr<Waiting> &waiting)
{
    const QByteArray fingerprint = fingerprintOf(document);
    const auto found = m_entries.find(fingerprint);
    if (found != m_entries.end() && isGood(found->second)) {
        waiting->result = found->second.token;
        return;
    }
    if (found == m_entries.end() || !found->second.fetch) {
        auto begun = fetch(provider, document, fingerprint);
        if (!begun) {
            const QString message =
                u"The key of provider '%1' cannot be used. %2"_s.arg(provider.name, begun.error().message);
            waiting->result =
                std::unexpected(failure(ErrorKind::UpstreamCredentialsExhausted, message, Verdict::NextCredential));
            return;
        }
        // Documents that are not used any more leave nothing behind.
        std::erase_if(m_entries, [this](const auto &entry) { return !entry.second.fetch && !isGood(entry.second); });
        m_entries[fingerprint].fetch = *std::move(begun);
    }
    m_entries[fingerprint].fetch->waiting.push_back(waiting);
}

Result<std::unique_ptr<AccessTokens::Fetch>> AccessTokens::fetch(const Provider &provider, QByteArrayView document,
                                                                 const QByteArray &fingerprint)
{
    GH_TRY(const ServiceAccount account, readServiceAccount(document));
    GH_TRY(const QByteArray assertion, serviceAccountAssertion(account, m_clock.now()));
    // The endpoint as a provider of its own, which no provider of the configuration has the id of.
    Provider endpoint;
    endpoint.name = provider.name;
    endpoint.baseUrl = account.tokenUri.toString(QUrl::RemovePath | QUrl::RemoveQuery);
    endpoint.proxyUrl = provider.proxyUrl;
    endpoint.caFile = provider.caFile;

    Http::ClientRequest request;
    request.target = account.tokenUri.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
    if (!request.target.startsWith('/'))
        request.target.prepend('/');
    request.headers.add("Accept"_ba, "application/json"_ba);
    request.headers.add("Content-Type"_ba, "application/x-www-form-urlencoded"_ba);
    request.headers.add("User-Agent"_ba, "Gatehouse/" GATEHOUSE_VERSION ""_ba);
    request.body = "grant_type="_ba + GrantType + "&assertion=" + assertion; // neither needs to be encoded further
    request.timeouts = {
        .connect = provider.connectTimeout, .firstByte = FetchTimeout, .idle = FetchTimeout, .total = FetchTimeout};

    auto begun = std::make_unique<Fetch>();
    begun->providerName = provider.name;
    begun->unspeakable = assertion.split('.') + QList{account.clientEmail};
    if (!account.keyId.isEmpty())
        begun->unspeakable.append(account.keyId);
    begun->body.reserve(MaxAnswerBytes); // where it grew, pieces of the token would stay behind
    Fetch *const raw = begun.get();
    begun->call = m_transport.start(endpoint, std::move(request),
                                    {.onHead =
                                         [raw](const Http::ResponseHead &head) {
                                             raw->status = head.status;
                                             raw->headers = head.headers;
                                         },
                                     .onBody =
                                         [raw](QByteArrayView bytes) {
                                             raw->body +=
                                                 bytes.first(std::min(bytes.size(), MaxAnswerBytes - raw->body.size()));
                                         },
                                     .onEnd =
                                         [this, fingerprint](const Http::CallResult &result) {
                                             // A copy, since the call ends there with all that is its own.
                                             finish(QByteArray(fingerprint), result.failure);
                                         }});
    return begun;
}

void AccessTokens::finish(const QByteArray &fingerprint, Http::CallFailure failed)
{
    Entry &entry = m_entries.at(fingerprint);
    const std::unique_ptr<Fetch> ended = std::move(entry.fetch);
    const Secret body(std::move(ended->body));
    Answer answer = readAnswer(body.reveal());
    AccessTokenResult outcome;
    if (failed != Http::CallFailure::None && ended->status < 300) {
        // The vendor itself has been sent nothing yet, so that any other may be tried.
        outcome = std::unexpected(
            AccessTokenFailure{.error = errorOfFailure(failed, u"%1 (token endpoint)"_s.arg(ended->providerName)),
                               .verdict = verdictOnFailure(failed, false)});
    } else if (ended->status != 200 || !isHeaderText(answer.token.reveal())) {
        outcome = std::unexpected(ended->refusal(answer, m_clock.now()));
    } else {
        entry.token = std::make_shared<const Secret>(std::move(answer.token));
        entry.goodUntil = m_clock.now() + answer.lifetime - RenewedBefore;
        entry.goodUntilMonotonic = m_clock.monotonic() + answer.lifetime - RenewedBefore;
        outcome = entry.token;
    }
    // Last: whoever is told may ask for the next token at once.
    for (const std::weak_ptr<Waiting> &waiting : ended->waiting) {
        if (const auto told = waiting.lock())
            told->end(outcome);
    }
}

AccessTokenWait::AccessTokenWait(AccessTokens &tokens, const Provider &provider, QByteArrayView document)
    : m_tokens(tokens)
    , m_waiting(std::make_shared<AccessTokens::Waiting>())
{
    m_tokens.join(provider, document, m_waiting);
}

AccessTokenWait::~AccessTokenWait() = default;

void AccessTokenWait::abort()
{
    if (isOver())
        return;
    // From the event loop, never from within the caller: the waiter destroys this object.
    m_waiting->result = std::unexpected(
        failure(ErrorKind::ClientClosed, errorOfFailure(Http::CallFailure::Aborted, {}).message, Verdict::Final));
    QMetaObject::invokeMethod(
        &m_tokens,
        [aborted = std::weak_ptr(m_waiting)] {
            if (const auto told = aborted.lock())
                told->tell();
        },
        Qt::QueuedConnection);
}

bool AccessTokenWait::isOver() const
{
    return m_waiting->result.has_value();
}

void AccessTokenWait::onOver(std::function<void()> callback)
{
    m_waiting->onOver = std::move(callback);
}

const AccessTokenResult &AccessTokenWait::result() const
{
    return *m_waiting->result;
}

} // namespace Gatehouse::Upstream
