// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/factsmodel.h"

#include "ui/common/formats.h"
#include "ui/common/roles.h"
#include "ui/inspector/body/visibletext.h"
#include "ui/tr.h"

#include <limits>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

void FactsModel::setRows(const QStringList &headings, const QList<Row> &rows, int firstNumber)
{
    beginResetModel();
    m_headings = headings;
    m_rows = rows;
    m_firstNumber = firstNumber;
    endResetModel();
}

int FactsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FactsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_headings.size());
}

QVariant FactsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return row.cells.value(index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() >= m_firstNumber ? Qt::AlignRight : Qt::AlignLeft));
    case StrongRole:
        return row.isStrong;
    case ShareRole:
        return row.share;
    default:
        return {};
    }
}

QVariant FactsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section >= m_firstNumber ? Qt::AlignRight : Qt::AlignLeft));
    return role == Qt::DisplayRole ? QVariant(m_headings.value(section)) : QVariant();
}

QString stageInWords(Store::Stage stage)
{
    switch (stage) {
    case Store::Stage::Authenticate:
        return Tr::tr("Authenticate");
    case Store::Stage::Authorize:
        return Tr::tr("Authorize");
    case Store::Stage::RateLimit:
        return Tr::tr("Rate limit");
    case Store::Stage::Policy:
        return Tr::tr("Policy, request");
    case Store::Stage::Route:
        return Tr::tr("Route");
    case Store::Stage::Reserve:
        return Tr::tr("Reserve");
    case Store::Stage::Cache:
        return Tr::tr("Cache");
    case Store::Stage::Attempt:
        return Tr::tr("Attempt");
    case Store::Stage::Settle:
        return Tr::tr("Settle");
    case Store::Stage::Record:
        return Tr::tr("Record");
    }
    return {};
}

QList<FactsModel::Row> timingRows(const Store::RequestRecord &request)
{
    std::chrono::microseconds sum{0};
    for (const std::chrono::microseconds stage : request.stages)
        sum += stage;
    QList<FactsModel::Row> rows;
    for (std::size_t i = 0; i < Store::StageCount; ++i) {
        const std::chrono::microseconds took = request.stages[i];
        const double share = sum.count() == 0 ? 0 : double(took.count()) / double(sum.count());
        rows.append({.cells = {QString::number(i + 1), stageInWords(Store::Stage(i)),
                               Tr::tr("%1 µs").arg(Formats::count(took.count())), Formats::percent(share, 2)},
                     .share = share});
    }
    rows.append(
        {.cells = {{}, Tr::tr("Gateway alone"), Tr::tr("%1 µs").arg(Formats::count(request.overhead.count())), {}},
         .isStrong = true});
    rows.append({.cells = {{},
                           Tr::tr("First byte in to last byte out"),
                           Tr::tr("%1 µs").arg(Formats::count(request.latency.count())),
                           {}},
                 .isStrong = true});
    return rows;
}

