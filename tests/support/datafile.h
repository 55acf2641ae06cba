// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace Gatehouse::Test {

// The bytes of a file of the source tree ("tests/golden/llm/..."); empty when there is none, which no test expects.
inline QByteArray sourceFile(const QString &path)
{
    QFile file(QStringLiteral(GATEHOUSE_SOURCE_DIR) + u'/' + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A file with one JSON object a line.
inline QList<QJsonObject> jsonLines(const QString &path)
{
    QList<QJsonObject> objects;
    for (const QByteArray &line : sourceFile(path).split('\n')) {
        if (!line.isEmpty())
            objects.append(QJsonDocument::fromJson(line).object());
    }
    return objects;
}

} // namespace Gatehouse::Test
