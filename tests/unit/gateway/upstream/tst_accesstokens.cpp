// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/accesstokens.h"
#include "tests/support/clocks.h"
#include "tests/support/scriptedtransport.h"
#include "tests/support/serviceaccountdata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Upstream;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Test::VendorScript answering(int status, const QByteArray &body)
{
    // In two pieces: a token may be cut anywhere.
    return {.status = status, .pieces = {body.first(body.size() / 2), body.sliced(body.size() / 2)}};
}

Test::VendorScript token(const QByteArray &text, const QByteArray &lifetime = "3599")
{
    return answering(200,
                     "{\"access_token\":\"" + text + "\",\"expires_in\":" + lifetime + ",\"token_type\":\"Bearer\"}");
}

// A document, and those who want a token for it.
struct Bench {
    Test::FakeClock clock;
    Test::ScriptedTransport transport;
    AccessTokens tokens{transport, clock};
    QByteArray document = Test::serviceAccountDocument();
    Provider provider;

    Bench()
    {
        provider.id = 7;
        provider.name = u"Vertex"_s;
        provider.connectTimeout = 1234ms;
    }

    AccessTokenResult wait(const QByteArray &for_)
    {
        AccessTokenWait waiting(tokens, provider, for_);
        bool isTold = waiting.isOver();
        waiting.onOver([&isTold] { isTold = true; });
        if (!QTest::qWaitFor([&isTold] { return isTold; }))
            qFatal("nobody was told");
        return waiting.result();
    }
    AccessTokenResult wait() { return wait(document); }
    [[nodiscard]] QByteArrayView keptToken() const
    {
        const AccessTokenPtr token = tokens.kept(document);
        return token ? token->reveal() : QByteArrayView();
    }
};

} // namespace

class TestAccessTokens final : public QObject
{
    Q_OBJECT
private slots:
    void exchangesADocument()
    {
        Bench bench;
        bench.transport.add(token("ya29.first"));
        QVERIFY(!bench.tokens.kept(bench.document));
        const auto result = bench.wait();
        QVERIFY(result);
        QCOMPARE((*result)->reveal(), "ya29.first");
        QCOMPARE(bench.keptToken(), "ya29.first");

        const auto &asked = bench.transport.asked().constFirst();
        QCOMPARE(asked.providerId, 0);
        QCOMPARE(asked.baseUrl, u"https://oauth2.googleapis.com"_s);
        QCOMPARE(asked.target, "/token"_ba);
        QCOMPARE(asked.headers.value("content-type"), "application/x-www-form-urlencoded");
        QVERIFY(!asked.headers.value("authorization"));
        QCOMPARE(asked.timeouts.connect, 1234ms);
        QVERIFY(asked.timeouts.total <= 15s);
        // The clock stands where the golden assertion was made.
        QCOMPARE(asked.body, "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
                                 + Test::serviceAccountFile(u"assertion.txt"_s).trimmed());
    }

    void goesToTheAddressOfTheDocument()
    {
        Bench bench;
        bench.provider.proxyUrl = u"http://proxy.lan:3128"_s;
        bench.provider.caFile = u"/etc/ca.pem"_s;
        bench.document = Test::serviceAccountDocument({{u"token_uri"_s, u"http://127.0.0.1:4711/o/t%20k?a=b"_s}});
        bench.transport.add(token("t"));
        QVERIFY(bench.wait());
        const auto &asked = bench.transport.asked().constFirst();
        QCOMPARE(asked.baseUrl, u"http://127.0.0.1:4711"_s);
        QCOMPARE(asked.target, "/o/t%20k?a=b"_ba);
        QCOMPARE(asked.proxyUrl, u"http://proxy.lan:3128"_s);
        QCOMPARE(asked.caFile, u"/etc/ca.pem"_s);
    }

    void manyWaitForOneFetch()
    {
        Bench bench;
        bench.transport.add(token("ya29.shared"));
        std::vector<std::unique_ptr<AccessTokenWait>> waiting;
        int told = 0;
        for (int i = 0; i < 50; ++i) {
            waiting.push_back(std::make_unique<AccessTokenWait>(bench.tokens, bench.provider, bench.document));
            waiting.back()->onOver([&told] { ++told; });
        }
        waiting.erase(waiting.begin() + 3); // does not want it any more
        QTRY_COMPARE(told, 49);
        for (const auto &wait : waiting)
            QCOMPARE((*wait->result())->reveal(), "ya29.shared");
        QCOMPARE(bench.transport.asked().size(), 1);
        QVERIFY(bench.wait()); // kept
        QCOMPARE(bench.transport.asked().size(), 1);
    }

    void everyDocumentHasItsToken()
    {
        Bench bench;
        const QByteArray other = Test::serviceAccountDocument({{u"client_email"_s, u"other@example.com"_s}});
        bench.transport.add(token("one"));
        bench.transport.add(token("two"));
        QCOMPARE((*bench.wait())->reveal(), "one");
        QCOMPARE((*bench.wait(other))->reveal(), "two");
        QCOMPARE((*bench.wait())->reveal(), "one");
        QCOMPARE(bench.transport.asked().size(), 2);
    }

