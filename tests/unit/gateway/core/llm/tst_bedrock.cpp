// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/awseventstream.h"
#include "gateway/core/llm/bedrock.h"
#include "tests/support/datafile.h"
#include "tests/support/streamcheck.h"
#include "tests/support/wiredata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Llm;
using namespace Qt::StringLiterals;
using Kind = Stream::Delta::Kind;

namespace {

Json::Tree parsed(const QByteArray &json)
{
    const auto tree = Json::Tree::parse(json, Json::Rules::Lenient);
    if (!tree)
        qFatal("not JSON: %s", json.constData());
    return *tree;
}

Part text(QByteArray words)
{
    return {.content = TextPart{.text = std::move(words)}};
}

ChatRequest foreign(QList<Part> parts)
{
    return {.source = Dialect::OpenAi,
            .model = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"_ba,
            .messages = {Message{.role = Role::User, .parts = std::move(parts), .path = "messages[0]"_ba}}};
}

bool hasLost(const Written &written, QByteArrayView param, Loss::Weight weight)
{
    return std::ranges::any_of(written.losses,
                               [&](const Loss &loss) { return loss.param == param && loss.weight == weight; });
}

QByteArray frame(const QByteArray &type, const QByteArray &payload)
{
    return awsEventBytes({.headers = {{":event-type"_ba, type}, {":message-type"_ba, "event"_ba}}, .payload = payload});
}

// As vercel/ai's fixtures have them: one JSON object a line, named by its only member.
QByteArray streamOf(const QString &name)
{
    QByteArray stream;
    for (const QByteArray &line :
         Test::sourceFile(u"tests/data/wire/vercel__ai/amazon-bedrock/"_s + name).split('\n')) {
        const auto tree = Json::Tree::parse(line, Json::Rules::Lenient);
        for (const Json::Node member : tree ? tree->root() : Json::Node())
            stream += frame(member.name(), member.json());
    }
    return stream;
}

QByteArray encoded(const QList<Stream::Event> &events)
{
    const auto encoder = bedrockDialect().encoder({.id = "1"_ba, .model = {}});
    QByteArray out;
    for (const Stream::Event &entry : events) {
        if (!std::holds_alternative<Stream::Ended>(entry))
            encoder->write(entry, out);
    }
    return out + encoder->end();
}

} // namespace

class TestBedrock : public QObject
{
    Q_OBJECT
private slots:
    void everyRecordedRequestIsWrittenAsItWas_data();
    void everyRecordedRequestIsWrittenAsItWas();
    void strict_data();
    void strict();
    void everyRecordedAnswerIsWrittenAsItWas_data();
    void everyRecordedAnswerIsWrittenAsItWas();
    void errors();
    void streams_data();
    void streams();
    void exceptions();
    void damagedAndCutStreams();
    void callWithoutArguments();

    void picturesByAddressCannotBeSaid();
    void cachePointsFollowTheirPart();
    void documentsHaveCleanNames();
    void thinking();
    void signedReasoningOfAnthropic();
    void toolsOfTheHistoryAreDeclared();
    void noneLeavesToolsOut();
    void parametersAreReported();
};

void TestBedrock::everyRecordedRequestIsWrittenAsItWas_data()
{
    QTest::addColumn<QByteArray>("recorded");
    for (const Test::WireExchange &exchange :
         Test::wireExchanges({u"bedrock.converse"_s, u"bedrock.converse_stream"_s}))
        QTest::newRow(qPrintable(exchange.file)) << exchange.requestBody;
    for (const Test::WireSnapshot &snapshot : Test::wireSnapshots(u"bedrock"_s)) {
        if (!snapshot.request.isEmpty())
            QTest::newRow(qPrintable(snapshot.name)) << snapshot.request;
        if (!snapshot.followUpRequest.isEmpty())
            QTest::addRow("%s follow-up", qPrintable(snapshot.name)) << snapshot.followUpRequest;
    }
}

void TestBedrock::everyRecordedRequestIsWrittenAsItWas()
{
    QFETCH(const QByteArray, recorded);
    const auto request = bedrockDialect().readRequest(recorded, {.model = "m", .stream = true});
    QVERIFY2(request, request ? "" : qPrintable(request.error().message));
    QCOMPARE(request->model, "m"_ba);
    QVERIFY(request->stream);
    const Written again = bedrockDialect().writeRequest(*request, {});
    QCOMPARE(Test::jsonDifference(recorded, again.body), QString());
    QVERIFY(again.losses.isEmpty());
    const auto twice = bedrockDialect().readRequest(again.body, {.model = "m", .stream = true});
    QVERIFY(twice && *twice == *request);
}

