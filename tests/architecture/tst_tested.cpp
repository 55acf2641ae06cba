// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/sources.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;

namespace {

// Sources without a test of their own, and the test that goes through them instead. A part of something is tested with
// the whole; a widget with its page.
struct Covered {
    const char *by;     // below tests/
    const char *folder; // of the sources
    const char *sources;
};

// clang-format off
constexpr Covered List[] = {
    {"unit/gateway/core/llm/tst_anthropicanswer", "gateway/core/llm", "anthropicblocks"},
    {"unit/gateway/core/llm/tst_anthropicrequest", "gateway/core/llm", "anthropicrequestwriter"},
    {"unit/gateway/core/llm/tst_anthropicstream", "gateway/core/llm", "anthropicencoder"},
    {"unit/gateway/core/llm/tst_bedrock", "gateway/core/llm", "bedrockanswer bedrockblocks bedrockfinish bedrockrequest bedrockrequestwriter bedrockstream"},
    {"unit/gateway/core/llm/tst_cohere", "gateway/core/llm", "cohereanswer cohererequest coherestream coherewriting"},
    {"unit/gateway/core/llm/tst_dialect", "gateway/core/llm", "dialects"},
    {"unit/gateway/core/llm/tst_embeddings", "gateway/core/llm", "embeddingsanswer"},
    {"unit/gateway/core/llm/tst_geminianswer", "gateway/core/llm", "geminicitations geminifinish geminilogprobs geminiparts"},
    {"unit/gateway/core/llm/tst_geminirequest", "gateway/core/llm", "gemini geminimembers geminirequestwriter geminiturns jsonobjects"},
    {"unit/gateway/core/llm/tst_geministream", "gateway/core/llm", "geminiencoder geminipartialargs"},
    {"unit/gateway/core/llm/tst_ollama", "gateway/core/llm", "ollamaanswer ollamarequest ollamarequestwriter ollamastream"},
    {"unit/gateway/core/llm/tst_openaichat", "gateway/core/llm", "openaichatanswer openaichatmessages openaichatparameters openaichatparts openaichatpartwriter openaichatrequest openaichatwriting"},
    {"unit/gateway/core/llm/tst_openaichatstream", "gateway/core/llm", "openaichatencoder"},
    {"unit/gateway/core/llm/tst_pricing", "gateway/core/llm", "pricecatalog"},
    {"unit/gateway/core/llm/tst_responsesanswer", "gateway/core/llm", "responsesoutput"},
    {"unit/gateway/core/llm/tst_responsesrequest", "gateway/core/llm", "responsesinput responsesitems responsesparameters responsesparts"},

    {"unit/gateway/http/tst_client", "gateway/http", "clientconnection dialer sockettransport"},
    {"unit/gateway/http/tst_deadlines", "gateway/http", "timerlist"},
    {"unit/gateway/http/tst_server", "gateway/http", "descriptortransport endofturn serverconnection serverresponse"},
    {"fuzz/http/tst_requestparser", "gateway/http", "requestparser"},
    {"fuzz/http/tst_responseparser", "gateway/http", "responseparser"},
    {"unit/gateway/http/tst_acceptor", "gateway/http", "portowner"},

    {"unit/gateway/store/tst_journal", "gateway/store", "journalcodec"},
    {"unit/gateway/store/tst_migration", "gateway/store", "schema statement"},
    {"unit/gateway/store/tst_reader", "gateway/store", "queryservice requestfilter requestqueries rollupqueries usagecolumns"},
    // Of the two homes of secrets only the sealed file is tried: no machine that tests has a desktop's keychain.
    {"integration/tst_budgets", "gateway/store", "spendqueries"},
    {"unit/gateway/store/tst_secretstore", "gateway/store", "keychainsecrets sealedsecrets"},
    {"unit/gateway/store/tst_store", "gateway/store", "configurationtables database datadirectory ownerlock replay revisionlog"},
    {"unit/gateway/store/tst_writerthread", "gateway/store", "bodycodec bodyretention interning ledgercheck packing rolluptables totals traffictables"},

    {"unit/gateway/upstream/simulator/tst_simulator", "gateway/upstream/simulator", "simulatorembeddings simulatorpattern simulatorprompt simulatorprose simulatorreply simulatorschema"},
    {"unit/gateway/upstream/tst_transport", "gateway/upstream", "simulatorcall"},
    {"unit/gateway/pipeline/tst_clientrequest", "gateway/upstream", "tokencounter"},
    {"unit/gateway/pipeline/tst_pipeline", "gateway/upstream", "delay vendorcall"},

    {"unit/gateway/pipeline/tst_pipeline", "gateway/pipeline", "answerheaders taskscope"},
    {"unit/gateway/pipeline/tst_pipeline", "gateway/pipeline/stages", "attempt authorize cache policy ratelimit record reserve route settle"},
    {"integration/tst_frontdoor", "gateway/pipeline", "frontdoor"},
    {"integration/tst_budgets", "gateway/pipeline", "countersof downgrade keystatus worstcase"},

    {"unit/gateway/accounting/tst_limitbook", "gateway/accounting", "counterindex"},

    {"unit/gateway/engine/tst_configdocument", "gateway/engine", "configdocumentplan configdocumentwriter configsections"},
    {"unit/gateway/engine/tst_demofill", "gateway/engine", "demostory"},
    {"unit/gateway/engine/tst_ownersocket", "gateway/engine", "ownerprotocol ownerserver remotecontrol"},
    {"integration/app/tst_programs", "gateway/engine", "localcontrol"},
    {"integration/tst_lifecycle", "gateway/engine", "engine feed systemclock worker workerthread"},

    {"unit/ui/budgets/tst_budgetmodel", "ui/budgets", "limitmodel rulemodel rulewords"},
    {"ui/budgets/tst_budgetspage", "ui/budgets", "budgetform budgetspage limitform rulespanel subjectpicker topupform"},

    {"unit/ui/clients/tst_clientmodel", "ui/clients", "clientproxymodel"},
    {"unit/ui/clients/tst_keymodel", "ui/clients", "modelusagemodel spendchart"},
    {"ui/clients/tst_clientspage", "ui/clients", "accesseditor clientdetail clientform clientname clientsfeed clientspage clienttree keyform keyrestrictions keyspanel newkeydialog usagepanel"},

    {"ui/clients/tst_clientspage", "ui/common", "changes copyfield filteredit formdialog formwidgets inlinemessage removals theme toast"},
    {"ui/inspector/tst_requestspage", "ui/common", "celldelegate pagedtableview storequestions tableview timerange"},
    {"ui/tst_overviewpage", "ui/common", "chartdata chartplot chartwidget legendview rangeselector sparkline stattile"},
    {"ui/tst_screenshots", "ui/common", "badge buttons colours elidedlabel emptystate flowlayout gatehousestyle icons page pageheader sidebarview stylepainter"},

    {"unit/ui/dashboard/tst_overviewmodels", "ui/dashboard", "errormodel rankmodel snippets"},
    {"ui/tst_overviewpage", "ui/dashboard", "budgetsatrisk firstrow firstrunview overviewdata overviewlayout overviewpage tiles"},

    {"unit/ui/inspector/tst_inspectormodels", "ui/inspector", "attemptmodel curlcommand entitynames factsmodel modelspelling pricebook requestmodel"},
    {"ui/inspector/tst_requestspage", "ui/inspector", "filtercolouring histogramstrip requestlist requestspage"},
    {"ui/inspector/tst_requestspage", "ui/inspector/detail", "bodyview conversationview messagetext messagewidget requestdetailpanel sharedelegate textviewer waterfalldelegate"},
    {"unit/ui/inspector/body/tst_bodytext", "ui/inspector/body", "jsontree prettyjson visibletext"},
    {"unit/ui/inspector/body/tst_conversation", "ui/inspector/body", "answerassembly bodyform chatbodies messageparts otherbodies"},
    {"unit/ui/inspector/filter/tst_filtermatcher", "ui/inspector/filter", "filtercompletion filterecho filterkeys filterlexer filtertext filtervalues"},

    {"unit/ui/models/tst_pricemodel", "ui/models", "pricecalculation priceproxymodel"},
    {"ui/models/tst_modelspage", "ui/models", "modelspage priceform"},

    {"unit/ui/providers/tst_failureadvice", "ui/providers", "providerpresets"},
    {"unit/ui/providers/tst_providermodel", "ui/providers", "credentialmodel failuremodel modelchoicemodel providermodelsmodel providerproxymodel"},
    {"ui/providers/tst_providerspage", "ui/providers", "addproviderdialog connectionform credentialspanel healthlegend modelchooser modelspanel providerdetail providersfeed providerspage"},

    {"ui/settings/tst_settingspage", "ui/settings", "aboutpanel appearancepanel datapanel gatewaypanel settingspage settingspanel settingsstore"},
    {"ui/tst_screenshots", "ui", "mainwindow menus pages statusstrip"},
};
// clang-format on

bool exists(const QString &path)
{
    return QFile::exists(QStringLiteral(GATEHOUSE_SOURCE_DIR "/") + path);
}

// "gateway/core/base/money.cpp" -> "tests/unit/gateway/core/base/tst_money.cpp"
QString ownTest(const QString &source)
{
    const qsizetype name = source.lastIndexOf(u'/') + 1;
    return u"tests/unit/"_s + source.first(name) + u"tst_"_s + source.sliced(name);
}

// The sources of the list, each as a path from the project's root.
QStringList listed()
{
    QStringList paths;
    for (const Covered &entry : List) {
        for (const QString &name : QString::fromLatin1(entry.sources).split(u' '))
            paths << QLatin1StringView(entry.folder) + u'/' + name + u".cpp"_s;
    }
    return paths;
}

} // namespace

