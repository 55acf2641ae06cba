// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/requestparser.h"
#include "tests/support/mutator.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Http;
using namespace Qt::StringLiterals;

namespace {

struct Outcome {
    QList<QByteArray> requests; // each as one text
    bool isRefused = false;
    bool operator==(const Outcome &) const = default;
};

QByteArray describe(const Request &request)
{
    QByteArray text = request.method + ' ' + request.path + '?' + request.query + '\n';
    for (const Field &field : request.headers)
        text += field.name + ": " + field.value + '\n';
    return text + request.body;
}

// Parses the text cut into pieces of at most `piece()` bytes.
template <typename Piece>
Outcome parse(QByteArrayView text, Piece piece)
{
    const ServerLimits limits;
    RequestParser parser(&limits);
    Outcome outcome;
    bool isMoreOfHead = false; // Head is followed by another feed(), be it with nothing
    while (!text.isEmpty() || isMoreOfHead) {
        const QByteArrayView bytes = text.first(std::min<qsizetype>(text.size(), std::max<qsizetype>(1, piece())));
        // A copy of its own, so that a read past the end is seen by the sanitizer.
        const QByteArray own = bytes.toByteArray();
        const auto step = parser.feed(own);
        if (step.consumed < 0 || step.consumed > own.size())
            qFatal("more was consumed than there was");
        text = text.sliced(step.consumed);
        isMoreOfHead = step.status == RequestParser::Status::Head;
        if (step.status == RequestParser::Status::Complete)
            outcome.requests.append(describe(parser.takeRequest()));
        if (step.status == RequestParser::Status::Refused) {
            outcome.isRefused = true;
            break;
        }
    }
    return outcome;
}

} // namespace

// Damaged requests: no crash, and the same verdict however the bytes are cut (R35).
class FuzzRequestParser final : public QObject
{
    Q_OBJECT

private slots:
    void r35_sameVerdictForEveryCut();
};

void FuzzRequestParser::r35_sameVerdictForEveryCut()
{
    QFile file(QStringLiteral(GATEHOUSE_TEST_DATA "/http11probe/requests.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QList<QByteArray> seeds;
    for (const auto &probe : QJsonDocument::fromJson(file.readAll()).array()) {
        if (const QByteArray request = probe.toObject()["request"_L1].toString().toLatin1(); request.size() < 2'000)
            seeds.append(request);
    }
    QVERIFY(seeds.size() > 100);
    Test::Mutator mutator(seeds, {"\r\n",
                                  "\n",
                                  "\r",
                                  " ",
                                  "\t",
                                  ":",
                                  "\r\n\r\n",
                                  "chunked",
                                  "0\r\n\r\n",
                                  "Content-Length: 1\r\n",
                                  "Transfer-Encoding: chunked\r\n",
                                  "Host: a\r\n",
                                  "Expect: 100-continue\r\n",
                                  "HTTP/1.0",
                                  "ffffffff",
                                  ";a=\"b\"",
                                  "http://a/",
                                  "%00",
                                  QByteArray(1, '\0'),
                                  "\xff"});
    for (Test::FuzzRounds round(60'000); round.next();) {
        const QByteArray text = mutator.next();
        const Outcome whole = parse(text, [&] { return text.size(); });
        QVERIFY2(whole == parse(text, [] { return 1; }), text.toPercentEncoding().constData());
        QVERIFY2(whole == parse(text, [&] { return mutator.below(20); }), text.toPercentEncoding().constData());
    }
}

QTEST_APPLESS_MAIN(FuzzRequestParser)
#include "tst_requestparser.moc"
