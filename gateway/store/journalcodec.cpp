// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/journalcodec.h"

#include <algorithm>
#include <cstring>

namespace Gatehouse::Store {

namespace {

class Writer final
{
public:
    explicit Writer(std::span<char> out)
        : m_out(out)
    {}

    template <typename T>
        requires std::is_integral_v<T> || std::is_enum_v<T>
    void number(const T &value)
    {
        // The room for all numbers has been checked at compile time; see MaxNumbers below.
        std::memcpy(m_out.data() + m_used, &value, sizeof value);
        m_used += sizeof value;
    }

    // The next texts get what the ones before have left, but the two bytes of each length are always there.
    void reserve(std::size_t texts) { m_reserved = texts * sizeof(quint16); }
    void text(const QString &value)
    {
        qsizetype length = std::min(value.size(), room() / 2);
        if (length > 0 && length < value.size() && value[length - 1].isHighSurrogate())
            --length;
        put(value.utf16(), static_cast<std::size_t>(length) * 2);
    }
    void text(const QByteArray &value)
    {
        put(value.constData(), static_cast<std::size_t>(std::min(value.size(), room())));
    }
    [[nodiscard]] std::size_t used() const { return m_used; }

private:
    [[nodiscard]] qsizetype room() const { return static_cast<qsizetype>(m_out.size() - m_used - m_reserved); }
    void put(const void *data, std::size_t size)
    {
        m_reserved -= sizeof(quint16);
        number(static_cast<quint16>(size));
        if (size > 0)
            std::memcpy(m_out.data() + m_used, data, size);
        m_used += size;
    }
    std::span<char> m_out;
    std::size_t m_used = 0;
    std::size_t m_reserved = 0;
};

// Never reads beyond the bytes; what is missing makes the whole entry invalid.
class Reader final
{
public:
    explicit Reader(std::span<const char> bytes)
        : m_bytes(bytes)
    {}

