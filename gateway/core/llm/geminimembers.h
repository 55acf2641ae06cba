// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/members.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

// Google's JSON is that of protobuf: every name may be written in camelCase or in snake_case, and a list of one may be
// written without its brackets. Which it was is noted in the extras (names in parentheses, see Extras), so that what
// was read is written as it was. Members of nested objects without a place of their own are in the extras of the object
// that the neutral model has, with the way to them: "generationConfig.speechConfig".
namespace Gatehouse::Llm {

// Members for Google's names. All names asked for are camelCase.
class GeminiMembers final
{
public:
    // `prefix` goes before the names in the extras: "generationConfig.".
    GeminiMembers(Json::Node object, QByteArray path, Problems &problems, QByteArray prefix = {});

    [[nodiscard]] bool has(QByteArrayView name) const;
    Json::Node take(QByteArrayView name) { return m_members.take(spelling(name)); }
    QByteArray text(QByteArrayView name) { return m_members.text(spelling(name)); }
    QByteArray requiredText(QByteArrayView name) { return m_members.requiredText(spelling(name)); }
    std::optional<qint64> integer(QByteArrayView name) { return m_members.integer(spelling(name)); }
    std::optional<bool> boolean(QByteArrayView name) { return m_members.boolean(spelling(name)); }
    QByteArray number(QByteArrayView name) { return m_members.number(spelling(name)); }
    QByteArray json(QByteArrayView name) { return m_members.json(spelling(name)); }
    Json::Node object(QByteArrayView name) { return m_members.object(spelling(name)); }
    QList<QByteArray> texts(QByteArrayView name) { return m_members.texts(spelling(name)); }
    // The elements of a list, with or without brackets. Their paths: see pathOf().
    struct Element {
        Json::Node node;
        QByteArray path;
    };
    QList<Element> elements(QByteArrayView name);

    [[nodiscard]] QByteArray pathOf(QByteArrayView name) const; // with the spelling of the document
    [[nodiscard]] Problems &problems() { return m_members.problems(); }

    void note(QByteArrayView what, QByteArray json = "true");
    // What nobody has asked for, and the notes.
    void restInto(Extras &extras) const;

private:
    QByteArray spelling(QByteArrayView name); // and notes it
    [[nodiscard]] QByteArray written(QByteArrayView name) const;

    Json::Node m_object;
    Members m_members;
    QByteArray m_prefix;
    QList<Extras::Member> m_notes;
};

// The writing side: the names of one object as its extras say.
class GeminiNames final
{
public:
    // Extras of another dialect say nothing. They must outlive it.
    explicit GeminiNames(const Extras &extras, QByteArray prefix = {});

    [[nodiscard]] QByteArray operator()(QByteArrayView name) const;
    [[nodiscard]] QByteArray note(QByteArrayView what) const; // JSON; empty = not noted
    [[nodiscard]] bool has(QByteArrayView what) const { return !note(what).isEmpty(); }
    // Whether a list of this many is written without brackets.
    [[nodiscard]] bool isBare(QByteArrayView name, qsizetype count) const;
    [[nodiscard]] bool hasRest() const;
    void writeRest(Json::Writer &json) const;
    // As hasRest() and writeRest(), of one name: empty = not there.
    [[nodiscard]] QByteArray rest(QByteArrayView name) const;

private:
    const Extras *m_extras; // null = another dialect's
    QByteArray m_prefix;
};

} // namespace Gatehouse::Llm
