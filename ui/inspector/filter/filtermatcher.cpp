// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/filter/filtermatcher.h"

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;
using Store::RequestRecord;

namespace {

bool isText(FilterType type)
{
    return type == FilterType::Text || type == FilterType::Name;
}

bool textMatches(const FilterValue &value, FilterOperator operation, const QString &text)
{
    if (value.isPattern && operation != FilterOperator::Contains)
        return value.pattern.match(text).hasMatch();
    if (operation == FilterOperator::Contains)
        return value.isPattern ? value.pattern.match(text).hasMatch() : text.contains(value.text, Qt::CaseInsensitive);
    return text.compare(value.text, Qt::CaseInsensitive) == 0;
}

QStringList textsOf(FilterKey key, const RequestRecord &request, const EntityNames &names)
{
    switch (key) {
    case FilterKey::Client:
        return {names.client(request.clientId)};
    case FilterKey::Key:
        return {names.key(request.keyId), names.keys().value(request.keyId).publicId};
    case FilterKey::Team:
        return {names.team(request.clientId)};
    case FilterKey::Model:
        return {request.requestedModel, request.usedModel};
    case FilterKey::Requested:
        return {request.requestedModel};
    case FilterKey::Provider:
        return {names.provider(request.providerId)};
    case FilterKey::Error:
        return {QString::fromUtf8(request.errorCode)};
    case FilterKey::Finish:
        return {QString::fromUtf8(request.finishReason)};
    case FilterKey::Surface:
        return {QString::fromLatin1(Llm::surfaceName(request.surface))};
    case FilterKey::User:
        return {request.endUser};
    case FilterKey::Address:
        return {request.sourceAddress};
    case FilterKey::UserAgent:
        return {request.userAgent};
    case FilterKey::Id:
        return {request.id.toString()};
    default:
        return {};
    }
}

// The number behind a key; nothing when the row has none (a cost that is not known is not zero).
std::optional<qint64> numberOf(FilterKey key, const RequestRecord &request)
{
    switch (key) {
    case FilterKey::Cost:
        return request.pricing == Store::Pricing::Priced ? std::optional(request.cost.nanos()) : std::nullopt;
    case FilterKey::Tokens:
        return request.usage.inputTotal() + request.usage.outputTotal();
    case FilterKey::TokensIn:
        return request.usage.inputTotal();
    case FilterKey::TokensOut:
        return request.usage.outputTotal();
    case FilterKey::Cached:
        return request.usage.cacheReadTotal();
    case FilterKey::Reasoning:
        return request.usage.outputReasoning;
    case FilterKey::Latency:
        return request.state == Store::RequestState::Running ? std::nullopt : std::optional(request.latency.count());
    case FilterKey::FirstToken:
        return request.firstToken.count() == 0 ? std::nullopt : std::optional(request.firstToken.count());
    case FilterKey::Attempts:
        return request.attemptCount;
    case FilterKey::Stream:
        return request.stream ? 1 : 0;
    case FilterKey::Tools:
        return request.hasTools ? 1 : 0;
    case FilterKey::Images:
        return request.hasImages ? 1 : 0;
    case FilterKey::Priced:
        return request.pricing != Store::Pricing::Unpriced ? 1 : 0;
    case FilterKey::State:
        return qint64(request.state);
    case FilterKey::Since:
    case FilterKey::Before:
        return toMicroseconds(request.startedAt);
    default:
        return std::nullopt;
    }
}

bool isFailure(Store::RequestState state)
{
    return state != Store::RequestState::Running && state != Store::RequestState::Answered;
}

bool statusMatches(const FilterValue &value, FilterOperator operation, const RequestRecord &request)
{
    switch (operation) {
    case FilterOperator::Greater:
        return request.httpStatus > value.upTo;
    case FilterOperator::AtLeast:
        return request.httpStatus >= value.number;
    case FilterOperator::Less:
        return request.httpStatus != 0 && request.httpStatus < value.number;
    case FilterOperator::AtMost:
        return request.httpStatus != 0 && request.httpStatus <= value.upTo;
    default:
        // The words go by how it ended: a stream that broke off had status 200 and is an error all the same.
        if (value.text.compare("error"_L1, Qt::CaseInsensitive) == 0)
            return isFailure(request.state);
        if (value.text.compare("ok"_L1, Qt::CaseInsensitive) == 0)
            return request.state == Store::RequestState::Answered;
        return request.httpStatus >= value.number && request.httpStatus <= value.upTo;
    }
}

bool numberMatches(const FilterNode &node, const FilterValue &value, qint64 number)
{
    if (node.key == FilterKey::Since)
        return number >= value.number;
    if (node.key == FilterKey::Before)
        return number < value.number;
    switch (node.operation) {
    case FilterOperator::Greater:
        return number > value.number;
    case FilterOperator::AtLeast:
        return number >= value.number;
    case FilterOperator::Less:
        return number < value.number;
    case FilterOperator::AtMost:
        return number <= value.number;
    default:
        return number == value.number;
    }
}

bool comparisonMatches(const FilterNode &node, const RequestRecord &request, const EntityNames &names)
{
    const FilterType type = filterKeyInfo(node.key).type;
    const bool any = std::ranges::any_of(node.values, [&](const FilterValue &value) {
        if (isText(type)) {
            const QStringList texts = textsOf(node.key, request, names);
            return std::ranges::any_of(texts,
                                       [&](const QString &text) { return textMatches(value, node.operation, text); });
        }
        if (type == FilterType::Status)
            return statusMatches(value, node.operation, request);
        const auto number = numberOf(node.key, request);
        return number && numberMatches(node, value, *number);
    });
    return node.operation == FilterOperator::IsNot ? !any : any;
}

// A free word is looked for in everything that a row shows.
bool wordMatches(const QString &word, const RequestRecord &request, const EntityNames &names)
{
    const std::initializer_list<QString> texts = {request.id.toString(),
                                                  names.client(request.clientId),
                                                  names.key(request.keyId),
                                                  names.provider(request.providerId),
                                                  request.requestedModel,
                                                  request.usedModel,
                                                  QString::fromUtf8(request.errorCode),
                                                  request.errorMessage,
                                                  request.endUser,
                                                  request.userAgent,
                                                  request.sourceAddress};
    return std::ranges::any_of(texts,
                               [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); });
}

