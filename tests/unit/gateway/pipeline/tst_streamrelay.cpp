// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/meteredevents.h"
#include "gateway/core/llm/openaianswer.h"
#include "gateway/core/llm/passthrough.h"
#include "gateway/pipeline/streamrelay.h"
#include "tests/support/spinebench.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace Gatehouse;
using namespace Gatehouse::Pipeline;
using namespace Qt::StringLiterals;

namespace {

const QByteArray KeepAlive = ": keep-alive\n\n"_ba;
const QByteArray Content = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n"_ba;
const QByteArray Done = "data: [DONE]\n\n"_ba;
const QByteArray NoContent = "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}\n\n"_ba;

// A vendor's stream on its way to a client, with an interval that a test can wait for.
struct Bench {
    explicit Bench(const QByteArray &contentType)
    {
        spine.services.keepAlive = std::chrono::milliseconds(1);
        exchange = spine.exchange("{}"_ba);
        headers.add("Content-Type"_ba, contentType);
    }
    [[nodiscard]] Test::FakeResponse &response() const { return Test::SpineBench::responseOf(exchange); }
    // Time enough for several comments.
    void letTimePass() const
    {
        QTimer timer;
        QSignalSpy ticks(&timer, &QTimer::timeout);
        timer.start(spine.services.keepAlive * 2);
        while (ticks.size() < 5)
            ticks.wait();
    }

    Test::SpineBench spine;
    ExchangePtr exchange;
    Http::Headers headers;
};

} // namespace

class StreamRelayTest final : public QObject
{
    Q_OBJECT
private slots:
    void aStalledStreamGetsComments()
    {
        Bench bench("text/event-stream"_ba);
        Llm::OpenAiStream stream(Llm::Surface::ChatCompletions, Llm::UsageEvent::Hide);
        StreamRelay relay(*bench.exchange, stream, bench.headers, StreamRelay::Capture::Yes);
        QVERIFY(relay.feed(Content));
        QTRY_VERIFY(bench.response().body().endsWith(": keep-alive\n\n: keep-alive\n\n"));
        const QByteArray soFar = bench.response().body();
        QCOMPARE(QByteArray(soFar).replace(KeepAlive, {}), Content);
        QVERIFY(relay.feed(QByteArray(Content + Done)));
        QVERIFY(relay.end());
        // Behind the last event come the last bytes alone.
        const QByteArray whole = bench.response().body();
        QVERIFY(whole.endsWith(Content));
        bench.letTimePass();
        QCOMPARE(bench.response().body(), whole);
        QCOMPARE(bench.exchange->lastBytes, Done);
        QCOMPARE(bench.exchange->clientAnswer, QByteArray(Content + Content + Done)); // comments are not kept
    }

    void otherFramingsHaveNoComments_data()
    {
        QTest::addColumn<QByteArray>("contentType");
        for (const char *type : {"application/x-ndjson", "application/json", "audio/mpeg", "text/plain", ""})
            QTest::addRow("%s", type) << QByteArray(type);
    }
    void otherFramingsHaveNoComments()
    {
        QFETCH(const QByteArray, contentType);
        Bench bench(contentType);
        Llm::RawStream stream;
        StreamRelay relay(*bench.exchange, stream, bench.headers, StreamRelay::Capture::No);
        QVERIFY(relay.feed("{}\n\n"));
        bench.letTimePass();
        QCOMPARE(bench.response().body(), "{}\n"_ba);
    }

    // While nothing has been written the vendor may be replaced; one that has begun to think keeps its place.
    void silenceLetsOutWhatWasHeldBack()
    {
        Bench bench("text/event-stream"_ba);
        Llm::OpenAiStream stream(Llm::Surface::ChatCompletions, Llm::UsageEvent::Hide);
        StreamRelay relay(*bench.exchange, stream, bench.headers, StreamRelay::Capture::No);
        bench.letTimePass();
        QVERIFY(!bench.response().isStarted());
        QVERIFY(relay.feed(NoContent));
        QVERIFY(!bench.response().isStarted());
        QTRY_VERIFY(bench.response().body().startsWith(QByteArray(NoContent + KeepAlive)));
        QCOMPARE(bench.response().status(), 200);
    }

    void aClientThatDoesNotReadIsNotSentMore()
    {
        Bench bench("text/event-stream"_ba);
        Llm::OpenAiStream stream(Llm::Surface::ChatCompletions, Llm::UsageEvent::Hide);
        StreamRelay relay(*bench.exchange, stream, bench.headers, StreamRelay::Capture::No);
        QVERIFY(relay.feed(Content));
        bench.response().setCongested(true);
        bench.letTimePass();
        QCOMPARE(bench.response().body(), Content);
    }

    // Events that pass through come in pieces of any size: a comment inside of one would be a part of it.
    void aCommentStandsBetweenEvents()
    {
        Bench bench("text/event-stream"_ba);
        Llm::MeteredEvents stream;
        StreamRelay relay(*bench.exchange, stream, bench.headers, StreamRelay::Capture::No);
        QVERIFY(relay.feed("data: 1\n\ndata: {\"b64\":\"AA"));
        QTRY_VERIFY(bench.response().body().startsWith("data: 1\n\n: keep-alive\n\n"));
        QVERIFY(relay.feed("AA\"}\r\n\r\n"));
        QCOMPARE(QByteArray(bench.response().body()).replace(KeepAlive, {}),
                 "data: 1\n\ndata: {\"b64\":\"AAAA\"}\r\n\r\n"_ba);
    }

    void whatIsKeptIsBounded()
    {
        Bench bench("text/event-stream"_ba);
        Setting limit;
        limit.name = u"content.max_bytes"_s;
        limit.value = 10;
        bench.spine.configuration.settings = {limit};
        bench.exchange = bench.spine.exchange("{}"_ba);
        Llm::OpenAiStream stream(Llm::Surface::ChatCompletions, Llm::UsageEvent::Hide);
        StreamRelay relay(*bench.exchange, stream, bench.headers, StreamRelay::Capture::Yes);
        QVERIFY(relay.feed(Content));
        QVERIFY(relay.feed(Content));
        QCOMPARE(bench.exchange->clientAnswer, Content.first(10));
        QVERIFY(bench.response().body().startsWith(QByteArray(Content + Content)));
    }
};

QTEST_GUILESS_MAIN(StreamRelayTest)
#include "tst_streamrelay.moc"
