// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/llm/vendors.h"
#include "gateway/http/client.h"

#include <QByteArrayView>

namespace Gatehouse::Upstream {

// Adds a vendor's key to a request, where that vendor wants it. The last thing that is done to a request: a signature
// covers all of it. Pure. `secret` is empty where a provider has no key. `host` is the Host header's value.
void addCredential(Http::ClientRequest &request, const Llm::Vendor &vendor, QByteArrayView host, QByteArrayView secret,
                   Timestamp now);

} // namespace Gatehouse::Upstream