void TestBedrock::strict_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("param");
    QTest::newRow("messages") << "{}"_ba << "messages"_ba;
    QTest::newRow("role") << R"({"messages":[{"role":"tool","content":[]}]})"_ba << "messages[0].role"_ba;
    QTest::newRow("content") << R"({"messages":[{"role":"user","content":"hi"}]})"_ba << "messages[0].content"_ba;
    QTest::newRow("toolUse") << R"({"messages":[{"role":"user","content":[{"toolUse":{"name":"a"}}]}]})"_ba
                             << "messages[0].content[0].toolUse.toolUseId"_ba;
    QTest::newRow("maxTokens") << R"({"messages":[],"inferenceConfig":{"maxTokens":"1"}})"_ba
                               << "inferenceConfig.maxTokens"_ba;
    QTest::newRow("toolChoice") << R"({"messages":[],"toolConfig":{"toolChoice":{"some":{}}}})"_ba
                                << "toolConfig.toolChoice"_ba;
}

void TestBedrock::strict()
{
    QFETCH(const QByteArray, sent);
    const auto request = bedrockDialect().readRequest(sent, {});
    QVERIFY(!request);
    QCOMPARE(request.error().kind, ErrorKind::InvalidRequest);
    QTEST(request.error().param, "param");
}

void TestBedrock::everyRecordedAnswerIsWrittenAsItWas_data()
{
    QTest::addColumn<QByteArray>("recorded");
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"bedrock.converse"_s})) {
        if (exchange.status == 200)
            QTest::newRow(qPrintable(exchange.file)) << exchange.answerBody;
    }
    for (const QString &name : {u"amazon-bedrock-text.json"_s, u"amazon-bedrock-tool-no-args.json"_s,
                                u"amazon-bedrock-json-with-tool.1.json"_s})
        QTest::newRow(qPrintable(name)) << Test::sourceFile(u"tests/data/wire/vercel__ai/amazon-bedrock/"_s + name);
}

void TestBedrock::everyRecordedAnswerIsWrittenAsItWas()
{
    QFETCH(QByteArray, recorded);
    const auto answer = bedrockDialect().readAnswer(recorded);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QVERIFY(answer->usage);
    const Json::Tree original = parsed(recorded);
    if (original.root()["usage"]["totalTokens"].exists())
        QCOMPARE(answer->usage->inputTotal() + answer->usage->outputTotal(),
                 original.root()["usage"]["totalTokens"].integer().value());
    const Written again = bedrockDialect().writeAnswer(*answer, {});
    QVERIFY(again.losses.isEmpty());
    if (!original.root()["metrics"].exists())
        recorded.insert(recorded.indexOf('{') + 1, R"("metrics":{"latencyMs":0},)");
    QCOMPARE(Test::jsonDifference(recorded, again.body), QString());
}

void TestBedrock::errors()
{
    int seen = 0;
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"bedrock.converse"_s})) {
        if (exchange.status < 400)
            continue;
        ++seen;
        QVERIFY(!bedrockDialect().readError(exchange.answerBody).value().message.isEmpty());
        QCOMPARE(bedrockDialect().readAnswer(exchange.answerBody).error().kind, ErrorKind::UpstreamRejected);
    }
    QCOMPARE(seen, 3);
    const auto typed = bedrockDialect().readError(R"({"__type":"ThrottlingException","message":"slow"})"_ba);
    QVERIFY(typed);
    QCOMPARE(typed->status, 429);
    for (const QByteArray &body : {""_ba, "[]"_ba, "{}"_ba, R"({"output":{}})"_ba})
        QCOMPARE(bedrockDialect().readAnswer(body).error().kind, ErrorKind::UpstreamInvalid);
}

void TestBedrock::streams_data()
{
    QTest::addColumn<QByteArray>("stream");
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"bedrock.converse_stream"_s}))
        QTest::newRow(qPrintable(exchange.file)) << exchange.answerBody;
    for (const QString &name : {u"amazon-bedrock-text.chunks.txt"_s, u"amazon-bedrock-tool-no-args.chunks.txt"_s,
                                u"amazon-bedrock-json-with-tool.1.chunks.txt"_s})
        QTest::newRow(qPrintable(name)) << streamOf(name);
    const QString folder = u"tests/data/wire/agentgateway__agentgateway/response/bedrock/"_s;
    for (const QString &name : {u"basic.bin"_s, u"reasoning.bin"_s, u"tool.bin"_s})
        QTest::newRow(qPrintable(name)) << Test::sourceFile(folder + name);
}

