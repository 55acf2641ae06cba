// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/settings.h"
#include "gateway/http/headers.h"

#include <QByteArrayView>

// Keeps web pages out that reach the gateway through a browser on this machine. Pure.
namespace Gatehouse::Pipeline {

// Whether a Host names this gateway: a loopback name, the address it listens on, or a name the administrator added,
// with the right port (R42, DNS rebinding). Listening on every address, any address literal is right: rebinding needs a
// name.
[[nodiscard]] bool isHostAllowed(QByteArrayView host, const Settings &settings, quint16 port);

// Whether a request may come from a browser: no Origin and no cross-site Sec-Fetch-Site, or an origin the administrator
// listed (R43).
[[nodiscard]] bool isOriginAllowed(const Http::Headers &headers, const Settings &settings);

} // namespace Gatehouse::Pipeline