namespace {

struct UsagePart {
    QString name;
    qint64 count = 0;
    qint64 price = 0; // nano-dollars a million
};

// A part that has no price of its own is charged as the vendors do: cached input as input, the rest as text.
QList<UsagePart> usageParts(const Llm::Usage &usage, const Llm::Price &price)
{
    const qint64 cacheRead = price.cacheRead.value_or(price.input);
    const qint64 cacheWrite = price.cacheWrite.value_or(price.input);
    return {{Tr::tr("Input"), usage.inputUncached, price.input},
            {Tr::tr("Input, read from cache"), usage.inputCacheRead, cacheRead},
            {Tr::tr("Input, audio from cache"), usage.inputCacheReadAudio, price.cacheReadAudio.value_or(cacheRead)},
            {Tr::tr("Input, images from cache"), usage.inputCacheReadImage, price.cacheReadImage.value_or(cacheRead)},
            {Tr::tr("Input, written to cache"), usage.inputCacheWrite, cacheWrite},
            {Tr::tr("Input, cached for an hour"), usage.inputCacheWriteLong, price.cacheWriteLong.value_or(cacheWrite)},
            {Tr::tr("Input, audio"), usage.inputAudio, price.inputAudio.value_or(price.input)},
            {Tr::tr("Input, images"), usage.inputImage, price.inputImage.value_or(price.input)},
            {Tr::tr("Input, video"), usage.inputVideo, price.inputVideo.value_or(price.input)},
            {Tr::tr("Output"), usage.output, price.output},
            {Tr::tr("Output, reasoning"), usage.outputReasoning, price.outputReasoning.value_or(price.output)},
            {Tr::tr("Output, audio"), usage.outputAudio, price.outputAudio.value_or(price.output)},
            {Tr::tr("Output, images"), usage.outputImage, price.outputImage.value_or(price.output)},
            {Tr::tr("Output, video"), usage.outputVideo, price.outputVideo.value_or(price.output)}};
}

// Rounded up to the nano-dollar, as the charge was.
Money amountOf(qint64 count, qint64 price)
{
    constexpr qint64 million = 1'000'000;
    constexpr qint64 dearest = 9'000'000'000'000; // the products below stay within 64 bits
    if (price > dearest)
        return Money::fromNanos(std::numeric_limits<qint64>::max());
    return Money::fromNanos(count / million * price + (count % million * price + million - 1) / million);
}

} // namespace

QList<FactsModel::Row> tokenRows(const Store::RequestRecord &request, const std::optional<Llm::Price> &price)
{
    QList<FactsModel::Row> rows;
    for (const UsagePart &part : usageParts(request.usage, price.value_or(Llm::Price{}))) {
        if (part.count == 0)
            continue;
        rows.append({.cells = {part.name, Formats::count(part.count)}});
        if (price)
            rows.last().cells += {Formats::moneyExact(Money::fromNanos(part.price)),
                                  Formats::moneyExact(amountOf(part.count, part.price))};
    }
    if (price && price->perRequest > 0)
        rows.append(
            {.cells = {
                 Tr::tr("Request"), Formats::count(1), {}, Formats::moneyExact(Money::fromNanos(price->perRequest))}});
    if (const qint64 calls = request.usage.toolCalls; calls > 0) {
        rows.append({.cells = {Tr::tr("Web searches"), Formats::count(calls)}});
        if (price && price->perToolCall > 0)
            rows.last().cells += {{}, Formats::moneyExact(Money::fromNanos(calls * price->perToolCall))};
    }
    const qint64 total = request.usage.inputTotal() + request.usage.outputTotal();
    const QString cost = request.pricing == Store::Pricing::Priced ? Formats::moneyExact(request.cost)
                                                                   : Formats::cost(request.cost, request.pricing);
    rows.append({.cells = {Tr::tr("Total"), Formats::count(total), {}, cost}, .isStrong = true});
    return rows;
}

QList<FactsModel::Row> chargeRows(const Store::RequestDetail &detail)
{
    QList<FactsModel::Row> rows;
    for (const Store::LedgerEntry &entry : detail.ledger) {
        const bool isUnknown = entry.kind == Store::LedgerEntry::Kind::Unknown;
        rows.append(
            {.cells = {QString::number(entry.attempt), visibleLine(entry.model), visibleLine(entry.priceVersion, 120),
                       Formats::count(entry.usage.inputTotal()), Formats::count(entry.usage.outputTotal()),
                       isUnknown                                 ? Tr::tr("unknown")
                       : entry.pricing == Store::Pricing::Priced ? Formats::moneyExact(entry.cost)
                                                                 : Formats::cost(entry.cost, entry.pricing)}});
    }
    const Store::RequestRecord &request = detail.request;
    rows.append({.cells = {{},
                           Tr::tr("Request"),
                           {},
                           Formats::count(request.usage.inputTotal()),
                           Formats::count(request.usage.outputTotal()),
                           request.pricing == Store::Pricing::Priced ? Formats::moneyExact(request.cost)
                                                                     : Formats::cost(request.cost, request.pricing)},
                 .isStrong = true});
    return rows;
}

} // namespace Gatehouse::Ui
