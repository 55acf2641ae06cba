// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gatewayprocess.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <signal.h>

using namespace Qt::StringLiterals;

namespace Gatehouse::Test {

namespace {

QString programPath(const QString &name)
{
    return QStringLiteral(GATEHOUSE_BINARY_DIR "/app/") + name;
}

QProcessEnvironment environment()
{
    auto values = QProcessEnvironment::systemEnvironment();
    values.insert(u"GATEHOUSE_SECRETS"_s, u"file"_s); // never the keychain of whoever runs the tests
    return values;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

} // namespace

CommandResult runProgram(const QString &name, const QStringList &arguments, int milliseconds)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(programPath(name), arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(milliseconds)) {
        process.kill();
        process.waitForFinished();
        return {.exitCode = -1, .output = process.readAllStandardOutput(), .errors = "it did not end in time"};
    }
    return {.exitCode = process.exitCode(),
            .output = process.readAllStandardOutput(),
            .errors = process.readAllStandardError()};
}

GatewayProcess::GatewayProcess(const Setup &setup)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setProcessEnvironment(environment());
    write(m_directory.filePath(u"vendor.key"_s), setup.vendorKey);
    writeDocument(setup);
}

GatewayProcess::~GatewayProcess()
{
    if (isRunning())
        killHard();
}

QString GatewayProcess::dataDirectory() const
{
    return m_directory.filePath(u"store"_s);
}

// JSON is YAML.
void GatewayProcess::writeDocument(const Setup &setup) const
{
    QJsonArray providers;
    QJsonArray models = setup.models;
    for (const QString &url : setup.vendors) {
        const QString name = u"vendor%1"_s.arg(providers.size() + 1);
        QJsonObject provider = setup.provider;
        provider.insert(u"name"_s, name);
        provider.insert(u"base_url"_s, url);
        provider.insert(u"priority"_s, providers.size());
        provider.insert(u"key_file"_s, u"vendor.key"_s);
        providers.append(provider);
        models.append(QJsonObject{{u"provider"_s, name}, {u"name"_s, u"*"_s}});
    }
    QJsonObject client = setup.client;
    client.insert(u"name"_s, u"tests"_s);
    const QJsonObject document{{u"gatehouse"_s, 1},         {u"settings"_s, setup.settings},
                               {u"providers"_s, providers}, {u"models"_s, models},
                               {u"prices"_s, setup.prices}, {u"clients"_s, QJsonArray{client}},
                               {u"limits"_s, setup.limits}, {u"budgets"_s, setup.budgets}};
    write(m_directory.filePath(u"gatehouse.yaml"_s), QJsonDocument(document).toJson());
}

bool GatewayProcess::start()
{
    m_process.start(programPath(u"gatehoused"_s), {u"--data-dir"_s, dataDirectory(), u"--listen"_s, u"127.0.0.1:0"_s,
                                                   u"--config"_s, m_directory.filePath(u"gatehouse.yaml"_s)});
    const qsizetype before = m_output.size();
    for (const QDeadlineTimer deadline(60'000); !deadline.hasExpired();) {
        m_process.waitForReadyRead(200);
        m_output += m_process.readAll();
        const qsizetype at = m_output.indexOf("ready http://127.0.0.1:", before);
        if (const qsizetype end = at < 0 ? -1 : m_output.indexOf('\n', at); end > 0) {
            m_port = m_output.sliced(at + 23, end - at - 23).trimmed().toUShort();
            break;
        }
        if (!isRunning())
            break;
    }
    if (m_output.indexOf("ready ", before) < 0 || m_port == 0) {
        qWarning().noquote() << "gatehoused is not ready:" << m_output << m_process.errorString();
        return false;
    }
    if (m_key.isEmpty()) {
        const CommandResult made = ctl({u"keys"_s, u"create"_s, u"tests"_s});
        m_key = made.output.trimmed();
        if (made.exitCode != 0 || !m_key.startsWith("sk-gh-")) {
            qWarning().noquote() << "no key could be made:" << made.exitCode << made.output << made.errors;
            return false;
        }
    }
    return true;
}

void GatewayProcess::killHard()
{
    m_process.kill();
    m_process.waitForFinished(60'000);
    m_output += m_process.readAll();
}

void GatewayProcess::terminate()
{
    m_process.terminate();
}

void GatewayProcess::reload() const
{
    ::kill(static_cast<pid_t>(m_process.processId()), SIGHUP);
}

bool GatewayProcess::waitForEnd(int milliseconds)
{
    const bool hasEnded = !isRunning() || m_process.waitForFinished(milliseconds);
    m_output += m_process.readAll();
    return hasEnded;
}

CommandResult GatewayProcess::ctl(const QStringList &arguments) const
{
    return runProgram(u"gatehousectl"_s, QStringList{u"--data-dir"_s, dataDirectory()} + arguments);
}

QJsonArray GatewayProcess::requestRows(int limit) const
{
    const CommandResult listed = ctl({u"--json"_s, u"requests"_s, u"list"_s, u"--limit"_s, QString::number(limit)});
    if (listed.exitCode != 0)
        qWarning().noquote() << "requests list:" << listed.exitCode << listed.errors;
    return QJsonDocument::fromJson(listed.output).array();
}

QJsonObject GatewayProcess::onlyRow() const
{
    QJsonArray rows;
    for (const QDeadlineTimer deadline(30'000); !deadline.hasExpired();) {
        rows = requestRows();
        if (rows.size() == 1 && rows.first()["state"_L1].toString() != u"running"_s)
            return rows.first().toObject();
        QTest::qWait(20);
    }
    qWarning() << rows.size() << "rows";
    return {};
}

} // namespace Gatehouse::Test
