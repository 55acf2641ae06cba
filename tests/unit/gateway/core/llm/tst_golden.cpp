// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaianswer.h"
#include "gateway/core/llm/openairequest.h"
#include "tests/support/datafile.h"

#include <QDir>
#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

bool updates = false; // --update: the files are written instead of compared; review the difference

const QString Root = QStringLiteral(GATEHOUSE_SOURCE_DIR) + u"/tests/golden/llm/"_s;

void addFiles(const QString &folder, const QString &pattern)
{
    QTest::addColumn<QString>("path");
    for (const QString &name : QDir(Root + folder).entryList({pattern}))
        QTest::newRow(qPrintable(name)) << QString(u"tests/golden/llm/"_s + folder + u'/' + name);
}

// Compares with the file beside the input, or writes it.
void compare(const QByteArray &actual, const QString &path)
{
    if (updates) {
        QFile file(QStringLiteral(GATEHOUSE_SOURCE_DIR) + u'/' + path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(actual) == actual.size());
        return;
    }
    QCOMPARE(actual, Test::sourceFile(path));
}

} // namespace

// The bytes that go out, reviewed once and kept in files: `tst_golden --update` after a change that is meant.
class TestGolden : public QObject
{
    Q_OBJECT
private slots:
    // A client's body to the body for a vendor that knows the model as "vendor/Modell-\"ü\"".
    void requests_data() { addFiles(u"requests"_s, u"*.json"_s); }
    void requests();
    // The same for a vendor that uses the client's name: only usage may be asked for.
    void requestsSameName_data() { addFiles(u"requests"_s, u"*.json"_s); }
    void requestsSameName();
    // A vendor's stream to the stream of a client that did not ask for usage.
    void streams_data() { addFiles(u"streams"_s, u"*.sse"_s); }
    void streams();
};

void TestGolden::requests()
{
    QFETCH(const QString, path);
    const QByteArray body = Test::sourceFile(path);
    const auto request = Llm::readOpenAiRequest(Llm::Surface::ChatCompletions, body);
    QVERIFY(request);
    const QByteArray upstream = Llm::openAiUpstreamBody(body, *request, "vendor/Modell-\"ü\"");
    QVERIFY(Json::judge(upstream));
    compare(upstream, path.chopped(5) + u".renamed.expected"_s);
}

void TestGolden::requestsSameName()
{
    QFETCH(const QString, path);
    const QByteArray body = Test::sourceFile(path);
    const auto request = Llm::readOpenAiRequest(Llm::Surface::ChatCompletions, body);
    QVERIFY(request);
    const QByteArray upstream = Llm::openAiUpstreamBody(body, *request, request->model);
    const auto again = Llm::readOpenAiRequest(Llm::Surface::ChatCompletions, upstream);
    QVERIFY(again);
    QCOMPARE(again->usageAsked, request->stream);
    // Nothing to change: the client's own bytes, not a copy.
    if (!request->stream || request->usageAsked)
        QCOMPARE(upstream.constData(), body.constData());
    else
        compare(upstream, path.chopped(5) + u".usage.expected"_s);
}

void TestGolden::streams()
{
    QFETCH(const QString, path);
    Llm::OpenAiStream stream(Llm::Surface::ChatCompletions, Llm::UsageEvent::Hide);
    QByteArray out;
    QVERIFY(stream.feed(Test::sourceFile(path), out));
    QVERIFY(stream.isComplete());
    out += stream.end();
    compare(out, path + u".expected"_s);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QStringList arguments = application.arguments();
    updates = arguments.removeAll(u"--update"_s) > 0;
    TestGolden test;
    return QTest::qExec(&test, arguments);
}

#include "tst_golden.moc"
