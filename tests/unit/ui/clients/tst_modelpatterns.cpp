// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/config/snapshot.h"
#include "tests/support/adminstory.h"
#include "ui/clients/modelpatterns.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;

class TestModelPatterns final : public QObject
{
    Q_OBJECT
private slots:
    void matches_data();
    void matches();
    void agreesWithTheGateway();
    void reachesAllWithoutPatterns();
    void knowsModelsAtEnabledProviders();
    void refusesWhatIsNoPattern();
};

void TestModelPatterns::matches_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("expected");
    QTest::newRow("exact") << u"gpt-5.4"_s << u"gpt-5.4"_s << true;
    QTest::newRow("not a prefix") << u"gpt-5"_s << u"gpt-5.4"_s << false;
    QTest::newRow("star at the end") << u"gpt-*"_s << u"gpt-5.4"_s << true;
    QTest::newRow("star matches nothing") << u"gpt-5.4*"_s << u"gpt-5.4"_s << true;
    QTest::newRow("star over slashes") << u"openai/*"_s << u"openai/gpt/5"_s << true;
    QTest::newRow("two stars") << u"*sonnet*"_s << u"claude-sonnet-4.6"_s << true;
    QTest::newRow("one back for the star") << u"*ab"_s << u"aab"_s << true;
    QTest::newRow("every") << u"*"_s << u"anything"_s << true;
    QTest::newRow("case counts") << u"GPT-*"_s << u"gpt-5.4"_s << false;
    QTest::newRow("empty") << QString() << u"gpt"_s << false;
}

void TestModelPatterns::matches()
{
    QFETCH(const QString, pattern);
    QFETCH(const QString, model);
    QFETCH(const bool, expected);
    QCOMPARE(matchesModel(pattern, model), expected);
}

// What the form shows while a pattern is written is what the gateway will do.
void TestModelPatterns::agreesWithTheGateway()
{
    Configuration configuration = Test::adminConfiguration();
    const QStringList patterns = {u"gpt-5*"_s, u"*-large"_s, u"qwen3:32b"_s, u"text-*-small"_s};
    configuration.clients[0].allowedModels = patterns;
    const auto snapshot = Snapshot::create(configuration, std::make_shared<const CredentialSecrets>(), nullptr);
    QVERIFY2(snapshot.has_value(), snapshot ? "" : qPrintable(snapshot.error().message));
    const QStringList known = knownModels(configuration);
    const QStringList reached = reachedModels(patterns, known);
    QVERIFY(!reached.isEmpty() && reached.size() < known.size());
    for (const QString &model : known)
        QCOMPARE((*snapshot)->isModelAllowed((*snapshot)->configuration().clients[0], model.toUtf8()),
                 reached.contains(model));
}

void TestModelPatterns::reachesAllWithoutPatterns()
{
    QCOMPARE(reachedModels({}, {u"a"_s, u"b"_s}).size(), 2);
    QCOMPARE(reachedModels({u"c*"_s}, {u"a"_s, u"b"_s}).size(), 0);
}

void TestModelPatterns::knowsModelsAtEnabledProviders()
{
    Configuration configuration = Test::adminConfiguration();
    QVERIFY(knownModels(configuration).contains(u"codestral"_s));
    QVERIFY(!knownModels(configuration).contains(u"*"_s));
    configuration.providers[1].enabled = false;
    QVERIFY(!knownModels(configuration).contains(u"codestral"_s));
    configuration.aliases.append({.id = 1, .name = u"fast"_s, .model = u"gpt-5.4-mini"_s});
    QVERIFY(knownModels(configuration).contains(u"fast"_s));
}

void TestModelPatterns::refusesWhatIsNoPattern()
{
    QVERIFY(!patternProblem(u"  "_s).isEmpty());
    QVERIFY(!patternProblem(u"gpt 5"_s).isEmpty());
    QVERIFY(patternProblem(u"openai/gpt-*"_s).isEmpty());
}

QTEST_MAIN(TestModelPatterns)
#include "tst_modelpatterns.moc"
