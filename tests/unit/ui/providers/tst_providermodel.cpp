// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/adminstory.h"
#include "ui/providers/credentialmodel.h"
#include "ui/providers/failuremodel.h"
#include "ui/providers/modelchoicemodel.h"
#include "ui/providers/providermodel.h"
#include "ui/providers/providermodelsmodel.h"
#include "ui/providers/providerproxymodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;
using Tester = QAbstractItemModelTester;

class TestProviderModel final : public QObject
{
    Q_OBJECT
private slots:
    void tellsHealth();
    void followsTheSimulatorsSwitch();
    void asksToEnable();
    void putsTrafficIntoHalfHours();
    void sortsTroubleFirst();
    void listsCredentials();
    void editsModels();
    void choosesModels();
    void tellsFailures();
};

void TestProviderModel::tellsHealth()
{
    ProviderModel model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setConfiguration(Test::adminConfiguration());
    model.setHealth(Test::adminHealth());
    const int row = model.rowOf(102);
    QCOMPARE(model.index(row, ProviderModel::HealthColumn).data().toString(), u"Down"_s);
    QCOMPARE(model.index(row, ProviderModel::HealthColumn).data(GlyphRole).toString(), u"error"_s);
    QCOMPARE(model.index(row, ProviderModel::KeysColumn).data().toString(), u"1 of 2"_s);
    QCOMPARE(model.index(row, ProviderModel::ErrorsColumn).data().toString(), u"38.6\u00A0%"_s);
    QCOMPARE(model.state(104), ProviderState::Quiet);
    QCOMPARE(model.state(105), ProviderState::Disabled);
    QVERIFY(model.index(row, ProviderModel::NameColumn)
                .data(Qt::AccessibleTextRole)
                .toString()
                .startsWith("Mistral, Down"_L1));
    const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setHealth(Test::adminHealth());
    QCOMPARE(changes.size(), 0); // the same again touches nothing
}

void TestProviderModel::followsTheSimulatorsSwitch()
{
    ProviderModel model;
    Configuration configuration = Test::adminConfiguration();
    model.setConfiguration(configuration);
    QCOMPARE(model.state(106), ProviderState::Quiet);
    configuration.settings.append({.name = u"simulator.enabled"_s, .value = false});
    model.setConfiguration(configuration);
    QCOMPARE(model.state(106), ProviderState::Disabled);
}

void TestProviderModel::asksToEnable()
{
    ProviderModel model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setConfiguration(Test::adminConfiguration());
    const QSignalSpy asked(&model, &ProviderModel::enableRequested);
    const QModelIndex box = model.index(model.rowOf(105), ProviderModel::EnabledColumn);
    QVERIFY(!model.setData(box, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().at(1).toBool(), true);
    QCOMPARE(box.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked)); // until the configuration says so
}

void TestProviderModel::putsTrafficIntoHalfHours()
{
    using namespace std::chrono_literals;
    Store::SeriesPoint point;
    point.groupId = 101;
    point.totals.requests = 10;
    QList<Store::SeriesPoint> points;
    point.start = stripStart(Test::StoryNow); // the first moment of the strip
    points.append(point);
    point.start = Test::StoryNow - 1min;
    point.totals.upstreamErrors = 3;
    points.append(point);
    point.totals.upstreamErrors = 10;
    points.append(point);
    point.start = stripStart(Test::StoryNow) - 1min; // before it
    points.append(point);
    const HealthStrip strip = healthStrips(points, Test::StoryNow).value(101);
    QCOMPARE(strip.front().requests, 10);
    QCOMPARE(strip.back().requests, 20);
    QCOMPARE(strip.back().failures, 13);
    const QList<int> cells = severities(strip);
    QCOMPARE(cells.size(), 48);
    QCOMPARE(cells.first(), int(AllFine));
    QCOMPARE(cells.at(1), int(NoTraffic));
    QCOMPARE(cells.last(), int(MostFail));
}

