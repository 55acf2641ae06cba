// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaifacts.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestOpenAiFacts : public QObject
{
    Q_OBJECT
private slots:
    void kinds_data();
    void kinds();
    void texts_data();
    void texts();
    void namesAreKeptOverEvents();
};

void TestOpenAiFacts::kinds_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("facts"); // object, error, choices, usage, content
    QTest::newRow("empty") << "{}"_ba << u"o----"_s;
    QTest::newRow("list") << "[]"_ba << u"-----"_s;
    QTest::newRow("something behind") << "{} 1"_ba << u"-----"_s;
    QTest::newRow("error") << R"({"error":{}})"_ba << u"oe---"_s;
    QTest::newRow("no error") << R"({"error":null})"_ba << u"o----"_s;
    QTest::newRow("role alone") << R"({"choices":[{"delta":{"role":"assistant","content":""}}],"usage":null})"_ba
                                << u"o-c--"_s;
    QTest::newRow("usage alone") << R"({"choices":[],"usage":{"prompt_tokens":1}})"_ba << u"o--u-"_s;
    QTest::newRow("groq's usage comes in a visible event")
        << R"({"choices":[],"x_groq":{"usage":{"prompt_tokens":1}}})"_ba << u"o----"_s;
    QTest::newRow("content") << R"({"choices":[{"delta":{"content":"a"}}]})"_ba << u"o-c-t"_s;
    QTest::newRow("tool call without name yet")
        << R"({"choices":[{"delta":{"tool_calls":[{"index":0}]}}]})"_ba << u"o-c-t"_s;
    QTest::newRow("no tool calls") << R"({"choices":[{"delta":{"tool_calls":[]}}]})"_ba << u"o-c--"_s;
    QTest::newRow("odd types")
        << R"({"choices":[1,{"delta":5,"finish_reason":[]},{"delta":{"content":7,"tool_calls":"x"}}],"id":{},"usage":[]})"_ba
        << u"o-c--"_s;
}

void TestOpenAiFacts::kinds()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, facts);
    Llm::AnswerFacts answer;
    Json::Reader reader(json, Json::Rules::Lenient);
    const Llm::EventFacts found = Llm::readFacts(reader, answer);
    QString letters;
    letters += found.isObject ? u'o' : u'-';
    letters += found.isError ? u'e' : u'-';
    letters += found.hasChoices ? u'c' : u'-';
    letters += found.hasUsage ? u'u' : u'-';
    letters += found.hasContent ? u't' : u'-';
    QCOMPARE(letters, facts);
}

void TestOpenAiFacts::texts_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("content") << R"({"content":"a\u00e9"})"_ba << "aé"_ba;
    QTest::newRow("reasoning of DeepSeek") << R"({"reasoning_content":"a"})"_ba << "a"_ba;
    QTest::newRow("reasoning of Groq") << R"({"reasoning":"a","reasoning_details":[{"text":"a"}]})"_ba << "a"_ba;
    QTest::newRow("refusal") << R"({"refusal":"no"})"_ba << "no"_ba;
    QTest::newRow("parts of Mistral")
        << R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"a"}]},{"type":"text","text":"b"}]})"_ba
        << "ab"_ba;
    QTest::newRow("tool calls")
        << R"({"tool_calls":[{"id":"x","type":"function","function":{"name":"f","arguments":"{}"}},{"function":{"name":"g"}}]})"_ba
        << "f{}g"_ba;
    QTest::newRow("function call") << R"({"function_call":{"name":"f","arguments":"1"}})"_ba << "f1"_ba;
    QTest::newRow("role") << R"({"role":"assistant"})"_ba << QByteArray();
}

void TestOpenAiFacts::texts()
{
    QFETCH(const QByteArray, message);
    QFETCH(const QByteArray, text);
    for (const QByteArray &name : {"message"_ba, "delta"_ba}) {
        const QByteArray json = "{\"choices\":[{\""_ba + name + "\":" + message + "}]}";
        Llm::AnswerFacts answer;
        Json::Reader reader(json, Json::Rules::Lenient);
        QVERIFY(Llm::readFacts(reader, answer).isObject);
        QCOMPARE(answer.outputText, text);
    }
}

void TestOpenAiFacts::namesAreKeptOverEvents()
{
    Llm::AnswerFacts answer;
    for (const QByteArray &json :
         {R"({"id":"c1","model":"m","choices":[]})"_ba, R"({"id":"","model":null})"_ba,
          R"({"id":"c1","choices":[{"finish_reason":"length"},{"finish_reason":"stop"}]})"_ba}) {
        Json::Reader reader(json, Json::Rules::Lenient);
        QVERIFY(Llm::readFacts(reader, answer).isObject);
    }
    QCOMPARE(answer.id, "c1"_ba);
    QCOMPARE(answer.model, "m"_ba);
    QCOMPARE(answer.finishReason, "length"_ba);
}

QTEST_GUILESS_MAIN(TestOpenAiFacts)
#include "tst_openaifacts.moc"
