// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/retry.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Upstream;
using namespace std::chrono_literals;

class RetryTest final : public QObject
{
    Q_OBJECT
private slots:
    void r13_statusDecidesWhatComesNext_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Verdict>("verdict");
        for (const int status : {400, 404, 405, 409, 413, 415, 422, 499})
            QTest::addRow("%d is the client's", status) << status << Verdict::Final;
        for (const int status : {401, 402, 403})
            QTest::addRow("%d is the key's", status) << status << Verdict::NextCredential;
        QTest::addRow("429") << 429 << Verdict::NoRoom;
        for (const int status : {408, 500, 502, 503, 504, 529})
            QTest::addRow("%d may pass", status) << status << Verdict::Again;
    }
    void r13_statusDecidesWhatComesNext()
    {
        QFETCH(const int, status);
        QFETCH(const Verdict, verdict);
        QCOMPARE(verdictOnStatus(status), verdict);
    }

    void r12_nothingIsRepeatedOnceItWasSent()
    {
        using enum Http::CallFailure;
        for (const auto failure : {FirstByteTimeout, IdleTimeout, TotalTimeout, ClosedBeforeAnswer, ClosedInAnswer,
                                   InvalidAnswer, AnswerTooLarge})
            QCOMPARE(verdictOnFailure(failure, true), Verdict::Final);
        QCOMPARE(verdictOnFailure(ClosedBeforeAnswer, false), Verdict::Again);
        QCOMPARE(verdictOnFailure(Refused, false), Verdict::Again);
        for (const auto failure : {HostNotFound, AddressDenied, TlsFailed, ProxyFailed, ConnectTimeout})
            QCOMPARE(verdictOnFailure(failure, false), Verdict::NextTarget);
    }

    void everyFailureHasItsSentence()
    {
        for (int i = 1; i <= static_cast<int>(Http::CallFailure::Aborted); ++i) {
            const Error error = errorOfFailure(static_cast<Http::CallFailure>(i), QStringLiteral("acme"));
            QVERIFY(!error.message.isEmpty());
            QVERIFY(error.message.endsWith(u'.'));
        }
        QCOMPARE(errorOfFailure(Http::CallFailure::FirstByteTimeout, QStringLiteral("acme")).kind,
                 ErrorKind::UpstreamTimeout);
        QCOMPARE(errorOfFailure(Http::CallFailure::Aborted, QStringLiteral("acme")).kind, ErrorKind::ClientClosed);
    }

    void r14_pausesGrowToABound()
    {
        QCOMPARE(backoff(0, 0.5), 500ms);
        QCOMPARE(backoff(1, 0.5), 1000ms);
        QCOMPARE(backoff(0, 0.0), 400ms);
        QCOMPARE(backoff(30, 0.5), 5000ms);
        QVERIFY(backoff(30, 0.999999) <= 6000ms);
    }

    void r14_retryAfterIsRead_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("milliseconds"); // -1 = none
        QTest::addRow("seconds") << QByteArray("Retry-After") << QByteArray("12") << qint64(12'000);
        QTest::addRow("decimals") << QByteArray("retry-after") << QByteArray("0.5") << qint64(500);
        QTest::addRow("milliseconds") << QByteArray("retry-after-ms") << QByteArray("250") << qint64(250);
        QTest::addRow("date") << QByteArray("Retry-After") << QByteArray("Sun, 06 Nov 1994 08:49:57 GMT")
                              << qint64(20'000);
        QTest::addRow("past") << QByteArray("Retry-After") << QByteArray("Sun, 06 Nov 1994 08:00:00 GMT") << qint64(0);
        QTest::addRow("negative") << QByteArray("Retry-After") << QByteArray("-3") << qint64(0);
        QTest::addRow("endless") << QByteArray("Retry-After") << QByteArray("99999999999") << qint64(3'600'000);
        QTest::addRow("nan") << QByteArray("Retry-After") << QByteArray("nan") << qint64(0);
        QTest::addRow("rubbish") << QByteArray("Retry-After") << QByteArray("soon") << qint64(-1);
    }
    void r14_retryAfterIsRead()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, value);
        QFETCH(const qint64, milliseconds);
        Http::Headers headers;
        headers.add(name, value);
        const Timestamp now =
            fromMicroseconds(784'111'777'000'000); // Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110
        const auto read = retryAfter(headers, now);
        QCOMPARE(read ? qint64(read->count()) : qint64(-1), milliseconds);
    }
};

QTEST_GUILESS_MAIN(RetryTest)
#include "tst_retry.moc"
