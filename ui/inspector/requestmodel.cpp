// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/requestmodel.h"

#include "ui/common/formats.h"
#include "ui/common/questions.h"
#include "ui/inspector/body/visibletext.h"
#include "ui/inspector/filter/filtervalues.h"
#include "ui/inspector/modelspelling.h"
#include "ui/tr.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;
using Store::RequestRecord;
using Store::RequestState;

namespace {

// A filter that the store cannot judge alone reads larger pages and takes what fits.
constexpr int ScanPageSize = 1024;

bool isRunning(const RequestRecord &request)
{
    return request.state == RequestState::Running;
}

bool isFailed(const RequestRecord &request)
{
    return !isRunning(request) && request.state != RequestState::Answered;
}

QString countOrBlank(qint64 value)
{
    return value == 0 ? QString() : Formats::count(value);
}

QString durationOrBlank(std::chrono::microseconds value)
{
    return value.count() == 0 ? QString() : Formats::duration(value);
}

bool isNumeric(int column)
{
    switch (column) {
    case RequestModel::TokensIn:
    case RequestModel::TokensOut:
    case RequestModel::Cost:
    case RequestModel::Latency:
    case RequestModel::FirstToken:
    case RequestModel::Tries:
    case RequestModel::Http:
    case RequestModel::CachedTokens:
    case RequestModel::ReasoningTokens:
    case RequestModel::SizeIn:
    case RequestModel::SizeOut:
        return true;
    default:
        return false;
    }
}

QString tokens(qint64 value, const RequestRecord &request)
{
    if (value == 0)
        return {};
    const bool isEstimated =
        request.usage.source == Llm::UsageSource::Estimated || request.usage.source == Llm::UsageSource::Partial;
    return isEstimated ? QString(u"\u2248 "_s % Formats::count(value)) : Formats::count(value);
}

} // namespace

Tone toneOf(const RequestRecord &request)
{
    switch (request.state) {
    case RequestState::Running:
        return Tone::Neutral;
    case RequestState::Answered:
        return Tone::Ok;
    case RequestState::ClientClosed:
    case RequestState::Interrupted:
        return Tone::Warning;
    default:
        return Tone::Error;
    }
}

QString glyphOf(const RequestRecord &request)
{
    switch (request.state) {
    case RequestState::Running:
        return u"clock"_s;
    case RequestState::Answered:
        return u"ok"_s;
    case RequestState::ClientClosed:
    case RequestState::Interrupted:
        return u"warning"_s;
    default:
        return u"error"_s;
    }
}

RequestModel::RequestModel(Questions &questions, const Clock &clock, QObject *parent)
    : PagedModel(parent)
    , m_questions(questions)
    , m_clock(clock)
{}

int RequestModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RequestModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RequestRecord &request = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(request, index.column());
    case Qt::ToolTipRole:
    case ExactRole:
        return toolTip(request, index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        return index.column() == Glyph ? Formats::requestState(request.state) : text(request, index.column());
    case FilterTextRole:
        return condition(request, index.column());
    default:
        return look(request, index.column(), role);
    }
}

QVariant RequestModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (section) {
    case Glyph:
        return role == Qt::AccessibleTextRole ? Tr::tr("State") : QString();
    case Time:
        return Tr::tr("Time");
    case Client:
        return Tr::tr("Client");
    case RequestedModel:
        return Tr::tr("Requested model");
    case UsedModel:
        return Tr::tr("Model used");
    case Provider:
        return Tr::tr("Provider");
    case TokensIn:
        return Tr::tr("Tokens in");
    case TokensOut:
        return Tr::tr("Tokens out");
    case Cost:
        return Tr::tr("Cost");
    case Latency:
        return Tr::tr("Latency");
    case FirstToken:
        return Tr::tr("First token");
    case Tries:
        return Tr::tr("Tries");
    case Http:
        return Tr::tr("HTTP");
    case Key:
        return Tr::tr("Key");
    case Stream:
        return Tr::tr("Stream");
    case CachedTokens:
        return Tr::tr("Cached tokens");
    case ReasoningTokens:
        return Tr::tr("Reasoning tokens");
    case FinishReason:
        return Tr::tr("Finish reason");
    case Error:
        return Tr::tr("Error");
    case SizeIn:
        return Tr::tr("Size in");
    case SizeOut:
        return Tr::tr("Size out");
    case UserAgent:
        return Tr::tr("User agent");
    case SourceAddress:
        return Tr::tr("Source address");
    case RequestIdColumn:
        return Tr::tr("Request id");
    default:
        return {};
    }
}

