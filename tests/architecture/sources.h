// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QList>
#include <QString>
#include <QStringList>

// The project's own source files as text, for the tests that hold the architecture. Free functions over values.
namespace Gatehouse::Test {

struct SourceFile {
    QString path; // from the project's root: "gateway/core/base/money.cpp"
    QByteArray text;
};

// Files below `folder` whose names match, sorted by path; generated and fetched things are left out.
[[nodiscard]] inline QList<SourceFile> sourcesBelow(const QString &folder, const QStringList &patterns)
{
    const QDir root(QStringLiteral(GATEHOUSE_SOURCE_DIR));
    QDirIterator walk(root.filePath(folder), patterns, QDir::Files, QDirIterator::Subdirectories);
    QStringList paths;
    while (walk.hasNext()) {
        const QString path = root.relativeFilePath(walk.next());
        if (!path.contains(QStringLiteral("node_modules/")) && !path.startsWith(QStringLiteral("build/")))
            paths << path;
    }
    paths.sort();
    QList<SourceFile> sources;
    for (const QString &path : std::as_const(paths)) {
        QFile file(root.filePath(path));
        if (file.open(QIODevice::ReadOnly))
            sources.append({path, file.readAll()});
    }
    return sources;
}

[[nodiscard]] inline QByteArray sourceText(const QString &path)
{
    QFile file(QStringLiteral(GATEHOUSE_SOURCE_DIR "/") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace Gatehouse::Test
