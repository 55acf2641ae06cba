// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/surfaces.h"
#include "tests/support/clocks.h"
#include "tests/ui/inspector/inspectorfakes.h"
#include "ui/inspector/attemptmodel.h"
#include "ui/inspector/curlcommand.h"
#include "ui/inspector/factsmodel.h"
#include "ui/inspector/modelspelling.h"
#include "ui/inspector/requestmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_InspectorModels : public QObject
{
    Q_OBJECT

private slots:
    void requestModelKeepsItsPromises();
    void everyColumnHasANameAndACondition();
    void attemptsStandOnOneAxis();
    void stagesAreTheSpineInOrder();
    void unitsTimesPriceIsTheAmount();
    void tellsModelsFromSpellings();
    void curlQuotesForTheShell();
    void curlKnowsEverySurface();
    void curlSpeaksTheDialect();
};

namespace {

Store::RequestRecord record(Timestamp at)
{
    Store::RequestRecord request;
    request.startedAt = at;
    request.id = RequestId::generate(at);
    request.state = Store::RequestState::Answered;
    request.requestedModel = request.usedModel = u"m"_s;
    request.pricing = Store::Pricing::Priced;
    request.cost = Money::fromNanos(1);
    return request;
}

} // namespace

void tst_InspectorModels::requestModelKeepsItsPromises()
{
    Test::FakeClock clock;
    Test::MemoryQuestions questions;
    for (int i = 0; i < 700; ++i)
        questions.rows.append(record(clock.now() - std::chrono::seconds(i + 1)));
    RequestModel model(questions, clock);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFilter({}, std::nullopt, std::nullopt);
    QTRY_COMPARE(questions.openQuestions(), 0);
    while (model.canFetchMore({})) {
        model.fetchMore({});
        QTRY_COMPARE(questions.openQuestions(), 0);
    }
    QCOMPARE(model.rowCount(), 700);
    Store::RequestRecord running = record(clock.now());
    running.state = Store::RequestState::Running;
    model.takeLive({.requests = {running, record(clock.now())}});
    QCOMPARE(model.rowCount(), 702);
    model.tick();
    model.setFollowing(false);
    model.takeLive({.requests = {record(clock.now())}});
    QCOMPARE(model.waitingRows(), 1);
    model.setFollowing(true);
    QCOMPARE(model.rowCount(), 703);
    // A range that has an end takes no row behind it.
    model.setFilter({}, std::nullopt, clock.now() - 1h);
    QTRY_COMPARE(questions.openQuestions(), 0);
    const int rows = model.rowCount();
    model.takeLive({.requests = {record(clock.now())}});
    QCOMPARE(model.rowCount(), rows);
}

void tst_InspectorModels::everyColumnHasANameAndACondition()
{
    Test::FakeClock clock;
    Test::MemoryQuestions questions;
    questions.rows.append(record(clock.now()));
    RequestModel model(questions, clock);
    model.setFilter({}, std::nullopt, std::nullopt);
    QTRY_COMPARE(model.rowCount(), 1);
    for (int column = 0; column < RequestModel::ColumnCount; ++column) {
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString().isEmpty());
        const bool isRight = model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
        QCOMPARE(bool(model.index(0, column).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight), isRight);
    }
    QCOMPARE(model.index(0, RequestModel::RequestedModel).data(RequestModel::FilterTextRole).toString(),
             u"requested:m"_s);
    QCOMPARE(model.index(0, RequestModel::TokensIn).data().toString(), QString()); // blank, not zero
}

void tst_InspectorModels::attemptsStandOnOneAxis()
{
    Test::FakeClock clock;
    Store::RequestDetail detail;
    Store::AttemptRecord first;
    first.startedAt = clock.now();
    first.connect = 100ms;
    first.duration = 1s;
    first.status = 529;
    first.errorCode = "upstream_invalid"_ba;
    first.message = u"Overloaded"_s;
    Store::AttemptRecord second;
    second.number = 2;
    second.startedAt = clock.now() + 2s;
    second.firstByte = 1s;
    second.duration = 2s;
    second.status = 200;
    detail.attempts = {first, second};
    AttemptModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRequest(detail, EntityNames());
    QCOMPARE(model.axis(), std::chrono::microseconds(4s));
    const auto failed =
        model.index(0, AttemptModel::Waterfall).data(AttemptModel::SpanRole).value<AttemptModel::Span>();
    QVERIFY(failed.isFailed);
    QCOMPARE(failed.connected, 0.025);
    QCOMPARE(failed.end, 0.25);
    QCOMPARE(failed.next, 0.5);
    const auto answered =
        model.index(1, AttemptModel::Waterfall).data(AttemptModel::SpanRole).value<AttemptModel::Span>();
    QCOMPARE(answered.firstByte, 0.75);
    QCOMPARE(answered.next, answered.end);
    QVERIFY(model.story().contains(u"529, Overloaded"_s));
    QVERIFY(model.story().contains(u"waited 1.00"_s));
}

void tst_InspectorModels::stagesAreTheSpineInOrder()
{
    Store::RequestRecord request;
    for (std::size_t i = 0; i < Store::StageCount; ++i)
        request.stages[i] = std::chrono::microseconds(10);
    const auto rows = timingRows(request);
    QCOMPARE(rows.size(), qsizetype(Store::StageCount) + 2);
    for (std::size_t i = 0; i < Store::StageCount; ++i) {
        QCOMPARE(rows.at(qsizetype(i)).cells.at(1), stageInWords(Store::Stage(i)));
        QCOMPARE(rows.at(qsizetype(i)).share, 0.1);
    }
}

