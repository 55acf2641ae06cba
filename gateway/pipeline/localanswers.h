// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/pipeline/exchange.h"

#include <QByteArray>

// What the gateway answers itself, in the client's dialect.
namespace Gatehouse::Pipeline {

// The models that the client may call: /v1/models, /v1beta/models, /api/tags.
[[nodiscard]] QByteArray modelList(const Exchange &exchange);

// One of them: /v1/models/{id}, /v1beta/models/{id}.
[[nodiscard]] QByteArray modelDescription(const Exchange &exchange, const QByteArray &name);

// The tokens of a request by our own count, where its vendor has no address that counts.
[[nodiscard]] QByteArray tokenCount(const Exchange &exchange, qint64 tokens);

} // namespace Gatehouse::Pipeline
