// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <utility>

// The framing of AWS event streams ("application/vnd.amazon.eventstream"): each message has a prelude of twelve bytes
// (its length, that of its headers, the CRC of both), headers, a payload and a CRC of it all.
namespace Gatehouse::Llm {

struct AwsEvent {
    QList<std::pair<QByteArray, QByteArray>> headers = {}; // those with text; ":event-type", ":message-type", ...
    QByteArray payload = {};
    [[nodiscard]] QByteArray header(QByteArrayView name) const; // empty = not there
    bool operator==(const AwsEvent &) const = default;
};

// Any split of the bytes gives the same events. Lives on one thread.
class AwsEventReader final
{
public:
    static constexpr qsizetype MaxEventBytes = 16 * 1024 * 1024;
    static constexpr qsizetype MaxHeaderBytes = 128 * 1024; // AWS's own limit

    void feed(QByteArrayView bytes) { m_buffer += bytes; }
    // Nothing = more bytes are needed. UpstreamInvalid when lengths or checksums are wrong; then there is no way on.
    [[nodiscard]] Result<std::optional<AwsEvent>> next();
    [[nodiscard]] QByteArrayView rest() const { return QByteArrayView(m_buffer).sliced(m_start); }

private:
    QByteArray m_buffer;
    qsizetype m_start = 0; // of the event being read
};

// An event as bytes, all headers as text.
[[nodiscard]] QByteArray awsEventBytes(const AwsEvent &event);

// CRC-32 as of IEEE 802.3.
[[nodiscard]] quint32 crc32(QByteArrayView bytes);

} // namespace Gatehouse::Llm
