// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/filter/filterparser.h"

#include "ui/inspector/filter/filterlexer.h"
#include "ui/inspector/filter/filtervalues.h"
#include "ui/tr.h"

#include <array>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

using Kind = FilterToken::Kind;
using Node = std::expected<FilterNode, FilterError>;

constexpr int MaxDepth = 64;

struct OperatorWord {
    QLatin1StringView text;
    FilterOperator operation;
};
constexpr std::array<OperatorWord, 8> Operators = {{{":"_L1, FilterOperator::Is},
                                                    {"="_L1, FilterOperator::Is},
                                                    {"!="_L1, FilterOperator::IsNot},
                                                    {">"_L1, FilterOperator::Greater},
                                                    {">="_L1, FilterOperator::AtLeast},
                                                    {"<"_L1, FilterOperator::Less},
                                                    {"<="_L1, FilterOperator::AtMost},
                                                    {"~"_L1, FilterOperator::Contains}}};

bool isOrdered(FilterType type)
{
    return type == FilterType::Number || type == FilterType::Money || type == FilterType::Duration
           || type == FilterType::Status;
}

QStringList keyWords()
{
    QStringList words;
    for (const FilterKeyInfo &info : filterKeys())
        words.append(QString::fromLatin1(info.word));
    return words;
}

FilterRange joined(FilterRange first, FilterRange last)
{
    return {first.start, last.start + last.length - first.start};
}

class Parser
{
public:
    Parser(QList<FilterToken> tokens, const QDateTime &now)
        : m_tokens(std::move(tokens))
        , m_now(now)
    {}

    Node run()
    {
        if (peek().kind == Kind::End)
            return FilterNode{};
        Node tree = any();
        if (tree && peek().kind != Kind::End)
            return unexpected();
        return tree;
    }

private:
    [[nodiscard]] const FilterToken &peek(qsizetype ahead = 0) const
    {
        return m_tokens.at(std::min(m_position + ahead, m_tokens.size() - 1));
    }
    FilterToken take() { return m_tokens.at(std::min(m_position++, m_tokens.size() - 1)); }

    [[nodiscard]] std::unexpected<FilterError> unexpected() const
    {
        const FilterToken &token = peek();
        if (token.kind == Kind::End)
            return std::unexpected(FilterError{token.range, Tr::tr("A condition is missing at the end."), {}});
        if (token.kind == Kind::Close)
            return std::unexpected(FilterError{token.range, Tr::tr("This “)” closes nothing."), {}});
        return std::unexpected(FilterError{token.range, Tr::tr("“%1” does not belong here.").arg(token.text), {}});
    }

    Node any() { return chain(FilterNode::Kind::Or); }

    // or and and: the same shape, one above the other.
    Node chain(FilterNode::Kind kind)
    {
        const bool isOr = kind == FilterNode::Kind::Or;
        FilterNode list{.kind = kind};
        while (true) {
            Node part = isOr ? chain(FilterNode::Kind::And) : negation();
            if (!part)
                return part;
            list.children.push_back(std::move(*part));
            if (isOr) {
                if (peek().kind != Kind::Or)
                    break;
                take();
            } else if (peek().kind == Kind::And) {
                take();
            } else if (!startsCondition(peek().kind)) {
                break;
            }
        }
        if (list.children.size() == 1)
            return std::move(list.children.front());
        list.range = joined(list.children.front().range, list.children.back().range);
        return list;
    }

    [[nodiscard]] static bool startsCondition(Kind kind)
    {
        return kind == Kind::Word || kind == Kind::Quoted || kind == Kind::Not || kind == Kind::Open;
    }

    Node negation()
    {
        if (peek().kind != Kind::Not)
            return atom();
        const FilterToken word = take();
        Node inner = atom();
        if (!inner)
            return inner;
        FilterNode node{.kind = FilterNode::Kind::Not};
        node.range = joined(word.range, inner->range);
        node.children.push_back(std::move(*inner));
        return node;
    }

