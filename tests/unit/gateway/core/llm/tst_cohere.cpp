// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/cohere.h"
#include "tests/support/datafile.h"
#include "tests/support/wiredata.h"

#include <QTest>

#include <algorithm>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

const QString Vercel = u"tests/data/wire/vercel__ai/cohere/"_s;

const ChatDialect &cohere()
{
    return cohereDialect();
}

struct Decoded {
    QList<Stream::Event> events;
    bool isGood = true;
};

Decoded decode(const QList<QByteArrayView> &pieces)
{
    Decoded decoded;
    const auto decoder = cohere().decoder();
    for (const QByteArrayView piece : pieces)
        decoded.isGood = decoded.isGood && decoder->feed(piece, decoded.events).has_value();
    decoded.isGood = decoded.isGood && decoder->end(decoded.events).has_value();
    return decoded;
}

QList<Stream::Event> joined(const QList<Stream::Event> &events)
{
    QList<Stream::Event> result;
    for (const Stream::Event &event : events) {
        const auto *delta = std::get_if<Stream::Delta>(&event);
        auto *last = result.isEmpty() ? nullptr : std::get_if<Stream::Delta>(&result.last());
        if (delta && last && last->number == delta->number && last->kind == delta->kind && !delta->citation)
            last->text += delta->text;
        else
            result.append(event);
    }
    return result;
}

ChatAnswer collected(const QList<Stream::Event> &events)
{
    AnswerCollector collector;
    for (const Stream::Event &event : events)
        collector.take(event);
    return collector.answer();
}

QByteArray framed(const QByteArray &lines)
{
    QByteArray bytes;
    for (const QByteArray &line : lines.split('\n')) {
        if (!line.trimmed().isEmpty())
            bytes += "data: " + line.trimmed() + "\n\n";
    }
    return bytes + "data: [DONE]\n\n";
}

QList<QByteArray> streams()
{
    QList<QByteArray> found;
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"cohere.v2chat"_s})) {
        if (exchange.stream && exchange.status == 200)
            found.append(exchange.answerBody);
    }
    found.append(framed(Test::sourceFile(Vercel + u"cohere-text.chunks.txt"_s)));
    found.append(framed(Test::sourceFile(Vercel + u"cohere-tool-call.chunks.txt"_s)));
    return found;
}

QByteArray encoded(const QList<Stream::Event> &events)
{
    const auto encoder = cohere().encoder({.id = "x", .model = "m"});
    QByteArray out;
    for (const Stream::Event &event : events) {
        if (!std::holds_alternative<Stream::Ended>(event))
            encoder->write(event, out);
    }
    return out + encoder->end();
}

} // namespace

class CohereTest : public QObject
{
    Q_OBJECT
private slots:
    void recordedRequestsLoseNothing();
    void recordedAnswers();
    void callsWithoutArguments();
    void citationsBelongToTheText();
    void anySplitGivesTheSameEvents();
    void encodedStreamsKeepTheOrder();
    void wholeAndStreamedAreOne();
    void foreignRequests();
    void errors();
};

void CohereTest::recordedRequestsLoseNothing()
{
    int count = 0;
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"cohere.v2chat"_s})) {
        const auto request = cohere().readRequest(exchange.requestBody, {});
        QVERIFY2(request, qPrintable(exchange.file));
        const Written written = cohere().writeRequest(*request, {});
        const QString difference = Test::jsonDifference(exchange.requestBody, written.body);
        QVERIFY2(difference.isEmpty(), qPrintable(exchange.file + u": "_s + difference));
        QVERIFY(written.losses.isEmpty());
        ++count;
    }
    QCOMPARE(count, 12);
    const QByteArray full =
        R"({"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA","detail":"low"}}]},)"
        R"({"role":"assistant","tool_plan":"I will","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"null"}}]},)"
        R"({"role":"tool","tool_call_id":"1","content":[{"type":"document","document":{"data":"x"}}]}],"tools":[{"type":"function","function":{"name":"f","parameters":{}}}],)"
        R"("tool_choice":"REQUIRED","response_format":{"type":"json_object","json_schema":{"type":"object"}},"thinking":{"type":"enabled","token_budget":5},"p":0.5,"k":3,"safety_mode":"OFF"})";
    const auto request = cohere().readRequest(full, {});
    QVERIFY(request);
    QCOMPARE(Test::jsonDifference(full, cohere().writeRequest(*request, {}).body), QString());
}

