// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTcpServer>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

struct Ended {
    int code = -1;
    QString output;
    QString errors;
};

QString program(const QString &name)
{
    return QStringLiteral(GATEHOUSE_BINARY_DIR) + u"/app/" + name;
}

// A program that ends by itself.
Ended run(const QString &name, const QStringList &arguments)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"GATEHOUSE_SECRETS"_s, u"file"_s);
    process.setProcessEnvironment(environment);
    process.start(program(name), arguments);
    if (!process.waitForFinished(15'000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {.code = process.exitCode(),
            .output = QString::fromUtf8(process.readAllStandardOutput()),
            .errors = QString::fromUtf8(process.readAllStandardError())};
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

// The real programs: what they say and how they end.
class TestPrograms : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void badUseIsOneSentence_data();
    void badUseIsOneSentence();
    void r47_takenPortIsSaid();
    void r28_brokenDocumentChangesNothing();
    void r46_keyIsPrintedAloneOnce();
    void rotatesAKeyWithGrace();
    void r23_quotesPrices();
    void reportsByTeam();
    void r20_keepsRulesFromTheCommandLine();
    void r27_daemonServesAndEnds();

private:
    [[nodiscard]] QStringList data() const { return {u"--data-dir"_s, m_directory->filePath(u"store"_s)}; }
    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestPrograms::badUseIsOneSentence_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("said");
    QTest::newRow("option") << u"gatehoused"_s << QStringList{u"--lissten"_s, u"x"_s} << 2
                            << u"Did you mean '--listen'?"_s;
    QTest::newRow("listen") << u"gatehoused"_s << QStringList{u"--listen"_s, u"here"_s} << 2 << u"127.0.0.1:8080"_s;
    QTest::newRow("command") << u"gatehousectl"_s << QStringList{u"usagee"_s} << 2 << u"Did you mean 'usage'?"_s;
    QTest::newRow("client") << u"gatehousectl"_s << QStringList{u"keys"_s, u"create"_s, u"nobody"_s} << 1
                            << u"There is no client 'nobody'."_s;
    QTest::newRow("nothing runs") << u"gatehousectl"_s << QStringList{u"requests"_s, u"tail"_s} << 4
                                  << u"No gateway is running"_s;
    QTest::newRow("no document") << u"gatehousectl"_s << QStringList{u"config"_s, u"import"_s, u"/nowhere.yaml"_s} << 1
                                 << u"'/nowhere.yaml' cannot be read"_s;
}

void TestPrograms::badUseIsOneSentence()
{
    QFETCH(QString, name);
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, said);
    const auto ended = run(name, data() + arguments);
    QCOMPARE(ended.code, code);
    QVERIFY2(ended.errors.contains(said), qPrintable(ended.errors));
    QCOMPARE(ended.errors.count(u'\n'), 1);
}

void TestPrograms::r47_takenPortIsSaid()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const auto ended =
        run(u"gatehoused"_s, data() + QStringList{u"--listen"_s, u"127.0.0.1:%1"_s.arg(other.serverPort())});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.errors.contains(u"Port %1"_s.arg(other.serverPort())), qPrintable(ended.errors));
}

void TestPrograms::r28_brokenDocumentChangesNothing()
{
    const auto path = m_directory->filePath(u"c.yaml"_s);
    write(path, "gatehouse: 1\nclients:\n  - name: good\n  - nmae: bad\n");
    const auto ended = run(u"gatehousectl"_s, data() + QStringList{u"config"_s, u"import"_s, path});
    QCOMPARE(ended.code, 3);
    QVERIFY2(ended.errors.contains(u"c.yaml:4: "_s), qPrintable(ended.errors));
    QVERIFY(!run(u"gatehousectl"_s, data() + QStringList{u"clients"_s, u"list"_s}).output.contains(u"good"_s));
}

void TestPrograms::r46_keyIsPrintedAloneOnce()
{
    QCOMPARE(run(u"gatehousectl"_s, data() + QStringList{u"clients"_s, u"add"_s, u"bot"_s}).code, 0);
    const auto key = run(u"gatehousectl"_s, data() + QStringList{u"keys"_s, u"create"_s, u"bot"_s});
    QCOMPARE(key.code, 0);
    static const QRegularExpression form(u"^sk-gh-[A-Za-z0-9]{12}-[A-Za-z0-9]{48}\n$"_s);
    QVERIFY(form.match(key.output).hasMatch());
    const auto list = run(u"gatehousectl"_s, data() + QStringList{u"keys"_s, u"list"_s, u"--json"_s});
    QVERIFY(!list.output.contains(key.output.trimmed().last(40)));
}

