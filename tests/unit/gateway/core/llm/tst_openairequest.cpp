// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openairequest.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Llm::readOpenAiRequest;
using Llm::Surface;

class TestOpenAiRequest : public QObject
{
    Q_OBJECT
private slots:
    void facts();
    void positions();
    void otherSurfaces();
    void refused_data();
    void refused();
    void r32_duplicateKeys();
    void r33_untouchedPartsKeepTheirBytes();
};

void TestOpenAiRequest::facts()
{
    const QByteArray body = R"({
        "model": "gpt-5-mini", "stream": true, "n": 2, "max_tokens": 10, "max_completion_tokens": 20, "user": "u1",
        "safety_identifier": "s1", "tools": [{"type": "function", "function": {"name": "f"}}],
        "response_format": {"type": "json_schema", "json_schema": {"type": "other"}},
        "stream_options": {"include_usage": true, "include_obfuscation": false},
        "messages": [{"role": "user", "content": [{"type": "text", "text": "image_url"}, {"type": "image_url", "image_url": {"url": "x"}}]}]
    })"_ba;
    const auto request = readOpenAiRequest(Surface::ChatCompletions, body);
    QVERIFY(request);
    QCOMPARE(request->model, "gpt-5-mini"_ba);
    QVERIFY(request->stream);
    QVERIFY(request->usageAsked);
    QVERIFY(request->hasTools);
    QVERIFY(request->hasImages);
    QVERIFY(request->wantsJson);
    QCOMPARE(request->maxOutputTokens, 20);
    QCOMPARE(request->choices, 2);
    QCOMPARE(request->endUser, "u1"_ba);
    const auto plain = readOpenAiRequest(
        Surface::ChatCompletions,
        R"({"model":"m","messages":[{"role":"user","content":"image_url"}],"tools":[],"max_tokens":7,"stream":null,"n":null,"response_format":{"type":"text"}})"_ba);
    QVERIFY(plain);
    QVERIFY(!plain->stream && !plain->usageAsked && !plain->hasTools && !plain->hasImages && !plain->wantsJson);
    QCOMPARE(plain->maxOutputTokens, 7);
    QCOMPARE(plain->choices, 1);
}

void TestOpenAiRequest::positions()
{
    const QByteArray body = R"({"model" : "a", "stream_options":{"include_usage":false},"messages":[] } )"_ba;
    const auto request = readOpenAiRequest(Surface::ChatCompletions, body);
    QVERIFY(request);
    const auto part = [&](const Json::Range &range) { return body.sliced(range.offset, range.length); };
    QCOMPARE(part(request->modelValue), "\"a\""_ba);
    QCOMPARE(part(*request->streamOptions), "{\"include_usage\":false}"_ba);
    QCOMPARE(part(*request->includeUsageValue), "false"_ba);
    QCOMPARE(body[request->bodyEnd], '}');
    QCOMPARE(request->bodyEnd, body.size() - 2);
}

void TestOpenAiRequest::otherSurfaces()
{
    QVERIFY(readOpenAiRequest(Surface::Completions, R"({"model":"m","prompt":"a","stream":true})"_ba)->stream);
    const auto embeddings =
        readOpenAiRequest(Surface::Embeddings, R"({"model":"m","input":["a","b"],"stream":true})"_ba);
    QVERIFY(embeddings);
    QVERIFY(!embeddings->stream); // there is no such stream, so no usage is asked for
}

