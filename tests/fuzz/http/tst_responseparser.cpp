// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/responseparser.h"
#include "tests/support/mutator.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Http;
using namespace Qt::StringLiterals;

namespace {

class Collector final : public ResponseSink
{
public:
    bool takeHead(ResponseHead head) override
    {
        text += QByteArray::number(head.status) + '\n';
        for (const Field &field : head.headers)
            text += field.name + ": " + field.value + '\n';
        text += '\n';
        ++heads;
        return true;
    }
    bool takeBody(QByteArrayView bytes) override
    {
        text.append(bytes);
        return true;
    }

    QByteArray text;
    int heads = 0;
};

struct Outcome {
    QByteArray text;
    ResponseParser::Status status;
    bool isReusable;
    bool operator==(const Outcome &) const = default;
};

// Parses the text cut into pieces of at most `piece()` bytes, then the connection's end.
template <typename Piece>
Outcome parse(QByteArrayView text, bool isAnswerToHead, Piece piece)
{
    const ClientLimits limits;
    Collector collector;
    ResponseParser parser(&limits, &collector);
    parser.begin(isAnswerToHead);
    auto status = ResponseParser::Status::NeedsMore;
    while (!text.isEmpty() && status == ResponseParser::Status::NeedsMore) {
        const qsizetype size = std::min<qsizetype>(text.size(), std::max<qsizetype>(1, piece()));
        const QByteArray own = text.first(size).toByteArray();
        status = parser.feed(own);
        text = text.sliced(size);
    }
    // Whether bytes follow is known to the connection: those that came with the answer, or those it reads when idle.
    const bool isReusable = status == ResponseParser::Status::Complete && parser.isReusable() && text.isEmpty();
    if (status == ResponseParser::Status::NeedsMore)
        status = parser.end();
    if (collector.heads > 1)
        qFatal("two heads for one answer");
    return {collector.text, status, isReusable};
}

} // namespace

// Damaged answers: no crash, one head at most, and the same verdict however the bytes are cut (R35).
class FuzzResponseParser final : public QObject
{
    Q_OBJECT

private slots:
    void r35_sameVerdictForEveryCut();
};

void FuzzResponseParser::r35_sameVerdictForEveryCut()
{
    const QList<QByteArray> seeds{
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"id\": \"abc\"}",
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        "9\r\ndata: a\n\n\r\n10\r\ndata: [DONE]   \n\r\n0\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 201 "
        "Created\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nuntil the end",
        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 204 No Content\r\nX-Request-Id: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: A\r\n\r\n1;a=\"b\"\r\nx\r\n0\r\nA: b\r\n\r\n",
        "HTTP/1.1 304\r\nETag: \"x\"\r\n\r\n",
    };
    Test::Mutator mutator(seeds, {"\r\n", "\n", "\r", " ", ":", "\r\n\r\n", "chunked", "0\r\n\r\n",
                                  "Content-Length: 1\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n",
                                  "Upgrade: x\r\nConnection: upgrade\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "ffffffff",
                                  ";a=\"b\"", QByteArray(1, '\0'), "\xff"});
    for (Test::FuzzRounds round(100'000); round.next();) {
        const QByteArray text = mutator.next();
        const bool isAnswerToHead = mutator.below(8) == 0;
        const Outcome whole = parse(text, isAnswerToHead, [&] { return text.size(); });
        QVERIFY2(whole == parse(text, isAnswerToHead, [] { return 1; }), text.toPercentEncoding().constData());
        QVERIFY2(whole == parse(text, isAnswerToHead, [&] { return mutator.below(20); }),
                 text.toPercentEncoding().constData());
    }
}

QTEST_APPLESS_MAIN(FuzzResponseParser)
#include "tst_responseparser.moc"