void CohereTest::recordedAnswers()
{
    QList<QByteArray> bodies;
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"cohere.v2chat"_s})) {
        if (!exchange.stream && exchange.status == 200)
            bodies.append(exchange.answerBody);
    }
    for (const char *name : {"cohere-text.json", "cohere-tool-call.json", "cohere-max-tokens.json"})
        bodies.append(Test::sourceFile(Vercel + QLatin1StringView(name)));
    for (const QByteArray &body : std::as_const(bodies)) {
        const auto answer = cohere().readAnswer(body);
        QVERIFY(answer);
        QVERIFY(!answer->choices[0].parts.isEmpty());
        QVERIFY(answer->usage);
        const auto again = cohere().readAnswer(cohere().writeAnswer(*answer, {}).body);
        QVERIFY(again);
        QCOMPARE(again->usage, answer->usage);
        QCOMPARE(again->choices[0].finish, answer->choices[0].finish);
    }
    // Cohere's own prompt is used, but not billed; `cached_tokens` are a part of both.
    const auto tool = cohere().readAnswer(Test::sourceFile(Vercel + u"cohere-tool-call.json"_s));
    QCOMPARE(tool->usage->inputTotal(), 119); // of 1549
    QCOMPARE(tool->usage->inputCacheRead, 0);
    QCOMPARE(tool->usage->output, 52); // of 103
    QVERIFY(tool->rawUsage.contains("billed_units"));
    QCOMPARE(tool->choices[0].finish, FinishReason::ToolCalls);
    QCOMPARE(tool->choices[0].parts.size(), 3);
    QVERIFY(std::get<ReasoningPart>(tool->choices[0].parts[0].content).text.startsWith("I will use"));
    const auto cut = cohere().readAnswer(Test::sourceFile(Vercel + u"cohere-max-tokens.json"_s));
    QCOMPARE(cut->choices[0].finish, FinishReason::Length);
}

void CohereTest::callsWithoutArguments()
{
    const auto answer = cohere().readAnswer(Test::sourceFile(Vercel + u"cohere-null-args.json"_s));
    QVERIFY(answer);
    QCOMPARE(std::get<ToolCallPart>(answer->choices[0].parts[1].content).arguments, "{}"_ba);
    for (const QByteArray &fragments : {R"("null")"_ba, R"("nu" "ll")"_ba, R"("")"_ba}) {
        QByteArray lines =
            R"({"id":"a","type":"message-start"})"
            "\n"
            R"({"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"1","function":{"name":"f","arguments":""}}}}})"
            "\n";
        for (const QByteArray &fragment : fragments.split(' '))
            lines += R"({"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":)"
                     + fragment + "}}}}}\n";
        lines += R"({"type":"tool-call-end","index":0})"
                 "\n"
                 R"({"type":"message-end","delta":{"finish_reason":"TOOL_CALL"}})";
        const QByteArray stream = framed(lines);
        const ChatAnswer streamed = collected(decode(QList<QByteArrayView>{stream}).events);
        QCOMPARE(std::get<ToolCallPart>(streamed.choices[0].parts[0].content).arguments, "{}"_ba);
    }
}

void CohereTest::citationsBelongToTheText()
{
    const auto answer = cohere().readAnswer(Test::sourceFile(Vercel + u"cohere-citations.json"_s));
    QVERIFY(answer);
    const auto &text = std::get<TextPart>(answer->choices[0].parts[0].content);
    QCOMPARE(text.citations.size(), 3);
    QCOMPARE(text.citations[0].text, "Automation of tasks"_ba);
    QCOMPARE(text.citations[0].title, "benefits.txt"_ba);
    QCOMPARE(text.citations[0].start, 52);
    const auto again = cohere().readAnswer(cohere().writeAnswer(*answer, {}).body);
    QVERIFY(again->choices == answer->choices);
}

void CohereTest::anySplitGivesTheSameEvents()
{
    qsizetype cuts = 0;
    for (const QByteArray &bytes : streams()) {
        const Decoded whole = decode(QList<QByteArrayView>{bytes});
        QVERIFY(whole.isGood);
        const QList<Stream::Event> expected = joined(whole.events);
        for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
            ++cuts;
            const Decoded split = decode({QByteArrayView(bytes).first(cut), QByteArrayView(bytes).sliced(cut)});
            if (!split.isGood || joined(split.events) != expected)
                QFAIL(qPrintable(u"cut at "_s + QString::number(cut)));
        }
        QList<QByteArrayView> single;
        for (qsizetype i = 0; i < bytes.size(); ++i)
            single.append(QByteArrayView(bytes).sliced(i, 1));
        QVERIFY(joined(decode(single).events) == expected);
        for (qsizetype length = 0; length < bytes.indexOf("message-end"); length += 97)
            QVERIFY(!decode(QList<QByteArrayView>{QByteArrayView(bytes).first(length)}).isGood);
    }
    qInfo("%lld cuts", static_cast<long long>(cuts));
}

