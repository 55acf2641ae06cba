// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/ids.h"

#include <QCryptographicHash>

#include <sodium.h>

#include <array>
#include <cstring>

using namespace Qt::StringLiterals;

namespace Gatehouse {

namespace {

constexpr std::string_view Base32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford: no I, L, O, U
constexpr std::string_view Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view PublicIdAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

constexpr QByteArrayView RequestIdPrefix = "gh_";
constexpr QByteArrayView KeyPrefix = "sk-gh-";
constexpr qsizetype PublicIdLength = 12;
constexpr qsizetype SecretLength = 48;
constexpr qsizetype CheckLength = 6; // 62^6 > 2^32
constexpr qsizetype KeyLength = KeyPrefix.size() + PublicIdLength + 1 + SecretLength;

// A byte at a time: it runs for every request.
constexpr auto CrcTable = [] {
    std::array<quint32, 256> table = {};
    for (quint32 byte = 0; byte < table.size(); ++byte) {
        quint32 crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (0xEDB88320U & (0U - (crc & 1U)));
        table[byte] = crc;
    }
    return table;
}();

quint32 crc32(QByteArrayView bytes)
{
    quint32 crc = 0xFFFFFFFFU;
    for (const char byte : bytes)
        crc = (crc >> 8) ^ CrcTable[(crc ^ static_cast<quint8>(byte)) & 0xFFU];
    return ~crc;
}

QByteArray checkDigits(QByteArrayView bytes)
{
    quint32 value = crc32(bytes);
    QByteArray digits(CheckLength, '0');
    for (qsizetype i = CheckLength - 1; i >= 0; --i) {
        digits[i] = Base62[value % Base62.size()];
        value /= static_cast<quint32>(Base62.size());
    }
    return digits;
}

QByteArray randomText(std::string_view alphabet, qsizetype length)
{
    QByteArray text(length, Qt::Uninitialized);
    for (char &c : text)
        c = alphabet[randombytes_uniform(static_cast<quint32>(alphabet.size()))];
    return text;
}

} // namespace

RequestId RequestId::generate(Timestamp now)
{
    // Within one millisecond the random part is counted up, so that ids of one thread keep rising (ULID specification,
    // monotonicity).
    thread_local RequestId last;
    thread_local qint64 lastMilliseconds = -1;
    const qint64 milliseconds = std::max(toMicroseconds(now) / 1000, lastMilliseconds);
    if (milliseconds == lastMilliseconds) {
        for (std::size_t i = last.bytes.size(); i-- > 6;) {
            if (++last.bytes[i] != 0)
                break;
        }
        return last;
    }
    lastMilliseconds = milliseconds;
    for (std::size_t i = 0; i < 6; ++i)
        last.bytes[i] = static_cast<quint8>(milliseconds >> (40 - 8 * i));
    randombytes_buf(last.bytes.data() + 6, 10);
    return last;
}

std::optional<RequestId> RequestId::parse(QByteArrayView text)
{
    if (!text.startsWith(RequestIdPrefix) || text.size() != RequestIdPrefix.size() + 26)
        return std::nullopt;
    text = text.sliced(RequestIdPrefix.size());
    // 26 digits carry 130 bits; the two highest must be zero.
    RequestId id;
    unsigned int accumulator = 0;
    int bits = -2;
    std::size_t index = 0;
    for (const char c : text) {
        const auto digit = Base32.find(c);
        if (digit == std::string_view::npos || (bits == -2 && digit > 7))
            return std::nullopt;
        accumulator = (accumulator << 5) | static_cast<unsigned int>(digit);
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            id.bytes[index++] = static_cast<quint8>(accumulator >> bits);
            accumulator &= (1U << bits) - 1;
        }
    }
    return id;
}

QByteArray RequestId::toByteArray() const
{
    QByteArray text(RequestIdPrefix.size() + 26, Qt::Uninitialized);
    std::memcpy(text.data(), RequestIdPrefix.data(), static_cast<std::size_t>(RequestIdPrefix.size()));
    char *out = text.data() + RequestIdPrefix.size();
    unsigned int accumulator = 0;
    int bits = 2; // two leading zero bits make 130
    for (const quint8 byte : bytes) {
        accumulator = (accumulator << 8) | byte;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            *out++ = Base32[(accumulator >> bits) & 31U];
            accumulator &= (1U << bits) - 1;
        }
    }
    return text;
}

ClientKey ClientKey::generate()
{
    const QByteArray publicId = randomText(PublicIdAlphabet, PublicIdLength);
    QByteArray written = KeyPrefix.toByteArray() + publicId + '-' + randomText(Base62, SecretLength - CheckLength);
    written += checkDigits(written);
    return {.publicId = publicId, .key = Secret(std::move(written))};
}

std::optional<QByteArray> ClientKey::publicIdOf(QByteArrayView writtenKey)
{
    if (writtenKey.size() != KeyLength || !writtenKey.startsWith(KeyPrefix)
        || writtenKey[KeyPrefix.size() + PublicIdLength] != '-')
        return std::nullopt;
    if (checkDigits(writtenKey.chopped(CheckLength)) != writtenKey.last(CheckLength))
        return std::nullopt;
    return writtenKey.sliced(KeyPrefix.size(), PublicIdLength).toByteArray();
}

QByteArray ClientKey::hashOf(QByteArrayView writtenKey)
{
    return QCryptographicHash::hash(writtenKey.last(std::min(SecretLength, writtenKey.size())),
                                    QCryptographicHash::Sha256);
}

} // namespace Gatehouse
