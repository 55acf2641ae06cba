// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/json.h"
#include "gateway/core/base/jsonreader.h"
#include "gateway/core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstddef>
#include <iterator>
#include <optional>
#include <vector>

// A document as a tree, for the code that has to look at all of it. Numbers and whatever is not understood keep the
// bytes they were written with, members keep their order.
namespace Gatehouse::Json {

class Tree;

// A value of a tree, or none: asking an absent value for anything gives nothing, so that a path of names needs no
// checks between its steps. A cheap handle; the tree must outlive it.
class Node final
{
public:
    Node() = default;

    [[nodiscard]] bool exists() const { return m_tree != nullptr; }
    [[nodiscard]] Token type() const;                                   // Null when absent
    [[nodiscard]] bool isNull() const { return type() == Token::Null; } // or absent
    [[nodiscard]] bool isObject() const { return type() == Token::ObjectBegin; }
    [[nodiscard]] bool isArray() const { return type() == Token::ArrayBegin; }
    [[nodiscard]] bool isString() const { return type() == Token::String; }
    [[nodiscard]] bool isNumber() const { return type() == Token::Number; }
    [[nodiscard]] bool isBoolean() const { return type() == Token::True || type() == Token::False; }

    // The member of an object. With duplicates (lenient rules) the last, as every JSON library has it.
    [[nodiscard]] Node operator[](QByteArrayView name) const;

    [[nodiscard]] QByteArray name() const;               // of a member, without escapes; empty for elements
    [[nodiscard]] QByteArray text() const;               // of a string, without escapes; empty for everything else
    [[nodiscard]] bool is(QByteArrayView utf8) const;    // a string, and this one
    [[nodiscard]] std::optional<qint64> integer() const; // as Reader::integer()
    [[nodiscard]] std::optional<bool> boolean() const;
    [[nodiscard]] Range range() const;        // in the document
    [[nodiscard]] QByteArrayView raw() const; // the value as it was written
    [[nodiscard]] QByteArray json() const { return raw().toByteArray(); }
    [[nodiscard]] qsizetype size() const; // of members or elements

    // Over the members of an object or the elements of an array.
    class Iterator;
    [[nodiscard]] Iterator begin() const;
    [[nodiscard]] Iterator end() const;

    bool operator==(const Node &) const = default;

private:
    friend class Tree;
    Node(const Tree *tree, std::size_t index)
        : m_tree(tree)
        , m_index(index)
    {}
    const Tree *m_tree = nullptr;
    std::size_t m_index = 0;
};

class Node::Iterator
{
public:
    using difference_type = std::ptrdiff_t;
    using value_type = Node;
    using iterator_category = std::forward_iterator_tag;
    Iterator() = default;
    Node operator*() const { return {m_tree, m_index}; }
    Iterator &operator++();
    Iterator operator++(int)
    {
        Iterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const Iterator &) const = default;

private:
    friend class Node;
    Iterator(const Tree *tree, std::size_t index)
        : m_tree(tree)
        , m_index(index)
    {}
    const Tree *m_tree = nullptr;
    std::size_t m_index = 0;
};

// A judged document and its values, in the order in which they stand. Immutable; may be read on any thread. Copying
// shares the bytes and copies the index. Nodes point at the tree they come from.
class Tree final
{
public:
    // The error of Reader: InvalidRequest with the position.
    [[nodiscard]] static Result<Tree> parse(QByteArray document, Rules rules);

    [[nodiscard]] Node root() const { return {this, 0}; }
    [[nodiscard]] const QByteArray &document() const { return m_document; }

private:
    friend class Node;
    friend class Node::Iterator;
    struct Entry {
        Token type = Token::Null;
        Range range;
        Range name;           // of the key, with quotation marks; length 0 = an element
        std::size_t next = 0; // the entry after this value and all that is in it
    };
    QByteArray m_document;
    std::vector<Entry> m_entries;
};

} // namespace Gatehouse::Json