void TestProviderModel::sortsTroubleFirst()
{
    ProviderModel model;
    ProviderProxyModel proxy;
    proxy.setSourceModel(&model);
    const Tester tester(&proxy, Tester::FailureReportingMode::QtTest);
    model.setConfiguration(Test::adminConfiguration());
    model.setHealth(Test::adminHealth());
    proxy.sort(ProviderModel::HealthColumn, Qt::AscendingOrder);
    QCOMPARE(proxy.index(0, ProviderModel::NameColumn).data().toString(), u"Mistral"_s);
    QCOMPARE(proxy.countOf(ProviderProxyModel::Group::InTrouble), 2);
    proxy.setGroup(ProviderProxyModel::Group::InTrouble);
    QCOMPARE(proxy.rowCount(), 2);
    proxy.setSearch(u"vllm"_s);
    QCOMPARE(proxy.rowCount(), 1);
}

void TestProviderModel::listsCredentials()
{
    CredentialModel model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setCredentials(102, Test::adminConfiguration().credentials);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, CredentialModel::LastFourColumn).data().toString(), u"…91bd"_s);
    QCOMPARE(model.index(1, CredentialModel::StateColumn).data().toString(), u"disabled"_s);
    for (int column = 0; column < CredentialModel::ColumnCount; ++column)
        QVERIFY(!model.index(1, column).data().toString().contains("test/"_L1)); // not even the reference
}

void TestProviderModel::editsModels()
{
    ProviderModelsModel model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setModels(101, Test::adminConfiguration().models);
    QCOMPARE(model.rowCount(), 3);
    Model wanted;
    connect(&model, &ProviderModelsModel::changeRequested, this, [&wanted](const Model &change) { wanted = change; });
    QVERIFY(!model.setData(model.index(0, ProviderModelsModel::UpstreamColumn), u" gpt-5.4-2026 "_s, Qt::EditRole));
    QCOMPARE(wanted.upstreamName, u"gpt-5.4-2026"_s);
    wanted = {};
    QVERIFY(!model.setData(model.index(0, ProviderModelsModel::NameColumn), u"  "_s,
                           Qt::EditRole)); // a model without a name
    QCOMPARE(wanted, Model());
    QVERIFY(!model.setData(model.index(0, ProviderModelsModel::EnabledColumn), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(!wanted.enabled);
}

void TestProviderModel::choosesModels()
{
    ModelChoiceModel model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setModels({u"b"_s, u"a"_s, u"c"_s, u"a"_s}, {u"b"_s});
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(!model.setData(model.index(1), Qt::Checked, Qt::CheckStateRole)); // offered already
    QCOMPARE(model.index(1).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QVERIFY(model.setData(model.index(2), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(model.chosen(), QStringList{u"c"_s});
    model.setAllChosen({u"a"_s, u"b"_s}, true);
    QCOMPARE(model.chosen(), (QStringList{u"a"_s, u"c"_s}));
}

void TestProviderModel::tellsFailures()
{
    FailureModel model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    const QList<Store::ErrorGroup> errors = {{.errorCode = "upstream_timeout",
                                              .providerId = 102,
                                              .message = {},
                                              .attempts = 3,
                                              .toClient = 0,
                                              .lastSeen = Test::StoryNow - std::chrono::hours(2)},
                                             {.errorCode = "upstream_rejected",
                                              .providerId = 102,
                                              .message = u"401 invalid api key"_s,
                                              .attempts = 61,
                                              .toClient = 3,
                                              .lastSeen = Test::StoryNow},
                                             {.errorCode = "upstream_rejected",
                                              .providerId = 101,
                                              .message = u"404"_s,
                                              .attempts = 1,
                                              .toClient = 1,
                                              .lastSeen = Test::StoryNow}};
    model.setErrors(102, u"Mistral"_s, errors, Test::StoryNow);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, FailureModel::WhatColumn).data().toString(), u"Key rejected by Mistral (401)"_s);
    QCOMPARE(model.errorCodeAt(0), "upstream_rejected"_ba);
    QCOMPARE(model.index(1, FailureModel::MessageColumn).data().toString(), u"upstream_timeout"_s);
    QCOMPARE(model.index(1, FailureModel::ClientColumn).data().toString(), QString()); // blank, not zero
}

QTEST_MAIN(TestProviderModel)
#include "tst_providermodel.moc"