    void isRenewedFiveMinutesBeforeItsEnd()
    {
        Bench bench;
        bench.transport.add(token("first"));
        bench.transport.add(token("second"));
        QVERIFY(bench.wait());
        bench.clock.advance(3298s);
        QCOMPARE(bench.keptToken(), "first");
        bench.clock.advance(1s);
        QVERIFY(!bench.tokens.kept(bench.document));
        QCOMPARE((*bench.wait())->reveal(), "second");
        QCOMPARE(bench.keptToken(), "second");
        QCOMPARE(bench.transport.asked().size(), 2);
        QVERIFY(bench.transport.asked().at(0).body != bench.transport.asked().at(1).body); // another time in it
    }

    // The machine slept, or somebody set its clock: in doubt a new one.
    void believesTheClockThatIsAhead()
    {
        Bench bench;
        bench.transport.add(token("first"));
        QVERIFY(bench.wait());
        const Timestamp before = bench.clock.now();
        bench.clock.setNow(before + 1h);
        QVERIFY(!bench.tokens.kept(bench.document));
        bench.clock.setNow(before);
        QCOMPARE(bench.keptToken(), "first");
        bench.clock.advance(1h);
        bench.clock.setNow(before);
        QVERIFY(!bench.tokens.kept(bench.document));
    }

    void lifetimes_data()
    {
        QTest::addColumn<QByteArray>("lifetime");
        QTest::addColumn<bool>("isKept");
        QTest::newRow("as Google's") << "3599"_ba << true;
        QTest::newRow("short") << "300"_ba << false;
        QTest::newRow("not said") << "null"_ba << false;
        QTest::newRow("text") << "\"3599\""_ba << false;
        QTest::newRow("negative") << "-1"_ba << false;
        QTest::newRow("for ever") << "9007199254740991"_ba << true;
    }

    void lifetimes()
    {
        QFETCH(const QByteArray, lifetime);
        Bench bench;
        bench.transport.add(token("t", lifetime));
        QVERIFY(bench.wait());
        QTEST(bench.tokens.kept(bench.document) != nullptr, "isKept");
        bench.clock.advance(24h);
        QVERIFY(!bench.tokens.kept(bench.document));
    }

    void aTokenThatTheVendorRefusesIsDropped()
    {
        Bench bench;
        bench.transport.add(token("first"));
        bench.transport.add(token("second"));
        const auto first = bench.wait();
        QVERIFY(first);
        bench.tokens.drop(*first);
        QVERIFY(!bench.tokens.kept(bench.document));
        QCOMPARE((*bench.wait())->reveal(), "second");
        bench.tokens.drop(*first); // by a request that was late
        QCOMPARE(bench.keptToken(), "second");
    }

