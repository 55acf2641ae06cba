// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/providerprobe.h"

#include "gateway/core/llm/openaianswer.h"
#include "gateway/core/llm/vendors.h"
#include "gateway/upstream/accesstokens.h"
#include "gateway/upstream/retry.h"
#include "gateway/upstream/simulator/simulator.h"
#include "gateway/upstream/transport.h"
#include "gateway/upstream/vendorauth.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Engine {

namespace {

constexpr qsizetype MaxBodyBytes = 8 * 1024 * 1024; // aggregators list thousands of models
constexpr std::chrono::milliseconds TestTimeout{15'000};

// "data" of OpenAI's list or "models" of the others'; some servers answer with the bare array.
std::optional<QStringList> listedModels(const QByteArray &body)
{
    constexpr QLatin1StringView GeminiFolder = "models/"_L1;
    const QJsonDocument document = QJsonDocument::fromJson(body);
    const QJsonObject object = document.object();
    const auto member = object.contains("data"_L1) ? "data"_L1 : "models"_L1;
    if (document.isNull() || (document.isObject() && !object.contains(member)))
        return std::nullopt;
    QStringList models;
    for (const QJsonValue &entry : document.isArray() ? document.array() : object.value(member).toArray()) {
        QString id = entry.toObject().value("id"_L1).toString(entry.toObject().value("name"_L1).toString());
        if (id.startsWith(GeminiFolder))
            id.remove(0, GeminiFolder.size());
        if (!id.isEmpty())
            models.append(id);
    }
    models.sort();
    return models;
}

ProviderTest simulatorTest()
{
    ProviderTest test{.isOk = true, .httpStatus = 200, .message = {}, .models = {}};
    for (const Upstream::SimulatorModel &model : Upstream::simulatorModels())
        test.models.append(QString::fromLatin1(model.name));
    return test;
}

ProviderTest answered(int status, const QByteArray &body, const QByteArray &secret)
{
    ProviderTest test{.httpStatus = status, .message = {}, .models = {}};
    if (status >= 200 && status < 300) {
        const auto models = listedModels(body);
        test.isOk = models.has_value();
        test.kind = ErrorKind::UpstreamInvalid;
        test.models = models.value_or(QStringList());
        if (!models)
            test.message = u"The answer is not a list of models. Is the base URL right? It usually ends in /v1."_s;
        return test;
    }
    test.kind = status == 401 || status == 403 ? ErrorKind::UpstreamCredentialsExhausted
                : status == 429                ? ErrorKind::UpstreamRateLimited
                                               : ErrorKind::UpstreamRejected;
    if (secret.isEmpty() || !body.contains(secret))
        test.message = QString::fromUtf8(Llm::readOpenAiError(body).message);
    return test;
}

} // namespace

struct ProviderProbe::Run {
    QString providerName;
    QByteArray secret; // to keep it out of what the vendor says
    std::function<void(ProviderTest)> answer;
    std::unique_ptr<Http::ClientCall> call;
    int status = 0;
    QByteArray body;
    // Of a document. Tokens of its own: a test that found one kept would test nothing.
    std::unique_ptr<Upstream::AccessTokens> tokens;
    std::unique_ptr<Upstream::AccessTokenWait> wait; // before `tokens` is gone
    MonotonicTime startedAt = {};
};

ProviderProbe::ProviderProbe(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_pool({}, &clock)
    , m_transport(Upstream::makeTransport(m_pool, m_tokens))
{}

ProviderProbe::~ProviderProbe()
{
    m_runs.clear(); // before the pool, which outlives its calls
}

void ProviderProbe::test(const Provider &provider, QByteArrayView secret, std::function<void(ProviderTest)> answer)
{
    const auto later = [this, &answer](const ProviderTest &test) {
        QMetaObject::invokeMethod(this, [answer, test] { answer(test); }, Qt::QueuedConnection);
    };
    if (provider.type == ProviderType::Simulator) {
        later(simulatorTest());
        return;
    }
    const Llm::Vendor &vendor = vendorOf(provider);
    if (Upstream::needsAccessToken(vendor, secret)) {
        auto run = std::make_unique<Run>();
        run->answer = std::move(answer);
        exchangeDocument(provider, secret, std::move(run));
        return;
    }
    const QByteArray target = Llm::modelListTarget(vendor, basePathOf(provider));
    if (target.isEmpty()) {
        later({.kind = ErrorKind::UnsupportedParameter,
               .message = u"%1 has no list of models that could be asked for; send a request to try it."_s.arg(
                   QString::fromLatin1(vendor.name)),
               .models = {}});
        return;
    }
    const auto endpoint = Upstream::endpointOf(provider);
    if (!endpoint) {
        later({.kind = endpoint.error().kind, .message = endpoint.error().message, .models = {}});
        return;
    }
    auto run = std::make_unique<Run>();
    run->providerName = provider.name;
    run->secret = secret.toByteArray();
    run->answer = std::move(answer);
    Http::ClientRequest request;
    request.method = "GET"_ba;
    request.target = target;
    request.headers.add("Accept"_ba, "application/json"_ba);
    request.headers.add("User-Agent"_ba, "Gatehouse/" GATEHOUSE_VERSION ""_ba);
    if (vendor.dialect == Llm::Dialect::Anthropic)
        request.headers.add("anthropic-version"_ba, "2023-06-01"_ba);
    Upstream::addCredential(request, vendor, hostOf(provider), secret, m_clock.now());
    request.timeouts = {
        .connect = provider.connectTimeout, .firstByte = TestTimeout, .idle = TestTimeout, .total = TestTimeout};
    Run *const raw = run.get();
    m_runs.push_back(std::move(run));
    raw->call = m_pool.start(*endpoint, std::move(request),
                             {.onHead = [raw](const Http::ResponseHead &head) { raw->status = head.status; },
                              .onBody =
                                  [raw](QByteArrayView bytes) {
                                      if (raw->body.size() < MaxBodyBytes)
                                          raw->body += bytes;
                                  },
                              .onEnd = [this, raw](const Http::CallResult &result) { finish(raw, result); }});
}

// Vertex AI, the one vendor that takes such documents, has no list of models: that its token endpoint takes the key is
// what can be found out without paying for a request.
void ProviderProbe::exchangeDocument(const Provider &provider, QByteArrayView document, std::unique_ptr<Run> run)
{
    Run *const raw = run.get();
    m_runs.push_back(std::move(run));
    raw->startedAt = m_clock.monotonic();
    raw->tokens = std::make_unique<Upstream::AccessTokens>(*m_transport, m_clock);
    raw->wait = std::make_unique<Upstream::AccessTokenWait>(*raw->tokens, provider, document);
    // Once more by way of the event loop, since the end of a run is the end of its tokens.
    const auto finishSoon = [this, raw] {
        QMetaObject::invokeMethod(this, [this, raw] { finishExchange(raw); }, Qt::QueuedConnection);
    };
    if (raw->wait->isOver())
        finishSoon();
    else
        raw->wait->onOver(finishSoon);
}

void ProviderProbe::finishExchange(Run *run)
{
    const Upstream::AccessTokenResult &result = run->wait->result();
    ProviderTest test{.isOk = result.has_value(), .message = {}, .models = {}};
    if (result) {
        test.httpStatus = 200;
        test.message = u"The service account's key is taken. There is no list of models that could be asked for."_s;
    } else {
        test.kind = result.error().error.kind;
        test.message = result.error().error.message;
    }
    test.latency = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.monotonic() - run->startedAt);
    tell(run, test);
}

void ProviderProbe::tell(Run *run, const ProviderTest &test)
{
    const auto answer = std::move(run->answer);
    std::erase_if(m_runs, [run](const auto &entry) { return entry.get() == run; });
    answer(test);
}

void ProviderProbe::finish(Run *run, const Http::CallResult &result)
{
    ProviderTest test;
    if (result.failure == Http::CallFailure::None) {
        test = answered(run->status, run->body, run->secret);
    } else {
        const Error error = Upstream::errorOfFailure(result.failure, run->providerName);
        test.kind = error.kind;
        test.message = result.message.isEmpty() ? error.message : error.message + u' ' + result.message;
    }
    test.latency = std::chrono::duration_cast<std::chrono::milliseconds>(result.duration);
    tell(run, test);
}

} // namespace Gatehouse::Engine
