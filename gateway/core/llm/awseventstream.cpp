// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/awseventstream.h"

#include <QtEndian>

#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

constexpr qsizetype PreludeBytes = 12;
constexpr qsizetype ChecksumBytes = 4;

constexpr std::array<quint32, 256> crcTable()
{
    std::array<quint32, 256> table{};
    for (quint32 i = 0; i < table.size(); ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1) : value >> 1;
        table[i] = value;
    }
    return table;
}
constexpr auto CrcTable = crcTable();

quint32 number(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.data() + at);
}

template <typename Number>
void append(QByteArray &out, Number value)
{
    std::array<char, sizeof(Number)> bytes{};
    qToBigEndian(value, bytes.data());
    out.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

// How long a header's value is by its type; text and bytes say it themselves.
constexpr std::array<qsizetype, 10> ValueBytes{0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

bool readHeaders(QByteArrayView bytes, AwsEvent &event)
{
    while (!bytes.isEmpty()) {
        const qsizetype nameLength = static_cast<uchar>(bytes[0]);
        if (nameLength == 0 || bytes.size() < nameLength + 2)
            return false;
        const QByteArrayView name = bytes.sliced(1, nameLength);
        const std::size_t type = static_cast<uchar>(bytes[nameLength + 1]);
        bytes = bytes.sliced(nameLength + 2);
        if (type >= ValueBytes.size())
            return false;
        qsizetype length = ValueBytes[type];
        if (length < 0) {
            if (bytes.size() < 2)
                return false;
            length = qFromBigEndian<quint16>(bytes.data());
            bytes = bytes.sliced(2);
        }
        if (bytes.size() < length)
            return false;
        if (ValueBytes[type] < 0)
            event.headers.append({name.toByteArray(), bytes.first(length).toByteArray()});
        bytes = bytes.sliced(length);
    }
    return true;
}

std::unexpected<Error> broken(QString message)
{
    return fail(ErrorKind::UpstreamInvalid, std::move(message));
}

} // namespace

quint32 crc32(QByteArrayView bytes)
{
    quint32 value = 0xFFFFFFFFU;
    for (const char byte : bytes)
        value = CrcTable[(value ^ static_cast<uchar>(byte)) & 0xFFU] ^ (value >> 8);
    return value ^ 0xFFFFFFFFU;
}

QByteArray AwsEvent::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

Result<std::optional<AwsEvent>> AwsEventReader::next()
{
    const QByteArrayView bytes = rest();
    if (bytes.size() < PreludeBytes) {
        if (m_start > 0) {
            m_buffer.remove(0, m_start);
            m_start = 0;
        }
        return std::nullopt;
    }
    if (crc32(bytes.first(8)) != number(bytes, 8))
        return broken(u"The vendor's event stream is damaged: the checksum of a prelude is wrong."_s);
    const qsizetype total = number(bytes, 0);
    const qsizetype headerBytes = number(bytes, 4);
    if (total > MaxEventBytes || headerBytes > MaxHeaderBytes || total < PreludeBytes + headerBytes + ChecksumBytes)
        return broken(u"An event of the vendor's stream has an impossible length."_s);
    if (bytes.size() < total)
        return std::nullopt;
    if (crc32(bytes.first(total - ChecksumBytes)) != number(bytes, total - ChecksumBytes))
        return broken(u"The vendor's event stream is damaged: the checksum of an event is wrong."_s);
    AwsEvent event;
    if (!readHeaders(bytes.sliced(PreludeBytes, headerBytes), event))
        return broken(u"An event of the vendor's stream has broken headers."_s);
    const qsizetype payload = PreludeBytes + headerBytes;
    event.payload = bytes.sliced(payload, total - payload - ChecksumBytes).toByteArray();
    m_start += total;
    // The read part goes when it is large enough to be worth a move.
    if (m_start > 64 * 1024) {
        m_buffer.remove(0, m_start);
        m_start = 0;
    }
    return event;
}

QByteArray awsEventBytes(const AwsEvent &event)
{
    QByteArray headers;
    for (const auto &[name, value] : event.headers) {
        headers += static_cast<char>(name.size());
        headers += name;
        headers += '\x07';
        append(headers, static_cast<quint16>(value.size()));
        headers += value;
    }
    QByteArray out;
    append(out, static_cast<quint32>(PreludeBytes + headers.size() + event.payload.size() + ChecksumBytes));
    append(out, static_cast<quint32>(headers.size()));
    append(out, crc32(out));
    out += headers;
    out += event.payload;
    append(out, crc32(out));
    return out;
}

} // namespace Gatehouse::Llm
