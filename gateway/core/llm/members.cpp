// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/members.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

void Problems::add(QByteArray path, const char *what)
{
    if (m_first)
        return;
    const QString field = path.isEmpty() ? u"The body"_s : u'\'' + QString::fromUtf8(path.left(256)) + u'\'';
    m_first = Error{.kind = ErrorKind::InvalidRequest,
                    .message = field + u' ' + QLatin1StringView(what) + u'.',
                    .detail = {},
                    .param = std::move(path)};
}

Members::Members(Json::Node object, QByteArray path, Problems &problems)
    : m_object(object)
    , m_path(std::move(path))
    , m_problems(problems)
{
    if (m_object.exists() && !m_object.isObject() && m_problems.areStrict())
        m_problems.add(m_path, "must be an object");
}

bool Members::has(QByteArrayView name) const
{
    return !m_object[name].isNull();
}

Json::Node Members::peek(QByteArrayView name) const
{
    const Json::Node node = m_object[name];
    return node.isNull() ? Json::Node() : node;
}

Json::Node Members::take(QByteArrayView name)
{
    const Json::Node node = m_object[name];
    if (node.exists())
        m_taken.append(name.toByteArray());
    return node.isNull() ? Json::Node() : node;
}

void Members::wrong(QByteArrayView name, const char *what)
{
    if (m_problems.areStrict())
        m_problems.add(pathOf(name), what);
}

QByteArray Members::text(QByteArrayView name)
{
    const Json::Node node = take(name);
    if (node.exists() && !node.isString())
        wrong(name, "must be a string");
    return node.text();
}

QByteArray Members::requiredText(QByteArrayView name)
{
    QByteArray found = text(name);
    if (found.isEmpty())
        wrong(name, "is missing or empty");
    return found;
}

std::optional<qint64> Members::integer(QByteArrayView name)
{
    const Json::Node node = take(name);
    const auto value = node.integer();
    if (node.exists() && !value)
        wrong(name, "must be a whole number");
    return value;
}

std::optional<bool> Members::boolean(QByteArrayView name)
{
    const Json::Node node = take(name);
    if (node.exists() && !node.isBoolean())
        wrong(name, "must be true or false");
    return node.boolean();
}

QByteArray Members::number(QByteArrayView name)
{
    const Json::Node node = take(name);
    if (node.exists() && !node.isNumber()) {
        wrong(name, "must be a number");
        return {};
    }
    return node.json();
}

QByteArray Members::json(QByteArrayView name)
{
    return take(name).json();
}

Json::Node Members::object(QByteArrayView name)
{
    const Json::Node node = take(name);
    if (!node.exists() || node.isObject())
        return node;
    wrong(name, "must be an object");
    return {};
}

Json::Node Members::array(QByteArrayView name)
{
    const Json::Node node = take(name);
    if (!node.exists() || node.isArray())
        return node;
    wrong(name, "must be an array");
    return {};
}

QList<QByteArray> Members::texts(QByteArrayView name)
{
    QList<QByteArray> found;
    for (const Json::Node element : array(name)) {
        if (element.isString())
            found.append(element.text());
        else
            wrong(name, "must be an array of strings");
    }
    return found;
}

Extras Members::rest(Dialect dialect) const
{
    Extras extras{.dialect = dialect, .members = {}};
    if (!m_object.isObject())
        return extras;
    for (const Json::Node member : m_object) {
        const QByteArray name = member.name();
        if (!member.isNull() && !m_taken.contains(name))
            extras.members.append({.name = name, .json = member.json()});
    }
    return extras;
}

QByteArray Members::pathOf(QByteArrayView name) const
{
    return m_path.isEmpty() ? name.toByteArray() : m_path + '.' + name;
}

QByteArray elementPath(QByteArrayView path, qsizetype index)
{
    return path.toByteArray() + '[' + QByteArray::number(index) + ']';
}

} // namespace Gatehouse::Llm
