// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/clientrequest.h"
#include "gateway/pipeline/vendoranswer.h"
#include "tests/support/spinebench.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Pipeline;
using namespace Qt::StringLiterals;

namespace {

using Event = Upstream::VendorCall::Event;
using Upstream::Verdict;

const QByteArray Chat = R"({"model":"gpt-5-mini","messages":[{"role":"user","content":"Hi"}]})"_ba;
const QByteArray Answer =
    R"({"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]})"_ba;
const QByteArray Delta = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n"_ba;

// One call whose events a test makes up.
struct Play {
    explicit Play(Llm::Surface surface = Llm::Surface::ChatCompletions, const QByteArray &body = Chat)
        : exchange(bench.exchange(body))
        , target(exchange->snapshot->targetsFor("gpt-5-mini"_ba).front())
        , call(bench.transport, *target.provider, {})
        , answer(*exchange, call, route, "sk-vendor-canary")
    {
        exchange->surface = surface;
        exchange->dialect = Llm::surfaceTraits(surface).dialect;
        (void)readClientRequest(*exchange);
    }

    std::optional<TryOutcome> head(int status, const QByteArray &type = "application/json"_ba,
                                   const Http::Headers &more = {})
    {
        Event event{.kind = Event::Kind::Head, .head = {.status = status, .headers = more}, .bytes = {}, .result = {}};
        event.head.headers.add("Content-Type"_ba, type);
        return answer.take(event, target);
    }
    std::optional<TryOutcome> body(const QByteArray &bytes)
    {
        Event event{.kind = Event::Kind::Body, .head = {}, .bytes = bytes, .result = {}};
        return answer.take(event, target);
    }
    std::optional<TryOutcome> end(Http::CallFailure failure = Http::CallFailure::None, bool isRequestSent = true)
    {
        Event event{.kind = Event::Kind::End, .head = {}, .bytes = {}, .result = {}};
        event.result.failure = failure;
        event.result.isRequestSent = isRequestSent;
        return answer.take(event, target);
    }
    // A whole answer.
    TryOutcome whole(int status, const QByteArray &bytes, const QByteArray &type = "application/json"_ba)
    {
        if (auto early = head(status, type))
            return *std::move(early);
        if (auto early = body(bytes))
            return *std::move(early);
        return end().value();
    }

    Test::SpineBench bench;
    ExchangePtr exchange;
    Snapshot::Target target;
    VendorRoute route;
    Upstream::VendorCall call;
    VendorAnswer answer;
};

} // namespace

class VendorAnswerTest final : public QObject
{
    Q_OBJECT
private slots:
    void aWholeAnswer()
    {
        Play play;
        QVERIFY(!play.head(200, "application/json"_ba, {{"x-request-id", "r"}, {"set-cookie", "a"}}));
        QVERIFY(!play.body(Answer.first(9)) && !play.body(Answer.sliced(9)));
        const auto outcome = play.end();
        QVERIFY(outcome && !outcome->error);
        QCOMPARE(play.exchange->lastBytes, Answer);
        QCOMPARE(play.exchange->capturedAnswer, Answer);
        QCOMPARE(play.exchange->answer.finishReason, "stop"_ba);
        QVERIFY(play.exchange->answerHeaders.value("x-request-id")
                && !play.exchange->answerHeaders.value("set-cookie"));
        QVERIFY(play.exchange->servedBy && play.exchange->wholeAnswer);
    }

