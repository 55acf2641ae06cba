// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Json::Node;
using Json::Token;
using Json::Tree;

namespace {

Tree parse(const QByteArray &document, Json::Rules rules = Json::Rules::Lenient)
{
    auto tree = Tree::parse(document, rules);
    if (!tree)
        qFatal("%s", qPrintable(tree.error().message));
    return *std::move(tree);
}

} // namespace

class TestJsonTree : public QObject
{
    Q_OBJECT
private slots:
    void paths();
    void absent();
    void types_data();
    void types();
    void iteration();
    void duplicates();
    void escapedNames();
    void texts();
    void numbers();
    void ranges();
    void copies();
    void refused();
    void deep();
};

void TestJsonTree::paths()
{
    const Tree tree = parse(R"( {"a": {"b": [1, {"c": "x"}]}, "d": true} )");
    const Node list = tree.root()["a"]["b"];
    QVERIFY(list.isArray());
    QCOMPARE(list.size(), 2);
    QVERIFY((*std::next(list.begin()))["c"].is("x"));
    QCOMPARE(tree.root()["d"].boolean(), true);
    QCOMPARE(tree.root().size(), 2);
}

// A path of names needs no checks between its steps.
void TestJsonTree::absent()
{
    const Tree tree = parse(R"({"a":1})");
    const Node none = tree.root()["x"]["y"]["z"];
    QVERIFY(!none.exists());
    QVERIFY(none.isNull());
    QCOMPARE(none.size(), 0);
    QVERIFY(none.begin() == none.end());
    QCOMPARE(none.text(), QByteArray());
    QCOMPARE(none.raw().size(), 0);
    QVERIFY(!none.integer() && !none.boolean());
    QVERIFY(!tree.root()["a"]["b"].exists()); // a number has no members
    QVERIFY(!Node().exists());
}

void TestJsonTree::types_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Token>("type");
    QTest::newRow("object") << "{}"_ba << Token::ObjectBegin;
    QTest::newRow("array") << "[]"_ba << Token::ArrayBegin;
    QTest::newRow("string") << "\"\""_ba << Token::String;
    QTest::newRow("number") << "-0.5e3"_ba << Token::Number;
    QTest::newRow("true") << "true"_ba << Token::True;
    QTest::newRow("false") << "false"_ba << Token::False;
    QTest::newRow("null") << "null"_ba << Token::Null;
}

void TestJsonTree::types()
{
    QFETCH(QByteArray, json);
    QFETCH(Token, type);
    const Tree tree = parse(json);
    const Node root = tree.root();
    QVERIFY(root.exists());
    QCOMPARE(root.type(), type);
    QCOMPARE(root.isObject(), type == Token::ObjectBegin);
    QCOMPARE(root.isArray(), type == Token::ArrayBegin);
    QCOMPARE(root.isString(), type == Token::String);
    QCOMPARE(root.isNumber(), type == Token::Number);
    QCOMPARE(root.isBoolean(), type == Token::True || type == Token::False);
    QCOMPARE(root.isNull(), type == Token::Null);
    QCOMPARE(root.json(), json);
    QCOMPARE(root.size(), 0);
}

void TestJsonTree::iteration()
{
    const Tree tree = parse(R"({"a":[1,[2,3],{"x":[4]}],"b":{},"c":[]})");
    QByteArrayList names;
    QByteArrayList values;
    for (const Node member : tree.root()) {
        names.append(member.name());
        values.append(member.json());
    }
    QCOMPARE(names, (QByteArrayList{"a", "b", "c"}));
    QCOMPARE(values, (QByteArrayList{R"([1,[2,3],{"x":[4]}])", "{}", "[]"}));
    QByteArrayList elements;
    for (const Node element : tree.root()["a"]) {
        QCOMPARE(element.name(), QByteArray());
        elements.append(element.json());
    }
    QCOMPARE(elements, (QByteArrayList{"1", "[2,3]", R"({"x":[4]})"}));
    auto iterator = tree.root().begin();
    QCOMPARE((*iterator++).name(), "a"_ba);
    QCOMPARE((*iterator).name(), "b"_ba);
}

