// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"

#include <QByteArray>

#include <memory>

struct ZSTD_CCtx_s;

namespace Gatehouse::Store {

// How a body is stored. Written as these numbers; never renumber.
enum class BodyCodec : quint8 { Plain = 0, Zstd = 1 };

// Packs bodies one after the other with one context and one buffer. Lives on one thread.
class BodyPacker final
{
public:
    struct Packed {
        BodyCodec codec = BodyCodec::Plain;
        QByteArrayView bytes; // until the next call, or the body's own
    };

    BodyPacker();
    ~BodyPacker();
    [[nodiscard]] Packed pack(const QByteArray &body);

private:
    struct FreeContext {
        void operator()(ZSTD_CCtx_s *context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, FreeContext> m_context;
    QByteArray m_buffer;
};

// StoreDamaged when the bytes are not what was packed.
[[nodiscard]] Result<QByteArray> unpackBody(BodyCodec codec, const QByteArray &bytes, qint64 originalSizeBytes);

} // namespace Gatehouse::Store
