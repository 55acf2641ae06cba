// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bootstrap.h"

#include "app/exitcode.h"

#include <QCoreApplication>
#include <QDir>
#include <QLoggingCategory>
#include <QStandardPaths>

#include <pwd.h>
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

QString &programName()
{
    static QString name;
    return name;
}

} // namespace

Result<void> prepareProcess(const QString &program)
{
    programName() = program;
    umask(S_IRWXG | S_IRWXO);
    const rlimit none{.rlim_cur = 0, .rlim_max = 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
    qSetMessagePattern(u"%{time yyyy-MM-dd hh:mm:ss.zzz} %{if-category}%{category}: %{endif}%{message}"_s);
    if (sodium_init() < 0)
        return fail(ErrorKind::Internal, u"libsodium cannot be started: the system gives no random numbers."_s);
    return {};
}

void nameApplication(const QString &program)
{
    QCoreApplication::setOrganizationName(u"gatehouse"_s);
    QCoreApplication::setApplicationName(program);
    QCoreApplication::setApplicationVersion(QStringLiteral(GATEHOUSE_VERSION));
}

QString defaultDataDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/gatehouse";
}

Actor actor(const QString &source)
{
    const auto *user = getpwuid(geteuid());
    return {.name = user ? QString::fromLocal8Bit(user->pw_name) : QString::number(geteuid()), .source = source};
}

int reportError(const Error &error)
{
    reportNote(error.message);
    return static_cast<int>(exitCodeFor(error.kind));
}

void reportNote(const QString &text)
{
    const QString line = programName() + u": " + text + u'\n';
    std::fputs(line.toUtf8().constData(), stderr);
    std::fflush(stderr);
}

void print(const QString &text)
{
    std::fputs(text.toUtf8().constData(), stdout);
    std::fflush(stdout);
}

} // namespace Gatehouse::App
