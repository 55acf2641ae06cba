// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/result.h"
#include "gateway/core/llm/vendors.h"
#include "gateway/http/client.h"

#include <QByteArrayView>

namespace Gatehouse::Upstream {

// Whether a key is a document that an access token has to be fetched for (accesstokens.h), rather than sent itself.
[[nodiscard]] bool needsAccessToken(const Llm::Vendor &vendor, QByteArrayView secret);

// Whether a key can be one of a vendor's at all. Settings: why not.
[[nodiscard]] Result<void> checkSecret(const Llm::Vendor &vendor, QByteArrayView secret);

// Adds a vendor's key to a request, where that vendor wants it. The last thing that is done to a request: a signature
// covers all of it. Pure. `secret` is empty where a provider has no key, and the
// access token where needsAccessToken() says so. `host` is the Host header's value.
void addCredential(Http::ClientRequest &request, const Llm::Vendor &vendor, QByteArrayView host, QByteArrayView secret,
                   Timestamp now);

} // namespace Gatehouse::Upstream
