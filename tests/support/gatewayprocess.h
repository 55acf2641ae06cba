// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace Gatehouse::Test {

struct CommandResult {
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};

// The real gatehoused on a store of its own in a temporary directory, and gatehousectl over the same store. Lives on
// the test's thread.
class GatewayProcess final
{
public:
    static constexpr auto VendorKey = "sk-vendor-canary-5f1d0c7a9b";

    // The configuration: one client "tests" and, for each base URL, a provider "vendor1", "vendor2"... that serves
    // every model.
    struct Setup {
        QStringList vendors;
        QJsonObject settings = {};
        QJsonObject provider = {}; // further members of every provider: retries, time-outs
        QJsonObject client = {};   // further members of the client
        QJsonArray models = {};    // further models, with their "provider"
        QJsonArray prices = {};
        QJsonArray limits = {};
        QJsonArray budgets = {};
        QByteArray vendorKey = VendorKey;
    };
    explicit GatewayProcess(const Setup &setup);
    ~GatewayProcess(); // ends it, whatever it does

    [[nodiscard]] bool start(); // waits until it serves; the first start also makes the client's key
    void killHard();            // SIGKILL
    void terminate();           // SIGTERM; does not wait
    void reload() const;        // SIGHUP
    [[nodiscard]] bool waitForEnd(int milliseconds = 60'000);
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] int exitCode() const { return m_process.exitCode(); }

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QByteArray key() const { return m_key; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] QString dataDirectory() const;
    [[nodiscard]] QByteArray output() const { return m_output; } // what it has said so far, both channels

    void writeDocument(const Setup &setup) const;
    [[nodiscard]] CommandResult ctl(const QStringList &arguments) const;
    [[nodiscard]] QJsonArray requestRows(int limit = 10'000'000) const; // newest first; so many that none is left out
    [[nodiscard]] QJsonObject onlyRow() const;                          // waits until exactly one request has ended

private:
    QTemporaryDir m_directory;
    QProcess m_process;
    QByteArray m_output;
    QByteArray m_key;
    quint16 m_port = 0;
};

[[nodiscard]] CommandResult runProgram(const QString &name, const QStringList &arguments, int milliseconds = 60'000);

} // namespace Gatehouse::Test
