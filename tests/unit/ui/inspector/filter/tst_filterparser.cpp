// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/records.h"
#include "ui/inspector/filter/filterparser.h"

#include <QTest>
#include <QTimeZone>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;

namespace {

const QDateTime Now(QDate(2026, 11, 19), QTime(14, 32), QTimeZone::utc());

// The tree as text: operators before their parts.
QString outline(const FilterNode &node)
{
    QStringList children;
    for (const FilterNode &child : node.children)
        children.append(outline(child));
    switch (node.kind) {
    case FilterNode::Kind::All:
        return u"all"_s;
    case FilterNode::Kind::And:
        return u"and(%1)"_s.arg(children.join(u' '));
    case FilterNode::Kind::Or:
        return u"or(%1)"_s.arg(children.join(u' '));
    case FilterNode::Kind::Not:
        return u"not(%1)"_s.arg(children.join(u' '));
    case FilterNode::Kind::Word:
        return u'\'' + node.values.constFirst().text + u'\'';
    case FilterNode::Kind::Compare:
        break;
    }
    QStringList values;
    for (const FilterValue &value : node.values)
        values.append(value.text);
    static constexpr std::array<const char *, 7> signs = {"=", "!=", ">", ">=", "<", "<=", "~"};
    return QLatin1StringView(filterKeyInfo(node.key).word) + QLatin1StringView(signs[std::size_t(node.operation)])
           + values.join(u'|');
}

} // namespace

class tst_FilterParser : public QObject
{
    Q_OBJECT

private slots:
    void readsTrees_data();
    void readsTrees();
    void readsValues_data();
    void readsValues();
    void namesErrors_data();
    void namesErrors();
    void boundsNesting();
    void keyTableIsInOrder();
};

void tst_FilterParser::readsTrees_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tree");
    QTest::newRow("empty") << u"  "_s << u"all"_s;
    QTest::newRow("one") << u"client:docs"_s << u"client=docs"_s;
    QTest::newRow("space is and") << u"cost>$0.05 status:error"_s << u"and(cost>$0.05 status=error)"_s;
    QTest::newRow("and before or") << u"a and b or c"_s << u"or(and('a' 'b') 'c')"_s;
    QTest::newRow("brackets") << u"a (b or c)"_s << u"and('a' or('b' 'c'))"_s;
    QTest::newRow("not") << u"tokens>100 and not model:\"load test\""_s << u"and(tokens>100 not(model=load test))"_s;
    QTest::newRow("minus is not") << u"-stream:yes"_s << u"not(stream=yes)"_s;
    QTest::newRow("minus in a value") << u"model:gpt-5"_s << u"model=gpt-5"_s;
    QTest::newRow("colon in a value") << u"model:llama3.3:70b"_s << u"model=llama3.3:70b"_s;
    QTest::newRow("list") << u"model:a,b,\"c d\""_s << u"model=a|b|c d"_s;
    QTest::newRow("all signs") << u"cost>=1 in<=2 out<3 in!=4 model~x"_s << u"and(cost>=1 in<=2 out<3 in!=4 model~x)"_s;
    QTest::newRow("keywords in any case") << u"A AND b Or C"_s << u"or(and('A' 'b') 'C')"_s;
    QTest::newRow("keyword as value") << u"client:and"_s << u"client=and"_s;
    QTest::newRow("quoted word") << u"\"not a key:\""_s << u"'not a key:'"_s;
    QTest::newRow("escaped quotation") << u"client:\"a\\\"b\""_s << u"client=a\"b"_s;
    QTest::newRow("pattern") << u"model:/^gpt-[45]/"_s << u"model=^gpt-[45]"_s;
    QTest::newRow("key in any case") << u"CLIENT:x"_s << u"client=x"_s;
}

void tst_FilterParser::readsTrees()
{
    QFETCH(const QString, text);
    const auto tree = parseFilter(text, Now);
    QVERIFY2(tree, qPrintable(tree ? QString() : tree.error().message));
    QTEST(outline(*tree), "tree");
}

