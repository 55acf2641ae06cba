// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeupstream.h"
#include "tests/support/gatewayprocess.h"
#include "tests/support/rawclient.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

// Where keys must never be found, and what error bodies must not tell.
class TestSecrets final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        // A vendor that repeats the key it was given, in every way it can.
        m_upstream = std::make_unique<FakeUpstream>([](const FakeRequest &request) {
            const QByteArray echo = "Incorrect API key provided: " + request.header("authorization").sliced(7)
                                    + ". See http://10.0.0.7/keys";
            const int status = request.model.startsWith("status-") ? request.model.sliced(7).toInt() : 200;
            if (status == 200)
                return FakeAnswer::completion("fine");
            if (status == 999)
                return FakeAnswer::ending(FakeAnswer::End::Close,
                                          "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n" + echo.left(4));
            return FakeAnswer::json(status,
                                    "{\"error\":{\"message\":\"" + echo
                                        + "\",\"type\":\"x\",\"param\":null,\"code\":\"invalid_api_key\"}}",
                                    "x-debug-key: " + request.header("authorization") + "\r\n");
        });
        m_gateway =
            std::make_unique<GatewayProcess>(GatewayProcess::Setup{.vendors = {m_upstream->baseUrl()},
                                                                   .provider = {{u"retries"_s, 0}},
                                                                   .client = {{u"content_level"_s, u"full"_s}}});
        QVERIFY(m_gateway->start());
    }

    void cleanupTestCase()
    {
        m_gateway.reset();
        m_upstream.reset();
    }

    void r60_errorBodiesTellNothingInternal_data()
    {
        QTest::addColumn<QByteArray>("request");
        const auto row = [this](const char *name, const QByteArray &body,
                                const QByteArray &path = "/v1/chat/completions") {
            QTest::newRow(name) << postText(m_gateway->port(), m_gateway->key(), body, {}, path);
        };
        row("bad JSON", "{\"model\":");
        row("no model", "{\"messages\":[]}");
        row("duplicate key", "{\"model\":\"a\",\"model\":\"b\",\"messages\":[]}");
        row("unknown path", "{}", "/v1/nothing/here");
        for (const int status : {400, 401, 403, 404, 429, 500, 503, 999}) {
            const QByteArray model = "status-" + QByteArray::number(status);
            row(QByteArray("vendor " + model).constData(), chatBody(model));
            row(QByteArray("vendor, streamed " + model).constData(), chatBody(model, true));
        }
        QTest::newRow("wrong key") << postText(m_gateway->port(), "sk-gh-nonsense", chatBody("fake"));
        QTest::newRow("no key") << postText(m_gateway->port(), {}, chatBody("fake"));
    }

    void r60_errorBodiesTellNothingInternal()
    {
        QFETCH(QByteArray, request);
        const RawAnswer answer = exchangeOnce(m_gateway->port(), request);
        QVERIFY2(answer.status >= 400, answer.head.constData());
        QVERIFY(answer.isComplete);
        QVERIFY2(answer.body.startsWith("{\"error\""),
                 answer.body.constData()); // OpenAI's dialect, that of the surface
        for (const QByteArray &forbidden :
             {QByteArray(GatewayProcess::VendorKey), QByteArray::number(m_upstream->port()),
              m_gateway->dataDirectory().toUtf8(), m_gateway->key(), QByteArray("sqlite"), QByteArray("SELECT "),
              QByteArray(".cpp"), QByteArray("gateway/"), QByteArray("simdjson"), QByteArray("llhttp"),
              QByteArray("HPE_"), QByteArray("std::")}) {
            QVERIFY2(!answer.body.contains(forbidden) && !answer.head.contains(forbidden),
                     QByteArray(forbidden + " in " + answer.head + answer.body).constData());
        }
    }

    void r48_keysRestNowhereInTheClear()
    {
        QCOMPARE(
            exchangeOnce(m_gateway->port(), postText(m_gateway->port(), m_gateway->key(), chatBody("fake"))).status,
            200);
        // In the address too, where logs and traces like to keep it.
        QCOMPARE(exchangeOnce(m_gateway->port(), postText(m_gateway->port(), {}, chatBody("fake"), {},
                                                          "/v1/chat/completions?key=" + m_gateway->key()))
                     .status,
                 200);
        QTRY_VERIFY_WITH_TIMEOUT(m_gateway->requestRows().size() >= 2, 30'000);
        const QByteArray secretPart = m_gateway->key().right(48);
        const auto judge = [&](const QString &where, const QByteArray &bytes) {
            QVERIFY2(!bytes.contains(GatewayProcess::VendorKey), qPrintable(u"the vendor's key is in "_s + where));
            QVERIFY2(!bytes.contains(secretPart), qPrintable(u"the client's key is in "_s + where));
        };
        int files = 0;
        const auto judgeFiles = [&] {
            QDirIterator walk(m_gateway->dataDirectory(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            for (; walk.hasNext(); ++files) {
                const QString path = walk.next();
                judge(path, contents(path));
            }
        };
        judgeFiles();
        const QString process = u"/proc/%1/"_s.arg(m_gateway->processId());
        judge(u"cmdline"_s, contents(process + u"cmdline"_s));
        judge(u"environ"_s, contents(process + u"environ"_s));
        for (const auto &row : m_gateway->requestRows()) {
            const CommandResult shown =
                m_gateway->ctl({u"--json"_s, u"requests"_s, u"show"_s, row["id"_L1].toString()});
            QCOMPARE(shown.exitCode, 0);
            judge(u"requests show"_s, shown.output + shown.errors);
        }
        const CommandResult exported = m_gateway->ctl({u"config"_s, u"export"_s, u"-"_s});
        judge(u"config export"_s, exported.output + exported.errors);
        m_gateway->terminate();
        QVERIFY(m_gateway->waitForEnd());
        judge(u"what it said"_s, m_gateway->output());
        judgeFiles();
        QVERIFY2(files >= 4, "no files were looked at");
    }

    // R49: nobody else may read the store.
    void r49_filesAreForTheOwnerOnly()
    {
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
                            | QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(QFile::permissions(m_gateway->dataDirectory()) & others, QFile::Permissions());
        QDirIterator walk(m_gateway->dataDirectory(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QString path = walk.next();
            QVERIFY2((QFile::permissions(path) & others) == QFile::Permissions(), qPrintable(path));
        }
    }

private:
    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayProcess> m_gateway;
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