    Node atom()
    {
        switch (peek().kind) {
        case Kind::Open:
            return group();
        case Kind::Word:
            if (peek(1).kind == Kind::Operator)
                return comparison();
            [[fallthrough]];
        case Kind::Quoted: {
            const FilterToken token = take();
            FilterNode node{.kind = FilterNode::Kind::Word, .range = token.range};
            node.values.append({.range = token.range, .text = token.text});
            return node;
        }
        default:
            return unexpected();
        }
    }

    Node group()
    {
        const FilterToken open = take();
        if (++m_depth > MaxDepth)
            return std::unexpected(FilterError{open.range, Tr::tr("Too many brackets inside each other."), {}});
        Node inner = any();
        --m_depth;
        if (!inner)
            return inner;
        if (peek().kind != Kind::Close)
            return std::unexpected(FilterError{open.range, Tr::tr("This “(” is not closed."), {}});
        inner->range = joined(open.range, take().range);
        return inner;
    }

    Node comparison()
    {
        const FilterToken word = take();
        const auto key = filterKeyFromWord(word.text);
        if (!key)
            return std::unexpected(FilterError{word.range, Tr::tr("“%1” is not a key.").arg(word.text),
                                               nearestWord(word.text, keyWords())});
        const FilterToken sign = take();
        FilterNode node{.kind = FilterNode::Kind::Compare, .key = *key};
        for (const OperatorWord &candidate : Operators) {
            if (candidate.text == sign.text)
                node.operation = candidate.operation;
        }
        if (auto error = misused(*key, node.operation, sign))
            return std::unexpected(*error);
        do {
            auto value = this->value(*key, sign);
            if (!value)
                return std::unexpected(value.error());
            node.values.append(std::move(*value));
        } while (peek().kind == Kind::Comma && (take(), true));
        node.range = joined(word.range, node.values.constLast().range);
        return node;
    }

    [[nodiscard]] static std::optional<FilterError> misused(FilterKey key, FilterOperator operation,
                                                            const FilterToken &sign)
    {
        const FilterKeyInfo &info = filterKeyInfo(key);
        const bool compares = operation != FilterOperator::Is && operation != FilterOperator::IsNot
                              && operation != FilterOperator::Contains;
        if (compares && !isOrdered(info.type))
            return FilterError{sign.range, Tr::tr("“%1” has no order; use “:”.").arg(QLatin1StringView(info.word)),
                               u":"_s};
        if (operation == FilterOperator::Contains && info.type != FilterType::Text && info.type != FilterType::Name)
            return FilterError{
                sign.range, Tr::tr("“~” looks inside names; “%1” is none.").arg(QLatin1StringView(info.word)), u":"_s};
        if (operation == FilterOperator::IsNot && info.type == FilterType::Time)
            return FilterError{sign.range, Tr::tr("A time can only be a bound; use “:”."), u":"_s};
        return std::nullopt;
    }

    std::expected<FilterValue, FilterError> value(FilterKey key, const FilterToken &sign)
    {
        const FilterToken &token = peek();
        if (token.kind != Kind::Word && token.kind != Kind::Quoted && token.kind != Kind::Pattern)
            return std::unexpected(FilterError{{sign.range.start + sign.range.length, 0},
                                               Tr::tr("A value is missing after “%1”.").arg(sign.text),
                                               {}});
        const FilterToken taken = take();
        return readFilterValue(filterKeyInfo(key).type, taken.text, taken.range, taken.kind == Kind::Pattern, m_now);
    }

    QList<FilterToken> m_tokens;
    QDateTime m_now;
    qsizetype m_position = 0;
    int m_depth = 0;
};

} // namespace

Node parseFilter(QStringView text, const QDateTime &now)
{
    auto tokens = filterTokens(text);
    if (!tokens)
        return std::unexpected(std::move(tokens).error());
    return Parser(std::move(*tokens), now).run();
}

} // namespace Gatehouse::Ui
