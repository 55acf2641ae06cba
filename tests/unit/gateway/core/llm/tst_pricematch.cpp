// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/pricematch.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

Result<Llm::PriceMatch> read(const QByteArray &json)
{
    Json::Reader reader(json, Json::Rules::Strict);
    reader.next();
    return Llm::readPriceMatch(reader);
}

} // namespace

class TestPriceMatch : public QObject
{
    Q_OBJECT
private slots:
    void rules_data();
    void rules();
    void refused_data();
    void refused();
};

void TestPriceMatch::rules_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QString>("yes");
    QTest::addColumn<QString>("no");
    QTest::newRow("equals") << R"({"equals":"gpt-5"})"_ba << u"gpt-5"_s << u"gpt-5-mini"_s;
    QTest::newRow("starts") << R"({"starts_with":"gpt-"})"_ba << u"gpt-5"_s << u"a-gpt-5"_s;
    QTest::newRow("ends") << R"({"ends_with":"-mini"})"_ba << u"x-mini"_s << u"x-mini-2"_s;
    QTest::newRow("contains") << R"({"contains":"claude"})"_ba << u"a/claude-5"_s << u"clade"_s;
    QTest::newRow("regex searches") << R"({"regex":"^o[134]"})"_ba << u"o3-mini"_s << u"go3"_s;
    QTest::newRow("or") << R"({"or":[{"equals":"a"},{"equals":"b"}]})"_ba << u"b"_s << u"c"_s;
    QTest::newRow("and") << R"({"and":[{"contains":"a"},{"contains":"b"}]})"_ba << u"xbax"_s << u"xax"_s;
    QTest::newRow("nested") << R"({"or":[{"and":[{"contains":"a"},{"or":[{"contains":"b"}]}]},{"equals":"z"}]})"_ba
                            << u"ab"_s << u"a"_s;
}

void TestPriceMatch::rules()
{
    QFETCH(const QByteArray, rule);
    QFETCH(const QString, yes);
    QFETCH(const QString, no);
    const auto match = read(rule);
    QVERIFY(match);
    QVERIFY(match->matches(yes));
    QVERIFY(!match->matches(no));
    QVERIFY(!Llm::PriceMatch().matches(yes));
}

void TestPriceMatch::refused_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::newRow("nothing") << "{}"_ba;
    QTest::newRow("unknown") << R"({"like":"a"})"_ba;
    QTest::newRow("two rules") << R"({"equals":"a","contains":"b"})"_ba;
    QTest::newRow("a number") << R"({"equals":5})"_ba;
    QTest::newRow("list where text should be") << R"({"equals":["a"]})"_ba;
    QTest::newRow("text where list should be") << R"({"or":"a"})"_ba;
    QTest::newRow("list of texts") << R"({"or":["a"]})"_ba;
    QTest::newRow("bad regex") << R"({"regex":"["})"_ba;
    QTest::newRow("bad part") << R"({"or":[{"equals":"a"},{"like":"b"}]})"_ba;
}

void TestPriceMatch::refused()
{
    QFETCH(const QByteArray, rule);
    QVERIFY(!read(rule));
}

QTEST_GUILESS_MAIN(TestPriceMatch)
#include "tst_pricematch.moc"
