// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/chat.h"

#include <QTest>

using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

class TestChat : public QObject
{
    Q_OBJECT
private slots:
    void extras();
    void pathsDoNotCount();
    void everythingElseCounts();
    void nested();
};

void TestChat::extras()
{
    const Extras extras{.members = {{.name = "a"_ba, .json = "1"_ba}, {.name = "b"_ba, .json = "null"_ba}}};
    QVERIFY(!extras.isEmpty());
    QVERIFY(Extras{}.isEmpty());
    QCOMPARE(extras.value("b"), "null"_ba);
    QCOMPARE(extras.value("c"), QByteArray());
}

// Where a value stood is for reports; it is the same value elsewhere.
void TestChat::pathsDoNotCount()
{
    QCOMPARE((Part{.content = TextPart{.text = "x"_ba}, .path = "a"_ba}), (Part{.content = TextPart{.text = "x"_ba}}));
    QCOMPARE((Message{.path = "a"_ba}), Message{});
    QCOMPARE((Tool{.name = "f"_ba, .path = "a"_ba}), (Tool{.name = "f"_ba}));
}

void TestChat::everythingElseCounts()
{
    const Part part{.content = TextPart{.text = "x"_ba}};
    QVERIFY((Part{.content = TextPart{.text = "y"_ba}}) != part);
    QVERIFY((Part{.content = RefusalPart{.text = "x"_ba}}) != part);
    QVERIFY((Part{.content = TextPart{.text = "x"_ba}, .cache = CacheMark{}}) != part);
    QVERIFY((Part{.content = TextPart{.text = "x"_ba}, .extras = {.dialect = Dialect::Gemini}}) != part);
    for (const Message &message :
         {Message{.role = Role::System}, Message{.parts = {part}}, Message{.name = "n"_ba}, Message{.id = "i"_ba},
          Message{.isPlainText = true}, Message{.extras = {.dialect = Dialect::Gemini}}})
        QVERIFY(message != Message{});
    for (const Tool &tool :
         {Tool{.name = "n"_ba}, Tool{.description = "d"_ba}, Tool{.schema = "{}"_ba}, Tool{.strict = false},
          Tool{.cache = CacheMark{}}, Tool{.isOpaque = true}, Tool{.extras = {.dialect = Dialect::Gemini}}})
        QVERIFY(tool != Tool{});
    for (const ToolResultPart &result :
         {ToolResultPart{.callId = "c"_ba}, ToolResultPart{.name = "n"_ba}, ToolResultPart{.content = {part}},
          ToolResultPart{.isError = true}, ToolResultPart{.isPlainText = true}, ToolResultPart{.json = "1"_ba},
          ToolResultPart{.isCustom = true}})
        QVERIFY(!(result == ToolResultPart{}));
}

void TestChat::nested()
{
    const auto result = [](const QByteArray &path) {
        return Part{.content = ToolResultPart{.content = {Part{.content = TextPart{.text = "x"_ba}, .path = path}}}};
    };
    QCOMPARE(result("a"), result("b"));
    QCOMPARE((ChatRequest{.messages = {Message{.parts = {result("a")}}}}),
             (ChatRequest{.messages = {Message{.parts = {result("b")}}}}));
}

QTEST_GUILESS_MAIN(TestChat)
#include "tst_chat.moc"