// Every source of the engine and the window has a test that names it: the one at the mirrored path, or one of the list.
class TestTested final : public QObject
{
    Q_OBJECT
private slots:
    void everySourceHasATest()
    {
        const QStringList list = listed();
        const QSet<QString> covered(list.begin(), list.end());
        QStringList untested;
        for (const QString &folder : {u"gateway"_s, u"ui"_s}) {
            for (const SourceFile &source : sourcesBelow(folder, {u"*.cpp"_s})) {
                if (!exists(ownTest(source.path)) && !covered.contains(source.path))
                    untested << source.path;
            }
        }
        QVERIFY2(untested.isEmpty(), qPrintable(untested.join(u'\n')));
    }

    // An entry that says nothing any more would hide the next source of that name.
    void theListIsAlive()
    {
        QStringList dead;
        QSet<QString> seen;
        for (const QString &source : listed()) {
            if (!exists(source))
                dead << source + u": there is no such file"_s;
            else if (exists(ownTest(source)))
                dead << source + u": has its own test"_s;
            else if (seen.contains(source))
                dead << source + u": stands twice in the list"_s;
            seen.insert(source);
        }
        for (const Covered &entry : List) {
            const QString test = u"tests/"_s + QLatin1StringView(entry.by) + u".cpp"_s;
            if (!exists(test))
                dead << test + u": there is no such test"_s;
        }
        QVERIFY2(dead.isEmpty(), qPrintable(dead.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestTested)
#include "tst_tested.moc"
