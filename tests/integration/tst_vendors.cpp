// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeupstream.h"
#include "tests/support/gatewayprocess.h"
#include "tests/support/rawclient.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;
using namespace std::chrono_literals;

namespace {

using End = FakeAnswer::End;

enum class Expected : quint8 { FallsBack, FirstVendorOnly };

} // namespace

// What vendors do wrong, and clients that leave.
class TestVendors final : public QObject
{
    Q_OBJECT
private slots:
    void r13_retriesOnlyWhatMayBeRetried_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("stream");
        QTest::addColumn<Expected>("expected");
        for (const bool stream : {false, true}) {
            for (const int status : {408, 429, 500, 502, 503, 529})
                QTest::addRow("%d%s", status, stream ? " streamed" : "") << status << stream << Expected::FallsBack;
            for (const int status : {400, 404, 413, 422})
                QTest::addRow("%d%s", status, stream ? " streamed" : "")
                    << status << stream << Expected::FirstVendorOnly;
        }
    }

    void r13_retriesOnlyWhatMayBeRetried()
    {
        QFETCH(int, status);
        QFETCH(bool, stream);
        QFETCH(Expected, expected);
        FakeUpstream first([status](const FakeRequest &) { return FakeAnswer::error(status); });
        FakeUpstream second([](const FakeRequest &request) {
            return request.isStream ? FakeAnswer::stream(3, 0ms, true) : FakeAnswer::completion("second");
        });
        GatewayProcess gateway({.vendors = {first.baseUrl(), second.baseUrl()}, .provider = {{u"retries"_s, 1}}});
        QVERIFY(gateway.start());
        const RawAnswer answer =
            exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), chatBody("fake", stream)));
        if (expected == Expected::FallsBack) {
            QCOMPARE(answer.status, 200);
            QVERIFY2(first.requestCount() >= 1 && first.requestCount() <= 2,
                     QByteArray::number(first.requestCount()).constData());
            QCOMPARE(second.requestCount(), 1);
        } else {
            QCOMPARE(answer.status, status);
            QCOMPARE(first.requestCount(), 1);
            QCOMPARE(second.requestCount(), 0);
        }
        // R12: every try is in the ledger's rows.
        QCOMPARE(gateway.onlyRow()["attempts"_L1].toInt(),
                 static_cast<int>(first.requestCount() + second.requestCount()));
    }

    // Once it was sent it may have been worked on and paid for: never a second time.
    void r12_aPostIsSentOnce_data()
    {
        QTest::addColumn<End>("end");
        QTest::addColumn<QByteArray>("before");
        QTest::newRow("closed before the answer") << End::Close << QByteArray();
        QTest::newRow("reset before the answer") << End::Reset << QByteArray();
        QTest::newRow("closed in the head") << End::Close << QByteArray("HTTP/1.1 200 OK\r\nContent-");
        QTest::newRow("closed in the body")
            << End::Close
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":");
        QTest::newRow("not HTTP") << End::Close << QByteArray("SSH-2.0-OpenSSH_9.9\r\n\r\n");
        QTest::newRow("not JSON")
            << End::KeepAlive
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>");
        QTest::newRow("bad chunk")
            << End::Close
            << QByteArray(
                   "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        QTest::newRow("redirect")
            << End::KeepAlive
            << QByteArray(
                   "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n");
    }

    void r12_aPostIsSentOnce()
    {
        QFETCH(End, end);
        QFETCH(QByteArray, before);
        FakeUpstream upstream([&](const FakeRequest &) { return FakeAnswer::ending(end, before); });
        GatewayProcess gateway({.vendors = {upstream.baseUrl()}, .provider = {{u"retries"_s, 3}}});
        QVERIFY(gateway.start());
        const RawAnswer answer =
            exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), chatBody("fake")));
        QCOMPARE(answer.status, 502);
        QVERIFY(answer.isComplete);
        QCOMPARE(answer.header("content-type").left(16), "application/json");
        QCOMPARE(upstream.requestCount(), 1);
        QCOMPARE(gateway.onlyRow()["state"_L1].toString(), u"upstream error"_s);
        QCOMPARE(gateway.ctl({u"ledger"_s, u"check"_s}).exitCode, 0);
    }

    void r17_halfAStreamEndsWithAnError()
    {
        FakeUpstream upstream([](const FakeRequest &) {
            FakeAnswer answer = FakeAnswer::stream(5, 0ms, false);
            answer.pieces.removeLast();
            answer.end = End::Close;
            return answer;
        });
        GatewayProcess gateway({.vendors = {upstream.baseUrl()}});
        QVERIFY(gateway.start());
        const RawAnswer answer =
            exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), chatBody("fake", true)));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body.count("word"), 5);
        QVERIFY2(answer.body.contains("\"error\""), answer.body.constData());
        QVERIFY2(!answer.body.contains("[DONE]"), "a half answer must not look like a whole one");
        const QJsonObject row = gateway.onlyRow();
        QCOMPARE(row["state"_L1].toString(), u"upstream error"_s);
        QVERIFY(row["usage"_L1]["output"_L1].toInt() >= 5);
        QCOMPARE(upstream.requestCount(), 1);
    }

    void r19b_aClientThatLeavesEndsTheVendorsWork_data()
    {
        QTest::addColumn<bool>("stream");
        QTest::newRow("in mid-stream") << true;
        QTest::newRow("before the answer") << false;
    }

    void r19b_aClientThatLeavesEndsTheVendorsWork()
    {
        QFETCH(bool, stream);
        FakeUpstream upstream([](const FakeRequest &request) {
            return request.isStream ? FakeAnswer::stream(100'000, 5ms, false) : FakeAnswer::ending(End::Hang);
        });
        GatewayProcess gateway({.vendors = {upstream.baseUrl()}});
        QVERIFY(gateway.start());
        // The figure is 200 ms; the best of a few tries is taken, so that a busy machine does not decide.
        auto best = std::chrono::milliseconds::max();
        int tries = 0;
        for (; tries < 5 && best > 200ms; ++tries) {
            RawClient client(gateway.port());
            QVERIFY(client.send(postText(gateway.port(), gateway.key(), chatBody("fake", stream))));
            if (stream)
                QVERIFY(client.readUntil("word"));
            else
                QTRY_COMPARE_WITH_TIMEOUT(upstream.requestCount(), tries + 1, 30'000);
            const auto leftAt = std::chrono::steady_clock::now();
            client.close();
            QTRY_VERIFY_WITH_TIMEOUT(upstream.requests().constLast().isCutOff(), 30'000);
            best = std::min(best, std::chrono::duration_cast<std::chrono::milliseconds>(
                                      upstream.requests().constLast().closedAt - leftAt));
        }
        qInfo("the vendor's connection was closed after %lld ms", static_cast<long long>(best.count()));
        QVERIFY2(best <= 200ms, QByteArray::number(best.count()).constData());
        QTRY_COMPARE_WITH_TIMEOUT(gateway.requestRows().size(), tries, 30'000);
        for (const auto &row : gateway.requestRows()) {
            QCOMPARE(row["state"_L1].toString(), u"client closed"_s);
            if (stream) {
                QVERIFY(row["usage"_L1]["output"_L1].toInt() >= 1);
                QCOMPARE(row["usage"_L1]["source"_L1].toInt(), 3); // partial
            }
        }
        QCOMPARE(gateway.ctl({u"ledger"_s, u"check"_s}).exitCode, 0);
    }

    void r15_manyStreamsAtOnce()
    {
        FakeUpstream upstream([](const FakeRequest &) { return FakeAnswer::stream(100'000, 50ms, false); });
        GatewayProcess gateway({.vendors = {upstream.baseUrl()}});
        QVERIFY(gateway.start());
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 65; ++i) {
            clients.push_back(std::make_unique<RawClient>(gateway.port()));
            QVERIFY(clients.back()->send(postText(gateway.port(), gateway.key(), chatBody("fake", true))));
            QVERIFY2(clients.back()->readUntil("word"), QByteArray::number(i).constData());
        }
        QCOMPARE(upstream.requestCount(), 65);
    }
};

QTEST_GUILESS_MAIN(TestVendors)
#include "tst_vendors.moc"