    template <typename T>
        requires std::is_integral_v<T> || std::is_enum_v<T>
    void number(T &value)
    {
        if (take(sizeof value))
            std::memcpy(&value, m_bytes.data() + m_used - sizeof value, sizeof value);
    }
    void text(QString &value)
    {
        const std::size_t size = length();
        value.resize(static_cast<qsizetype>(size / 2));
        if (size > 0)
            std::memcpy(value.data(), m_bytes.data() + m_used - size, size);
    }
    void text(QByteArray &value)
    {
        const std::size_t size = length();
        value = size > 0 ? QByteArray(m_bytes.data() + m_used - size, static_cast<qsizetype>(size)) : QByteArray();
    }
    [[nodiscard]] bool isValid() const { return m_valid; }

private:
    bool take(std::size_t size)
    {
        m_valid = m_valid && size <= m_bytes.size() - m_used;
        if (m_valid)
            m_used += size;
        return m_valid;
    }
    std::size_t length()
    {
        quint16 size = 0;
        number(size);
        return take(size) ? size : 0;
    }
    std::span<const char> m_bytes;
    std::size_t m_used = 0;
    bool m_valid = true;
};

// The fields of a record, both for writing and for reading.

void time(auto &io, auto &value)
{
    qint64 count = toMicroseconds(value);
    io.number(count);
    if constexpr (!std::is_const_v<std::remove_reference_t<decltype(value)>>)
        value = fromMicroseconds(count);
}

void duration(auto &io, auto &value)
{
    qint64 count = value.count();
    io.number(count);
    if constexpr (!std::is_const_v<std::remove_reference_t<decltype(value)>>)
        value = std::chrono::microseconds(count);
}

void money(auto &io, auto &value)
{
    qint64 nanos = value.nanos();
    io.number(nanos);
    if constexpr (!std::is_const_v<std::remove_reference_t<decltype(value)>>)
        value = Money::fromNanos(nanos);
}

void usageNumbers(auto &io, auto &usage)
{
    for (const Llm::UsagePart &part : Llm::UsageParts)
        io.number(usage.*part.value);
    io.number(usage.source);
}

void requestNumbers(auto &io, auto &request)
{
    for (auto &byte : request.id.bytes)
        io.number(byte);
    time(io, request.startedAt);
    io.number(request.state);
    io.number(request.surface);
    io.number(request.stream);
    io.number(request.hasTools);
    io.number(request.hasImages);
    io.number(request.clientId);
    io.number(request.keyId);
    io.number(request.providerId);
    io.number(request.httpStatus);
    io.number(request.attemptCount);
    usageNumbers(io, request.usage);
    money(io, request.cost);
    io.number(request.pricing);
    duration(io, request.latency);
    duration(io, request.firstToken);
    duration(io, request.overhead);
    for (auto &stage : request.stages)
        duration(io, stage);
    io.number(request.requestSizeBytes);
    io.number(request.answerSizeBytes);
}

void ledgerNumbers(auto &io, auto &entry)
{
    io.number(entry.attempt);
    io.number(entry.kind);
    time(io, entry.time);
    io.number(entry.clientId);
    io.number(entry.keyId);
    io.number(entry.providerId);
    usageNumbers(io, entry.usage);
    money(io, entry.cost);
    io.number(entry.pricing);
}

// The ones that matter most come first: the last may be cut.
constexpr std::size_t LedgerTexts = 2;
void ledgerTexts(auto &io, auto &entry)
{
    io.text(entry.model);
    io.text(entry.priceVersion);
}

constexpr std::size_t RequestTexts = 10;
void requestNames(auto &io, auto &request)
{
    io.text(request.usedModel);
    io.text(request.requestedModel);
    io.text(request.priceVersion);
    io.text(request.errorCode);
    io.text(request.finishReason);
    io.text(request.serviceTier);
}

void requestTexts(auto &io, auto &request)
{
    io.text(request.sourceAddress);
    io.text(request.endUser);
    io.text(request.errorMessage);
    io.text(request.userAgent);
}

constexpr std::size_t UsageSize = Llm::UsageParts.size() * sizeof(qint64) + 1;
constexpr std::size_t RequestSize =
    16 + 8 + 5 + 3 * 8 + 2 * sizeof(int) + UsageSize + 8 + 1 + (3 + StageCount) * 8 + 2 * 8;
constexpr std::size_t LedgerSize = sizeof(int) + 1 + 8 + 3 * 8 + UsageSize + 8 + 1;
constexpr std::size_t MaxNumbers = 2 + RequestSize + RequestTexts * 2
                                   + static_cast<std::size_t>(JournalLedgerEntries) * (LedgerSize + LedgerTexts * 2);
static_assert(MaxNumbers + 290 <= JournalPayloadSize, "numbers are never cut, and there is some room for the texts");

QList<LedgerEntry> bounded(QList<LedgerEntry> ledger)
{
    while (ledger.size() > JournalLedgerEntries) {
        const LedgerEntry surplus = ledger.takeLast();
        LedgerEntry &last = ledger.last();
        last.cost += surplus.cost;
        last.usage.inputUncached += surplus.usage.inputTotal();
        last.usage.output += surplus.usage.outputTotal();
    }
    return ledger;
}

} // namespace

std::size_t writeJournalEntry(std::span<char, JournalPayloadSize> out, JournalEntry::Stage stage,
                              const RequestRecord &request, const QList<LedgerEntry> &ledger)
{
    const QList<LedgerEntry> entries = bounded(ledger);
    Writer writer(out);
    writer.number(stage);
    writer.number(static_cast<quint8>(entries.size()));
    requestNumbers(writer, request);
    for (const LedgerEntry &entry : entries)
        ledgerNumbers(writer, entry);
    writer.reserve(RequestTexts + LedgerTexts * static_cast<std::size_t>(entries.size()));
    requestNames(writer, request);
    for (const LedgerEntry &entry : entries)
        ledgerTexts(writer, entry);
    requestTexts(writer, request);
    return writer.used();
}

std::optional<JournalEntry> readJournalEntry(std::span<const char> bytes)
{
    JournalEntry entry;
    Reader reader(bytes);
    quint8 count = 0;
    reader.number(entry.stage);
    reader.number(count);
    requestNumbers(reader, entry.request);
    entry.ledger.resize(std::min(qsizetype(count), JournalLedgerEntries));
    for (LedgerEntry &charge : entry.ledger) {
        ledgerNumbers(reader, charge);
        charge.requestId = entry.request.id;
    }
    requestNames(reader, entry.request);
    for (LedgerEntry &charge : entry.ledger)
        ledgerTexts(reader, charge);
    requestTexts(reader, entry.request);
    if (!reader.isValid())
        return std::nullopt;
    return entry;
}

} // namespace Gatehouse::Store