bool nodeMatches(const FilterNode &node, const RequestRecord &request, const EntityNames &names)
{
    const auto childMatches = [&](const FilterNode &child) { return nodeMatches(child, request, names); };
    switch (node.kind) {
    case FilterNode::Kind::All:
        return true;
    case FilterNode::Kind::And:
        return std::ranges::all_of(node.children, childMatches);
    case FilterNode::Kind::Or:
        return std::ranges::any_of(node.children, childMatches);
    case FilterNode::Kind::Not:
        return !childMatches(node.children.front());
    case FilterNode::Kind::Compare:
        return comparisonMatches(node, request, names);
    case FilterNode::Kind::Word:
        return wordMatches(node.values.constFirst().text, request, names);
    }
    return true;
}

// Sets a condition that is not set yet; one that is set stays, and the row is judged here as well.
template <typename T>
bool setOnce(std::optional<T> &condition, T value)
{
    if (condition)
        return *condition == value;
    condition = value;
    return true;
}

} // namespace

FilterMatcher::FilterMatcher(FilterNode filter, const EntityNames &names)
    : m_filter(std::move(filter))
    , m_names(names)
{
    m_isExact = narrow(m_filter);
}

bool FilterMatcher::matches(const RequestRecord &request) const
{
    return !m_isImpossible && nodeMatches(m_filter, request, m_names);
}

// Whether the condition is wholly in m_narrowed now.
bool FilterMatcher::narrow(const FilterNode &node)
{
    switch (node.kind) {
    case FilterNode::Kind::All:
        return true;
    case FilterNode::Kind::And: {
        bool isExact = true;
        for (const FilterNode &child : node.children)
            isExact = narrow(child) && isExact;
        return isExact;
    }
    case FilterNode::Kind::Compare:
        return narrowComparison(node);
    default:
        return false;
    }
}