QString RequestModel::text(const RequestRecord &request, int column) const
{
    switch (column) {
    case Time:
        return Formats::clockSeconds(request.startedAt);
    case Client:
        return visibleLine(request.clientId == 0 ? Tr::tr("not authenticated") : m_names.client(request.clientId));
    case RequestedModel:
        return visibleLine(request.requestedModel);
    case UsedModel:
        return visibleLine(request.usedModel);
    case Provider:
        return visibleLine(m_names.provider(request.providerId));
    case TokensIn:
        return tokens(request.usage.inputTotal(), request);
    case TokensOut:
        return tokens(request.usage.outputTotal(), request);
    case Cost:
        return isRunning(request) ? QString() : Formats::cost(request.cost, request.pricing);
    case Latency:
        return isRunning(request)
                   ? Formats::duration(std::max(m_clock.now() - request.startedAt, std::chrono::microseconds(0)))
                   : Formats::duration(request.latency);
    case FirstToken:
        return durationOrBlank(request.firstToken);
    case Tries:
        return countOrBlank(request.attemptCount);
    case Http:
        return request.httpStatus == 0 ? QString() : QString::number(request.httpStatus);
    case Key:
        return visibleLine(m_names.key(request.keyId));
    case Stream:
        return request.stream ? Tr::tr("yes") : QString();
    case CachedTokens:
        return countOrBlank(request.usage.cacheReadTotal());
    case ReasoningTokens:
        return countOrBlank(request.usage.outputReasoning);
    case FinishReason:
        return visibleLine(QString::fromUtf8(request.finishReason));
    case Error:
        return visibleLine(QString::fromUtf8(request.errorCode));
    case SizeIn:
        return request.requestSizeBytes == 0 ? QString() : Formats::bytes(request.requestSizeBytes);
    case SizeOut:
        return request.answerSizeBytes == 0 ? QString() : Formats::bytes(request.answerSizeBytes);
    case UserAgent:
        return visibleLine(request.userAgent);
    case SourceAddress:
        return visibleLine(request.sourceAddress);
    case RequestIdColumn:
        return request.id.toString();
    default:
        return {};
    }
}

QVariant RequestModel::look(const RequestRecord &request, int column, int role) const
{
    const bool isOtherModel =
        column == UsedModel && !request.usedModel.isEmpty() && !isSameModel(request.requestedModel, request.usedModel);
    switch (role) {
    case GlyphRole:
        if (column == Glyph)
            return glyphOf(request);
        return isOtherModel ? QVariant(u"fallback"_s) : QVariant();
    case ToneRole:
        if (column == Glyph)
            return QVariant::fromValue(toneOf(request));
        if (column == Tries && request.attemptCount > 1)
            return QVariant::fromValue(Tone::Warning);
        if ((column == Latency || column == Http || column == Error) && isFailed(request))
            return QVariant::fromValue(toneOf(request));
        if (column == Cost && request.pricing == Store::Pricing::Unpriced && !isRunning(request))
            return QVariant::fromValue(Tone::Warning);
        return {};
    case QuietRole:
        if (column == UsedModel)
            return isSameModel(request.requestedModel, request.usedModel);
        if (isRunning(request))
            return column == Latency || column == FirstToken || column == Glyph;
        return column == Client && request.clientId == 0;
    case SeriesRole:
        return column == Client && request.clientId != 0 ? QVariant(m_names.series(request.clientId)) : QVariant();
    case MonospaceRole:
        return column == RequestIdColumn || column == SourceAddress;
    default:
        return {};
    }
}

QString RequestModel::toolTip(const RequestRecord &request, int column) const
{
    switch (column) {
    case Glyph: {
        const QString state = Formats::requestState(request.state);
        return request.errorMessage.isEmpty() ? state : QString(state % u": "_s % visibleLine(request.errorMessage));
    }
    case Time:
        return Formats::fullTime(request.startedAt);
    case Cost:
        return request.pricing == Store::Pricing::Priced ? Formats::moneyExact(request.cost) : text(request, column);
    case Latency:
        return isRunning(request) ? QString() : Tr::tr("%1 µs").arg(Formats::count(request.latency.count()));
    case Error:
        return visibleLine(request.errorMessage, 1000);
    default:
        return text(request, column);
    }
}

