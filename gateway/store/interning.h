// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/statement.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <utility>

namespace Gatehouse::Store {

class Database;

// Texts that come again and again, kept once in the table text, and pairs of model names in model_use. What was found
// is remembered. Lives on the thread of its connection.
class Interning final
{
public:
    explicit Interning(Database &database);

    // The id of a text, made if need be; 0 for the empty one. Texts beyond a bound are cut.
    [[nodiscard]] qint64 text(const QString &value);
    [[nodiscard]] qint64 text(const QByteArray &value);
    [[nodiscard]] qint64 modelUse(const QString &requested, const QString &used);

    // Whether a statement has failed since the last forget(); the connection says why.
    [[nodiscard]] bool hasFailed() const { return m_failed; }

    // After a roll back.
    void forget();

private:
    qint64 insertText(QStringView value);
    Database &m_database;
    Statement m_findText;
    Statement m_addText;
    Statement m_findUse;
    Statement m_addUse;
    QHash<QString, qint64> m_texts;
    QHash<QByteArray, qint64> m_codes;
    QHash<std::pair<QString, QString>, qint64> m_uses;
    bool m_failed = false;
};

} // namespace Gatehouse::Store
