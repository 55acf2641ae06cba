// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/config/settings.h"

#include "gateway/core/config/jsonfields.h"

using namespace Qt::StringLiterals;

namespace Gatehouse {

namespace {

constexpr qint64 KiB = 1024;
constexpr qint64 MiB = 1024 * KiB;

void visit(auto &fields, Settings &settings)
{
    fields("listen.address"_L1, settings.listenAddress);
    fields("listen.port"_L1, settings.listenPort);
    fields("listen.allowed_hosts"_L1, settings.allowedHosts);
    fields("listen.allowed_origins"_L1, settings.allowedOrigins);
    fields("listen.tls_certificate"_L1, settings.tlsCertificateFile);
    fields("listen.tls_key"_L1, settings.tlsKeyFile);
    fields("limits.body_bytes"_L1, settings.maxBodyBytes);
    fields("limits.output_tokens"_L1, settings.defaultOutputTokens);
    fields("limits.in_flight"_L1, settings.maxInFlight);
    fields("engine.drain_seconds"_L1, settings.drainGrace);
    fields("engine.workers"_L1, settings.workers);
    fields("content.max_bytes"_L1, settings.maxStoredBodyBytes);
    fields("content.days"_L1, settings.bodyRetentionDays);
    fields("simulator.enabled"_L1, settings.simulatorEnabled);
    fields("store.full_sync"_L1, settings.fullSync);
    fields("window.appearance"_L1, settings.appearance);
}

// The names in the order of visit().
class Names final
{
public:
    void operator()(QLatin1StringView name, const auto &) { m_names.append(name); }
    [[nodiscard]] const QStringList &names() const { return m_names; }

private:
    QStringList m_names;
};

Result<void> inRange(QLatin1StringView name, qint64 value, qint64 smallest, qint64 largest)
{
    if (value >= smallest && value <= largest)
        return {};
    return fail(ErrorKind::Settings, u"setting: '%1' must be from %2 to %3."_s.arg(name).arg(smallest).arg(largest));
}

Result<void> checked(const Settings &settings)
{
    GH_CHECK(inRange("limits.body_bytes"_L1, settings.maxBodyBytes, KiB, 1024 * MiB));
    GH_CHECK(inRange("limits.output_tokens"_L1, settings.defaultOutputTokens, 1, 1'000'000));
    GH_CHECK(inRange("limits.in_flight"_L1, settings.maxInFlight, 1, 1'000'000));
    GH_CHECK(inRange("engine.drain_seconds"_L1, settings.drainGrace.count(), 0, 3600));
    GH_CHECK(inRange("engine.workers"_L1, settings.workers, 0, 256));
    GH_CHECK(inRange("content.max_bytes"_L1, settings.maxStoredBodyBytes, 0, 64 * MiB));
    GH_CHECK(inRange("content.days"_L1, settings.bodyRetentionDays, 1, 36'500));
    if (settings.listenAddress.trimmed().isEmpty())
        return fail(ErrorKind::Settings,
                    u"setting: 'listen.address' must not be empty; 127.0.0.1 serves this machine."_s);
    if (settings.tlsCertificateFile.isEmpty() != settings.tlsKeyFile.isEmpty())
        return fail(ErrorKind::Settings,
                    u"setting: 'listen.tls_certificate' and 'listen.tls_key' go together; give both or neither."_s);
    if (!QStringList{u"system"_s, u"light"_s, u"dark"_s}.contains(settings.appearance))
        return fail(ErrorKind::Settings, u"setting: 'window.appearance' must be one of: system, light, dark."_s);
    return {};
}

} // namespace

Result<Settings> settingsFrom(const QList<Setting> &stored)
{
    QJsonObject object;
    for (const Setting &setting : stored)
        object.insert(setting.name, setting.value);
    Settings settings;
    JsonFields::Reader reader("setting"_L1, object);
    visit(reader, settings);
    GH_CHECK(reader.finish());
    GH_CHECK(checked(settings));
    return settings;
}

QList<Setting> settingRows(const Settings &settings)
{
    Settings copy = settings;
    Names names;
    visit(names, copy);
    JsonFields::Writer writer;
    visit(writer, copy);
    const QJsonObject values = writer.take();
    QList<Setting> rows;
    for (const QString &name : names.names())
        rows.append({.name = name, .value = values.value(name)});
    return rows;
}

} // namespace Gatehouse
