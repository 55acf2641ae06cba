// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/firstrun.h"

#include "app/bootstrap.h"
#include "gateway/core/base/ids.h"

#include <QTimer>

#include <memory>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

NewKey newKey(EntityId clientId, const QString &name, Timestamp now)
{
    auto made = ClientKey::generate();
    const auto written = made.key.reveal();
    const ApiKey key{.clientId = clientId,
                     .name = name,
                     .publicId = made.publicId,
                     .secretHash = ClientKey::hashOf(written),
                     .lastFour = QString::fromLatin1(written.last(4)),
                     .createdAt = now,
                     .expiresAt = {}};
    return {.changes = {{.kind = EntityKind::ApiKey, .after = toJson(key)}}, .key = std::move(made.key)};
}

QString curlLine(const QString &address, QByteArrayView key)
{
    return u"curl %1/v1/chat/completions -H 'Authorization: Bearer %2' -H 'Content-Type: application/json' "
           "-d '{\"model\": \"sim/chat\", \"messages\": [{\"role\": \"user\", \"content\": \"Say hello\"}]}'"_s.arg(
               address, QString::fromLatin1(key));
}

void makeFirstClient(Engine::Control &control, Timestamp now, std::function<void(Result<QString>)> answer)
{
    if (!control.configuration().clients.isEmpty()) {
        QTimer::singleShot(0, &control, [answer = std::move(answer)] { answer(QString()); });
        return;
    }
    constexpr EntityId NewClient = -1;
    const Client client{.name = u"First client"_s, .team = {}, .allowedModels = {}, .note = {}};
    auto key = newKey(NewClient, u"First key"_s, now);
    key.changes.prepend({.kind = EntityKind::Client, .id = NewClient, .after = toJson(client)});
    auto secret = std::make_shared<Secret>(std::move(key.key));
    control.apply(std::move(key.changes), actor(u"first run"_s),
                  [&control, secret, answer = std::move(answer)](const Result<Configuration> &result) {
                      answer(result.transform([&](const Configuration &) {
                          const auto address = control.status().address;
                          return u"Address   %1\nKey       %2   (shown this once)\n\nTry it:\n%3\n"_s.arg(
                              address, QString::fromLatin1(secret->reveal()), curlLine(address, secret->reveal()));
                      }));
                  });
}

} // namespace Gatehouse::App
