// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/sse.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Llm::SseReader;

namespace {

struct Event {
    QByteArray raw;
    QByteArray type;
    QByteArray data;
    bool hasData = false;
    bool operator==(const Event &) const = default;
};

void take(SseReader &reader, QList<Event> &events)
{
    while (const auto event = reader.next()) {
        events.append({.raw = event->raw.toByteArray(),
                       .type = event->type.toByteArray(),
                       .data = event->data.toByteArray(),
                       .hasData = !event->data.isNull()});
    }
}

QList<Event> read(QByteArrayView stream, qsizetype chunk)
{
    SseReader reader;
    QList<Event> events;
    for (qsizetype i = 0; i < stream.size(); i += chunk) {
        reader.feed(stream.sliced(i, std::min(chunk, stream.size() - i)));
        take(reader, events);
    }
    return events;
}

} // namespace

class TestSse : public QObject
{
    Q_OBJECT
private slots:
    void events_data();
    void events();
    void r18_everySplit_data();
    void r18_everySplit();
    void r18_lineEndsGiveTheSameEvents();
    void rest();
    void overlong();
};

void TestSse::events_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArrayList>("data");
    QTest::newRow("plain") << "data: a\n\ndata: b\n\n"_ba << QByteArrayList{"a", "b"};
    QTest::newRow("no space") << "data:a\n\n"_ba << QByteArrayList{"a"};
    QTest::newRow("two spaces") << "data:  a\n\n"_ba << QByteArrayList{" a"};
    QTest::newRow("several lines") << "data: a\ndata:b\ndata\n\n"_ba << QByteArrayList{"a\nb\n"};
    QTest::newRow("other fields") << "id: 1\nretry: 5\nevent: ping\ndata: a\n\n"_ba << QByteArrayList{"a"};
    QTest::newRow("comment before") << ": hello\n\n:x\ndata: a\n\n"_ba << QByteArrayList{QByteArray(), "a"};
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF"
                                        "data: a\n\n"_ba
                                     << QByteArrayList{"a"};
    QTest::newRow("unfinished") << "data: a\n\ndata: b\n"_ba << QByteArrayList{"a"};
    QTest::newRow("mixed ends") << "data: a\r\ndata: b\r\r\ndata: c\n\r\n"_ba << QByteArrayList{"a\nb", "c"};
}

void TestSse::events()
{
    QFETCH(const QByteArray, stream);
    QFETCH(const QByteArrayList, data);
    QByteArrayList found;
    for (const Event &event : read(stream, stream.size()))
        found.append(event.data);
    QCOMPARE(found, data);
}

void TestSse::r18_everySplit_data()
{
    QTest::addColumn<QByteArray>("stream");
    const QByteArray stream =
        "\xEF\xBB\xBF: comment\n\nevent: ping\ndata: ä\n\n\ndata: a\ndata: b\nid: 7\n\ndata: end\n\n"_ba;
    QTest::newRow("LF") << stream;
    QTest::newRow("CRLF") << QByteArray(stream).replace("\n", "\r\n");
    QTest::newRow("CR") << QByteArray(stream).replace("\n", "\r");
    QTest::newRow("mixed") << "data: a\r\rdata: b\r\n\r\ndata: c\n\ndata: d\r\n\r\n"_ba;
}

void TestSse::r18_everySplit()
{
    QFETCH(const QByteArray, stream);
    const QList<Event> whole = read(stream, stream.size());
    QVERIFY(whole.size() >= 3);
    for (qsizetype chunk = 1; chunk < stream.size(); ++chunk)
        QCOMPARE(read(stream, chunk), whole);
    for (qsizetype split = 1; split < stream.size(); ++split) {
        SseReader reader;
        QList<Event> events;
        reader.feed(QByteArrayView(stream).first(split));
        take(reader, events);
        reader.feed(QByteArrayView(stream).sliced(split));
        take(reader, events);
        QCOMPARE(events, whole);
        QByteArray all;
        for (const Event &event : events)
            all += event.raw;
        all += reader.rest();
        QCOMPARE(all, stream);
    }
}

void TestSse::r18_lineEndsGiveTheSameEvents()
{
    const QByteArray stream = "event: x\ndata: a\n\n: c\n\ndata: b\ndata: c\n\n"_ba;
    const auto facts = [](const QByteArray &text) {
        QList<Event> events = read(text, 3);
        for (Event &event : events)
            event.raw.clear();
        return events;
    };
    QCOMPARE(facts(QByteArray(stream).replace("\n", "\r\n")), facts(stream));
    QCOMPARE(facts(QByteArray(stream).replace("\n", "\r")), facts(stream));
}

void TestSse::rest()
{
    SseReader reader;
    reader.feed("data: a\n\ndata: b");
    QVERIFY(reader.next());
    QVERIFY(!reader.next());
    QCOMPARE(reader.rest().toByteArray(), "data: b"_ba);
}

void TestSse::overlong()
{
    SseReader reader;
    reader.feed(QByteArray(SseReader::MaxEventBytes + 1, 'x'));
    QVERIFY(!reader.next());
    QVERIFY(reader.isOverlong());
}

QTEST_GUILESS_MAIN(TestSse)
#include "tst_sse.moc"