void TestOpenAiRequest::refused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("param");
    QTest::newRow("not JSON") << "model=x"_ba << QByteArray();
    QTest::newRow("no object") << "[]"_ba << QByteArray();
    QTest::newRow("trailing") << R"({"model":"m","messages":[]}x)"_ba << QByteArray();
    QTest::newRow("bad at the end") << R"({"model":"m","messages":[],"a":nul})"_ba << QByteArray();
    QTest::newRow("no model") << R"({"messages":[]})"_ba << "model"_ba;
    QTest::newRow("empty model") << R"({"model":"","messages":[]})"_ba << "model"_ba;
    QTest::newRow("model is a number") << R"({"model":5,"messages":[]})"_ba << "model"_ba;
    QTest::newRow("model with a line end") << R"({"model":"a\nb","messages":[]})"_ba << "model"_ba;
    QTest::newRow("model with NUL") << R"({"model":"a\u0000","messages":[]})"_ba << "model"_ba;
    QTest::newRow("no messages") << R"({"model":"m"})"_ba << "messages"_ba;
    QTest::newRow("input is not messages") << R"({"model":"m","input":"a"})"_ba << "messages"_ba;
    QTest::newRow("messages is a text") << R"({"model":"m","messages":"hi"})"_ba << "messages"_ba;
    QTest::newRow("message is a text") << R"({"model":"m","messages":["hi"]})"_ba << "messages"_ba;
    QTest::newRow("stream is a text") << R"({"model":"m","messages":[],"stream":"true"})"_ba << "stream"_ba;
    QTest::newRow("stream_options is a flag")
        << R"({"model":"m","messages":[],"stream_options":true})"_ba << "stream_options"_ba;
    QTest::newRow("include_usage is a number")
        << R"({"model":"m","messages":[],"stream_options":{"include_usage":1}})"_ba
        << "stream_options.include_usage"_ba;
    QTest::newRow("tools is an object") << R"({"model":"m","messages":[],"tools":{}})"_ba << "tools"_ba;
    QTest::newRow("n is zero") << R"({"model":"m","messages":[],"n":0})"_ba << "n"_ba;
    QTest::newRow("n is huge") << R"({"model":"m","messages":[],"n":1000000})"_ba << "n"_ba;
    QTest::newRow("max_tokens is negative") << R"({"model":"m","messages":[],"max_tokens":-1})"_ba << "max_tokens"_ba;
    QTest::newRow("max_tokens is broken") << R"({"model":"m","messages":[],"max_tokens":1.5})"_ba << "max_tokens"_ba;
    QTest::newRow("response_format is a text")
        << R"({"model":"m","messages":[],"response_format":"json"})"_ba << "response_format"_ba;
}

void TestOpenAiRequest::refused()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, param);
    const auto request = readOpenAiRequest(Surface::ChatCompletions, body);
    QVERIFY(!request);
    QCOMPARE(request.error().kind, ErrorKind::InvalidRequest);
    QCOMPARE(request.error().param, param);
    QVERIFY(!request.error().message.isEmpty());
}

void TestOpenAiRequest::r32_duplicateKeys()
{
    QVERIFY(!readOpenAiRequest(Surface::ChatCompletions, R"({"model":"cheap","messages":[],"mod\u0065l":"dear"})"_ba));
    QVERIFY(!readOpenAiRequest(Surface::ChatCompletions,
                               R"({"model":"m","messages":[{"role":"user","content":"a","content":"b"}]})"_ba));
    QVERIFY(!readOpenAiRequest(
        Surface::ChatCompletions,
        R"({"model":"m","messages":[],"stream_options":{"include_usage":true,"include_usage":false}})"_ba));
}

// Whatever stands around the model's name is the same after it has been replaced.
void TestOpenAiRequest::r33_untouchedPartsKeepTheirBytes()
{
    for (const QByteArray &value : {"18446744073709551616"_ba, "1.0"_ba, "1e2"_ba, "0.1"_ba, "-0"_ba,
                                    "\"\\/\\u00e9\""_ba, "[ 1 ,2]"_ba, "{\"z\":1,\"a\":{ }}"_ba, "1e400"_ba}) {
        const QByteArray before = "{ \"x\" : "_ba + value + ",\t\"model\"  :";
        const QByteArray after = " ,\"messages\":[ ],\"y\":"_ba + value + "}\r\n";
        const QByteArray body = before + "\"a\"" + after;
        const auto request = readOpenAiRequest(Surface::ChatCompletions, body);
        QVERIFY2(request, value.constData());
        const QByteArray expected = before + "\"b\"" + after;
        QCOMPARE(Llm::openAiUpstreamBody(body, *request, "b"), expected);
    }
}

QTEST_GUILESS_MAIN(TestOpenAiRequest)
#include "tst_openairequest.moc"
