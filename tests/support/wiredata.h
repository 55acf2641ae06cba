// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

// The recorded traffic of real vendors in tests/data/wire (its README says where it comes from).
namespace Gatehouse::Test {

// One recorded exchange. Bodies are the bytes as recorded where `isRaw`; else a recorder had parsed and rewritten them.
struct WireExchange {
    QString file;   // below tests/data/wire
    QByteArray api; // "openai.chat", "anthropic.messages", ...
    QByteArray provider;
    QByteArray model;
    QByteArray path; // of the request
    QByteArray query;
    QByteArray framing; // "json", "sse", "ndjson", "json-array-stream", "aws-eventstream"
    QByteArray requestBody;
    QByteArray answerBody;
    int status = 200;
    bool stream = false;
    bool isRaw = false;
};

// Those of some APIs, in the order of the index; all when `apis` is empty.
[[nodiscard]] QList<WireExchange> wireExchanges(const QStringList &apis = {});

// One case of lingua's: the same conversation in a vendor's own format.
struct WireSnapshot {
    QString name;       // of the case
    QString format;     // "chat-completions", "responses", "anthropic", "google", "bedrock", ...
    QByteArray request; // empty = none; and so on
    QByteArray answer;
    QByteArray streamEvents; // a JSON array of parsed events
    QByteArray followUpRequest;
    QByteArray error;
};
[[nodiscard]] QList<WireSnapshot> wireSnapshots(const QString &format);

// Whether two documents say the same: members in any order, numbers by value, null members as if absent. What differs
// first, as a path; empty = equal.
[[nodiscard]] QString jsonDifference(const QByteArray &expected, const QByteArray &actual);

} // namespace Gatehouse::Test
