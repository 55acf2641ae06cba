// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/journal.h"

#include "gateway/store/journalcodec.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <mutex>
#include <vector>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

// The file: one page with the mark below, then slots of one page each. A slot has a word that says which of its two
// areas holds; an area is written first and then made valid by one store to that word, so whatever the moment of death,
// the word refers to a whole area. The checksum is for a loss of power, after which pages of the file may be of
// different age.
constexpr qint64 PageSize = 4096;
constexpr QByteArrayView Mark = "Gatehouse journal 3\n";
// With other numbers in a slot.
constexpr std::array<QByteArrayView, 2> FormerMarks{"Gatehouse journal 1\n", "Gatehouse journal 2\n"};
constexpr quint32 SegmentSlots = 256;
constexpr quint32 MaxSegments = 32; // 8192 slots

struct Area {
    quint64 sequence;
    quint64 checksum;
    quint64 size;
    std::array<char, JournalPayloadSize> payload;
};

struct Slot {
    quint64 current; // 0 = free; else the sequence number of the area that holds: even in areas[0], odd in areas[1]
    quint64 unused[7];
    std::array<Area, 2> areas;
};
static_assert(sizeof(Slot) <= PageSize);

// 64 bits over the payload and its sequence number, eight bytes a step (the mixing step is that of MurmurHash2).
quint64 checksumOf(const Area &area)
{
    constexpr quint64 Factor = 0xC6A4'A793'5BD1'E995;
    quint64 hash = area.sequence * Factor ^ area.size;
    for (std::size_t i = 0; i < area.size; i += sizeof(quint64)) {
        quint64 word = 0;
        std::memcpy(&word, area.payload.data() + i, std::min(sizeof word, static_cast<std::size_t>(area.size) - i));
        word *= Factor;
        word ^= word >> 47;
        hash = (hash ^ (word * Factor)) * Factor;
    }
    return hash ^ (hash >> 47);
}

bool isWhole(const Area &area, quint64 sequence)
{
    return area.sequence == sequence && area.size <= area.payload.size() && area.checksum == checksumOf(area);
}

// The area that holds; nothing when the slot is free, or when a loss of power has left nothing whole of it.
const Area *holding(const Slot &slot)
{
    const quint64 sequence = slot.current;
    if (sequence == 0)
        return nullptr;
    if (const Area &area = slot.areas[sequence & 1]; isWhole(area, sequence))
        return &area;
    const bool hasFallback = (sequence & 1) != 0 && isWhole(slot.areas[0], sequence - 1);
    return hasFallback ? slot.areas.data() : nullptr;
}

// For the next use of a slot: beyond whatever it has held before, and even.
quint64 firstSequence(const Slot &slot)
{
    return (std::max(slot.areas[0].sequence, slot.areas[1].sequence) | 1) + 1;
}

} // namespace

struct Journal::Private {
    QFile file;
    std::mutex growing;
    std::array<std::atomic<uchar *>, MaxSegments> segments = {};
    std::atomic<quint32> segmentCount = 0;
    std::atomic<int> inUse = 0;

    // The free slots as a stack. A count beside the top keeps a slot that was taken and freed meanwhile from being
    // taken for unchanged (the ABA problem). Freed slots are taken again first, so that few pages are touched.
    std::atomic<quint64> freeTop = 0; // count << 32 | slot
    std::vector<std::atomic<quint32>> nextFree = std::vector<std::atomic<quint32>>(SegmentSlots * MaxSegments + 1);

    [[nodiscard]] Slot &at(quint32 slot) const
    {
        uchar *segment = segments[(slot - 1) / SegmentSlots].load(std::memory_order_acquire);
        return *reinterpret_cast<Slot *>(segment + ((slot - 1) % SegmentSlots) * PageSize);
    }

    [[nodiscard]] quint32 slotCount() const { return segmentCount.load() * SegmentSlots; }

    Result<void> openFile(const QString &path);
    bool startAnew();
    bool isFormerAndUnused();
    Result<void> mapSegment(quint32 number);
    Result<void> addSegment();
    void push(quint32 slot);
    quint32 pop();
    quint32 take();
    void write(quint32 slot, quint64 sequence, JournalEntry::Stage stage, const RequestRecord &request,
               const QList<LedgerEntry> &ledger);
};

Journal::Journal()
    : d(std::make_unique<Private>())
{}
Journal::~Journal() = default;

Result<std::unique_ptr<Journal>> Journal::open(const QString &path)
{
    std::unique_ptr<Journal> journal(new Journal);
    GH_CHECK(journal->d->openFile(path));
    return journal;
}

bool Journal::Private::startAnew()
{
    const QByteArray page = Mark.toByteArray().leftJustified(PageSize, '\0');
    return file.resize(0) && file.seek(0) && file.write(page) == page.size();
}

// Written by a version before this one, which has brought all of its requests into the store.
bool Journal::Private::isFormerAndUnused()
{
    file.seek(0);
    if (!std::ranges::contains(FormerMarks, QByteArrayView(file.read(Mark.size()))))
        return false;
    for (qint64 slot = PageSize; slot + PageSize <= file.size(); slot += PageSize) {
        quint64 current = 0;
        if (!file.seek(slot) || file.read(reinterpret_cast<char *>(&current), sizeof current) != sizeof current
            || current != 0)
            return false;
    }
    return true;
}

