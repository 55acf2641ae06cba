// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>

namespace Gatehouse::Test {

// What the fake vendor was sent, and what became of it.
struct FakeRequest {
    int number = 0; // counted from 1
    QByteArray method;
    QByteArray target;
    QByteArray head; // request line and header lines, as they came
    QByteArray body;
    QByteArray model; // of the body; empty = none
    bool isStream = false;
    bool isAnswered = false;                             // the whole answer was handed to the socket
    std::chrono::steady_clock::time_point closedAt = {}; // when the connection went before the answer's end

    [[nodiscard]] QByteArray header(QByteArrayView name) const; // of the first; empty = none
    [[nodiscard]] bool isCutOff() const { return closedAt != std::chrono::steady_clock::time_point(); }
};

// How the fake vendor answers: pieces of raw bytes with a pause before each, and an end.
struct FakeAnswer {
    enum class End { KeepAlive, Close, Reset, Hang };
    struct Piece {
        QByteArray bytes;
        std::chrono::milliseconds after{0};
    };
    QList<Piece> pieces;
    End end = End::KeepAlive;

    [[nodiscard]] static FakeAnswer json(int status, const QByteArray &body, const QByteArray &moreHeaders = {});
    // Any other kind of answer, whole.
    [[nodiscard]] static FakeAnswer bytes(const QByteArray &contentType, const QByteArray &body);
    // A chat completion with the usage given.
    [[nodiscard]] static FakeAnswer completion(const QByteArray &text, int promptTokens = 10, int completionTokens = 5);
    // A stream of chat completion events, one piece each; chunked, ended properly.
    [[nodiscard]] static FakeAnswer stream(int tokens, std::chrono::milliseconds pace, bool withUsage);
    [[nodiscard]] static FakeAnswer error(int status, const QByteArray &moreHeaders = {});
    [[nodiscard]] static FakeAnswer ending(End end, const QByteArray &bytesBefore = {});
};

// A vendor on a free port of 127.0.0.1 that does what a script says and logs every request (RELIABILITY, harness word
// "fup"). Runs on a thread of its own; the functions here are thread-safe; the script is called on that thread.
class FakeUpstream final
{
public:
    using Script = std::function<FakeAnswer(const FakeRequest &)>;

    explicit FakeUpstream(Script script);
    ~FakeUpstream();

    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QString baseUrl() const; // with /v1
    void setScript(Script script);
    [[nodiscard]] QList<FakeRequest> requests() const;
    [[nodiscard]] qsizetype requestCount() const;
    void clear();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Gatehouse::Test
