// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/statement.h"

#include <sqlite3.h>

#include <utility>

namespace Gatehouse::Store {

Statement::Statement(sqlite3 *connection, const QString &sql)
{
    const QByteArray text = sql.toUtf8();
    sqlite3_prepare_v3(connection, text.constData(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT,
                       &m_statement, nullptr);
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

Statement::Statement(Statement &&other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr))
    , m_next(std::exchange(other.m_next, 1))
{}

Statement &Statement::operator=(Statement &&other) noexcept
{
    std::swap(m_statement, other.m_statement);
    std::swap(m_next, other.m_next);
    return *this;
}

Statement &Statement::bind(qint64 value)
{
    sqlite3_bind_int64(m_statement, m_next++, value);
    return *this;
}

Statement &Statement::bind(QStringView text)
{
    // An empty text is a text, not NULL.
    static constexpr char16_t Empty[] = u"";
    const char16_t *data = text.isEmpty() ? Empty : text.utf16();
    sqlite3_bind_text16(m_statement, m_next++, data, static_cast<int>(text.size() * 2), SQLITE_STATIC);
    return *this;
}

Statement &Statement::bind(QByteArrayView blob)
{
    sqlite3_bind_blob64(m_statement, m_next++, blob.data(), static_cast<sqlite3_uint64>(blob.size()), SQLITE_STATIC);
    return *this;
}

Statement &Statement::bindNull()
{
    sqlite3_bind_null(m_statement, m_next++);
    return *this;
}

bool Statement::run()
{
    // A statement that was run returns its error from reset() too, so one look is enough.
    sqlite3_step(m_statement);
    return rewind();
}

bool Statement::next()
{
    return sqlite3_step(m_statement) == SQLITE_ROW;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QByteArray Statement::blob(int column) const
{
    const void *data = sqlite3_column_blob(m_statement, column);
    return {static_cast<const char *>(data), sqlite3_column_bytes(m_statement, column)};
}

bool Statement::rewind()
{
    m_next = 1;
    return m_statement && sqlite3_reset(m_statement) == SQLITE_OK;
}

} // namespace Gatehouse::Store
