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
