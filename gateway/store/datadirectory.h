// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"

#include <QString>

// The store's directory and the files in it.
namespace Gatehouse::Store {

[[nodiscard]] QString databaseFile(const QString &dataDirectory);
[[nodiscard]] QString journalFile(const QString &dataDirectory);
[[nodiscard]] QString lockFile(const QString &dataDirectory);
[[nodiscard]] QString backupDirectory(const QString &dataDirectory);

// Makes the directory, private (R49), or makes an own one private. The answer is its path without symbolic links.
// Refused: somebody else's, the home directory itself, a network file system, where SQLite's write-ahead log does not
// work.
[[nodiscard]] Result<QString> prepareDataDirectory(const QString &path);

// Refuses a file that is a symbolic link, not ours, or open to others; one that is not there is fine.
[[nodiscard]] Result<void> checkPrivateFile(const QString &path);

// By the name of the file system's type ("nfs4", "fuse.sshfs").
[[nodiscard]] bool isNetworkFileSystem(QByteArrayView type);

} // namespace Gatehouse::Store
