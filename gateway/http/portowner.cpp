// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/portowner.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSet>

using namespace Qt::StringLiterals;

namespace Gatehouse::Http {

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The inodes of the sockets that listen on the port: proc(5), /proc/net/tcp.
QSet<QByteArray> listeningInodes(quint16 port)
{
    constexpr int LocalAddress = 1;
    constexpr int State = 3;
    constexpr int Inode = 9;
    const QByteArray suffix = ':' + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
    QSet<QByteArray> inodes;
    for (const QString &table : {u"/proc/net/tcp"_s, u"/proc/net/tcp6"_s}) {
        for (const QByteArray &line : contents(table).split('\n')) {
            const QList<QByteArray> fields = line.simplified().split(' ');
            if (fields.size() > Inode && fields[LocalAddress].endsWith(suffix) && fields[State] == "0A")
                inodes.insert(fields[Inode]);
        }
    }
    return inodes;
}

} // namespace

QString portOwner(quint16 port)
{
    QSet<QString> sockets;
    for (const QByteArray &inode : listeningInodes(port))
        sockets.insert(u"socket:["_s % QString::fromLatin1(inode) % u']');
    if (sockets.isEmpty())
        return {};
    const QStringList processes = QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs);
    for (const QString &process : processes) {
        const QString folder = u"/proc/"_s % process;
        for (const QFileInfo &descriptor :
             QDir(QString(folder % u"/fd"_s)).entryInfoList(QDir::AllEntries | QDir::System)) {
            if (sockets.contains(descriptor.readSymLink())) {
                const QString name = QString::fromUtf8(contents(folder % u"/comm"_s).trimmed());
                return name % u" (process "_s % process % u')';
            }
        }
    }
    return {};
}

} // namespace Gatehouse::Http
