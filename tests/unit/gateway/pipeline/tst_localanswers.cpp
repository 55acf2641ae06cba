// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/localanswers.h"
#include "tests/support/spinebench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Pipeline;
using namespace Qt::StringLiterals;

namespace {

// A client of a dialect that has been authenticated.
ExchangePtr clientOf(const Test::SpineBench &bench, Llm::Dialect dialect)
{
    ExchangePtr exchange = bench.exchange("{}"_ba);
    exchange->dialect = dialect;
    exchange->client = &exchange->snapshot->configuration().clients.first();
    return exchange;
}

QJsonArray listed(const Exchange &exchange, QLatin1StringView member)
{
    return QJsonDocument::fromJson(modelList(exchange))[member].toArray();
}

} // namespace

class LocalAnswersTest final : public QObject
{
    Q_OBJECT
private slots:
    void everyDialectHasItsList()
    {
        const Test::SpineBench bench;
        const QJsonArray openAi = listed(*clientOf(bench, Llm::Dialect::OpenAi), "data"_L1);
        QCOMPARE(openAi.size(), 1); // two providers have it: it is one model
        QCOMPARE(openAi[0]["id"_L1].toString(), u"gpt-5-mini"_s);
        QCOMPARE(openAi[0]["object"_L1].toString(), u"model"_s);
        QCOMPARE(openAi[0]["owned_by"_L1].toString(), u"vendor-10"_s);
        const QJsonArray gemini = listed(*clientOf(bench, Llm::Dialect::Gemini), "models"_L1);
        QCOMPARE(gemini[0]["name"_L1].toString(), u"models/gpt-5-mini"_s);
        QVERIFY(gemini[0]["supportedGenerationMethods"_L1].toArray().contains(u"generateContent"_s));
        const QJsonArray ollama = listed(*clientOf(bench, Llm::Dialect::Ollama), "models"_L1);
        QCOMPARE(ollama[0]["model"_L1].toString(), u"gpt-5-mini"_s);
        QVERIFY(ollama[0]["details"_L1].isObject());
    }

    void aClientSeesWhatItMayUse()
    {
        Test::SpineBench bench;
        bench.configuration.models.last().name = u"other"_s;
        Alias alias;
        alias.name = u"fast"_s;
        alias.model = u"gpt-5-mini"_s;
        Alias dangling;
        dangling.name = u"gone"_s;
        dangling.model = u"no-such-model"_s;
        bench.configuration.aliases = {alias, dangling};
        const auto names = [&bench] {
            QStringList found;
            for (const QJsonValue model : listed(*clientOf(bench, Llm::Dialect::OpenAi), "data"_L1))
                found.append(model["id"_L1].toString());
            return found;
        };
        QCOMPARE(names(), (QStringList{u"fast"_s, u"gpt-5-mini"_s, u"other"_s}));
        bench.configuration.clients.first().allowedModels = {u"o*"_s};
        QCOMPARE(names(), QStringList{u"other"_s});
        bench.configuration.clients.first().allowedModels = {u"fast"_s}; // the alias, but not what it stands for
        QCOMPARE(names(), QStringList());
    }

    void namesOfAnyKindAreWritten()
    {
        Test::SpineBench bench;
        const QString name = u"a\"b\\c/d:ä"_s;
        bench.configuration.models.first().name = name;
        bench.configuration.models.removeLast();
        for (const auto &[dialect, member, key] : {std::tuple(Llm::Dialect::OpenAi, "data"_L1, "id"_L1),
                                                   std::tuple(Llm::Dialect::Gemini, "models"_L1, "displayName"_L1),
                                                   std::tuple(Llm::Dialect::Ollama, "models"_L1, "name"_L1)}) {
            const ExchangePtr exchange = clientOf(bench, dialect);
            QCOMPARE(listed(*exchange, member)[0][key].toString(), name);
            const QJsonDocument one = QJsonDocument::fromJson(modelDescription(*exchange, name.toUtf8()));
            QVERIFY(one.isObject());
        }
    }

    void tokenCounts()
    {
        const Test::SpineBench bench;
        QCOMPARE(tokenCount(*clientOf(bench, Llm::Dialect::Anthropic), 7), R"({"input_tokens":7})"_ba);
        QCOMPARE(tokenCount(*clientOf(bench, Llm::Dialect::Gemini), 0), R"({"totalTokens":0})"_ba);
    }
};

QTEST_GUILESS_MAIN(LocalAnswersTest)
#include "tst_localanswers.moc"
