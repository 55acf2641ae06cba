// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/framesplitter.h"

#include <QTest>

using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Framing)

namespace {

QList<QByteArray> pieces(Framing framing, const QByteArray &stream, qsizetype cut)
{
    FrameSplitter splitter(framing);
    QList<QByteArray> found;
    for (const QByteArray &part : {stream.first(cut), stream.sliced(cut)}) {
        splitter.feed(part);
        while (const auto piece = splitter.next())
            found.append(*piece);
    }
    found.append(splitter.rest());
    return found;
}

} // namespace

class TestFrameSplitter : public QObject
{
    Q_OBJECT
private slots:
    void r18_everySplit_data()
    {
        QTest::addColumn<Framing>("framing");
        QTest::addColumn<QList<QByteArray>>("expected"); // the last is the rest
        QTest::newRow("sse") << Framing::Sse
                             << QList<QByteArray>{"event: a\ndata: {}\n\n"_ba, "data: \"\xC3\xA4\"\r\n\r\n"_ba,
                                                  "data: x"_ba};
        QTest::newRow("lines") << Framing::Lines << QList<QByteArray>{"{\"a\":1}\n"_ba, "\r\n"_ba, "{\"b\":\"}\""_ba};
        QTest::newRow("array") << Framing::Array
                               << QList<QByteArray>{"[{\"a\":\"}]\\\"\"}"_ba, ",\r\n{\"b\":{\"c\":[{}]}}"_ba, "\n]"_ba};
        QTest::newRow("frames") << Framing::EventStream
                                << QList<QByteArray>{QByteArray("\0\0\0\x10"
                                                                "abcdefghijkl",
                                                                16),
                                                     QByteArray("\0\0\0\x11"
                                                                "abcdefghijklm",
                                                                17),
                                                     QByteArray("\0\0", 2)};
    }
    void r18_everySplit()
    {
        QFETCH(const Framing, framing);
        QFETCH(const QList<QByteArray>, expected);
        const QByteArray stream = expected.join();
        for (qsizetype cut = 0; cut <= stream.size(); ++cut)
            QCOMPARE(pieces(framing, stream, cut), expected);
    }
};

QTEST_GUILESS_MAIN(TestFrameSplitter)
#include "tst_framesplitter.moc"