void TestPrograms::rotatesAKeyWithGrace()
{
    QCOMPARE(run(u"gatehousectl"_s, data() + QStringList{u"clients"_s, u"add"_s, u"bot"_s, u"--deny"_s, u"o3*"_s}).code,
             0);
    const QStringList create{u"keys"_s, u"create"_s, u"bot"_s, u"--from"_s, u"10.0.0.0/8"_s, u"--for"_s, u"messages"_s};
    const QString old = run(u"gatehousectl"_s, data() + create).output.trimmed();
    QCOMPARE(
        run(u"gatehousectl"_s, data() + QStringList{u"keys"_s, u"create"_s, u"bot"_s, u"--from"_s, u"here"_s}).code, 3);
    const auto rotated =
        run(u"gatehousectl"_s, data() + QStringList{u"keys"_s, u"rotate"_s, old, u"--grace"_s, u"2h"_s});
    QCOMPARE(rotated.code, 0);
    QVERIFY(rotated.output.startsWith(u"sk-gh-"_s) && rotated.output.trimmed() != old);
    const auto list = run(u"gatehousectl"_s, data() + QStringList{u"keys"_s, u"list"_s, u"--json"_s});
    const QJsonArray keys = QJsonDocument::fromJson(list.output.toUtf8()).array();
    QCOMPARE(keys.size(), 2);
    for (const QJsonValue &key : keys) {
        QCOMPARE(key["allowed_addresses"_L1].toArray().first().toString(), u"10.0.0.0/8"_s);
        QCOMPARE(key["allowed_surfaces"_L1].toArray().first().toString(), u"messages"_s);
        const bool isOld = old.contains(key["public_id"_L1].toString());
        QCOMPARE(key["expires_at"_L1].isString(), isOld);
    }
}

