// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/outputqueue.h"

#include <QTest>

#include <array>
#include <random>

using namespace Gatehouse::Http;

class TestOutputQueue final : public QObject
{
    Q_OBJECT

private slots:
    void smallPiecesAreOne();
    void largePiecesAreShared();
    void anyOrderOfCallsKeepsTheBytes();
};

void TestOutputQueue::smallPiecesAreOne()
{
    OutputQueue queue;
    queue.append(QByteArrayView("one"));
    queue.append(QByteArrayView());
    queue.append(QByteArray("two"));
    queue.appendWith([](QByteArray &buffer) { buffer.append("three"); });
    std::array<QByteArrayView, 4> pieces;
    QCOMPARE(queue.peek(pieces), 1U);
    QCOMPARE(pieces[0], "onetwothree");
    QCOMPARE(queue.size(), 11);
    queue.consume(4);
    QCOMPARE(queue.peek(pieces), 1U);
    QCOMPARE(pieces[0], "wothree");
    queue.consume(7);
    QVERIFY(queue.isEmpty());
    QCOMPARE(queue.peek(pieces), 0U);
}

void TestOutputQueue::largePiecesAreShared()
{
    const QByteArray large(100'000, 'x');
    OutputQueue queue;
    queue.append(QByteArrayView("head"));
    queue.append(large);
    queue.append(QByteArrayView("tail"));
    std::array<QByteArrayView, 4> pieces;
    QCOMPARE(queue.peek(pieces), 3U);
    QVERIFY(pieces[1].data() == large.constData());
    QCOMPARE(pieces[2], "tail");
}

void TestOutputQueue::anyOrderOfCallsKeepsTheBytes()
{
    std::mt19937 random(1);
    OutputQueue queue;
    QByteArray expected;
    for (int round = 0; round < 20'000; ++round) {
        const auto size = static_cast<qsizetype>(random() % (round % 50 == 0 ? 20'000 : 100));
        const QByteArray bytes(size, static_cast<char>(random() % 256));
        if (random() % 2 == 0)
            queue.append(bytes);
        else
            queue.append(QByteArrayView(bytes));
        expected.append(bytes);
        QCOMPARE(queue.size(), expected.size());
        std::array<QByteArrayView, 3> pieces;
        const std::size_t count = queue.peek(pieces);
        qint64 seen = 0;
        for (std::size_t i = 0; i < count; ++i) {
            QCOMPARE(pieces[i], QByteArrayView(expected).sliced(seen, pieces[i].size()));
            seen += pieces[i].size();
        }
        const qint64 taken = seen == 0 ? 0 : static_cast<qint64>(random() % static_cast<quint64>(seen + 1));
        queue.consume(taken);
        expected.remove(0, taken);
    }
}

QTEST_APPLESS_MAIN(TestOutputQueue)
#include "tst_outputqueue.moc"
