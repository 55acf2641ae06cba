// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/client.h"

#include <llhttp.h>

namespace Gatehouse::Http {

// Who receives what a ResponseParser reads. Each function says whether to go on.
class ResponseSink
{
public:
    [[nodiscard]] virtual bool takeHead(ResponseHead head) = 0;
    [[nodiscard]] virtual bool takeBody(QByteArrayView bytes) = 0;

protected:
    ~ResponseSink() = default;
};

// Turns the bytes of a connection into one response after the other: llhttp in its strictest mode and the limits. Knows
// no socket. Lives with its connection; used by one thread.
class ResponseParser final
{
public:
    ResponseParser(const ClientLimits *limits, ResponseSink *sink); // which must outlive it
    Q_DISABLE_COPY_MOVE(ResponseParser)

    enum class Status : quint8 {
        NeedsMore,
        Complete,
        Invalid,  // message()
        TooLarge, // message()
        Stopped,  // by the sink
    };
    void begin(bool isAnswerToHead); // before the first byte of each response
    [[nodiscard]] Status feed(QByteArrayView bytes);
    [[nodiscard]] Status end(); // the connection's: completes a body that lasts until then; else NeedsMore

    // Complete, and the connection can carry another request.
    [[nodiscard]] bool isReusable() const { return m_isReusable; }
    [[nodiscard]] const QString &message() const { return m_message; }

private:
    static const llhttp_settings_t &settings();

    int onMessageBegin();
    int onFieldName(QByteArrayView bytes);
    int onFieldValue(QByteArrayView bytes);
    int onFieldComplete();
    int onHeadersComplete();
    int onBody(QByteArrayView bytes);
    int onMessageComplete();
    [[nodiscard]] int stop(Status status, const QString &message);
    [[nodiscard]] int countHeadBytes(qsizetype count);
    [[nodiscard]] Status statusOf(llhttp_errno result);

    llhttp_t m_parser;
    const ClientLimits *m_limits;
    ResponseSink *m_sink;
    Status m_stopped = Status::NeedsMore;
    bool m_isAnswerToHead = false;
    bool m_isHeadRead = false;
    bool m_isStream = false;
    bool m_isComplete = false;
    bool m_isReusable = false;
    int m_informational = 0;
    int m_fields = 0;
    qsizetype m_headBytes = 0;
    qint64 m_framingBytes = 0; // chunk heads and the like since the last piece of body
    qint64 m_bodyBytes = 0;
    QByteArray m_name;
    QByteArray m_value;
    ResponseHead m_head;
    QString m_message;
};

} // namespace Gatehouse::Http