void TestPrograms::r23_quotesPrices()
{
    QProcess process;
    process.start(program(u"gatehousectl"_s),
                  data() + QStringList{u"prices"_s, u"quote"_s, u"--at"_s, u"2026-11-24"_s});
    process.write(
        R"({"provider":"openai","flavor":"chat","body":{"model":"gpt-4o-mini","usage":{"prompt_tokens":1000,"completion_tokens":500}}})"
        "\n"
        R"({"provider":"openai","flavor":"chat","body":{"model":"nobody-knows","usage":{"prompt_tokens":1000,"completion_tokens":500}}})"
        "\n{\"provider\":\"openai\"}\n");
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(15'000));
    QCOMPARE(process.exitCode(), 3); // one line was no question
    const QList<QByteArray> lines = process.readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    const QJsonObject priced = QJsonDocument::fromJson(lines[0]).object();
    QCOMPARE(priced["input_usd"_L1].toString(), u"0.00015"_s);
    QCOMPARE(priced["output_usd"_L1].toString(), u"0.0003"_s);
    QCOMPARE(priced["total_usd"_L1].toString(), u"0.00045"_s);
    QCOMPARE(priced["usage"_L1]["input_uncached"_L1].toInteger(), 1000);
    QVERIFY(priced["price_version"_L1].toString().startsWith(u"catalogue "));
    const QJsonObject unpriced = QJsonDocument::fromJson(lines[1]).object();
    QVERIFY(unpriced["total_usd"_L1].isNull() && unpriced["usage"_L1].isObject());
    QVERIFY(QJsonDocument::fromJson(lines[2]).object().contains("error"_L1));
}

void TestPrograms::reportsByTeam()
{
    QCOMPARE(run(u"gatehousectl"_s, data() + QStringList{u"demo"_s, u"fill"_s, u"--requests"_s, u"300"_s}).code, 0);
    const QStringList report{u"usage"_s, u"--since"_s, u"60d"_s, u"--json"_s, u"--by"_s};
    const auto sum = [](const QString &json) {
        qint64 requests = 0;
        for (const QJsonValue &row : QJsonDocument::fromJson(json.toUtf8()).array())
            requests += row["requests"_L1].toInteger();
        return requests;
    };
    const auto byTeam = run(u"gatehousectl"_s, data() + report + QStringList{u"team"_s});
    const auto byClient = run(u"gatehousectl"_s, data() + report + QStringList{u"client"_s});
    QVERIFY(byTeam.output.contains(u"Vertrieb DACH"_s));
    QVERIFY(!byTeam.output.contains(u"code-review-bot"_s));
    QCOMPARE(sum(byTeam.output), 300);
    QCOMPARE(sum(byClient.output), 300);
    const auto csv = run(u"gatehousectl"_s, data() + QStringList{u"usage"_s, u"--since"_s, u"60d"_s, u"--csv"_s});
    QCOMPARE(csv.output.count(u"\r\n"_s), QJsonDocument::fromJson(byClient.output.toUtf8()).array().size() + 1);
    QVERIFY(csv.output.startsWith(u"client,requests,"_s));
}

void TestPrograms::r20_keepsRulesFromTheCommandLine()
{
    const auto ctl = [this](const QString &line) { return run(u"gatehousectl"_s, data() + line.split(u' ')); };
    const auto rows = [&](const QString &what) {
        return QJsonDocument::fromJson(ctl(what + u" list --json"_s).output.toUtf8()).array();
    };
    QCOMPARE(ctl(u"clients add ci"_s).code, 0);
    QCOMPARE(ctl(u"budgets add monthly --for client:ci --amount 12.50 --zone Europe/Berlin"_s).code, 0);
    QCOMPARE(ctl(u"budgets add lately --for organisation --amount 3 --window rolling:24h --soft"_s).code, 0);
    QCOMPARE(ctl(u"budgets add wrong --for client:nobody --amount 3"_s).code, 3);
    QCOMPARE(ctl(u"budgets add wrong --for client:ci --amount much"_s).code, 3);
    QCOMPARE(ctl(u"limits add minute --for client --amount 60"_s).code, 0);
    QCOMPARE(ctl(u"limits add places --for provider --amount 4 --unit concurrency --queue 8 --wait 20"_s).code, 0);
    QCOMPARE(ctl(u"budgets top-up monthly --amount 5 --for 2h --reason launch"_s).code, 0);
    QCOMPARE(ctl(u"limits disable minute"_s).code, 0);
    QCOMPARE(ctl(u"prices set local-model --input 0.25 --output 1"_s).code, 0);
    QCOMPARE(ctl(u"prices set * --input 5 --output much"_s).code, 3);
    QCOMPARE(rows(u"prices"_s).size(), 1);
    QCOMPARE(rows(u"prices"_s)[0]["input"_L1].toString(), u"0.25"_s);
    QCOMPARE(ctl(u"prices delete local-model"_s).code, 0);
    QCOMPARE(rows(u"prices"_s).size(), 0);
    QCOMPARE(ctl(u"prices delete local-model"_s).code, 1);
    const QJsonArray budgets = rows(u"budgets"_s);
    QCOMPARE(budgets.size(), 2);
    QCOMPARE(budgets[0]["amount"_L1].toString(), u"12.5"_s);
    QCOMPARE(budgets[0]["zone"_L1].toString(), u"Europe/Berlin"_s);
    QCOMPARE(budgets[0]["top_up"_L1].toString(), u"5"_s);
    QCOMPARE(budgets[0]["top_up_reason"_L1].toString(), u"launch"_s);
    QCOMPARE(budgets[1]["enforcement"_L1].toString(), u"soft"_s);
    QCOMPARE(budgets[1]["length"_L1].toInteger(), 86'400);
    const QJsonArray limits = rows(u"limits"_s);
    QCOMPARE(limits.size(), 2);
    QCOMPARE(limits[0]["enabled"_L1].toBool(), false);
    QCOMPARE(limits[1]["queue_wait_ms"_L1].toInteger(), 20'000);
    QVERIFY(ctl(u"budgets list"_s).output.contains(u"client:ci"_s));
    QCOMPARE(ctl(u"budgets delete lately"_s).code, 0);
    QCOMPARE(rows(u"budgets"_s).size(), 1);
}

void TestPrograms::r27_daemonServesAndEnds()
{
    QProcess daemon;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"GATEHOUSE_SECRETS"_s, u"file"_s);
    daemon.setProcessEnvironment(environment);
    daemon.start(program(u"gatehoused"_s), data() + QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--first-run"_s});
    QByteArray output;
    QTRY_VERIFY_WITH_TIMEOUT((output += daemon.readAllStandardOutput()).contains("curl "), 15'000);
    QVERIFY(output.startsWith("ready http://127.0.0.1:"));
    // A change by another process reaches the owner.
    QCOMPARE(run(u"gatehousectl"_s, data() + QStringList{u"clients"_s, u"add"_s, u"bot"_s}).code, 0);
    QCOMPARE(run(u"gatehousectl"_s, data() + QStringList{u"status"_s}).code, 0);
    const auto second = run(u"gatehoused"_s, data());
    QCOMPARE(second.code, 1);
    QVERIFY2(!second.errors.isEmpty(), "the second owner says why it ends");
    daemon.terminate();
    QVERIFY(daemon.waitForFinished(10'000));
    QCOMPARE(daemon.exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestPrograms)
#include "tst_programs.moc"