void TestBedrock::streams()
{
    QFETCH(const QByteArray, stream);
    const Test::Decoded whole = Test::decoded(bedrockDialect(), stream, stream.size());
    QCOMPARE(whole.error, QString());
    QCOMPARE(Test::grammarFault(whole.events), QString());
    QVERIFY(Test::decoded(bedrockDialect(), stream, -1) == whole);
    for (qsizetype cut = 0; cut < stream.size(); ++cut)
        QVERIFY2(Test::decoded(bedrockDialect(), stream, cut) == whole, qPrintable(QString::number(cut)));
    const ChatAnswer answer = Test::collected(whole.events);
    QCOMPARE(answer.usage.has_value(), stream.contains("inputTokens"));
    QVERIFY(answer.choices.size() == 1 && answer.choices[0].finish != FinishReason::None);
    const QByteArray again = encoded(whole.events);
    const Test::Decoded twice = Test::decoded(bedrockDialect(), again, again.size());
    QCOMPARE(twice.error, QString());
    QCOMPARE(Test::grammarFault(twice.events), QString());
    QCOMPARE(Test::collected(twice.events).choices, answer.choices);
    if (answer.usage)
        QCOMPARE(Test::collected(twice.events).usage, answer.usage);
}

void TestBedrock::exceptions()
{
    const QByteArray stream = frame("messageStart", R"({"role":"assistant"})")
                              + awsEventBytes({.headers = {{":exception-type"_ba, "throttlingException"_ba},
                                                           {":message-type"_ba, "exception"_ba}},
                                               .payload = R"({"message":"Too many requests"})"_ba});
    const Test::Decoded decoded = Test::decoded(bedrockDialect(), stream, 5);
    QCOMPARE(decoded.error, QString());
    QCOMPARE(Test::grammarFault(decoded.events), QString());
    const VendorFailure failure = std::get<Stream::Failed>(decoded.events.last()).failure;
    QCOMPARE(failure,
             (VendorFailure{.message = "Too many requests"_ba, .type = "throttlingException"_ba, .status = 429}));
    const QByteArray end =
        bedrockDialect().encoder({})->fail({.kind = ErrorKind::UpstreamTimeout, .message = u"Late."_s, .detail = {}});
    QVERIFY(std::holds_alternative<Stream::Failed>(Test::decoded(bedrockDialect(), end, 0).events.last()));
}

void TestBedrock::damagedAndCutStreams()
{
    const QByteArray stream = streamOf(u"amazon-bedrock-text.chunks.txt"_s);
    QByteArray damaged = stream;
    damaged[200] = static_cast<char>(damaged[200] ^ 1);
    QVERIFY(!Test::decoded(bedrockDialect(), damaged, 0).error.isEmpty());
    const qsizetype stop = stream.indexOf("messageStop");
    for (qsizetype length = 0; length < stop; length += 11)
        QVERIFY(!Test::decoded(bedrockDialect(), stream.first(length), 0).error.isEmpty());
}

void TestBedrock::callWithoutArguments()
{
    const QByteArray stream = streamOf(u"amazon-bedrock-tool-no-args.chunks.txt"_s);
    const ChatAnswer answer = Test::collected(Test::decoded(bedrockDialect(), stream, 0).events);
    QCOMPARE(std::get<ToolCallPart>(answer.choices[0].parts[1].content).arguments, "{}"_ba);
}

// WIRE 6, case 20.
void TestBedrock::picturesByAddressCannotBeSaid()
{
    Part picture{.content = MediaPart{.url = "https://a/b.png"_ba}, .path = "p"_ba};
    QVERIFY(hasLost(bedrockDialect().writeRequest(foreign({text("a"), picture}), {}), "p", Loss::Weight::Meaning));
    picture.content = MediaPart{.mediaType = "image/png"_ba, .data = "AA=="_ba};
    const Written written = bedrockDialect().writeRequest(foreign({text("a"), picture}), {});
    QVERIFY(written.losses.isEmpty());
    QVERIFY(written.body.contains(R"({"image":{"format":"png","source":{"bytes":"AA=="}}})"));
}

void TestBedrock::cachePointsFollowTheirPart()
{
    Part marked = text("a");
    marked.cache = CacheMark{.ttl = "1h"_ba};
    QVERIFY(bedrockDialect()
                .writeRequest(foreign({marked, text("b")}), {})
                .body.contains(R"([{"text":"a"},{"cachePoint":{"type":"default","ttl":"1h"}},{"text":"b"}])"));
}

void TestBedrock::documentsHaveCleanNames()
{
    const Part document{.content = MediaPart{.kind = MediaPart::Kind::Document,
                                             .mediaType = "application/pdf"_ba,
                                             .data = "AA=="_ba,
                                             .fileName = "my_report..v2.pdf"_ba}};
    QVERIFY(bedrockDialect().writeRequest(foreign({document}), {}).body.contains(R"("name":"my report v2 pdf")"));
}

