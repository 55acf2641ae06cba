// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/http/client.h"
#include "gateway/http/headers.h"

#include <span>

// Message heads and chunks as bytes. Everything that frames a message is written here and nowhere else; fields that
// would frame it differently, and values that would end their line, are left out.
namespace Gatehouse::Http {

// "Sun, 06 Nov 1994 08:49:37 GMT", made once a second. Lives on one thread.
class DateLine final
{
public:
    [[nodiscard]] QByteArrayView at(Timestamp now);

private:
    std::chrono::sys_seconds m_second{std::chrono::seconds{-1}};
    QByteArray m_text;
};

enum class BodyFraming : quint8 { None, Length, Chunked, UntilClose };

struct ResponseFraming {
    BodyFraming framing = BodyFraming::Length;
    qint64 length = 0;
    bool isKeepAlive = true;
    bool isHttp10 = false;
};
void appendResponseHead(QByteArray &to, int status, const Headers &headers, const ResponseFraming &framing,
                        QByteArrayView date);

void appendRequestHead(QByteArray &to, const ClientRequest &request, QByteArrayView hostValue);

[[nodiscard]] QByteArray hostValue(const Endpoint &endpoint); // for the Host header

[[nodiscard]] QByteArrayView chunkHead(qsizetype size, std::span<char, 20> buffer);
inline constexpr QByteArrayView ChunkEnd = "\r\n";
inline constexpr QByteArrayView LastChunk = "0\r\n\r\n";

[[nodiscard]] QByteArrayView reasonPhrase(int status);

} // namespace Gatehouse::Http
