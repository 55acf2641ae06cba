// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/interning.h"

#include "gateway/store/database.h"

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

constexpr qsizetype MaxText = 512;

// Beyond this the memory is emptied and fills again with what is in use now.
constexpr qsizetype MaxRemembered = 10'000;

void remember(auto &memory, const auto &key, qint64 id)
{
    if (memory.size() >= MaxRemembered)
        memory.clear();
    memory.insert(key, id);
}

} // namespace

Interning::Interning(Database &database)
    : m_database(database)
    , m_findText(database.handle(), u"SELECT id FROM text WHERE value = ?"_s)
    , m_addText(database.handle(), u"INSERT INTO text (value) VALUES (?)"_s)
    , m_findUse(database.handle(), u"SELECT id FROM model_use WHERE requested_id = ? AND used_id = ?"_s)
    , m_addUse(database.handle(), u"INSERT INTO model_use (requested_id, used_id) VALUES (?, ?)"_s)
{}

qint64 Interning::text(const QString &value)
{
    if (value.isEmpty())
        return 0;
    if (const auto known = m_texts.constFind(value); known != m_texts.cend())
        return *known;
    const qint64 id = insertText(QStringView(value).first(std::min(value.size(), MaxText)));
    if (id != 0)
        remember(m_texts, value, id);
    return id;
}

qint64 Interning::text(const QByteArray &value)
{
    if (value.isEmpty())
        return 0;
    if (const auto known = m_codes.constFind(value); known != m_codes.cend())
        return *known;
    const qint64 id = insertText(QString::fromUtf8(value.first(std::min(value.size(), MaxText))));
    if (id != 0)
        remember(m_codes, value, id);
    return id;
}

qint64 Interning::insertText(QStringView value)
{
    m_findText.bind(value);
    const qint64 found = m_findText.next() ? m_findText.integer(0) : 0;
    m_failed = !m_findText.rewind() || m_failed;
    if (found != 0 || m_failed)
        return found;
    m_failed = !m_addText.bind(value).run();
    return m_failed ? 0 : sqlite3_last_insert_rowid(m_database.handle());
}

qint64 Interning::modelUse(const QString &requested, const QString &used)
{
    const std::pair key(requested, used);
    if (const auto known = m_uses.constFind(key); known != m_uses.cend())
        return *known;
    const qint64 requestedId = text(requested);
    const qint64 usedId = text(used);
    m_findUse.bind(requestedId).bind(usedId);
    qint64 id = m_findUse.next() ? m_findUse.integer(0) : 0;
    m_failed = !m_findUse.rewind() || m_failed;
    if (id == 0 && !m_failed) {
        m_failed = !m_addUse.bind(requestedId).bind(usedId).run();
        id = m_failed ? 0 : sqlite3_last_insert_rowid(m_database.handle());
    }
    if (id != 0)
        remember(m_uses, key, id);
    return id;
}

void Interning::forget()
{
    m_texts.clear();
    m_codes.clear();
    m_uses.clear();
    m_failed = false;
}

} // namespace Gatehouse::Store
