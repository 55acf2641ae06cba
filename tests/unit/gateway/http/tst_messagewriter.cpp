// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/messagewriter.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Http;
using namespace Qt::StringLiterals;

class TestMessageWriter final : public QObject
{
    Q_OBJECT

private slots:
    void responseHeads();
    void requestHeads();
    void hostValues();
    void dates();
    void chunkHeads();
};

void TestMessageWriter::responseHeads()
{
    QByteArray text;
    appendResponseHead(text, 200, {{"X-A", "b"}, {"connection", "upgrade"}, {"date", "never"}},
                       {.framing = BodyFraming::Length, .length = 12, .isKeepAlive = true, .isHttp10 = false}, "now");
    QCOMPARE(text, "HTTP/1.1 200 OK\r\nDate: now\r\nX-A: b\r\nContent-Length: 12\r\n\r\n"_ba);
    text.clear();
    appendResponseHead(text, 299, {},
                       {.framing = BodyFraming::Chunked, .length = 0, .isKeepAlive = false, .isHttp10 = false}, "now");
    QCOMPARE(text, "HTTP/1.1 299 \r\nDate: now\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"_ba);
    text.clear();
    appendResponseHead(text, 204, {},
                       {.framing = BodyFraming::None, .length = 0, .isKeepAlive = true, .isHttp10 = true}, "now");
    QCOMPARE(text, "HTTP/1.1 204 No Content\r\nDate: now\r\nConnection: keep-alive\r\n\r\n"_ba);
}

void TestMessageWriter::requestHeads()
{
    QByteArray text;
    appendRequestHead(text,
                      {.method = "GET",
                       .target = "/v1/models",
                       .headers = {{"Authorization", "Bearer x"}, {"Host", "evil"}},
                       .body = {},
                       .timeouts = {}},
                      "vendor");
    QCOMPARE(text, "GET /v1/models HTTP/1.1\r\nHost: vendor\r\nAuthorization: Bearer x\r\n\r\n"_ba);
    text.clear();
    appendRequestHead(text, {.method = "POST", .target = "/", .headers = {}, .body = {}, .timeouts = {}}, "vendor");
    QCOMPARE(text, "POST / HTTP/1.1\r\nHost: vendor\r\nContent-Length: 0\r\n\r\n"_ba);
}

void TestMessageWriter::hostValues()
{
    const auto host = [](const QString &name, quint16 port, bool tls) {
        return hostValue({.host = name, .port = port, .tls = tls, .proxyUrl = {}, .caFile = {}});
    };
    QCOMPARE(host(u"api.example.com"_s, 443, true), "api.example.com"_ba);
    QCOMPARE(host(u"api.example.com"_s, 443, false), "api.example.com:443"_ba);
    QCOMPARE(host(u"localhost"_s, 80, false), "localhost"_ba);
    QCOMPARE(host(u"::1"_s, 8080, false), "[::1]:8080"_ba);
    QCOMPARE(host(u"[::1]"_s, 8080, false), "[::1]:8080"_ba);
    QCOMPARE(host(u"b\u00fccher.example"_s, 443, true), "xn--bcher-kva.example"_ba);
    QCOMPARE(host(u"my_container"_s, 80, false), "my_container"_ba);
}

void TestMessageWriter::dates()
{
    DateLine line;
    QCOMPARE(line.at(fromMicroseconds(784'111'777'999'999)), "Sun, 06 Nov 1994 08:49:37 GMT"); // RFC 9110 5.6.7
    QCOMPARE(line.at(fromMicroseconds(784'111'778'000'000)), "Sun, 06 Nov 1994 08:49:38 GMT");
}

void TestMessageWriter::chunkHeads()
{
    std::array<char, 20> buffer;
    QCOMPARE(chunkHead(1, buffer), "1\r\n");
    QCOMPARE(chunkHead(255, buffer), "ff\r\n");
    QCOMPARE(chunkHead(std::numeric_limits<qsizetype>::max(), buffer), "7fffffffffffffff\r\n");
}

QTEST_APPLESS_MAIN(TestMessageWriter)
#include "tst_messagewriter.moc"
