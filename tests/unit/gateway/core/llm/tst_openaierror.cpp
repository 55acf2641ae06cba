// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaianswer.h"
#include "gateway/core/llm/openaierror.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestOpenAiError : public QObject
{
    Q_OBJECT
private slots:
    void errorTexts_data();
    void errorTexts();
    void vendorErrors_data();
    void vendorErrors();
};

void TestOpenAiError::errorTexts_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("OpenAI")
        << R"({"error":{"message":"No such model","type":"invalid_request_error","param":null,"code":"model_not_found"}})"_ba
        << "No such model"_ba << "model_not_found"_ba;
    QTest::newRow("Ollama") << R"({"error":"model 'x' not found"})"_ba << "model 'x' not found"_ba << QByteArray();
    QTest::newRow("Mistral") << R"({"object":"error","message":"Bad","type":"t","code":"1500"})"_ba << "Bad"_ba
                             << "1500"_ba;
    QTest::newRow("FastAPI") << R"({"detail":"Not Found"})"_ba << "Not Found"_ba << QByteArray();
    QTest::newRow("Gemini in a list")
        << R"([{"error":{"code":429,"message":"Slow down","status":"RESOURCE_EXHAUSTED"}}])"_ba
        << "Slow down"_ba << "429"_ba;
    QTest::newRow("HTML") << "<html>502</html>"_ba << QByteArray() << QByteArray();
    QTest::newRow("long") << "{\"error\":\""_ba + QByteArray("é").repeated(5000) + "\"}"
                          << QByteArray("é").repeated(500) << QByteArray();
}

void TestOpenAiError::errorTexts()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, message);
    QFETCH(const QByteArray, code);
    const Llm::OpenAiErrorText text = Llm::readOpenAiError(body);
    QCOMPARE(text.message, message);
    QCOMPARE(text.code, code);
}

void TestOpenAiError::vendorErrors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("words");
    QTest::newRow("with a status") << R"({"error":{"message":"busy","code":503}})"_ba << 503 << u"error: busy"_s;
    QTest::newRow("with a word") << R"({"error":{"message":"busy","code":"server_error"}})"_ba << 0 << u"error: busy"_s;
    QTest::newRow("a code that is no status") << R"({"error":{"message":"busy","code":7}})"_ba << 0 << u"error: busy"_s;
    QTest::newRow("nothing said") << R"({"error":{}})"_ba << 0 << u"no reason given"_s;
    QTest::newRow("control characters") << R"({"error":"a\u0007\n\tb\u001b[31m"})"_ba << 0 << u"error: a b [31m"_s;
}

void TestOpenAiError::vendorErrors()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, status);
    QFETCH(const QString, words);
    const Error error = Llm::vendorError(body);
    QCOMPARE(error.kind, ErrorKind::UpstreamRejected);
    QCOMPARE(error.upstreamStatus, status);
    QVERIFY2(error.message.endsWith(words), qPrintable(error.message));
}

QTEST_GUILESS_MAIN(TestOpenAiError)
#include "tst_openaierror.moc"