void tst_FilterParser::readsValues_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("number");
    QTest::newRow("dollars") << u"cost>$0.05"_s << qint64(50'000'000);
    QTest::newRow("dollars without sign") << u"cost>2"_s << qint64(2'000'000'000);
    QTest::newRow("thousands") << u"tokens>1.5k"_s << qint64(1500);
    QTest::newRow("millions") << u"tokens>2M"_s << qint64(2'000'000);
    QTest::newRow("milliseconds") << u"latency>800ms"_s << qint64(800'000);
    QTest::newRow("seconds") << u"latency>5s"_s << qint64(5'000'000);
    QTest::newRow("minutes") << u"latency>2m"_s << qint64(120'000'000);
    QTest::newRow("microseconds") << u"ttft>=70us"_s << qint64(70);
    QTest::newRow("state") << u"state:client-left"_s << qint64(Store::RequestState::ClientClosed);
    QTest::newRow("flag") << u"stream:YES"_s << qint64(1);
    QTest::newRow("class of status") << u"status:5xx"_s << qint64(500);
    QTest::newRow("ago") << u"since:2h"_s << (Now.toMSecsSinceEpoch() - 7'200'000) * 1000;
    QTest::newRow("time of day") << u"since:14:00"_s
                                 << QDateTime(Now.date(), QTime(14, 0), QTimeZone::utc()).toMSecsSinceEpoch() * 1000;
    QTest::newRow("date") << u"before:2026-11-18"_s
                          << QDateTime(QDate(2026, 11, 18), QTime(0, 0), QTimeZone::utc()).toMSecsSinceEpoch() * 1000;
}

void tst_FilterParser::readsValues()
{
    QFETCH(const QString, text);
    const auto tree = parseFilter(text, Now);
    QVERIFY2(tree, qPrintable(tree ? QString() : tree.error().message));
    QTEST(tree->values.constFirst().number, "number");
}

void tst_FilterParser::namesErrors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("replacement");
    QTest::newRow("mistyped key") << u"cost>$0.05 clint:Support"_s << 11 << 5 << u"client"_s;
    QTest::newRow("swapped letters") << u"lateny>5s"_s << 0 << 6 << u"latency"_s;
    QTest::newRow("unlike any key") << u"zzzzzzz:1"_s << 0 << 7 << QString();
    QTest::newRow("mistyped state") << u"state:answerd"_s << 6 << 7 << u"answered"_s;
    QTest::newRow("missing unit") << u"latency>5"_s << 8 << 1 << u"5s"_s;
    QTest::newRow("not money") << u"cost>lots"_s << 5 << 4 << QString();
    QTest::newRow("too many decimals") << u"cost>0.0000000001"_s << 5 << 12 << QString();
    QTest::newRow("no order") << u"client>x"_s << 6 << 1 << u":"_s;
    QTest::newRow("inside a number") << u"tokens~5"_s << 6 << 1 << u":"_s;
    QTest::newRow("open quotation") << u"client:\"Supp"_s << 7 << 5 << u"\"Supp\""_s;
    QTest::newRow("open bracket") << u"a (b or c"_s << 2 << 1 << QString();
    QTest::newRow("stray bracket") << u"a )"_s << 2 << 1 << QString();
    QTest::newRow("missing value") << u"client:"_s << 7 << 0 << QString();
    QTest::newRow("missing condition") << u"a and"_s << 5 << 0 << QString();
    QTest::newRow("lonely sign") << u"a !b"_s << 2 << 1 << u"!="_s;
    QTest::newRow("broken pattern") << u"model:/a(/"_s << 6 << 4 << QString();
    QTest::newRow("not a flag") << u"stream:maybe"_s << 7 << 5 << u"yes"_s;
}

void tst_FilterParser::namesErrors()
{
    QFETCH(const QString, text);
    const auto tree = parseFilter(text, Now);
    QVERIFY(!tree);
    QVERIFY(!tree.error().message.isEmpty());
    QTEST(int(tree.error().range.start), "start");
    QTEST(int(tree.error().range.length), "length");
    QTEST(tree.error().replacement, "replacement");
}

void tst_FilterParser::boundsNesting()
{
    const auto nested = [](int depth) { return QString(QString(depth, u'(') + u'a' + QString(depth, u')')); };
    QVERIFY(parseFilter(nested(64), Now));
    QVERIFY(!parseFilter(nested(65), Now));
    QVERIFY(!parseFilter(nested(100'000), Now));
}

void tst_FilterParser::keyTableIsInOrder()
{
    for (std::size_t i = 0; i < filterKeys().size(); ++i)
        QCOMPARE(std::size_t(filterKeys()[i].key), i);
}

QTEST_GUILESS_MAIN(tst_FilterParser)
#include "tst_filterparser.moc"
