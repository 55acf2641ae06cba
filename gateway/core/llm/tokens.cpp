// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/tokens.h"

#include "gateway/core/llm/textpieces.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <vector>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

constexpr quint32 None = std::numeric_limits<quint32>::max();

// Merging takes the square of a piece's length. Longer pieces (a line of a thousand dashes) are cut: a few tokens too
// many.
constexpr qsizetype MaxMergedBytes = 512;

constexpr auto Base64Values = [] {
    std::array<qint8, 256> values{};
    values.fill(-1);
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<quint8>(alphabet[i])] = static_cast<qint8>(i);
    return values;
}();

// Appends the bytes that base 64 digits stand for. False when they are not such digits.
bool appendBase64(std::vector<char> &out, QByteArrayView digits)
{
    while (digits.endsWith('='))
        digits.chop(1);
    unsigned int bits = 0;
    int count = 0;
    for (const char digit : digits) {
        const int value = Base64Values[static_cast<quint8>(digit)];
        if (value < 0)
            return false;
        bits = (bits << 6) | static_cast<unsigned int>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out.push_back(static_cast<char>(bits >> count));
        }
    }
    return true;
}

quint32 hashOf(QByteArrayView bytes)
{
    quint64 hash = 0x9E3779B97F4A7C15ULL ^ static_cast<quint64>(bytes.size());
    const char *p = bytes.data();
    qsizetype left = bytes.size();
    const auto mix = [&hash](quint64 word) {
        hash = (hash ^ word) * 0xBF58476D1CE4E5B9ULL;
        hash ^= hash >> 31;
    };
    for (; left >= 8; left -= 8, p += 8) {
        quint64 word;
        std::memcpy(&word, p, sizeof word);
        mix(word);
    }
    quint64 word = 0;
    std::memcpy(&word, p, static_cast<std::size_t>(left));
    mix(word);
    return static_cast<quint32>(hash);
}

} // namespace

// The tokens stand one after the other in the order of their ranks; a table of ranks, open addressing, finds them. Four
// megabytes for the larger encoding.
struct Tokenizer::Private {
    Encoding encoding = Encoding::O200kBase;
    std::vector<char> bytes;
    std::vector<quint32> offsets; // of each token, and the end of the last
    std::vector<quint32> table;   // ranks; a power of two in size

    [[nodiscard]] QByteArrayView token(quint32 rank) const
    {
        return {bytes.data() + offsets[rank], qsizetype(offsets[rank + 1] - offsets[rank])};
    }
    [[nodiscard]] quint32 rankOf(QByteArrayView piece) const;
    void makeTable();
    [[nodiscard]] qint64 merged(QByteArrayView piece) const;
};

quint32 Tokenizer::Private::rankOf(QByteArrayView piece) const
{
    const std::size_t mask = table.size() - 1;
    for (std::size_t slot = hashOf(piece) & mask;; slot = (slot + 1) & mask) {
        const quint32 rank = table[slot];
        if (rank == None || token(rank) == piece)
            return rank;
    }
}

void Tokenizer::Private::makeTable()
{
    const std::size_t count = offsets.size() - 1;
    table.assign(std::bit_ceil(count * 2), None);
    const std::size_t mask = table.size() - 1;
    for (quint32 rank = 0; rank < count; ++rank) {
        std::size_t slot = hashOf(token(rank)) & mask;
        while (table[slot] != None)
            slot = (slot + 1) & mask;
        table[slot] = rank;
    }
}

