// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/bodycodec.h"

#include <zstd.h>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

// The fastest: it is paid for every request, and small bodies gain little from a higher level.
constexpr int Level = 1;
constexpr qsizetype WorthPacking = 128;
constexpr qint64 MaxBodyBytes = qint64(1) << 30;

} // namespace

void BodyPacker::FreeContext::operator()(ZSTD_CCtx_s *context) const
{
    ZSTD_freeCCtx(context);
}

BodyPacker::BodyPacker()
    : m_context(ZSTD_createCCtx())
{}
BodyPacker::~BodyPacker() = default;

BodyPacker::Packed BodyPacker::pack(const QByteArray &body)
{
    if (body.size() < WorthPacking)
        return {.codec = BodyCodec::Plain, .bytes = body};
    const std::size_t bound = ZSTD_compressBound(static_cast<std::size_t>(body.size()));
    if (m_buffer.size() < static_cast<qsizetype>(bound))
        m_buffer.resize(static_cast<qsizetype>(bound));
    const std::size_t size = ZSTD_compressCCtx(m_context.get(), m_buffer.data(), bound, body.constData(),
                                               static_cast<std::size_t>(body.size()), Level);
    if (ZSTD_isError(size) != 0 || static_cast<qsizetype>(size) >= body.size())
        return {.codec = BodyCodec::Plain, .bytes = body};
    return {.codec = BodyCodec::Zstd, .bytes = QByteArrayView(m_buffer).first(static_cast<qsizetype>(size))};
}

Result<QByteArray> unpackBody(BodyCodec codec, const QByteArray &bytes, qint64 originalSizeBytes)
{
    if (codec == BodyCodec::Plain)
        return bytes;
    const auto damaged = [] {
        return fail(ErrorKind::StoreDamaged, u"A stored body is damaged and cannot be shown."_s);
    };
    if (originalSizeBytes < 0 || originalSizeBytes > MaxBodyBytes)
        return damaged();
    QByteArray body(originalSizeBytes, Qt::Uninitialized);
    const std::size_t size = ZSTD_decompress(body.data(), static_cast<std::size_t>(body.size()), bytes.constData(),
                                             static_cast<std::size_t>(bytes.size()));
    if (ZSTD_isError(size) != 0 || static_cast<qint64>(size) != originalSizeBytes)
        return damaged();
    return body;
}

} // namespace Gatehouse::Store
