// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace Gatehouse::Test {

struct RawAnswer {
    int status = 0; // 0 = nothing came
    QByteArray head;
    QByteArray body;         // without framing
    bool isComplete = false; // framed to its end

    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

// A blocking client on a plain socket that sends exactly the bytes it is given. One thread at a time.
class RawClient final
{
public:
    explicit RawClient(quint16 port);
    ~RawClient();
    Q_DISABLE_COPY_MOVE(RawClient)

    [[nodiscard]] bool isConnected() const { return m_descriptor >= 0; }
    bool send(QByteArrayView bytes);
    // The next answer; not complete when the connection ended or the time is over.
    [[nodiscard]] RawAnswer readAnswer(std::chrono::milliseconds timeout = std::chrono::seconds(30));
    // Reads until `mark` has come; false when the connection ended or the time is over.
    bool readUntil(QByteArrayView mark, std::chrono::milliseconds timeout = std::chrono::seconds(30));
    // Everything that comes until the other side closes or the time is over.
    [[nodiscard]] QByteArray readToEnd(std::chrono::milliseconds timeout);
    [[nodiscard]] bool wasClosed() const { return m_isClosed; }
    void close();
    void reset(); // leaves without a farewell

private:
    bool readMore(std::chrono::steady_clock::time_point deadline);
    int m_descriptor = -1;
    QByteArray m_input;
    bool m_isClosed = false;
};

// A POST with the usual headers. `more` are further header lines, each with its line end.
[[nodiscard]] QByteArray postText(quint16 port, const QByteArray &key, const QByteArray &body,
                                  const QByteArray &more = {}, const QByteArray &path = "/v1/chat/completions");
[[nodiscard]] QByteArray chatBody(const QByteArray &model, bool stream = false, const QByteArray &content = "hello");

// One request on a connection of its own.
[[nodiscard]] RawAnswer exchangeOnce(quint16 port, const QByteArray &request);

} // namespace Gatehouse::Test