void TestBedrock::thinking()
{
    ChatRequest request = foreign({text("a")});
    request.reasoning = ReasoningWish{.effort = "low"_ba};
    request.temperature = "0.5";
    Written written = bedrockDialect().writeRequest(request, {});
    Json::Tree tree = parsed(written.body);
    QCOMPARE(tree.root()["additionalModelRequestFields"].json(),
             R"({"thinking":{"type":"enabled","budget_tokens":1024}})"_ba);
    QCOMPARE(tree.root()["inferenceConfig"].json(), R"({"maxTokens":9216})"_ba);
    QVERIFY(hasLost(written, "temperature", Loss::Weight::Changed));
    request.model = "anthropic.claude-opus-4-6-v1";
    tree = parsed(bedrockDialect().writeRequest(request, {}).body);
    QCOMPARE(tree.root()["additionalModelRequestFields"].json(),
             R"({"thinking":{"type":"adaptive"},"output_config":{"effort":"low"}})"_ba);
    request.model = "openai.gpt-oss-120b-1:0";
    tree = parsed(bedrockDialect().writeRequest(request, {}).body);
    QCOMPARE(tree.root()["additionalModelRequestFields"].json(), R"({"reasoning_effort":"low"})"_ba);
    request.model = "amazon.nova-micro-v1:0";
    QVERIFY(hasLost(bedrockDialect().writeRequest(request, {}), "reasoning_effort", Loss::Weight::Changed));
}

void TestBedrock::signedReasoningOfAnthropic()
{
    ChatRequest request = foreign({text("a")});
    request.messages.append(
        Message{.role = Role::Assistant,
                .parts = {{.content = ReasoningPart{.text = "t"_ba, .signature = "s"_ba}, .path = "p"_ba}, text("b")}});
    QVERIFY(hasLost(bedrockDialect().writeRequest(request, {}), "p", Loss::Weight::Hint));
    request.source = Dialect::Anthropic;
    QVERIFY(bedrockDialect()
                .writeRequest(request, {})
                .body.contains(R"({"reasoningContent":{"reasoningText":{"text":"t","signature":"s"}}})"));
    request.model = "amazon.nova-micro-v1:0";
    QVERIFY(hasLost(bedrockDialect().writeRequest(request, {}), "p", Loss::Weight::Hint));
}

void TestBedrock::toolsOfTheHistoryAreDeclared()
{
    ChatRequest request = foreign({text("a")});
    request.messages.append(
        Message{.role = Role::Assistant,
                .parts = {{.content = ToolCallPart{.id = "a"_ba, .name = "f"_ba, .arguments = "{}"_ba}}}});
    request.messages.append(
        Message{.role = Role::User,
                .parts = {text("go on"), {.content = ToolResultPart{.callId = "a"_ba, .content = {text("1")}}}}});
    const Written written = bedrockDialect().writeRequest(request, {});
    const Json::Tree tree = parsed(written.body);
    QCOMPARE(tree.root()["toolConfig"].json(),
             R"({"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object","properties":{}}}}}]})"_ba);
    QVERIFY(written.body.contains(
        R"("content":[{"toolResult":{"toolUseId":"a","content":[{"text":"1"}]}},{"text":"go on"}])"));
}

void TestBedrock::noneLeavesToolsOut()
{
    ChatRequest request = foreign({text("a")});
    request.tools = {Tool{.name = "f"_ba}};
    request.toolChoice = ToolChoice{.kind = ToolChoice::Kind::None};
    const Written written = bedrockDialect().writeRequest(request, {});
    QVERIFY(!written.body.contains("toolConfig"));
    QVERIFY(hasLost(written, "tool_choice", Loss::Weight::Changed));
}

void TestBedrock::parametersAreReported()
{
    ChatRequest request = foreign({text("a")});
    QVERIFY(bedrockDialect().writeRequest(request, {}).losses.isEmpty());
    request.seed = "1";
    request.choices = 2;
    request.format = ResponseFormat{.kind = ResponseFormat::Kind::JsonObject};
    request.endUser = "u";
    const Written written = bedrockDialect().writeRequest(request, {});
    for (const auto *name : {"seed", "n", "response_format"})
        QVERIFY2(hasLost(written, name, Loss::Weight::Meaning), name);
    QVERIFY(hasLost(written, "user", Loss::Weight::Hint));
}

QTEST_GUILESS_MAIN(TestBedrock)
#include "tst_bedrock.moc"
