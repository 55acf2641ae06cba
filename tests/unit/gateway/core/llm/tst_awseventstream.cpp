// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/awseventstream.h"
#include "tests/support/wiredata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Llm;
using namespace Qt::StringLiterals;

namespace {

struct Read {
    QList<AwsEvent> events;
    bool isBroken = false;
    qsizetype rest = 0;
    bool operator==(const Read &) const = default;
};

Read read(const QByteArray &stream, qsizetype piece)
{
    AwsEventReader reader;
    Read result;
    for (qsizetype i = 0; i < stream.size() && !result.isBroken; i += piece) {
        reader.feed(QByteArrayView(stream).sliced(i, std::min(piece, stream.size() - i)));
        for (;;) {
            const auto event = reader.next();
            result.isBroken = !event;
            if (!event || !*event)
                break;
            result.events.append(**event);
        }
    }
    result.rest = reader.rest().size();
    return result;
}

} // namespace

class TestAwsEventStream : public QObject
{
    Q_OBJECT
private slots:
    void checksum();
    void recorded_data();
    void recorded();
    void damage();
    void limits();
};

void TestAwsEventStream::checksum()
{
    QCOMPARE(crc32("123456789"), 0xCBF43926U);
    QCOMPARE(crc32({}), 0U);
}

void TestAwsEventStream::recorded_data()
{
    QTest::addColumn<QByteArray>("stream");
    for (const Test::WireExchange &exchange : Test::wireExchanges()) {
        if (exchange.framing == "aws-eventstream")
            QTest::newRow(qPrintable(exchange.file)) << exchange.answerBody;
    }
}

void TestAwsEventStream::recorded()
{
    QFETCH(const QByteArray, stream);
    const Read whole = read(stream, stream.size());
    QVERIFY(!whole.isBroken && !whole.events.isEmpty());
    QCOMPARE(whole.rest, 0);
    for (const qsizetype piece : {1, 2, 3, 7, 100, 1'000})
        QVERIFY(read(stream, piece) == whole);
    QByteArray again;
    for (const AwsEvent &event : whole.events) {
        QVERIFY(!event.header(":message-type").isEmpty());
        again += awsEventBytes(event);
    }
    QCOMPARE(again, stream);
}

void TestAwsEventStream::damage()
{
    const QByteArray event = awsEventBytes({.headers = {{":event-type"_ba, "x"_ba}}, .payload = "{}"_ba});
    QCOMPARE(read(event, 1).events.size(), 1);
    // Every byte is covered by a checksum.
    for (qsizetype i = 0; i < event.size(); ++i) {
        QByteArray damaged = event;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
        const Read result = read(damaged, event.size());
        QVERIFY(result.events.isEmpty());
        QVERIFY(result.isBroken);
    }
    for (qsizetype length = 0; length < event.size(); ++length)
        QVERIFY(read(event.first(length), 3).events.isEmpty());
}

void TestAwsEventStream::limits()
{
    const auto prelude = [](QByteArray lengths) {
        const quint32 sum = crc32(lengths);
        for (const int shift : {24, 16, 8, 0})
            lengths += static_cast<char>((sum >> shift) & 0xFFU);
        return lengths;
    };
    QVERIFY(read(prelude(QByteArray::fromHex("7fffffff00000000")), 4).isBroken);
    QVERIFY(read(prelude(QByteArray::fromHex("0000000f00000000")), 4).isBroken);
    QVERIFY(read(prelude(QByteArray::fromHex("0000002000000011")), 4).isBroken);
    QVERIFY(!read(prelude(QByteArray::fromHex("0000002000000010")), 4).isBroken);
}

QTEST_GUILESS_MAIN(TestAwsEventStream)
#include "tst_awseventstream.moc"