Result<void> Journal::Private::openFile(const QString &path)
{
    const auto failed = [&] {
        return fail(ErrorKind::Io, u"The journal %1 cannot be opened: %2."_s.arg(path, file.errorString()));
    };
    file.setFileName(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::Unbuffered, QFile::ReadOwner | QFile::WriteOwner))
        return failed();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.size() < PageSize && !startAnew())
        return failed();
    if (isFormerAndUnused() && !startAnew())
        return failed();
    file.seek(0);
    if (file.read(Mark.size()) != Mark)
        return fail(ErrorKind::StoreNewer,
                    u"The journal %1 was made by another version of Gatehouse: start that version once, so that it "
                    "brings its requests into the store."_s.arg(path));
    // A segment that a crash left half made at the end of the file was never used; it is made again when it is needed.
    const auto whole = static_cast<quint32>((file.size() - PageSize) / (PageSize * SegmentSlots));
    for (quint32 number = 0; number < std::min(whole, MaxSegments); ++number)
        GH_CHECK(mapSegment(number));
    if (segmentCount == 0)
        GH_CHECK(addSegment());
    return {};
}

Result<void> Journal::Private::mapSegment(quint32 number)
{
    uchar *memory = file.map(PageSize + qint64(number) * SegmentSlots * PageSize, SegmentSlots * PageSize);
    if (!memory)
        return fail(ErrorKind::Io, u"The journal cannot be mapped into memory: %1."_s.arg(file.errorString()));
    segments[number].store(memory, std::memory_order_release);
    segmentCount = number + 1;
    for (quint32 slot = (number + 1) * SegmentSlots; slot > number * SegmentSlots; --slot) {
        if (holding(at(slot))) {
            ++inUse;
        } else {
            at(slot).current = 0;
            push(slot);
        }
    }
    return {};
}

Result<void> Journal::Private::addSegment()
{
    // Written rather than left as a hole: a full disk must show here, as an error, and not at a later store into the
    // mapped memory, where it would end the process (SIGBUS).
    const quint32 number = segmentCount;
    const QByteArray zeros(SegmentSlots * PageSize, '\0');
    if (!file.seek(PageSize + qint64(number) * zeros.size()) || file.write(zeros) != zeros.size())
        return fail(ErrorKind::Io,
                    u"The journal cannot grow (%1): free some space on its disk."_s.arg(file.errorString()));
    return mapSegment(number);
}

void Journal::Private::push(quint32 slot)
{
    quint64 top = freeTop.load(std::memory_order_relaxed);
    quint64 next = 0;
    do {
        nextFree[slot].store(static_cast<quint32>(top), std::memory_order_relaxed);
        next = ((top >> 32) + 1) << 32 | slot;
    } while (!freeTop.compare_exchange_weak(top, next, std::memory_order_release, std::memory_order_relaxed));
}

quint32 Journal::Private::pop()
{
    quint64 top = freeTop.load(std::memory_order_acquire);
    quint64 next = 0;
    do {
        if (static_cast<quint32>(top) == 0)
            return 0;
        next = ((top >> 32) + 1) << 32 | nextFree[static_cast<quint32>(top)].load(std::memory_order_relaxed);
    } while (!freeTop.compare_exchange_weak(top, next, std::memory_order_acquire, std::memory_order_acquire));
    return static_cast<quint32>(top);
}

quint32 Journal::Private::take()
{
    quint32 slot = pop();
    if (slot == 0) {
        const std::lock_guard lock(growing);
        slot = pop(); // somebody else may have added a segment meanwhile
        if (slot == 0 && segmentCount < MaxSegments && addSegment())
            slot = pop();
    }
    if (slot != 0)
        inUse.fetch_add(1, std::memory_order_relaxed);
    return slot;
}

void Journal::Private::write(quint32 slot, quint64 sequence, JournalEntry::Stage stage, const RequestRecord &request,
                             const QList<LedgerEntry> &ledger)
{
    Slot &page = at(slot);
    Area &area = page.areas[sequence & 1];
    area.sequence = sequence;
    area.size = writeJournalEntry(std::span(area.payload), stage, request, ledger);
    area.checksum = checksumOf(area);
    std::atomic_ref(page.current).store(sequence, std::memory_order_release);
}

std::optional<quint32> Journal::enter(const RequestRecord &request, const LedgerEntry &held)
{
    const quint32 slot = d->take();
    if (slot == 0)
        return std::nullopt;
    d->write(slot, firstSequence(d->at(slot)), JournalEntry::Stage::Forwarded, request, {held});
    return slot;
}

std::optional<quint32> Journal::enterFinished(const RequestRecord &request, const QList<LedgerEntry> &ledger)
{
    const quint32 slot = d->take();
    if (slot == 0)
        return std::nullopt;
    d->write(slot, firstSequence(d->at(slot)), JournalEntry::Stage::Finished, request, ledger);
    return slot;
}

void Journal::finish(quint32 slot, const RequestRecord &request, const QList<LedgerEntry> &ledger)
{
    if (slot == 0)
        return;
    // The other area: what was known before stays valid until the new one is whole.
    const quint64 sequence = std::atomic_ref(d->at(slot).current).load(std::memory_order_relaxed) + 1;
    d->write(slot, sequence, JournalEntry::Stage::Finished, request, ledger);
}

void Journal::release(quint32 slot)
{
    if (slot == 0)
        return;
    std::atomic_ref(d->at(slot).current).store(0, std::memory_order_release);
    d->inUse.fetch_sub(1, std::memory_order_relaxed);
    d->push(slot);
}

QList<std::pair<quint32, JournalEntry>> Journal::leftovers() const
{
    QList<std::pair<quint32, JournalEntry>> found;
    for (quint32 slot = 1; slot <= d->slotCount(); ++slot) {
        const Area *area = holding(d->at(slot));
        if (!area)
            continue;
        if (auto entry = readJournalEntry(std::span(area->payload).first(area->size)))
            found.append({slot, std::move(*entry)});
    }
    return found;
}

int Journal::slotsInUse() const
{
    return d->inUse.load(std::memory_order_relaxed);
}

} // namespace Gatehouse::Store