// Joins, again and again, the two neighbours whose joint is the token of the lowest rank.
qint64 Tokenizer::Private::merged(QByteArrayView piece) const
{
    std::array<quint16, MaxMergedBytes + 1> starts; // of the parts, and the end
    std::array<quint32, MaxMergedBytes + 1> ranks;  // of each part joined with the next
    auto count = static_cast<std::size_t>(piece.size());
    const auto jointRank = [&](std::size_t part) {
        if (part + 2 > count)
            return None;
        return rankOf(piece.sliced(starts[part], starts[part + 2] - starts[part]));
    };
    for (std::size_t i = 0; i <= count; ++i)
        starts[i] = static_cast<quint16>(i);
    for (std::size_t i = 0; i < count; ++i)
        ranks[i] = jointRank(i);
    while (count > 1) {
        const auto best = std::min_element(ranks.begin(), ranks.begin() + static_cast<std::ptrdiff_t>(count - 1));
        if (*best == None)
            break;
        const auto part = static_cast<std::size_t>(best - ranks.begin());
        std::copy(starts.begin() + part + 2, starts.begin() + count + 1, starts.begin() + part + 1);
        std::copy(ranks.begin() + part + 2, ranks.begin() + count, ranks.begin() + part + 1);
        --count;
        ranks[part] = jointRank(part);
        if (part > 0)
            ranks[part - 1] = jointRank(part - 1);
    }
    return static_cast<qint64>(count);
}

Tokenizer::Tokenizer()
    : d(std::make_unique<Private>())
{}
Tokenizer::~Tokenizer() = default;

Result<std::unique_ptr<const Tokenizer>> Tokenizer::create(Encoding encoding, QByteArrayView ranks)
{
    std::unique_ptr<Tokenizer> tokenizer(new Tokenizer);
    Private &data = *tokenizer->d;
    data.encoding = encoding;
    data.bytes.reserve(static_cast<std::size_t>(ranks.size() / 2));
    qsizetype position = 0;
    while (position < ranks.size()) {
        const qsizetype end =
            std::max(position, ranks.indexOf('\n', position) < 0 ? ranks.size() : ranks.indexOf('\n', position));
        const QByteArrayView line = ranks.sliced(position, end - position);
        position = end + 1;
        const qsizetype space = line.indexOf(' ');
        if (line.isEmpty())
            continue;
        data.offsets.push_back(static_cast<quint32>(data.bytes.size()));
        const bool isRank =
            space > 0 && line.sliced(space + 1).trimmed().toLongLong() == qint64(data.offsets.size()) - 1;
        if (!isRank || !appendBase64(data.bytes, line.first(space)))
            return fail(ErrorKind::Settings,
                        u"The tokenizer's ranks are damaged at line %1."_s.arg(data.offsets.size()));
    }
    if (data.offsets.empty())
        return fail(ErrorKind::Settings, u"The tokenizer's ranks are empty."_s);
    data.offsets.push_back(static_cast<quint32>(data.bytes.size()));
    data.bytes.shrink_to_fit();
    data.offsets.shrink_to_fit();
    data.makeTable();
    return tokenizer;
}

qint64 Tokenizer::count(QByteArrayView utf8) const
{
    qint64 tokens = 0;
    qsizetype position = 0;
    while (position < utf8.size()) {
        const qsizetype end = pieceEnd(d->encoding, utf8, position);
        QByteArrayView piece = utf8.sliced(position, end - position);
        position = end;
        if (d->rankOf(piece) != None) {
            ++tokens;
            continue;
        }
        for (; piece.size() > MaxMergedBytes; piece = piece.sliced(MaxMergedBytes))
            tokens += d->merged(piece.first(MaxMergedBytes));
        tokens += d->merged(piece);
    }
    return tokens;
}

Encoding encodingOf(QByteArrayView model)
{
    // A vendor's prefix ("openai/gpt-4") and that of a fine-tuned model ("ft:gpt-4:...") do not change the encoding.
    if (const qsizetype slash = model.lastIndexOf('/'); slash >= 0)
        model = model.sliced(slash + 1);
    if (model.startsWith("ft:"))
        model = model.sliced(3);
    for (const QByteArrayView newer : {"gpt-4o", "gpt-4.1", "gpt-4.5"}) {
        if (model.startsWith(newer))
            return Encoding::O200kBase;
    }
    for (const QByteArrayView older : {"gpt-4", "gpt-3.5", "gpt-35", "text-embedding-", "davinci-002", "babbage-002"}) {
        if (model.startsWith(older))
            return Encoding::Cl100kBase;
    }
    return Encoding::O200kBase;
}

} // namespace Gatehouse::Llm
