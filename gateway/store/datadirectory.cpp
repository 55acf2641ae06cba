// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/datadirectory.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

QString databaseFile(const QString &dataDirectory)
{
    return dataDirectory + u"/gatehouse.db";
}

QString journalFile(const QString &dataDirectory)
{
    return dataDirectory + u"/gatehouse.journal";
}

QString lockFile(const QString &dataDirectory)
{
    return dataDirectory + u"/gatehouse.lock";
}

QString backupDirectory(const QString &dataDirectory)
{
    return dataDirectory + u"/backups";
}

bool isNetworkFileSystem(QByteArrayView type)
{
    using namespace std::string_view_literals;
    static constexpr std::array Types{
        "nfs"sv,    "nfs4"sv,  "cifs"sv,       "smb3"sv,           "smbfs"sv,     "afs"sv,
        "ceph"sv,   "9p"sv,    "fuse.sshfs"sv, "fuse.glusterfs"sv, "davfs"sv,     "fuse.davfs2"sv,
        "lustre"sv, "ncpfs"sv, "coda"sv,       "fuse.rclone"sv,    "fuse.s3fs"sv, "fuse.smbnetfs"sv};
    return std::ranges::contains(Types, std::string_view(type.data(), static_cast<std::size_t>(type.size())));
}

Result<QString> prepareDataDirectory(const QString &path)
{
    if (!QDir().exists(path)) {
        const QString parent = QFileInfo(path).absolutePath();
        if (!QDir().mkpath(parent) || ::mkdir(QFile::encodeName(path).constData(), S_IRWXU) != 0)
            return fail(ErrorKind::Io,
                        u"The directory %1 cannot be made: check the permissions of %2."_s.arg(path, parent));
    }
    const QString canonical = QFileInfo(path).canonicalFilePath();
    struct stat status = {};
    if (::stat(QFile::encodeName(canonical).constData(), &status) != 0 || !S_ISDIR(status.st_mode))
        return fail(ErrorKind::Io, u"%1 is not a directory that can be read: name another one."_s.arg(path));
    if (status.st_uid != ::geteuid())
        return fail(ErrorKind::Io, u"The directory %1 belongs to another user: use one of your own."_s.arg(path));
    if (canonical == QFileInfo(QDir::homePath()).canonicalFilePath() || (status.st_mode & S_ISVTX) != 0)
        return fail(
            ErrorKind::Io,
            u"%1 is shared with other things: use a directory for the store alone, such as %1/gatehouse."_s.arg(path));
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0 && ::chmod(QFile::encodeName(canonical).constData(), S_IRWXU) != 0)
        return fail(ErrorKind::Io, u"The directory %1 cannot be made private: run chmod 700 on it."_s.arg(path));
    if (const QByteArray type = QStorageInfo(canonical).fileSystemType(); isNetworkFileSystem(type))
        return fail(ErrorKind::Io,
                    u"%1 is on a network file system (%2), where the store could be damaged: use a directory on a "
                    "local disk."_s.arg(path, QString::fromLatin1(type)));
    return canonical;
}

Result<void> checkPrivateFile(const QString &path)
{
    struct stat status = {};
    if (::lstat(QFile::encodeName(path).constData(), &status) != 0)
        return {};
    if (S_ISLNK(status.st_mode) || !S_ISREG(status.st_mode))
        return fail(ErrorKind::Io,
                    u"%1 is a link or no file: the store must be a file of its own. Remove the link or name another "
                    "directory."_s.arg(path));
    if (status.st_uid != ::geteuid())
        return fail(ErrorKind::Io, u"%1 belongs to another user: use a store of your own."_s.arg(path));
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return fail(ErrorKind::Io,
                    u"%1 can be read by other users: check who has read it, then run chmod 600 on it."_s.arg(path));
    return {};
}

} // namespace Gatehouse::Store
