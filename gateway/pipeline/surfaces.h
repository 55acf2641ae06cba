// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/surface.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

// The addresses that the gateway answers; every other one is refused, never forwarded.
namespace Gatehouse::Pipeline {

struct SurfaceMatch {
    enum class Health : quint8 { No, Alive, Ready };
    Llm::Surface surface = Llm::Surface::Unknown;
    QByteArrayView method; // the one it takes
    QByteArray model;      // of /v1/models/{id}, decoded
    Health health = Health::No;
};

// Compared byte by byte: another spelling of a path (case, double slash, percent-encoding) is another path (R24).
[[nodiscard]] std::optional<SurfaceMatch> surfaceAt(QByteArrayView path);

} // namespace Gatehouse::Pipeline
