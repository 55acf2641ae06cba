// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/demotraffic.h"

#include "gateway/core/base/ids.h"
#include "gateway/engine/demostory.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Engine {

namespace {

constexpr int MostCalls = 24;  // on their way at a time
constexpr int LeastPause = 90; // milliseconds between two requests
constexpr int MostPause = 700;

} // namespace

DemoTraffic::DemoTraffic(Control &control, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_control(control)
    , m_pool({}, &clock)
    , m_random(static_cast<quint64>(toMicroseconds(clock.now())))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DemoTraffic::callOnce);
}

DemoTraffic::~DemoTraffic() = default;

void DemoTraffic::start()
{
    takeKeys();
}

void DemoTraffic::takeKeys()
{
    // The store keeps hashes only, so what a former run knew is lost: the keys get new secrets.
    const auto configuration = m_control.configuration();
    const auto stories = DemoStory::clients();
    QList<Change> changes;
    for (const auto &client : configuration.clients) {
        const auto story = std::ranges::find_if(stories, [&client](const DemoStory::DemoClient &one) {
            return client.enabled
                   && client.name == QUtf8StringView(one.name.data(), static_cast<qsizetype>(one.name.size()));
        });
        const auto key = std::ranges::find(configuration.keys, client.id, &ApiKey::clientId);
        if (story == stories.end() || key == configuration.keys.end())
            continue;
        auto made = ClientKey::generate();
        ApiKey renewed = *key;
        renewed.publicId = made.publicId;
        renewed.secretHash = ClientKey::hashOf(made.key.reveal());
        renewed.lastFour = QString::fromLatin1(made.key.reveal().last(4));
        changes.append({.kind = EntityKind::ApiKey, .id = key->id, .after = toJson(renewed)});
        m_callers.push_back({.story = static_cast<std::size_t>(story - stories.begin()), .key = std::move(made.key)});
    }
    m_control.apply(std::move(changes), {.name = u"gatehouse"_s, .source = u"demo"_s},
                    [this](const Result<Configuration> &result) {
                        if (result && !m_callers.empty())
                            scheduleNext();
                    });
}

void DemoTraffic::scheduleNext()
{
    m_timer.start(m_random.between(LeastPause, MostPause));
}

void DemoTraffic::callOnce()
{
    scheduleNext();
    const QUrl address(m_control.status().address);
    if (!address.isValid() || address.host().isEmpty() || static_cast<int>(m_calls.size()) >= MostCalls)
        return;
    int total = 0;
    for (const auto &caller : m_callers)
        total += DemoStory::clients()[caller.story].weight;
    int point = m_random.below(total);
    const auto *caller = &m_callers.front();
    for (const auto &one : m_callers) {
        caller = &one;
        point -= DemoStory::clients()[one.story].weight;
        if (point < 0)
            break;
    }
    const auto &story = DemoStory::clients()[caller->story];
    const auto talks = DemoStory::talksOf(story.name);
    const auto &talk = talks[m_random.below(static_cast<int>(talks.size()))];
    const auto &model =
        story.models[static_cast<std::size_t>(m_random.below(static_cast<int>(story.models.size())))].model;

    Http::ClientRequest request;
    request.target = "/v1/chat/completions"_ba;
    request.headers = {{"Content-Type"_ba, "application/json"_ba},
                       {"Authorization"_ba, "Bearer " + caller->key.reveal().toByteArray()},
                       {"User-Agent"_ba, "Gatehouse demo"_ba}};
    request.body =
        DemoStory::requestBody(talk, model, m_random.between(1000, 9999), m_random.below(100) < story.streamPercent);
    const int number = ++m_lastCall;
    const Http::Endpoint endpoint{.host = address.host(),
                                  .port = static_cast<quint16>(address.port(80)),
                                  .tls = false,
                                  .proxyUrl = {},
                                  .caFile = {}};
    auto call = m_pool.start(endpoint, std::move(request),
                             {.onHead = [](const Http::ResponseHead &) {},
                              .onBody = [](QByteArrayView) {},
                              .onEnd =
                                  [this, number](const Http::CallResult &) {
                                      // Not within its own callback.
                                      QMetaObject::invokeMethod(
                                          this, [this, number] { m_calls.erase(number); }, Qt::QueuedConnection);
                                  }});
    m_calls.emplace(number, std::move(call));
}

} // namespace Gatehouse::Engine