void CohereTest::encodedStreamsKeepTheOrder()
{
    for (const QByteArray &bytes : streams()) {
        const QList<Stream::Event> events = decode(QList<QByteArrayView>{bytes}).events;
        const QByteArray out = encoded(events);
        QVERIFY(out.startsWith("event: message-start\n"));
        QVERIFY(out.endsWith("data: [DONE]\n\n"));
        QCOMPARE(out.count("event: content-start\n"), out.count("event: content-end\n"));
        QCOMPARE(out.count("event: tool-call-start\n"), out.count("event: tool-call-end\n"));
        const Decoded back = decode(QList<QByteArrayView>{out});
        QVERIFY(back.isGood);
        QVERIFY(collected(back.events).choices[0].parts == collected(events).choices[0].parts);
        QCOMPARE(collected(back.events).usage, collected(events).usage);
    }
}

void CohereTest::wholeAndStreamedAreOne()
{
    for (const char *name : {"cohere-text.json", "cohere-tool-call.json", "cohere-null-args.json"}) {
        const auto answer = cohere().readAnswer(Test::sourceFile(Vercel + QLatin1StringView(name)));
        const QByteArray bytes = encoded(eventsOf(*answer));
        const ChatAnswer back = collected(decode(QList<QByteArrayView>{bytes}).events);
        QVERIFY2(back.choices[0].parts == answer->choices[0].parts, name);
        QCOMPARE(back.choices[0].finish, answer->choices[0].finish);
        QCOMPARE(back.usage, answer->usage);
    }
}

void CohereTest::foreignRequests()
{
    const Part image{.content = MediaPart{.mediaType = "image/png", .data = "AA"}, .path = "i"};
    const Part sound{.content = MediaPart{.kind = MediaPart::Kind::Audio, .data = "AA"}, .path = "s"};
    const Part thinking{.content = ReasoningPart{.text = "hm", .signature = "sig"}, .path = "t"};
    const Part call{.content = ToolCallPart{.name = "f", .arguments = "{}"}};
    const Part result{.content = ToolResultPart{.name = "f", .content = {}, .json = R"({"a":1})"}};
    ChatRequest request{.source = Dialect::Anthropic, .model = "m"};
    request.messages = {Message{.role = Role::Developer, .parts = {Part{.content = TextPart{.text = "s"}}}},
                        Message{.parts = {image, sound}}, Message{.role = Role::Assistant, .parts = {thinking, call}},
                        Message{.parts = {result}}};
    request.tools = {Tool{.name = "f"}, Tool{.name = "g"}};
    request.toolChoice = ToolChoice{.kind = ToolChoice::Kind::Named, .name = "f"};
    request.topP = "1";
    request.choices = 2;
    request.reasoning = ReasoningWish{.mode = ReasoningWish::Mode::On, .effort = "low"};
    request.format = ResponseFormat{.kind = ResponseFormat::Kind::JsonSchema, .name = "n", .schema = "{}"};
    const Written written = cohere().writeRequest(request, {});
    const auto tree = Json::Tree::parse(written.body, Json::Rules::Strict);
    QVERIFY(tree);
    const Json::Node root = tree->root();
    QCOMPARE(root["messages"].size(), 4);
    QCOMPARE(root["tools"].size(), 1);
    QVERIFY(root["tool_choice"].is("REQUIRED"));
    QCOMPARE(root["p"].json(), "0.99"_ba);
    QCOMPARE(root["thinking"]["token_budget"].integer(), 1024);
    QVERIFY(root["response_format"]["json_schema"].isObject());
    QByteArray callId;
    for (const Json::Node message : root["messages"]) {
        for (const Json::Node one : message["tool_calls"])
            callId = one["id"].text();
        if (message["role"].is("tool")) {
            QVERIFY(message["tool_call_id"].is(callId));
            QVERIFY(message["content"].is(R"({"a":1})"));
        }
    }
    QVERIFY(!written.body.contains("sig"));
    const auto count = [&written](Loss::Weight weight) {
        return std::ranges::count(written.losses, weight, &Loss::weight);
    };
    QCOMPARE(count(Loss::Weight::Hint), 1);    // the reasoning
    QCOMPARE(count(Loss::Weight::Changed), 3); // the choice, top_p, the effort
    QCOMPARE(count(Loss::Weight::Meaning), 2); // the sound, n
}

void CohereTest::errors()
{
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"cohere.v2chat"_s})) {
        if (exchange.status >= 400)
            QVERIFY2(cohere().readError(exchange.answerBody), qPrintable(exchange.file));
    }
    QCOMPARE(cohere().readAnswer(R"({"message":"invalid api token","id":"x"})").error().kind,
             ErrorKind::UpstreamRejected);
    QCOMPARE(cohere().readAnswer("{}").error().kind, ErrorKind::UpstreamInvalid);
    const auto request = cohere().readRequest(R"({"model":"m","messages":[{"role":"user","content":7}]})", {});
    QCOMPARE(request.error().param, "messages[0].content"_ba);
}

QTEST_GUILESS_MAIN(CohereTest)
#include "tst_cohere.moc"
