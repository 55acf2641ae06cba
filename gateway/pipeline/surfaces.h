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
    enum class Body : quint8 {
        None,       // GET and the like; what comes is not looked at
        Json,       //
        JsonOrForm, // JSON, or multipart/form-data with a file in it
    };
    Llm::Surface surface = Llm::Surface::Unknown;
    QByteArrayView methods; // the ones it takes, separated by spaces: "GET DELETE"
    Body body = Body::Json;
    QByteArray model = {};        // in the address, decoded
    bool stream = false;          // the address asks for a stream (Gemini)
    QByteArrayView resource = {}; // what a pass-through adds to the vendor's base URL: "/images/edits", "/files/abc"
    Health health = Health::No;

    [[nodiscard]] bool takes(QByteArrayView method) const;
};

// Compared byte by byte: another spelling of a path (case, double slash, percent-encoding) is another path (R24). Views
// are into `path`. Where one path means different things by method, `method` tells; a path that is known with other
// methods only is found too, and its takes() says no.
[[nodiscard]] std::optional<SurfaceMatch> surfaceAt(QByteArrayView path, QByteArrayView method = "POST");

// Whose errors a caller of an address expects, also of one that the gateway does not answer.
[[nodiscard]] Llm::Dialect dialectOfPath(QByteArrayView path);

} // namespace Gatehouse::Pipeline