    void failures_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<QString>("message");
        const auto refused = [](const char *name, int status, const QByteArray &body, const QString &said) {
            QTest::newRow(name) << status << body << ErrorKind::UpstreamCredentialsExhausted << Verdict::NextCredential
                                << u"The token endpoint refused the service account of provider 'Vertex': %1 An "
                                   "administrator has to check or replace it."_s.arg(said);
        };
        refused("Google's", 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}",
                u"invalid_grant: Invalid JWT Signature."_s);
        refused("code only", 401, "{\"error\":\"invalid_client\"}", u"invalid_client."_s);
        refused("not JSON", 403, "<html>go away</html>", u"it answered with 403 and without a token."_s);
        refused("an object", 400, "{\"error\":{\"message\":\"x\"}}", u"it answered with 400 and without a token."_s);
        refused("without a token", 200, "{\"id_token\":\"x\",\"expires_in\":3600}",
                u"it answered with 200 and without a token."_s);
        refused("a token that is none", 200, "{\"access_token\":\"a\\r\\nb: c\",\"expires_in\":3600}",
                u"it answered with 200 and without a token."_s);
        refused("an empty token", 200, "{\"access_token\":\"\",\"expires_in\":3600}",
                u"it answered with 200 and without a token."_s);
        refused("redirect", 302, "", u"it answered with 302 and without a token."_s);
        refused("control characters", 400, "{\"error\":\"bad\\u0000\\n\\u001b[31m\",\"error_description\":\"über\"}",
                u"bad[31m: ber."_s);
        refused("endless", 400, "{\"error\":\"bad\",\"error_description\":\"" + QByteArray(100000, 'x') + "\"}",
                u"bad."_s); // what is too long to be read to its end
        refused("long", 400, "{\"error\":\"bad\",\"error_description\":\"" + QByteArray(5000, 'x') + "\"}",
                u"bad: %1."_s.arg(QString(200, u'x')));
        refused("the account again", 400,
                "{\"error\":\"invalid_grant\",\"error_description\":\"no "
                "tests@gatehouse-tests.iam.gserviceaccount.example\"}",
                u"invalid_grant."_s);
        refused("the key's id again", 400,
                "{\"error\":\"0123456789abcdef0123456789abcdef01234567\",\"error_description\":\"unknown\"}",
                u"unknown."_s);
        refused("the assertion again", 400,
                "{\"error\":\"bad\",\"error_description\":\"" + Test::serviceAccountFile(u"assertion.txt"_s).trimmed()
                    + "\"}",
                u"bad."_s);
        QTest::newRow("busy") << 503 << "busy"_ba << ErrorKind::UpstreamUnreachable << Verdict::Again
                              << u"The token endpoint of provider 'Vertex' gives no token for now (503)."_s;
        QTest::newRow("too many") << 429 << "{}"_ba << ErrorKind::UpstreamRateLimited << Verdict::NoRoom
                                  << u"The token endpoint of provider 'Vertex' gives no token for now (429)."_s;
        QTest::newRow("refused") << 0 << ""_ba << ErrorKind::UpstreamUnreachable << Verdict::Again
                                 << u"Provider 'Vertex (token endpoint)' does not accept connections."_s;
    }

    void failures()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        Bench bench;
        Test::VendorScript script = answering(status, body);
        if (status == 0)
            script = {.status = 0, .failure = Http::CallFailure::Refused, .isRequestSent = false};
        script.headers.add("Retry-After", "3");
        bench.transport.add(script);
        bench.transport.add(token("later"));
        const auto result = bench.wait();
        QVERIFY(!result);
        QTEST(result.error().error.message, "message");
        QTEST(result.error().error.kind, "kind");
        QTEST(result.error().verdict, "verdict");
        QVERIFY(result.error().error.detail.isEmpty());
        if (status >= 400)
            QVERIFY(result.error().error.retryAfter == 3s);
        QVERIFY(!bench.tokens.kept(bench.document));
        QVERIFY(bench.wait()); // a failure is not kept
    }

    void anAnswerThatIsCutOff()
    {
        Bench bench;
        Test::VendorScript script = token("cut");
        script.pieces.removeLast();
        script.failure = Http::CallFailure::ClosedInAnswer;
        bench.transport.add(script);
        const auto result = bench.wait();
        QVERIFY(!result);
        QCOMPARE(result.error().error.kind, ErrorKind::UpstreamInvalid);
        QCOMPARE(result.error().verdict, Verdict::NextTarget);
    }

    void aDocumentThatCannotBeUsedIsNotSent()
    {
        Bench bench;
        const AccessTokenWait wait(bench.tokens, bench.provider, "{}");
        QVERIFY(wait.isOver());
        QVERIFY(!wait.result());
        QCOMPARE(wait.result().error().verdict, Verdict::NextCredential);
        QCOMPARE(wait.result().error().error.kind, ErrorKind::UpstreamCredentialsExhausted);
        QCOMPARE(wait.result().error().error.message,
                 u"The key of provider 'Vertex' cannot be used. The JSON document is not that of a service account: "
                 "its \"type\" is another."_s);
        QVERIFY(bench.transport.asked().isEmpty());
    }

    // The others get what the fetch brings.
    void oneMayLeave()
    {
        Bench bench;
        bench.transport.add(token("t"));
        AccessTokenWait stays(bench.tokens, bench.provider, bench.document);
        AccessTokenWait leaves(bench.tokens, bench.provider, bench.document);
        bool isTold = false;
        leaves.onOver([&isTold] { isTold = true; });
        leaves.abort();
        QVERIFY(!isTold); // not from within
        QTRY_VERIFY(isTold);
        QVERIFY(!leaves.result());
        QCOMPARE(leaves.result().error().error.kind, ErrorKind::ClientClosed);
        QCOMPARE(leaves.result().error().verdict, Verdict::Final);
        QTRY_VERIFY(stays.isOver());
        QCOMPARE((*stays.result())->reveal(), "t");
        QVERIFY(!leaves.result());
        QCOMPARE(bench.transport.aborted(), 0);
    }

    void aFetchMayOutliveAllWhoWait()
    {
        Bench bench;
        bench.transport.add(token("t"));
        {
            AccessTokenWait wait(bench.tokens, bench.provider, bench.document);
            wait.onOver([] { qFatal("it has gone"); });
            wait.abort();
        }
        QTRY_COMPARE(bench.keptToken(), "t");
    }

    void whoIsToldMayAskAgain()
    {
        Bench bench;
        bench.transport.add(token("first", "0"));
        bench.transport.add(token("second"));
        std::optional<AccessTokenWait> again;
        AccessTokenWait wait(bench.tokens, bench.provider, bench.document);
        wait.onOver([&] { again.emplace(bench.tokens, bench.provider, bench.document); });
        QTRY_VERIFY(again && again->isOver());
        QCOMPARE((*wait.result())->reveal(), "first");
        QCOMPARE((*again->result())->reveal(), "second");
    }

    void tokensMayGoInTheMiddleOfAFetch()
    {
        auto bench = std::make_unique<Bench>();
        bench->transport.add({.pieces = {}, .holdsEnd = true});
        {
            const AccessTokenWait wait(bench->tokens, bench->provider, bench->document);
            QTest::qWait(0);
            QVERIFY(!wait.isOver());
        }
        bench.reset();
    }
};

QTEST_GUILESS_MAIN(TestAccessTokens)
#include "tst_accesstokens.moc"
