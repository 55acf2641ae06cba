// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/config/entities.h"

#include <QString>

#include <chrono>

namespace Gatehouse {

// The settings with their names in the store and their defaults. Immutable value.
struct Settings {
    QString listenAddress = QStringLiteral("127.0.0.1"); // listen.address
    quint16 listenPort = 8080;                           // listen.port; 0 = any free one
    QStringList allowedHosts;                            // listen.allowed_hosts: further names in Host (R42)
    QStringList allowedOrigins;               // listen.allowed_origins: browsers that may call (R43); empty = none
    QString tlsCertificateFile;               // listen.tls_certificate (PEM); empty = plain HTTP
    QString tlsKeyFile;                       // listen.tls_key (PEM)
    qint64 maxBodyBytes = 32LL * 1024 * 1024; // limits.body_bytes
    qint64 defaultOutputTokens = 4096; // limits.output_tokens: of a request that says no bound, where a limit on tokens
                                       // or a budget has to be kept
    int maxInFlight = 2000;            // limits.in_flight: more are refused with 503 (R11)
    std::chrono::seconds drainGrace{30};    // engine.drain_seconds
    int workers = 0;                        // engine.workers; 0 = one a core
    qint64 maxStoredBodyBytes = 256 * 1024; // content.max_bytes: what is kept of one body
    int bodyRetentionDays = 30;             // content.days
    bool simulatorEnabled = true; // simulator.enabled: the built-in vendor answers "sim/..." and, while there is no
                                  // other provider, every model
    bool fullSync = false;        // store.full_sync: survive power loss, not only a crash (R5)
    QString appearance = QStringLiteral("system"); // window.appearance: system, light, dark
    bool operator==(const Settings &) const = default;
};

// Strict: an unknown name or a value out of range is an error that says which.
[[nodiscard]] Result<Settings> settingsFrom(const QList<Setting> &stored);

// Every setting as a row, defaults included, in the order above.
[[nodiscard]] QList<Setting> settingRows(const Settings &settings);

} // namespace Gatehouse