// As every JSON library has it: the last counts. Strict rules have none.
void TestJsonTree::duplicates()
{
    const Tree tree = parse(R"({"a":1,"b":2,"a":3})");
    QCOMPARE(tree.root()["a"].integer(), 3);
    QCOMPARE(tree.root().size(), 3);
    QVERIFY(!Tree::parse(R"({"a":1,"a":2})", Json::Rules::Strict));
}

void TestJsonTree::escapedNames()
{
    const Tree tree = parse(R"({"\u0061\n":1,"a":2})");
    QCOMPARE(tree.root()["a\n"].integer(), 1);
    QCOMPARE(tree.root()["a"].integer(), 2);
    QCOMPARE((*tree.root().begin()).name(), "a\n"_ba);
}

void TestJsonTree::texts()
{
    const Tree tree = parse(R"(["plain","\u00e9\"\\\n","\ud83d\ude00","\ud83d",5])");
    auto element = tree.root().begin();
    QCOMPARE((*element).text(), "plain"_ba);
    QVERIFY((*element).is("plain") && !(*element).is("plai"));
    ++element;
    QCOMPARE((*element).text(), "\xC3\xA9\"\\\n"_ba);
    QVERIFY((*element).is("\xC3\xA9\"\\\n"));
    ++element;
    QCOMPARE((*element).text(), "\xF0\x9F\x98\x80"_ba);
    ++element;
    QCOMPARE((*element).text(), "\xEF\xBF\xBD"_ba); // a lone surrogate
    ++element;
    QCOMPARE((*element).text(), QByteArray());
    QVERIFY(!(*element).is("5"));
}

void TestJsonTree::numbers()
{
    const Tree tree = parse(R"([12,12.0,1.2e1,0.5,9007199254740993,"7",-3])");
    QList<std::optional<qint64>> values;
    for (const Node element : tree.root())
        values.append(element.integer());
    QCOMPARE(values, (QList<std::optional<qint64>>{12, 12, 12, std::nullopt, std::nullopt, std::nullopt, -3}));
    QCOMPARE((*tree.root().begin()).raw().toByteArray(), "12"_ba);
}

void TestJsonTree::ranges()
{
    const QByteArray document = R"({ "a" : [ 1 , "x" ] })";
    const Tree tree = parse(document);
    const Json::Range range = tree.root()["a"].range();
    QCOMPARE(document.mid(range.offset, range.length), R"([ 1 , "x" ])"_ba);
    QCOMPARE(tree.root().raw().toByteArray(), document);
    QCOMPARE(tree.document(), document);
}

// Nodes belong to the tree they come from; a copy lives on its own.
void TestJsonTree::copies()
{
    std::optional<Tree> first = parse(R"({"a":"x"})");
    const Tree copy = *first;
    first.reset();
    QCOMPARE(copy.root()["a"].text(), "x"_ba);
    QVERIFY(copy.root() == copy.root());
    QVERIFY(copy.root() != copy.root()["a"]);
}

void TestJsonTree::refused()
{
    for (const QByteArray &bad : {""_ba, "{"_ba, "[1,]"_ba, "{\"a\"}"_ba, "1 2"_ba, "\"\xFF\""_ba}) {
        const auto tree = Tree::parse(bad, Json::Rules::Lenient);
        QVERIFY2(!tree, bad.constData());
        QCOMPARE(tree.error().kind, ErrorKind::InvalidRequest);
    }
}

void TestJsonTree::deep()
{
    const QByteArray most = QByteArray(Json::MaxDepth, '[') + QByteArray(Json::MaxDepth, ']');
    QVERIFY(Tree::parse(most, Json::Rules::Lenient));
    const QByteArray tooMuch = '[' + most + ']';
    QVERIFY(!Tree::parse(tooMuch, Json::Rules::Lenient));
}

QTEST_GUILESS_MAIN(TestJsonTree)
#include "tst_jsontree.moc"
