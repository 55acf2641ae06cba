// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/chat.h"

#include <QList>

#include <optional>

namespace Gatehouse::Llm {

// The first thing that was wrong with a document while it was read. Readers go on as if the member were absent and ask
// at the end.
class Problems final
{
public:
    enum class Rules : quint8 {
        Strict, // a client's request: a member of the wrong type is an error
        Lenient // a vendor's answer: it counts as absent
    };
    explicit Problems(Rules rules)
        : m_rules(rules)
    {}
    // "messages[0].role" and "must be a string".
    void add(QByteArray path, const char *what);
    [[nodiscard]] bool areStrict() const { return m_rules == Rules::Strict; }
    // InvalidRequest with the path as param; nothing when all is well.
    [[nodiscard]] const std::optional<Error> &first() const { return m_first; }

private:
    Rules m_rules;
    std::optional<Error> m_first;
};

// Reads the members of one object by name; what nobody asked for is the rest, which nothing loses. A member that is
// null counts as absent, and as asked for. The tree and the problems must outlive it.
class Members final
{
public:
    // `path` is where the object stands in its document; empty = it is the document. A node that is no object is a
    // problem, unless it is absent.
    Members(Json::Node object, QByteArray path, Problems &problems);

    [[nodiscard]] bool has(QByteArrayView name) const; // and is not null; does not count as asking for it
    [[nodiscard]] Json::Node peek(QByteArrayView name) const;

    // Each of them marks the member as asked for.
    Json::Node take(QByteArrayView name); // of any type; absent when missing or null
    QByteArray text(QByteArrayView name);
    QByteArray requiredText(QByteArrayView name); // missing or empty is a problem
    std::optional<qint64> integer(QByteArrayView name);
    std::optional<bool> boolean(QByteArrayView name);
    QByteArray number(QByteArrayView name); // as it was written; empty = absent
    QByteArray json(QByteArrayView name);   // a value of any type as it was written; empty = absent
    Json::Node object(QByteArrayView name);
    Json::Node array(QByteArrayView name);
    QList<QByteArray> texts(QByteArrayView name); // an array of strings

    // What nobody has asked for. Explicit nulls are not kept.
    [[nodiscard]] Extras rest(Dialect dialect) const;

    [[nodiscard]] const QByteArray &path() const { return m_path; }
    [[nodiscard]] QByteArray pathOf(QByteArrayView name) const; // "messages[0].role"
    [[nodiscard]] Problems &problems() { return m_problems; }

private:
    void wrong(QByteArrayView name, const char *what);
    Json::Node m_object;
    QByteArray m_path;
    Problems &m_problems;
    QList<QByteArray> m_taken;
};

// "messages", 2 -> "messages[2]".
[[nodiscard]] QByteArray elementPath(QByteArrayView path, qsizetype index);

} // namespace Gatehouse::Llm