    // What is no answer: the next vendor may have one.
    void rubbish_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("HTML") << "text/html"_ba << "<html>"_ba;
        QTest::newRow("nothing") << "application/json"_ba << QByteArray();
        QTest::newRow("no object") << "application/json"_ba << "[]"_ba;
        QTest::newRow("cut") << "application/json"_ba << Answer.chopped(1);
        QTest::newRow("more than one") << "application/json"_ba << Answer + Answer;
        QTest::newRow("an error as 200") << "application/json"_ba << R"({"error":{"message":"down"}})"_ba;
    }
    void rubbish()
    {
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, body);
        Play play;
        const TryOutcome outcome = play.whole(200, body, type);
        QVERIFY(outcome.error);
        QCOMPARE(outcome.verdict, Verdict::NextTarget);
        QVERIFY(!play.exchange->wholeAnswer && !play.exchange->response->isStarted());
    }

    void streams_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("isStream");
        QTest::newRow("events") << "text/event-stream"_ba << true;
        QTest::newRow("events in UTF-8") << "Text/Event-Stream; charset=utf-8"_ba << true;
        QTest::newRow("a whole answer") << "application/json"_ba << false;
        QTest::newRow("no type") << QByteArray() << false;
    }
    void streams()
    {
        QFETCH(const QByteArray, type);
        QFETCH(const bool, isStream);
        Play play(Llm::Surface::ChatCompletions, QByteArray(Chat).replace("{\"model\"", "{\"stream\":true,\"model\""));
        const auto outcome = play.head(200, type);
        QCOMPARE(outcome.has_value(), !isStream);
        if (!isStream) {
            QCOMPARE(outcome->error->kind, ErrorKind::UpstreamInvalid);
            QCOMPARE(outcome->verdict, Verdict::NextTarget);
            return;
        }
        QVERIFY(!play.body(Delta));
        QVERIFY(play.exchange->response->isStarted());
        // From here on nobody else can go on.
        const auto broken = play.body("data: {rubbish\n\n"_ba);
        QCOMPARE(broken->verdict, Verdict::Final);
    }

    void aStreamThatIsCut()
    {
        Play play(Llm::Surface::ChatCompletions, QByteArray(Chat).replace("{\"model\"", "{\"stream\":true,\"model\""));
        QVERIFY(!play.head(200, "text/event-stream"_ba) && !play.body(Delta));
        const auto outcome = play.end(Http::CallFailure::ClosedInAnswer);
        QVERIFY(outcome->error);
        QCOMPARE(outcome->verdict, Verdict::Final);
        play.answer.keepFacts();
        QCOMPARE(play.exchange->answer.outputText, "Hi"_ba); // what is charged
    }

    // The answer is all there: that the vendor then resets the connection takes nothing away.
    void aStreamThatIsWholeBeforeItsConnectionBreaks()
    {
        Play play(Llm::Surface::ChatCompletions, QByteArray(Chat).replace("{\"model\"", "{\"stream\":true,\"model\""));
        QVERIFY(!play.head(200, "text/event-stream"_ba) && !play.body(Delta + "data: [DONE]\n\n"_ba));
        QVERIFY(!play.end(Http::CallFailure::ClosedInAnswer)->error);
    }

    void failuresWithoutAnAnswer_data()
    {
        QTest::addColumn<Http::CallFailure>("failure");
        QTest::addColumn<bool>("isRequestSent");
        QTest::addColumn<Verdict>("verdict");
        using enum Http::CallFailure;
        QTest::newRow("refused") << Refused << false << Verdict::Again;
        QTest::newRow("closed, sent") << ClosedBeforeAnswer << true << Verdict::Final;
        QTest::newRow("closed, not sent") << ClosedBeforeAnswer << false << Verdict::Again;
        QTest::newRow("silent") << FirstByteTimeout << true << Verdict::Final;
        QTest::newRow("no name") << HostNotFound << false << Verdict::NextTarget;
        QTest::newRow("ended without a head") << None << true << Verdict::NextTarget;
    }
    void failuresWithoutAnAnswer()
    {
        QFETCH(const Http::CallFailure, failure);
        QFETCH(const bool, isRequestSent);
        Play play;
        const auto outcome = play.end(failure, isRequestSent);
        QVERIFY(outcome->error);
        QTEST(outcome->verdict, "verdict");
        QCOMPARE(play.answer.status(), 0);
        QVERIFY(!play.exchange->servedBy);
    }

    // Whose fault it is decides whose words are used.
    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<bool>("inItsOwnWords");
        const auto row = [](int status, Verdict verdict, ErrorKind kind, bool own) {
            QTest::addRow("%d", status) << status << verdict << kind << own;
        };
        row(400, Verdict::Final, ErrorKind::UpstreamRejected, true);
        row(404, Verdict::Final, ErrorKind::UpstreamRejected, true);
        row(422, Verdict::Final, ErrorKind::UpstreamRejected, true);
        row(302, Verdict::Final, ErrorKind::UpstreamRejected, true); // never followed
        row(401, Verdict::NextCredential, ErrorKind::UpstreamCredentialsExhausted, false);
        row(403, Verdict::NextCredential, ErrorKind::UpstreamCredentialsExhausted, false);
        row(429, Verdict::NoRoom, ErrorKind::UpstreamRateLimited, false);
        row(408, Verdict::Again, ErrorKind::UpstreamRejected, false);
        row(500, Verdict::Again, ErrorKind::UpstreamRejected, false);
        row(599, Verdict::Again, ErrorKind::UpstreamRejected, false);
    }
    void refusals()
    {
        QFETCH(const int, status);
        QFETCH(const ErrorKind, kind);
        QFETCH(const bool, inItsOwnWords);
        Play play;
        const QByteArray body = R"({"error":{"message":"your account 4711"}})"_ba;
        const TryOutcome outcome = play.whole(status, body);
        QTEST(outcome.verdict, "verdict");
        QCOMPARE(outcome.error->kind, kind);
        QCOMPARE(outcome.error->upstreamStatus, status);
        QCOMPARE(outcome.error->message.contains(u"4711"_s), inItsOwnWords);
        QCOMPARE(play.exchange->lastBytes, inItsOwnWords ? body : QByteArray());
        QVERIFY(!play.exchange->servedBy);
    }

    void refusalsThatAreNotPassedOn_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("echoes the key") << R"({"error":{"message":"bad key sk-vendor-canary"}})"_ba;
        QTest::newRow("echoes the key elsewhere")
            << R"({"error":{"message":"no"},"sent":"Bearer sk-vendor-canary"})"_ba;
        QTest::newRow("no words") << R"({"error":{}})"_ba;
        QTest::newRow("no JSON") << "<html>nginx</html>"_ba;
        QTest::newRow("nothing") << QByteArray();
    }
    void refusalsThatAreNotPassedOn()
    {
        QFETCH(const QByteArray, body);
        Play play;
        const TryOutcome outcome = play.whole(400, body);
        QVERIFY(play.exchange->lastBytes.isEmpty());
        QCOMPARE(outcome.error->message, u"Provider 'vendor-10' answered with status 400."_s);
    }

    void refusalsInAnotherDialectAreSaidAnew()
    {
        Play play(Llm::Surface::Rerank, R"({"model":"gpt-5-mini","query":"q"})"_ba);
        const TryOutcome outcome = play.whole(400, R"({"error":{"message":"no documents"}})"_ba);
        QCOMPARE(outcome.error->message, u"no documents"_s);
        QVERIFY(play.exchange->lastBytes.isEmpty()); // settle writes the client's form
        Play own(Llm::Surface::Rerank, R"({"model":"gpt-5-mini","query":"q"})"_ba);
        own.route.dialect = Llm::Dialect::Cohere;
        QVERIFY(own.whole(400, R"({"message":"no documents"})"_ba).error);
        QCOMPARE(own.exchange->lastBytes, R"({"message":"no documents"})"_ba);
    }

    void anEndlessErrorIsNotGathered()
    {
        Play play;
        QVERIFY(!play.head(400));
        for (int i = 0; i < 100; ++i)
            QVERIFY(!play.body(QByteArray(64 * 1024, 'x')));
        QVERIFY(play.end()->error);
        QVERIFY(play.exchange->capturedAnswer.size() <= play.exchange->snapshot->settings().maxStoredBodyBytes);
        QVERIFY(play.exchange->answerTruncated);
    }

    void retryAfter()
    {
        Play play;
        QVERIFY(!play.head(429, "application/json"_ba, {{"Retry-After", "7"}}));
        QCOMPARE(play.end()->error->retryAfter, std::chrono::seconds(7));
    }

    // What passes through: JSON is gathered and its usage read, everything else goes on as it comes.
    void passThroughs_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("held"); // until the charge is safe
        QTest::addColumn<bool>("isGathered");
        QTest::newRow("JSON") << "application/json"_ba << R"({"usage":{"prompt_tokens":3}})"_ba
                              << R"({"usage":{"prompt_tokens":3}})"_ba << true;
        QTest::newRow("JSON, no object") << "application/json; charset=utf-8"_ba << "[1]"_ba << "[1]"_ba << true;
        QTest::newRow("JSON, broken") << "application/json"_ba << "{"_ba << "{"_ba << true;
        QTest::newRow("sound") << "audio/mpeg"_ba << "\xff\xf3"_ba << "\xf3"_ba << false;
        QTest::newRow("text") << "text/plain"_ba << "Hello"_ba << "o"_ba << false;
        QTest::newRow("events") << "text/event-stream"_ba << "data: {}\n\n"_ba << QByteArray() << false;
        QTest::newRow("last event") << "text/event-stream"_ba << "data: [DONE]\n\n"_ba << "data: [DONE]\n\n"_ba
                                    << false;
        QTest::newRow("no type") << QByteArray() << "?"_ba << "?"_ba << false;
    }
    void passThroughs()
    {
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, body);
        QFETCH(const bool, isGathered);
        Play play(Llm::Surface::Transcription, R"({"model":"gpt-5-mini"})"_ba);
        QVERIFY(!play.whole(200, body, type).error);
        QTEST(play.exchange->lastBytes, "held");
        QCOMPARE(play.exchange->wholeAnswer, isGathered);
        QCOMPARE(play.exchange->response->isStarted(), !isGathered);
        QCOMPARE(play.exchange->answer.usage.has_value(), body.contains("usage"));
    }

    // R48: a list is cut to what is the client's, whatever the vendor says that it is.
    void listsAreAlwaysRead_data()
    {
        QTest::addColumn<QByteArray>("type");
        for (const char *type : {"application/json", "text/json", "text/plain", ""})
            QTest::addRow("%s", type) << QByteArray(type);
    }
    void listsAreAlwaysRead()
    {
        QFETCH(const QByteArray, type);
        Play play(Llm::Surface::Files, {});
        play.exchange->request.method = "GET"_ba;
        play.exchange->client = &play.exchange->snapshot->configuration().clients.first();
        QVERIFY(!play.whole(200, R"({"data":[{"id":"theirs"}]})"_ba, type).error);
        QCOMPARE(play.exchange->lastBytes, R"({"data":[]})"_ba);
        QVERIFY(!play.exchange->response->isStarted());
    }
};

QTEST_GUILESS_MAIN(VendorAnswerTest)
#include "tst_vendoranswer.moc"
