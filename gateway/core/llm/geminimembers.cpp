// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/geminimembers.h"

#include <utility>

namespace Gatehouse::Llm {

namespace {

QByteArray snakeCase(QByteArrayView name)
{
    QByteArray snake;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') {
            snake += '_';
            snake += static_cast<char>(c - 'A' + 'a');
        } else {
            snake += c;
        }
    }
    return snake;
}

} // namespace

GeminiMembers::GeminiMembers(Json::Node object, QByteArray path, Problems &problems, QByteArray prefix)
    : m_object(object)
    , m_members(object, std::move(path), problems)
    , m_prefix(std::move(prefix))
{}

QByteArray GeminiMembers::written(QByteArrayView name) const
{
    if (!m_members.has(name)) {
        QByteArray snake = snakeCase(name);
        if (m_members.has(snake))
            return snake;
    }
    return name.toByteArray();
}

QByteArray GeminiMembers::spelling(QByteArrayView name)
{
    QByteArray found = written(name);
    if (found != name)
        note(found);
    return found;
}

bool GeminiMembers::has(QByteArrayView name) const
{
    return m_members.has(written(name));
}

QByteArray GeminiMembers::pathOf(QByteArrayView name) const
{
    return m_members.pathOf(written(name));
}

QList<GeminiMembers::Element> GeminiMembers::elements(QByteArrayView name)
{
    QList<Element> found;
    const QByteArray path = pathOf(name);
    const QByteArray spelled = spelling(name);
    if (m_members.peek(spelled).isObject()) {
        found.append({.node = m_members.take(spelled), .path = path});
        const QByteArray bare = name.toByteArray() + "{}";
        note(bare);
        return found;
    }
    const Json::Node list = m_members.array(spelled);
    for (const Json::Node element : list)
        found.append({.node = element, .path = elementPath(path, found.size())});
    if (list.exists() && found.isEmpty()) {
        const QByteArray empty = name.toByteArray() + "[]";
        note(empty);
    }
    return found;
}

void GeminiMembers::note(QByteArrayView what, QByteArray json)
{
    const QByteArray name = '(' + m_prefix + what + ')';
    m_notes.append({.name = name, .json = std::move(json)});
}

void GeminiMembers::restInto(Extras &extras) const
{
    extras.dialect = Dialect::Gemini;
    for (const Extras::Member &member : m_members.rest(Dialect::Gemini).members) {
        // Names are identifiers; one with a dot would be taken for a nested one.
        if (member.name.isEmpty() || member.name.contains('.') || member.name.startsWith('('))
            continue;
        const QByteArray name = m_prefix + member.name;
        extras.members.append({.name = name, .json = member.json});
    }
    extras.members += m_notes;
}

GeminiNames::GeminiNames(const Extras &extras, QByteArray prefix)
    : m_extras(extras.dialect == Dialect::Gemini ? &extras : nullptr)
    , m_prefix(std::move(prefix))
{}

QByteArray GeminiNames::note(QByteArrayView what) const
{
    const QByteArray name = '(' + m_prefix + what + ')';
    return m_extras ? m_extras->value(name) : QByteArray();
}

QByteArray GeminiNames::operator()(QByteArrayView name) const
{
    if (m_extras && !m_extras->isEmpty()) {
        QByteArray snake = snakeCase(name);
        if (snake != name && has(snake))
            return snake;
    }
    return name.toByteArray();
}

bool GeminiNames::isBare(QByteArrayView name, qsizetype count) const
{
    const QByteArray bare = name.toByteArray() + "{}";
    return count == 1 && has(bare);
}

bool GeminiNames::hasRest() const
{
    Json::Writer json;
    json.beginObject();
    writeRest(json);
    return json.endObject().take() != "{}";
}

void GeminiNames::writeRest(Json::Writer &json) const
{
    if (!m_extras)
        return;
    for (const Extras::Member &member : m_extras->members) {
        if (member.name.startsWith('(') || !member.name.startsWith(m_prefix))
            continue;
        const QByteArray name = member.name.sliced(m_prefix.size());
        if (!name.contains('.'))
            json.rawMember(name, member.json);
    }
}

QByteArray GeminiNames::rest(QByteArrayView name) const
{
    const QByteArray full = m_prefix + name;
    return m_extras ? m_extras->value(full) : QByteArray();
}

} // namespace Gatehouse::Llm
