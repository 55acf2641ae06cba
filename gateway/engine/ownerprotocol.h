// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/engine/control.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

// What the owner of a store and the programs beside it say to each other over the local socket: one JSON object a line.
//
//   both first say   {"hello": 1}                                   the version; another one ends the connection
//   a call           {"id": 7, "call": "apply", ...}                any number at a time, up to a bound
//   its answer       {"id": 7, "result": {...}}  or  {"id": 7, "error": {...}}
//   news             {"event": "status" | "configuration" | "live", ...}      after the call "subscribe"
//
// The calls are those of Control. Functions of values only; on any thread.
namespace Gatehouse::Engine::OwnerProtocol {

inline constexpr int Version = 1;
inline constexpr qsizetype MaxLineBytes = 32 * 1024 * 1024; // a configuration of a hundred thousand entities fits

// Where the owner of a data directory listens: in the directory, or, where its path is too long for a socket's address,
// in the user's runtime directory.
[[nodiscard]] QString socketPath(const QString &dataDirectory);

// Cuts a stream of bytes into lines. A line past the bound is an error of the other side's.
class LineReader final
{
public:
    void feed(QByteArrayView bytes);
    [[nodiscard]] std::optional<QByteArray> next(); // without its line end; nothing = more bytes are needed
    [[nodiscard]] bool isOverlong() const { return m_buffer.size() - m_start > MaxLineBytes; }

private:
    QByteArray m_buffer;
    qsizetype m_start = 0;
    qsizetype m_scanned = 0;
};

[[nodiscard]] QByteArray line(const QJsonObject &message);

[[nodiscard]] QJsonObject toJson(const Error &error);
[[nodiscard]] QJsonObject toJson(const Configuration &configuration);
[[nodiscard]] QJsonObject toJson(const EngineStatus &status);
[[nodiscard]] QJsonObject toJson(const Store::RequestRecord &record);
[[nodiscard]] QJsonObject toJson(const LiveBatch &batch);
[[nodiscard]] QJsonObject toJson(const ProviderTest &test);
[[nodiscard]] QJsonObject toJson(const Actor &actor);

// Reading is lenient where a number is missing, since both sides are of one version, and strict where it could do harm:
// a configuration and a change are read by their own strict readers.
[[nodiscard]] Error errorFromJson(const QJsonObject &object);
[[nodiscard]] Result<Configuration> configurationFromJson(const QJsonObject &object);
[[nodiscard]] EngineStatus statusFromJson(const QJsonObject &object);
[[nodiscard]] std::optional<Store::RequestRecord> recordFromJson(const QJsonObject &object);
[[nodiscard]] LiveBatch batchFromJson(const QJsonObject &object);
[[nodiscard]] ProviderTest testFromJson(const QJsonObject &object);
[[nodiscard]] Actor actorFromJson(const QJsonObject &object);

} // namespace Gatehouse::Engine::OwnerProtocol
