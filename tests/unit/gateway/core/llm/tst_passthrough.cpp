// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/passthrough.h"
#include "tests/support/wiredata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

struct Api {
    const char *name;
    Dialect dialect;
    Framing framing;
    const char *recorded; // the framing's name in the index
};

constexpr std::array Apis = {
    Api{"anthropic.messages", Dialect::Anthropic, Framing::Sse, "sse"},
    Api{"gemini.stream", Dialect::Gemini, Framing::Sse, "sse"},
    Api{"gemini.stream", Dialect::Gemini, Framing::Array, "json-array-stream"},
    Api{"openai.responses", Dialect::OpenAiResponses, Framing::Sse, "sse"},
    Api{"cohere.v2chat", Dialect::Cohere, Framing::Sse, "sse"},
};

} // namespace

// Streams where client and vendor speak one dialect.
class TestPassThrough : public QObject
{
    Q_OBJECT
private slots:
    // Not a byte is changed, the last ones wait for end(), and the facts are those of the whole answer.
    void bytesAreKept()
    {
        int count = 0;
        for (const Api &api : Apis) {
            for (const Test::WireExchange &exchange : Test::wireExchanges({QString::fromLatin1(api.name)})) {
                if (exchange.framing != api.recorded || exchange.status != 200)
                    continue;
                const QByteArray &stream = exchange.answerBody;
                for (const qsizetype step : {qsizetype(1), qsizetype(97), stream.size()}) {
                    PassThroughStream passing(api.dialect, api.framing);
                    QByteArray out;
                    Result<void> result;
                    for (qsizetype at = 0; result && at < stream.size(); at += step)
                        result =
                            passing.feed(QByteArrayView(stream).sliced(at, std::min(step, stream.size() - at)), out);
                    if (result)
                        result = passing.close(out);
                    if (!result) {
                        QCOMPARE(result.error().kind, ErrorKind::UpstreamRejected); // recorded failures
                        continue;
                    }
                    const QByteArray end = passing.end();
                    QVERIFY2(!end.isEmpty(), qPrintable(exchange.file));
                    QCOMPARE(QByteArray(out + end), stream);
                    QVERIFY(!passing.answer().finishReason.isEmpty());
                }
                ++count;
            }
        }
        QVERIFY(count > 40);
    }

    // R17: a stream that is cut is an error, wherever it is cut before its end mark.
    void r17_cutStreamsAreErrors()
    {
        for (const Test::WireExchange &exchange : Test::wireExchanges({u"anthropic.messages"_s})) {
            if (exchange.framing != "sse" || exchange.status != 200)
                continue;
            const qsizetype mark = exchange.answerBody.lastIndexOf("event: message_delta");
            for (qsizetype size = 0; mark > 0 && size < mark; size += 41) {
                PassThroughStream passing(Dialect::Anthropic, Framing::Sse);
                QByteArray out;
                const auto fed = passing.feed(QByteArrayView(exchange.answerBody).first(size), out);
                QVERIFY(!fed || !passing.close(out));
            }
        }
    }

    void failuresSpeakTheDialect()
    {
        const Error error{.kind = ErrorKind::UpstreamTimeout, .message = u"late"_s, .detail = {}};
        QVERIFY(PassThroughStream(Dialect::Anthropic, Framing::Sse).fail(error).startsWith("event: error\n"));
        QVERIFY(PassThroughStream(Dialect::Gemini, Framing::Array).fail(error).endsWith("]"));
        QVERIFY(PassThroughStream(Dialect::Ollama, Framing::Lines).fail(error).endsWith("}\n"));
    }

    // Nothing else waits: sound is heard as it is spoken.
    void rawStreamsHoldTheLastByte()
    {
        RawStream raw;
        QByteArray out;
        QVERIFY(!raw.hasContent());
        QVERIFY(raw.feed("RIFF", out));
        QCOMPARE(out, "RIF"_ba);
        QVERIFY(raw.hasContent());
        QVERIFY(raw.feed("", out) && raw.feed("x", out) && raw.feed("data", out));
        QCOMPARE(out, "RIFFxdat"_ba);
        QVERIFY(!raw.isComplete() && raw.close(out) && raw.isComplete());
        QCOMPARE(raw.end(), "a"_ba);
    }
};

QTEST_GUILESS_MAIN(TestPassThrough)
#include "tst_passthrough.moc"