bool FilterMatcher::narrowComparison(const FilterNode &node)
{
    const FilterValue &value = node.values.constFirst();
    const bool isOne = node.values.size() == 1;
    const bool isPlain = isOne && node.operation == FilterOperator::Is;
    switch (node.key) {
    case FilterKey::Client:
    case FilterKey::Key:
    case FilterKey::Provider:
        return node.operation != FilterOperator::IsNot && narrowNames(node);
    case FilterKey::Cost:
    case FilterKey::Tokens:
    case FilterKey::Latency:
        return isOne && narrowAmount(node);
    case FilterKey::Error:
        return isPlain && !value.isPattern && value.text == value.text.toLower() && !value.text.isEmpty()
               && (m_narrowed.errorCode.isEmpty() || m_narrowed.errorCode == value.text.toUtf8())
               && ((m_narrowed.errorCode = value.text.toUtf8()), true);
    case FilterKey::State: {
        if (node.operation != FilterOperator::Is || !m_narrowed.states.isEmpty())
            return false;
        for (const FilterValue &state : node.values)
            m_narrowed.states.append(Store::RequestState(state.number));
        return true;
    }
    case FilterKey::Status: {
        if (isPlain && value.text.compare("error"_L1, Qt::CaseInsensitive) == 0 && m_narrowed.states.isEmpty()) {
            m_narrowed.states = {Store::RequestState::ClientError,   Store::RequestState::Denied,
                                 Store::RequestState::UpstreamError, Store::RequestState::ClientClosed,
                                 Store::RequestState::GatewayError,  Store::RequestState::Interrupted};
            return true;
        }
        if (isPlain && value.text.compare("ok"_L1, Qt::CaseInsensitive) == 0 && m_narrowed.states.isEmpty()) {
            m_narrowed.states = {Store::RequestState::Answered};
            return true;
        }
        return isPlain && value.number == value.upTo && setOnce(m_narrowed.httpStatus, int(value.number));
    }
    case FilterKey::Stream:
        return isPlain && setOnce(m_narrowed.stream, value.number != 0);
    case FilterKey::Tools:
        return isPlain && setOnce(m_narrowed.hasTools, value.number != 0);
    case FilterKey::Priced:
        return isPlain && setOnce(m_narrowed.unpriced, value.number == 0);
    case FilterKey::Since: {
        const Timestamp from = fromMicroseconds(value.number);
        m_narrowed.from = m_narrowed.from ? std::max(*m_narrowed.from, from) : from;
        return isOne;
    }
    case FilterKey::Before: {
        const Timestamp to = fromMicroseconds(value.number);
        m_narrowed.to = m_narrowed.to ? std::min(*m_narrowed.to, to) : to;
        return isOne;
    }
    case FilterKey::Id:
        // An id tells its time: the store need not look elsewhere.
        if (const auto id = RequestId::parse(value.text.toLatin1()); isPlain && id) {
            qint64 milliseconds = 0;
            for (std::size_t i = 0; i < 6; ++i)
                milliseconds = (milliseconds << 8) | id->bytes[i];
            constexpr auto slack = std::chrono::seconds(2);
            const Timestamp made = fromMicroseconds(milliseconds * 1000);
            m_narrowed.from = std::max(m_narrowed.from.value_or(made - slack), made - slack);
            m_narrowed.to = std::min(m_narrowed.to.value_or(made + slack), made + slack);
        }
        return false;
    default:
        return false;
    }
}

bool FilterMatcher::narrowAmount(const FilterNode &node)
{
    const qint64 value = node.values.constFirst().number;
    if (node.operation != FilterOperator::Greater && node.operation != FilterOperator::AtLeast)
        return false;
    const qint64 least = node.operation == FilterOperator::Greater ? value + 1 : value;
    if (node.key == FilterKey::Cost) {
        m_narrowed.costAtLeast = std::max(m_narrowed.costAtLeast.value_or(Money()), Money::fromNanos(least));
        return least > 0; // at least nothing would take the unpriced, too
    }
    if (node.key == FilterKey::Tokens) {
        m_narrowed.tokensAtLeast = std::max(m_narrowed.tokensAtLeast.value_or(0), least);
        return true;
    }
    const std::chrono::microseconds latency(least);
    m_narrowed.latencyAtLeast = std::max(m_narrowed.latencyAtLeast.value_or(std::chrono::microseconds(0)), latency);
    return true;
}

// Names become ids. Removed clients have no name to compare and are judged by what stands in the table ("removed client
// 7").
bool FilterMatcher::narrowNames(const FilterNode &node)
{
    QList<EntityId> ids;
    const auto add = [&](EntityId id, const QStringList &texts) {
        const bool fits = std::ranges::any_of(node.values, [&](const FilterValue &value) {
            return std::ranges::any_of(texts,
                                       [&](const QString &text) { return textMatches(value, node.operation, text); });
        });
        if (fits)
            ids.append(id);
    };
    QList<EntityId> *target = nullptr;
    if (node.key == FilterKey::Client) {
        target = &m_narrowed.clients;
        for (const auto &[id, client] : m_names.clients().asKeyValueRange())
            add(id, {client.name});
    } else if (node.key == FilterKey::Key) {
        target = &m_narrowed.keys;
        for (const auto &[id, key] : m_names.keys().asKeyValueRange())
            add(id, {m_names.key(id), key.publicId});
    } else {
        target = &m_narrowed.providers;
        for (const auto &[id, name] : m_names.providers().asKeyValueRange())
            add(id, {name});
    }
    if (!target->isEmpty())
        ids.removeIf([target](EntityId id) { return !target->contains(id); });
    if (ids.isEmpty())
        m_isImpossible = !std::ranges::any_of(
            node.values, [](const FilterValue &value) { return value.isPattern || value.text.contains("removed"_L1); });
    std::ranges::sort(ids);
    if (!ids.isEmpty())
        *target = ids;
    return !ids.isEmpty();
}

} // namespace Gatehouse::Ui