QString RequestModel::condition(const RequestRecord &request, int column) const
{
    const auto is = [](QLatin1StringView key, const QString &value) {
        return value.isEmpty() ? QString() : QString(key % u':' % quotedFilterValue(value));
    };
    switch (column) {
    case Glyph:
        return is("state"_L1, filterStateWord(request.state));
    case Client:
        return is("client"_L1, m_names.client(request.clientId));
    case RequestedModel:
        return is("requested"_L1, request.requestedModel);
    case UsedModel:
        return is("model"_L1, request.usedModel);
    case Provider:
        return is("provider"_L1, m_names.provider(request.providerId));
    case Tries:
        return is("attempts"_L1, QString::number(request.attemptCount));
    case Http:
        return request.httpStatus == 0 ? QString() : is("status"_L1, QString::number(request.httpStatus));
    case Cost:
        return request.pricing == Store::Pricing::Unpriced ? is("priced"_L1, u"no"_s)
               : request.pricing == Store::Pricing::Priced ? QString("cost>=$"_L1 % request.cost.toUsd())
                                                           : QString();
    case Key:
        return is("key"_L1, m_names.key(request.keyId));
    case Stream:
        return is("stream"_L1, request.stream ? u"yes"_s : u"no"_s);
    case FinishReason:
        return is("finish"_L1, QString::fromUtf8(request.finishReason));
    case Error:
        return is("error"_L1, QString::fromUtf8(request.errorCode));
    case UserAgent:
        return is("ua"_L1, request.userAgent);
    case SourceAddress:
        return is("ip"_L1, request.sourceAddress);
    case RequestIdColumn:
        return is("id"_L1, request.id.toString());
    default:
        return {};
    }
}

void RequestModel::setNames(const EntityNames &names)
{
    m_names = names;
    m_filter = FilterMatcher(m_filter.filter(), names);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void RequestModel::setFilter(const FilterMatcher &filter, std::optional<Timestamp> from, std::optional<Timestamp> to)
{
    m_filter = filter;
    m_from = from;
    m_to = to;
    restart();
}

Store::RequestFilter RequestModel::storeFilter() const
{
    Store::RequestFilter filter = m_filter.narrowed();
    if (m_from)
        filter.from = filter.from ? std::max(*filter.from, *m_from) : *m_from;
    if (m_to)
        filter.to = filter.to ? std::min(*filter.to, *m_to) : *m_to;
    return filter;
}

void RequestModel::askPage(std::optional<Store::PageKey> below, int limit, PageAnswer answer)
{
    ++m_gathering;
    if (m_filter.isImpossible()) {
        // Nothing can match; the answer still comes later, as the base class expects.
        QMetaObject::invokeMethod(
            this, [answer] { answer(std::pair(QList<RequestRecord>(), std::optional<Store::PageKey>())); },
            Qt::QueuedConnection);
        return;
    }
    gather(below, limit, {}, std::move(answer), m_gathering);
}

// Reads on until a page is full: the store narrows by its indexes, the rest is judged here.
void RequestModel::gather(std::optional<Store::PageKey> below, int limit, QList<RequestRecord> found, PageAnswer answer,
                          quint64 generation)
{
    const int size = m_filter.isExact() ? limit : ScanPageSize;
    m_questions.requests(this, storeFilter(), below, size,
                         [this, limit, found = std::move(found), answer = std::move(answer),
                          generation](Result<Store::RequestPage> page) mutable {
                             if (generation != m_gathering)
                                 return;
                             if (!page) {
                                 answer(std::unexpected(page.error()));
                                 return;
                             }
                             for (const RequestRecord &request : std::as_const(page->rows)) {
                                 if (m_filter.isExact() || m_filter.matches(request))
                                     found.append(request);
                             }
                             if (page->next && found.size() < limit)
                                 gather(page->next, limit, std::move(found), std::move(answer), generation);
                             else
                                 answer(std::pair(std::move(found), page->next));
                         });
}

bool RequestModel::isSame(const RequestRecord &one, const RequestRecord &other) const
{
    return one.id == other.id;
}

Store::PageKey RequestModel::keyOf(const RequestRecord &request) const
{
    return {request.startedAt, request.id};
}

void RequestModel::takeLive(const Engine::LiveBatch &batch)
{
    QList<RequestRecord> rows;
    for (const RequestRecord &request : batch.requests) {
        // A row that is shown stays and is updated, whatever the filter says of its new state: live data moves nothing.
        const bool isInRange = !m_to || request.startedAt < *m_to;
        if ((isInRange && m_filter.matches(request)) || rowOf(request.id) >= 0)
            rows.append(request);
    }
    if (!rows.isEmpty())
        putRows(rows);
}

void RequestModel::tick()
{
    for (int i = 0; i < rowCount(); ++i) {
        if (isRunning(row(i)))
            emit dataChanged(index(i, Latency), index(i, Latency), {Qt::DisplayRole});
    }
}

int RequestModel::rowOf(RequestId id) const
{
    for (int i = 0; i < rowCount(); ++i) {
        if (row(i).id == id)
            return i;
    }
    return -1;
}

} // namespace Gatehouse::Ui
