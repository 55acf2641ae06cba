// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/members.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

// A document and one reader of its root.
struct Document {
    explicit Document(const QByteArray &json, Problems::Rules rules = Problems::Rules::Strict, QByteArray path = {})
        : tree(*Json::Tree::parse(json, Json::Rules::Lenient))
        , problems(rules)
        , members(tree.root(), std::move(path), problems)
    {}
    Json::Tree tree;
    Problems problems;
    Members members;
    [[nodiscard]] QByteArray param() const { return problems.first() ? problems.first()->param : "(none)"_ba; }
};

} // namespace

class TestMembers : public QObject
{
    Q_OBJECT
private slots:
    void values();
    void wrongTypes_data();
    void wrongTypes();
    void nullIsAbsent();
    void requiredText();
    void rest();
    void peekDoesNotTake();
    void noObject();
    void firstProblemStays();
    void paths();
};

void TestMembers::values()
{
    Document document(R"({"t":"a\n","i":3.0,"b":false,"n":0.70,"o":{"x":1},"a":[1],"j":[null],"s":["p","q"]})");
    Members &members = document.members;
    QCOMPARE(members.text("t"), "a\n"_ba);
    QCOMPARE(members.integer("i"), 3);
    QCOMPARE(members.boolean("b"), false);
    QCOMPARE(members.number("n"), "0.70"_ba); // as it was written
    QVERIFY(members.object("o").isObject());
    QCOMPARE(members.array("a").size(), 1);
    QCOMPARE(members.json("j"), "[null]"_ba);
    QCOMPARE(members.texts("s"), (QList<QByteArray>{"p", "q"}));
    QVERIFY(members.rest(Dialect::OpenAi).isEmpty());
    QVERIFY(!document.problems.first());
    // What is not there.
    QCOMPARE(members.text("z"), QByteArray());
    QVERIFY(!members.integer("z") && !members.boolean("z") && !members.object("z").exists());
    QVERIFY(!document.problems.first());
}

void TestMembers::wrongTypes_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"text", "integer", "half", "boolean", "number", "object", "array", "texts"})
        QTest::newRow(name) << QByteArray(name);
}

void TestMembers::wrongTypes()
{
    QFETCH(QByteArray, name);
    for (const Problems::Rules rules : {Problems::Rules::Strict, Problems::Rules::Lenient}) {
        Document document(
            R"({"text":1,"integer":"1","half":1.5,"boolean":0,"number":"1","object":[],"array":{},"texts":["a",1]})",
            rules, "messages[2]");
        Members &members = document.members;
        if (name == "text")
            QCOMPARE(members.text(name), QByteArray());
        else if (name == "integer" || name == "half")
            QVERIFY(!members.integer(name));
        else if (name == "boolean")
            QVERIFY(!members.boolean(name));
        else if (name == "number")
            QCOMPARE(members.number(name), QByteArray());
        else if (name == "object")
            QVERIFY(!members.object(name).exists());
        else if (name == "array")
            QVERIFY(!members.array(name).exists());
        else
            QCOMPARE(members.texts(name), QList<QByteArray>{"a"});
        if (rules == Problems::Rules::Lenient) {
            QVERIFY(!document.problems.first());
            continue;
        }
        QCOMPARE(document.param(), "messages[2]." + name);
        QCOMPARE(document.problems.first()->kind, ErrorKind::InvalidRequest);
        QVERIFY(document.problems.first()->message.contains(QString::fromUtf8(name)));
    }
}

void TestMembers::nullIsAbsent()
{
    Document document(R"({"a":null,"b":null})");
    QVERIFY(!document.members.has("a"));
    QVERIFY(!document.members.take("a").exists());
    QCOMPARE(document.members.json("a"), QByteArray());
    QVERIFY(document.members.rest(Dialect::OpenAi).isEmpty()); // b too, though nobody asked
    QVERIFY(!document.problems.first());
}

void TestMembers::requiredText()
{
    for (const QByteArray &json : {"{}"_ba, R"({"a":""})"_ba, R"({"a":null})"_ba, R"({"a":1})"_ba}) {
        Document document(json);
        QCOMPARE(document.members.requiredText("a"), QByteArray());
        QCOMPARE(document.param(), "a"_ba);
        Document lenient(json, Problems::Rules::Lenient);
        QCOMPARE(lenient.members.requiredText("a"), QByteArray());
        QVERIFY(!lenient.problems.first());
    }
}

void TestMembers::rest()
{
    Document document(R"({"a":1,"b":{"x" : [1]},"c":null,"d":"\u00e9"})");
    document.members.take("a");
    const Extras extras = document.members.rest(Dialect::Gemini);
    QCOMPARE(extras.dialect, Dialect::Gemini);
    QCOMPARE(extras.members.size(), 2);
    QCOMPARE(extras.value("b"), R"({"x" : [1]})"_ba); // in the bytes it came in
    QCOMPARE(extras.value("d"), R"("\u00e9")"_ba);
    QCOMPARE(extras.value("a"), QByteArray());
}

void TestMembers::peekDoesNotTake()
{
    Document document(R"({"a":1,"b":2})");
    QVERIFY(document.members.has("a"));
    QCOMPARE(document.members.peek("a").integer(), 1);
    QCOMPARE(document.members.rest(Dialect::OpenAi).members.size(), 2);
}

void TestMembers::noObject()
{
    Document document("[1]", Problems::Rules::Strict, "tools[0]");
    QCOMPARE(document.param(), "tools[0]"_ba);
    QVERIFY(document.members.rest(Dialect::OpenAi).isEmpty());
    QVERIFY(!document.members.has("a"));
    Document lenient("[1]", Problems::Rules::Lenient);
    QVERIFY(!lenient.problems.first());
    // Absent is no problem.
    Problems problems(Problems::Rules::Strict);
    Members absent({}, "x", problems);
    QCOMPARE(absent.text("a"), QByteArray());
    QVERIFY(!problems.first());
}

void TestMembers::firstProblemStays()
{
    Document document(R"({"a":1,"b":1})");
    document.members.text("b");
    document.members.text("a");
    QCOMPARE(document.param(), "b"_ba);
    Problems problems(Problems::Rules::Strict);
    problems.add({}, "must be an object");
    QCOMPARE(problems.first()->message, u"The body must be an object."_s);
}

void TestMembers::paths()
{
    Document top("{}");
    QCOMPARE(top.members.pathOf("model"), "model"_ba);
    Document inner("{}", Problems::Rules::Strict, "messages[0]");
    QCOMPARE(inner.members.pathOf("role"), "messages[0].role"_ba);
    QCOMPARE(elementPath("messages", 2), "messages[2]"_ba);
}

QTEST_GUILESS_MAIN(TestMembers)
#include "tst_members.moc"
