// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/filter/filtercompletion.h"
#include "ui/inspector/filter/filterecho.h"
#include "ui/inspector/filter/filterlexer.h"
#include "ui/inspector/filter/filtermatcher.h"
#include "ui/inspector/filter/filterparser.h"
#include "ui/inspector/filter/filtervalues.h"

#include <QTest>
#include <QTimeZone>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime Now(QDate(2026, 11, 19), QTime(14, 32), QTimeZone::utc());

EntityNames names()
{
    Configuration configuration;
    for (const auto &[id, name, team] :
         {std::tuple(1, u"Support desk"_s, u"care"_s), std::tuple(2, u"docs-search"_s, u"web"_s),
          std::tuple(3, u"docs-index"_s, u"web"_s)}) {
        Client client;
        client.id = id;
        client.name = name;
        client.team = team;
        configuration.clients.append(client);
    }
    Provider provider;
    provider.id = 9;
    provider.name = u"OpenAI"_s;
    configuration.providers.append(provider);
    return EntityNames(configuration);
}

Store::RequestRecord request()
{
    Store::RequestRecord record;
    record.startedAt = fromMicroseconds(Now.toMSecsSinceEpoch() * 1000 - 60'000'000);
    record.id = RequestId::generate(record.startedAt);
    record.state = Store::RequestState::Answered;
    record.clientId = 1;
    record.providerId = 9;
    record.requestedModel = u"claude-sonnet-4.6"_s;
    record.usedModel = u"gpt-5.4"_s;
    record.httpStatus = 200;
    record.usage.inputUncached = 1000;
    record.usage.output = 500;
    record.cost = Money::fromNanos(50'000'000);
    record.pricing = Store::Pricing::Priced;
    record.latency = 4s;
    record.attemptCount = 2;
    record.stream = true;
    record.userAgent = u"openai-node 6.1"_s;
    return record;
}

FilterMatcher matcher(const QString &text)
{
    const auto parsed = parseFilter(text, Now);
    return parsed ? FilterMatcher(*parsed, names()) : FilterMatcher();
}

} // namespace

class tst_FilterMatcher : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void theStoreTakesWhatItCan_data();
    void theStoreTakesWhatItCan();
    void unknownCostIsNoNumber();
    void anUnknownClientIsImpossible();
    void anIdTellsItsTime();
    void saysItInWords_data();
    void saysItInWords();
    void proposes_data();
    void proposes();
    void quotesValuesSoThatTheyReadBack_data();
    void quotesValuesSoThatTheyReadBack();
    void coloursWords();
};

void tst_FilterMatcher::judges_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("fits");
    const std::initializer_list<std::pair<const char *, bool>> rows = {
        {"", true},
        {"client:\"support desk\"", true},
        {"client:docs-search", false},
        {"client!=docs-search", true},
        {"client:supp*", true},
        {"client~desk", true},
        {"team:care", true},
        {"model:gpt-5.4", true},
        {"model:claude-*", true},
        {"requested:gpt-5.4", false},
        {"model:/sonnet-\\d/", true},
        {"provider:openai", true},
        {"status:ok", true},
        {"status:200", true},
        {"status:2xx", true},
        {"status>=400", false},
        {"status:error", false},
        {"state:answered,denied", true},
        {"cost>$0.05", false},
        {"cost>=$0.05", true},
        {"tokens>1499", true},
        {"tokens>1500", false},
        {"in:1000 out:500", true},
        {"latency<5s", true},
        {"attempts>1", true},
        {"stream:yes", true},
        {"stream:no", false},
        {"priced:yes", true},
        {"sonnet", true},
        {"node", true},
        {"nothing", false},
        {"nothing or node", true},
        {"not (status:ok and stream:yes)", false},
        {"since:2m", true},
        {"since:30s", false},
        {"before:30s", true},
    };
    for (const auto &[text, fits] : rows)
        QTest::newRow(*text ? text : "empty") << QString::fromUtf8(text) << fits;
}

void tst_FilterMatcher::judges()
{
    QFETCH(const QString, text);
    QVERIFY(parseFilter(text, Now));
    QTEST(matcher(text).matches(request()), "fits");
}

void tst_FilterMatcher::theStoreTakesWhatItCan_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isExact");
    QTest::newRow("clients") << u"client:docs-*"_s << true;
    QTest::newRow("state") << u"status:error cost>$0.05 tokens>=10 latency>1s stream:yes tool:no priced:no"_s << true;
    QTest::newRow("upper bound") << u"cost<$0.05"_s << false;
    QTest::newRow("or") << u"status:error or cost>1"_s << false;
    QTest::newRow("not") << u"not status:error"_s << false;
    QTest::newRow("word") << u"refund"_s << false;
    QTest::newRow("both") << u"status:error refund"_s << false;
}

