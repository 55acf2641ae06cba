// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/meteredevents.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Partial =
    "event: image_generation.partial_image\ndata: {\"type\":\"image_generation.partial_image\",\"b64_json\":\"QUJD\"}\n\n"_ba;
const QByteArray Completed =
    "event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\",\"b64_json\":\"QUJD\","
    "\"usage\":{\"input_tokens\":50,\"output_tokens\":70,\"total_tokens\":120,"
    "\"input_tokens_details\":{\"text_tokens\":10,\"image_tokens\":40}}}\n\n"_ba;

// Feeds a stream in pieces of a size; what came out before the end.
QByteArray passed(MeteredEvents &stream, const QByteArray &bytes, qsizetype step)
{
    QByteArray out;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        if (!stream.feed(QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at)), out))
            return "failed"_ba;
    }
    return out;
}

} // namespace

class MeteredEventsTest final : public QObject
{
    Q_OBJECT
private slots:
    // R18: not a byte is changed, however they come, and the last event waits.
    void anySplit_R18_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QByteArray>("passes");
        const auto row = [](const char *name, const QByteArray &passes, const QByteArray &waits) {
            QTest::newRow(name) << passes + waits << passes;
        };
        row("pictures", Partial + Partial, Completed);
        row("two pictures", Partial + Completed + Partial, Completed);
        row("speech", "data: {\"type\":\"speech.audio.delta\",\"audio\":\"QUJD\"}\n\n"_ba,
            "data: {\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}\n\n"_ba);
        row("a mark", "data: {\"x\":1}\r\n\r\n"_ba, "data: [DONE]\r\n\r\n"_ba);
        row("a comment behind the end", Partial, Completed + ": bye\n\n"_ba);
        row("a response", "event: response.created\ndata: {}\n\n"_ba, "event: response.completed\ndata: {}\n\n"_ba);
        row("no mark", Partial, {});
        row("nothing", {}, {});
    }
    void anySplit_R18()
    {
        QFETCH(const QByteArray, stream);
        QFETCH(const QByteArray, passes);
        for (const qsizetype step : {qsizetype(1), qsizetype(7), std::max<qsizetype>(stream.size(), 1)}) {
            MeteredEvents events;
            QByteArray out = passed(events, stream, step);
            QCOMPARE(out, passes);
            QVERIFY(events.close(out));
            QVERIFY(events.isComplete());
            QCOMPARE(QByteArray(out + events.end()), stream);
        }
    }

    void usageIsRead()
    {
        MeteredEvents events;
        QVERIFY(!events.hasContent() && !events.isComplete());
        QCOMPARE(passed(events, Partial + Completed, 10), Partial);
        QVERIFY(events.hasContent() && events.isComplete());
        QCOMPARE(events.eventCount(), 2);
        QVERIFY(events.answer().usage);
        QCOMPARE(events.answer().usage->inputTotal(), 50);
        QCOMPARE(events.answer().usage->inputImage, 40);
        QCOMPARE(events.answer().usage->outputTotal(), 70);
        QVERIFY(events.answer().rawUsage.contains("\"image_tokens\":40"));
    }

    void errorsOfTheVendor()
    {
        MeteredEvents events;
        QByteArray out;
        const QByteArray failure =
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"No more\"}}\n\n"_ba;
        const auto fed = events.feed(QByteArray(Partial + failure), out);
        QVERIFY(!fed);
        QCOMPARE(fed.error().kind, ErrorKind::UpstreamRejected);
        QVERIFY(fed.error().message.contains(u"No more"));
        QCOMPARE(out, Partial);
        QVERIFY(events.fail(fed.error()).contains("No more"));
    }

    void whatIsCutIsNoEvent()
    {
        MeteredEvents events;
        QByteArray out = passed(events, Partial + "data: {\"x\""_ba, 3);
        QCOMPARE(out, Partial);
        QVERIFY(!events.isComplete());
        QVERIFY(events.close(out));
        QCOMPARE(events.end(), "data: {\"x\""_ba);
    }

    void tooLongAnEvent()
    {
        MeteredEvents events;
        QByteArray out;
        const auto fed = events.feed(QByteArray("data: "_ba + QByteArray(SseReader::MaxEventBytes, 'x')), out);
        QVERIFY(!fed);
        QCOMPARE(fed.error().kind, ErrorKind::UpstreamInvalid);
    }
};

QTEST_APPLESS_MAIN(MeteredEventsTest)
#include "tst_meteredevents.moc"
