// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/ownerlock.h"

#include "gateway/store/datadirectory.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <thread>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

// Somebody who only asks who the owner is holds the lock for a moment.
constexpr int Tries = 10;
constexpr std::chrono::milliseconds BetweenTries{20};

// The process id and the address, a line each, filled up so that one write replaces the whole.
constexpr qsizetype ContentSize = 256;

QByteArray contentOf(int file)
{
    std::array<char, ContentSize> content = {};
    const ssize_t size = ::pread(file, content.data(), content.size(), 0);
    return size > 0 ? QByteArray(content.data(), size) : QByteArray();
}

StoreOwner ownerIn(const QByteArray &content)
{
    const QList<QByteArray> lines = content.split('\n');
    return {.processId = lines.value(0).trimmed().toLongLong(), .address = QString::fromUtf8(lines.value(1).trimmed())};
}

bool writeContent(int file, const QString &address)
{
    const QByteArray content =
        QByteArray(QByteArray::number(qint64(::getpid())) + '\n' + address.toUtf8().left(200) + '\n')
            .leftJustified(ContentSize, ' ');
    return ::pwrite(file, content.constData(), static_cast<std::size_t>(content.size()), 0) == content.size();
}

} // namespace

Result<std::unique_ptr<OwnerLock>> OwnerLock::acquire(const QString &dataDirectory)
{
    const QString path = lockFile(dataDirectory);
    const int file =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        return fail(ErrorKind::Io, u"The lock %1 cannot be made: %2."_s.arg(path, qt_error_string(errno)));
    std::unique_ptr<OwnerLock> lock(new OwnerLock(file));
    ::fchmod(file, S_IRUSR | S_IWUSR);
    int tries = 0;
    while (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        if (++tries == Tries) {
            const StoreOwner owner = ownerIn(contentOf(file));
            ::close(std::exchange(lock->m_file, -1));
            const QString where = owner.address.isEmpty() ? QString() : QString(u", which serves at " + owner.address);
            return fail(ErrorKind::StoreLocked,
                        u"The store in %1 is in use by process %2%3: close it, or name another data directory."_s
                            .arg(dataDirectory)
                            .arg(owner.processId)
                            .arg(where));
        }
        std::this_thread::sleep_for(BetweenTries);
    }
    lock->m_lastExitWasClean = contentOf(file).isEmpty();
    if (!writeContent(file, {}))
        return fail(ErrorKind::Io, u"The lock %1 cannot be written: %2."_s.arg(path, qt_error_string(errno)));
    return lock;
}

OwnerLock::~OwnerLock()
{
    if (m_file < 0)
        return;
    // Emptied, not deleted: another process may have it open already and would hold a lock on a file that is gone.
    if (::ftruncate(m_file, 0) != 0)
        qWarning("the lock file could not be emptied");
    ::close(m_file);
}

void OwnerLock::setAddress(const QString &address)
{
    if (!writeContent(m_file, address))
        qWarning("the address could not be written into the lock file");
}

std::optional<StoreOwner> OwnerLock::owner(const QString &dataDirectory)
{
    const int file = ::open(QFile::encodeName(lockFile(dataDirectory)).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0)
        return std::nullopt;
    std::optional<StoreOwner> owner;
    if (::flock(file, LOCK_SH | LOCK_NB) != 0)
        owner = ownerIn(contentOf(file));
    ::close(file);
    return owner;
}

} // namespace Gatehouse::Store