void tst_FilterMatcher::theStoreTakesWhatItCan()
{
    QFETCH(const QString, text);
    QTEST(matcher(text).isExact(), "isExact");
    QCOMPARE(matcher(u"client:docs-*"_s).narrowed().clients, (QList<EntityId>{2, 3}));
    // Money and tokens are whole: "over" is the next one.
    QCOMPARE(matcher(u"cost>$0.05"_s).narrowed().costAtLeast, Money::fromNanos(50'000'001));
    QCOMPARE(matcher(u"tokens>=10"_s).narrowed().tokensAtLeast, 10);
    QCOMPARE(matcher(u"status:error refund"_s).narrowed().states.size(), 6);
}

void tst_FilterMatcher::unknownCostIsNoNumber()
{
    Store::RequestRecord record = request();
    record.pricing = Store::Pricing::Unpriced;
    record.cost = {};
    QVERIFY(!matcher(u"cost<$1"_s).matches(record));
    QVERIFY(!matcher(u"cost>=$0"_s).matches(record));
    QVERIFY(!matcher(u"cost>=$0"_s).isExact());
    QVERIFY(matcher(u"priced:no"_s).matches(record));
}

void tst_FilterMatcher::anUnknownClientIsImpossible()
{
    QVERIFY(matcher(u"client:nobody"_s).isImpossible());
    QVERIFY(!matcher(u"client:nobody"_s).matches(request()));
    QVERIFY(!matcher(u"client:docs-search"_s).isImpossible());
}

void tst_FilterMatcher::anIdTellsItsTime()
{
    const Store::RequestRecord record = request();
    const FilterMatcher filter = matcher("id:"_L1 + record.id.toString());
    QVERIFY(filter.matches(record));
    QVERIFY(filter.narrowed().from && *filter.narrowed().from <= record.startedAt);
    QVERIFY(filter.narrowed().to && *filter.narrowed().to > record.startedAt);
}

void tst_FilterMatcher::saysItInWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("mockup") << u"cost>$0.05 client:\"Support desk\""_s << u"Cost over $0.0500, client Support desk"_s;
    QTest::newRow("flags") << u"stream:no priced:no"_s << u"Not streamed, unpriced"_s;
    QTest::newRow("nested") << u"status:429 (model:a or model:b)"_s << u"Status 429, (model a or model b)"_s;
    QTest::newRow("not") << u"not tokens>=2k"_s << u"Not tokens at least 2,000"_s;
}

void tst_FilterMatcher::saysItInWords()
{
    QFETCH(const QString, text);
    QTEST(filterInWords(matcher(text).filter()), "words");
}

void tst_FilterMatcher::proposes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("first");
    QTest::addColumn<int>("start");
    QTest::newRow("nothing typed") << QString() << u"client:"_s << 0;
    QTest::newRow("key") << u"cost>1 lat"_s << u"latency:"_s << 7;
    QTest::newRow("values") << u"client:"_s << u"docs-index"_s << 7;
    QTest::newRow("value begun") << u"client:supp"_s << u"\"Support desk\""_s << 7;
    QTest::newRow("open quotation") << u"client:\"supp"_s << u"\"Support desk\""_s << 7;
    QTest::newRow("list") << u"client:docs-index,docs-s"_s << u"docs-search"_s << 18;
    QTest::newRow("state") << u"state:prov"_s << u"provider-error"_s << 6;
}

void tst_FilterMatcher::proposes()
{
    QFETCH(const QString, text);
    const auto proposals = filterProposals(text, text.size(), names());
    QVERIFY(!proposals.isEmpty());
    QVERIFY(proposals.size() <= 32);
    QTEST(proposals.constFirst().text, "first");
    QTEST(int(proposals.constFirst().replaced.start), "start");
}

void tst_FilterMatcher::quotesValuesSoThatTheyReadBack_data()
{
    QTest::addColumn<QString>("value");
    for (const auto &value : {u"plain"_s, u"two words"_s, u"quote\"inside"_s, u"back\\slash"_s, u"a,b"_s, u"(x)"_s,
                              u"Größe"_s, u"a:b"_s, u"/not a pattern/"_s, u"x=y"_s})
        QTest::newRow(qPrintable(value)) << value;
}

void tst_FilterMatcher::quotesValuesSoThatTheyReadBack()
{
    QFETCH(const QString, value);
    const auto parsed = parseFilter(QString("ua:"_L1 + quotedFilterValue(value)), Now);
    QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().message));
    QCOMPARE(parsed->values.size(), 1);
    QCOMPARE(parsed->values.constFirst().text, value);
}

void tst_FilterMatcher::coloursWords()
{
    const QList<FilterSpan> spans = filterSpans(u"tokens>100 and not model:\"load test\" open \"qu"_s);
    const QList<FilterSpan> expected = {{FilterSpan::Kind::Key, {0, 6}},      {FilterSpan::Kind::Number, {7, 3}},
                                        {FilterSpan::Kind::Keyword, {11, 3}}, {FilterSpan::Kind::Keyword, {15, 3}},
                                        {FilterSpan::Kind::Key, {19, 5}},     {FilterSpan::Kind::String, {25, 11}},
                                        {FilterSpan::Kind::Word, {37, 4}}};
    QCOMPARE(spans, expected);
}

QTEST_GUILESS_MAIN(tst_FilterMatcher)
#include "tst_filtermatcher.moc"
