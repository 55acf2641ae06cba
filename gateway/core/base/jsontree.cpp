// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"

#include "gateway/core/base/jsontext.h"

namespace Gatehouse::Json {

namespace {

QByteArray inside(QByteArrayView token)
{
    const QByteArrayView text = token.sliced(1, token.size() - 2);
    return text.contains('\\') ? unescaped(text) : text.toByteArray();
}

} // namespace

Result<Tree> Tree::parse(QByteArray document, Rules rules)
{
    Tree tree;
    tree.m_document = std::move(document);
    Reader reader(tree.m_document, rules);
    std::vector<std::size_t> open;
    Range name;
    for (;;) {
        const Token token = reader.next();
        switch (token) {
        case Token::Error:
            return std::unexpected(reader.error());
        case Token::End:
            return tree;
        case Token::Key:
            name = reader.range();
            continue;
        case Token::ObjectEnd:
        case Token::ArrayEnd: {
            Entry &container = tree.m_entries[open.back()];
            container.range.length = reader.range().offset + reader.range().length - container.range.offset;
            container.next = tree.m_entries.size();
            open.pop_back();
            continue;
        }
        default:
            break;
        }
        const std::size_t index = tree.m_entries.size();
        tree.m_entries.push_back({.type = token, .range = reader.range(), .name = name, .next = index + 1});
        name = {};
        if (token == Token::ObjectBegin || token == Token::ArrayBegin)
            open.push_back(index);
    }
}

Token Node::type() const
{
    return m_tree ? m_tree->m_entries[m_index].type : Token::Null;
}

Node Node::operator[](QByteArrayView name) const
{
    Node found;
    if (!isObject())
        return found;
    for (const Node member : *this) {
        const Range range = m_tree->m_entries[member.m_index].name;
        const QByteArrayView token = QByteArrayView(m_tree->m_document).sliced(range.offset, range.length);
        const QByteArrayView plain = token.sliced(1, token.size() - 2);
        if (plain == name || (plain.contains('\\') && unescaped(plain) == name))
            found = member;
    }
    return found;
}

QByteArray Node::name() const
{
    if (!m_tree)
        return {};
    const Range range = m_tree->m_entries[m_index].name;
    return range.length == 0 ? QByteArray()
                             : inside(QByteArrayView(m_tree->m_document).sliced(range.offset, range.length));
}

QByteArray Node::text() const
{
    return isString() ? inside(raw()) : QByteArray();
}

bool Node::is(QByteArrayView utf8) const
{
    if (!isString())
        return false;
    const QByteArrayView plain = raw().sliced(1, raw().size() - 2);
    return plain.contains('\\') ? unescaped(plain) == utf8 : plain == utf8;
}

std::optional<qint64> Node::integer() const
{
    if (!isNumber())
        return std::nullopt;
    Reader reader(raw(), Rules::Lenient);
    reader.next();
    return reader.integer();
}

std::optional<bool> Node::boolean() const
{
    return isBoolean() ? std::optional(type() == Token::True) : std::nullopt;
}

Range Node::range() const
{
    return m_tree ? m_tree->m_entries[m_index].range : Range{};
}

QByteArrayView Node::raw() const
{
    return m_tree ? QByteArrayView(m_tree->m_document).sliced(range().offset, range().length) : QByteArrayView();
}

qsizetype Node::size() const
{
    return std::distance(begin(), end());
}

Node::Iterator Node::begin() const
{
    if (!isObject() && !isArray())
        return {};
    return {m_tree, m_index + 1};
}

Node::Iterator Node::end() const
{
    if (!isObject() && !isArray())
        return {};
    return {m_tree, m_tree->m_entries[m_index].next};
}

Node::Iterator &Node::Iterator::operator++()
{
    m_index = m_tree->m_entries[m_index].next;
    return *this;
}

} // namespace Gatehouse::Json