void tst_InspectorModels::unitsTimesPriceIsTheAmount()
{
    Store::RequestRecord request;
    request.usage.inputUncached = 1846;
    request.usage.outputReasoning = 3;
    request.pricing = Store::Pricing::Priced;
    request.cost = Money::fromNanos(4'660'000);
    Llm::Price price;
    price.input = 2'500'000'000; // $2.50 a million
    price.output = 15'000'000'001;
    const auto rows = tokenRows(request, price);
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows.at(0).cells, (QStringList{u"Input"_s, u"1,846"_s, u"$2.50"_s, u"$0.004615"_s}));
    QCOMPARE(rows.at(1).cells.at(3), u"$0.000045001"_s); // rounded up, as it is charged
    QCOMPARE(rows.at(2).cells.at(3), u"$0.00466"_s);
    QCOMPARE(tokenRows(request, std::nullopt).at(0).cells.size(), 2); // no price is made up
    FactsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows({u"a"_s, u"b"_s, u"c"_s, u"d"_s}, rows, 1);
    QCOMPARE(model.rowCount(), 3);
}

void tst_InspectorModels::tellsModelsFromSpellings()
{
    const auto isSame = [](const QString &asked, const QString &used) { return isSameModel(asked, used); };
    QVERIFY(isSame(u"gpt-4o"_s, u"gpt-4o-2024-08-06"_s));
    QVERIFY(isSame(u"claude-sonnet-4-5"_s, u"claude-sonnet-4-5-20250929"_s));
    QVERIFY(isSame(u"claude-3-5-haiku-latest"_s, u"claude-3-5-haiku-20241022"_s));
    QVERIFY(isSame(u"claude-sonnet-4@20250514"_s, u"claude-sonnet-4"_s));
    QVERIFY(isSame(u"gemini-2.5-flash"_s, u"models/gemini-2.5-flash"_s));
    QVERIFY(isSame(u"gemini-2.0-flash"_s, u"gemini-2.0-flash-001"_s));
    QVERIFY(isSame(u"claude-sonnet-4.6"_s, u"claude-sonnet-4-6"_s));
    QVERIFY(!isSame(u"gpt-4o"_s, u"gpt-4o-mini"_s));
    QVERIFY(!isSame(u"gpt-4o-2024-08-06"_s, u"gpt-4o-2024-11-20"_s));
    QVERIFY(!isSame(u"fast"_s, u"gpt-4o"_s)); // an alias is worth showing
}

void tst_InspectorModels::curlQuotesForTheShell()
{
    Store::RequestRecord request;
    const QByteArray body = R"({"a":"it's $HOME"})";
    const QString command =
        curlCommand(request, u"http://127.0.0.1:8080"_s, {{{Store::BodyPart::ClientRequest, body}, body.size()}});
    QVERIFY(command.startsWith(u"curl http://127.0.0.1:8080/v1/chat/completions "_s));
    QVERIFY(command.endsWith(uR"(--data-raw '{"a":"it'\''s $HOME"}')"_s));
    QVERIFY(command.contains(u"Bearer $GATEHOUSE_KEY"_s));
    QVERIFY(!curlCommand(request, {}, {{{Store::BodyPart::ClientRequest, body, true}, 99}}).contains(u"--data"_s));
}

// The gateway itself takes every address for what it is.
void tst_InspectorModels::curlKnowsEverySurface()
{
    for (const Llm::SurfaceTraits &traits : Llm::allSurfaces()) {
        if (traits.surface == Llm::Surface::Unknown)
            continue;
        Store::RequestRecord request;
        request.surface = traits.surface;
        request.requestedModel = u"meta/llama-3:8b"_s;
        for (const bool stream : {false, true}) {
            request.stream = stream;
            QString path = curlCommand(request, {}, {}).section(u' ', 1, 1).remove(u'\'');
            path = path.section(u'?', 0, 0);
            const bool isList = traits.kind == Llm::SurfaceKind::List;
            const auto match = Pipeline::surfaceAt(path.toLatin1(), isList ? "GET" : "POST");
            QVERIFY2(match && match->surface == traits.surface, qPrintable(path));
        }
    }
}

void tst_InspectorModels::curlSpeaksTheDialect()
{
    Store::RequestRecord request;
    request.surface = Llm::Surface::GenerateContent;
    request.requestedModel = u"gemini-2.5-flash"_s;
    request.stream = true;
    const QString gemini = curlCommand(request, u"http://127.0.0.1:8080"_s, {});
    QVERIFY(gemini.startsWith(
        u"curl 'http://127.0.0.1:8080/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse' "_s));
    QVERIFY(gemini.contains(u"x-goog-api-key: $GATEHOUSE_KEY"_s));
    request.surface = Llm::Surface::Messages;
    QVERIFY(curlCommand(request, {}, {}).contains(u"x-api-key: $GATEHOUSE_KEY"_s));
    request.surface = Llm::Surface::Transcription;
    const QByteArray form = "--b\r\nContent-Disposition: form-data"_ba;
    QVERIFY(!curlCommand(request, {}, {{{Store::BodyPart::ClientRequest, form}, form.size()}}).contains(u"--data"_s));
}

QTEST_GUILESS_MAIN(tst_InspectorModels)
#include "tst_inspectormodels.moc"
