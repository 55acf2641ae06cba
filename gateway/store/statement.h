// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

struct sqlite3;
struct sqlite3_stmt;

namespace Gatehouse::Store {

// A statement that is prepared once and run for every row: the writer's hot path, where QSqlQuery's boxing of each
// value in a QVariant would cost more than the insert. Same connection, same SQLite. Lives on the thread of its
// connection and is destroyed before it.
class Statement final
{
public:
    Statement() = default;
    Statement(sqlite3 *connection, const QString &sql);
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    [[nodiscard]] bool isValid() const { return m_statement != nullptr; }

    // Values in the order of the question marks. Texts and blobs must live until run() or rewind().
    Statement &bind(qint64 value);
    Statement &bind(QStringView text);
    Statement &bind(QByteArrayView blob); // null = NULL
    Statement &bindNull();

    // Runs a statement without a result; ready for the next row afterwards. False = failed, ask the connection why.
    [[nodiscard]] bool run();

    // Row by row; rewind() after the last.
    [[nodiscard]] bool next();
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] bool rewind(); // false = the reading had failed

private:
    sqlite3_stmt *m_statement = nullptr;
    int m_next = 1;
};

} // namespace Gatehouse::Store
