// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/gemini.h"
#include "gateway/core/llm/toolcallid.h"
#include "tests/support/wiredata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

const RequestAddress Address{.model = "gemini-2.5-flash"_ba, .stream = false};

ChatRequest read(const QByteArray &body)
{
    const auto request = geminiDialect().readRequest(body, Address);
    if (!request)
        qFatal("%s", qPrintable(request.error().message));
    return *request;
}

Part textOf(QByteArray text)
{
    return Part{.content = TextPart{.text = std::move(text)}, .path = "messages[0].content"_ba};
}

Message message(Role role, QList<Part> parts)
{
    return Message{.role = role, .parts = std::move(parts), .path = "messages[0]"_ba};
}

// Of another dialect.
ChatRequest foreign(QList<Message> messages, QByteArray model = "gemini-2.5-flash"_ba)
{
    return ChatRequest{.source = Dialect::OpenAi, .model = std::move(model), .messages = std::move(messages)};
}

Part callOf(QByteArray id, QByteArray name, QByteArray arguments = "{}"_ba)
{
    return Part{.content =
                    ToolCallPart{.id = std::move(id), .name = std::move(name), .arguments = std::move(arguments)},
                .path = "messages[1].tool_calls[0]"_ba};
}

Part resultOf(QByteArray id, QByteArray text, bool isError = false)
{
    return Part{.content =
                    ToolResultPart{.callId = std::move(id), .content = {textOf(std::move(text))}, .isError = isError},
                .path = "messages[2]"_ba};
}

bool says(const QByteArray &body, const QByteArray &piece)
{
    if (!body.contains(piece))
        qWarning("%s is not in %s", piece.constData(), body.constData());
    return body.contains(piece);
}

QByteArray losses(const Written &written)
{
    QByteArray text;
    for (const Loss &loss : written.losses) {
        static const QByteArrayList Weights{"hint", "changed", "meaning"};
        text += Weights[static_cast<int>(loss.weight)] + ' ' + loss.param + "; ";
    }
    return text;
}

} // namespace

class TestGeminiRequest final : public QObject
{
    Q_OBJECT

private slots:
    void recorded_data();
    void recorded();
    void refusals_data();
    void refusals();
    void spellings_data();
    void spellings();
    void neutral();
    void unsaidIds();
    void openApiSchemas();

    void rolesAreMerged();
    void resultsNeedNames();
    void resultsOfOneTurnAreTogether();
    void instructionsMoveUp();
    void onlyInstructions();
    void toolChoices_data();
    void toolChoices();
    void foreignReasoningIsDropped();
    void emptyTextsAreDropped();
    void argumentsAreObjects();
    void imagesByAddress();
    void schemasAreKept();
    void olderSchemas();
    void missingSignatures();
    void signaturesInIds();
    void parametersAreReported();
    void imagesInResults();
};

void TestGeminiRequest::recorded_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"gemini.generate"_s, u"gemini.stream"_s})) {
        if (!exchange.requestBody.contains("invalid_role"))
            QTest::newRow(qPrintable(exchange.file)) << exchange.requestBody;
    }
    for (const Test::WireSnapshot &snapshot : Test::wireSnapshots(u"google"_s)) {
        if (!snapshot.request.isEmpty())
            QTest::newRow(qPrintable(snapshot.name)) << snapshot.request;
        if (!snapshot.followUpRequest.isEmpty())
            QTest::newRow(qPrintable(snapshot.name + u" followed"_s)) << snapshot.followUpRequest;
    }
}

void TestGeminiRequest::recorded()
{
    QFETCH(const QByteArray, body);
    // Some repeat the model in the body; the address counts where there is one.
    const auto request = geminiDialect().readRequest(body, {});
    QVERIFY2(request, request ? "" : qPrintable(request.error().message));
    const Written written = geminiDialect().writeRequest(*request, {});
    QCOMPARE(Test::jsonDifference(body, written.body), QString());
    QCOMPARE(losses(written), QByteArray());
    QVERIFY(Json::judge(written.body));
}

void TestGeminiRequest::refusals_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("param");
    QTest::newRow("no object") << "[]"_ba << QByteArray();
    QTest::newRow("no contents") << "{}"_ba << "contents"_ba;
    QTest::newRow("role") << R"({"contents":[{"role":"assistant","parts":[{"text":"a"}]}]})"_ba
                          << "contents[0].role"_ba;
    QTest::newRow("text") << R"({"contents":[{"parts":[{"text":1}]}]})"_ba << "contents[0].parts[0].text"_ba;
    QTest::newRow("empty part") << R"({"contents":[{"parts":[{}]}]})"_ba << "contents[0].parts[0]"_ba;
    QTest::newRow("args") << R"({"contents":[{"parts":[{"function_call":{"name":"f","args":"x"}}]}]})"_ba
                          << "contents[0].parts[0].function_call.args"_ba;
    QTest::newRow("tokens")
        << R"({"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"maxOutputTokens":"9"}})"_ba
        << "generationConfig.maxOutputTokens"_ba;
    QTest::newRow("mode")
        << R"({"contents":[{"parts":[{"text":"a"}]}],"toolConfig":{"functionCallingConfig":{"mode":"MAYBE"}}})"_ba
        << "toolConfig.functionCallingConfig.mode"_ba;
}

void TestGeminiRequest::refusals()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, param);
    const auto request = geminiDialect().readRequest(body, Address);
    QVERIFY(!request);
    QCOMPARE(request.error().kind, ErrorKind::InvalidRequest);
    QCOMPARE(request.error().param, param);
}

void TestGeminiRequest::spellings_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("snake_case") << R"({"system_instruction":{"parts":{"text":"s"}},"contents":{"parts":{"text":"a"}},
        "tools":{"function_declarations":{"name":"f","description":"","parameters":{"type":"STRING"}}},
        "tool_config":{"function_calling_config":{"mode":"any","allowed_function_names":["f","g"]}},
        "generation_config":{"max_output_tokens":5,"top_p":0.50,"thinking_config":{"thinking_budget":0},
        "response_mime_type":"application/json","response_schema":{"type":"OBJECT"},"stop_sequences":[]}})"_ba;
    QTest::newRow("extras")
        << R"({"contents":[{"role":"function","parts":[{"functionResponse":{"name":"f","response":{},
        "scheduling":"SILENT"}}],"x":1}],"safetySettings":[{"category":"a","threshold":"b"}],"cachedContent":"c",
        "tools":[{"googleSearch":{},"functionDeclarations":[{"name":"f","behavior":"BLOCKING"}]},{"codeExecution":{}}],
        "toolConfig":{"retrievalConfig":{"languageCode":"de"}},"generationConfig":{"speechConfig":{"a":{"b":1}},
        "thinkingConfig":{"thinkingLevel":"HIGH","newer":true}},"labels":{"a":"b"},"store":true,"serviceTier":"flex"})"_ba;
    QTest::newRow("a colon in the name of a tool")
        << R"({"contents":[{"parts":[{"text":"a"}]}],"tools":[{"a:\"b":{"c":1}}]})"_ba;
    QTest::newRow("enum")
        << R"({"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"responseMimeType":"text/x.enum",
        "responseSchema":{"type":"STRING","enum":["a"]},"candidateCount":2,"responseLogprobs":true,"logprobs":3}})"_ba;
    QTest::newRow("parts")
        << R"({"contents":[{"role":"model","parts":[{"text":"t","thought":true,"thoughtSignature":"a"},
        {"text":"","thoughtSignature":"b"},{"thought_signature":"c"},{"text":"x","thought":false},
        {"functionCall":{"name":"f"},"thoughtSignature":"d"},{"functionCall":{"name":"f","args":{},"id":"i"}},
        {"inlineData":{"mimeType":"image/png","data":"AA==","displayName":"n"},"mediaResolution":{"level":"L"}},
        {"fileData":{"fileUri":"https://generativelanguage.googleapis.com/v1beta/files/a"}},
        {"executableCode":{"language":"PYTHON","code":"1"}}]},{"role":"user"}]})"_ba;
}

void TestGeminiRequest::spellings()
{
    QFETCH(const QByteArray, body);
    const Written written = geminiDialect().writeRequest(read(body), {});
    QCOMPARE(Test::jsonDifference(body, written.body), QString());
    QCOMPARE(losses(written), QByteArray());
}

void TestGeminiRequest::neutral()
{
    const ChatRequest request = read(R"({"systemInstruction":{"parts":[{"text":"s"}]},"contents":[
        {"parts":[{"text":"a"},{"inlineData":{"mimeType":"application/pdf","data":"AA=="}}]},
        {"role":"model","parts":[{"text":"think","thought":true},{"functionCall":{"id":"1","name":"f","args":{"x":1}},
        "thoughtSignature":"sig"}]},
        {"parts":[{"functionResponse":{"id":"1","name":"f","response":{"error":"no"}}}]}],
        "tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{"x":{"type":"INTEGER",
        "nullable":true}}}}]}],"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}},
        "generationConfig":{"temperature":1.0,"maxOutputTokens":9,"responseMimeType":"application/json",
        "thinkingConfig":{"thinkingBudget":100,"includeThoughts":true}}})"_ba);
    QCOMPARE(request.messages.size(), 4);
    QCOMPARE(request.messages[0].role, Role::System);
    QCOMPARE(request.messages[1].role, Role::User);
    QCOMPARE(std::get<MediaPart>(request.messages[1].parts[1].content).kind, MediaPart::Kind::Document);
    QCOMPARE(std::get<ReasoningPart>(request.messages[2].parts[0].content).text, "think"_ba);
    const auto call = std::get<ToolCallPart>(request.messages[2].parts[1].content);
    QCOMPARE(call, (ToolCallPart{.id = "1"_ba, .name = "f"_ba, .arguments = "{\"x\":1}"_ba, .signature = "sig"_ba}));
    const auto result = std::get<ToolResultPart>(request.messages[3].parts[0].content);
    QVERIFY(result.isError);
    QCOMPARE(std::get<TextPart>(result.content[0].content).text, "no"_ba);
    QCOMPARE(request.tools[0].schema,
             "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":[\"integer\",\"null\"]}}}"_ba);
    QCOMPARE(request.toolChoice->kind, ToolChoice::Kind::Named);
    QCOMPARE(request.toolChoice->name, "f"_ba);
    QCOMPARE(request.temperature, "1.0"_ba);
    QCOMPARE(request.maxOutputTokens, 9);
    QCOMPARE(request.format->kind, ResponseFormat::Kind::JsonObject);
    QCOMPARE(request.reasoning->budgetTokens, 100);
    QCOMPARE(request.reasoning->includeText, true);
    QCOMPARE(request.model, "gemini-2.5-flash"_ba);
}

void TestGeminiRequest::unsaidIds()
{
    const QByteArray body = R"({"contents":[{"role":"model","parts":[{"functionCall":{"name":"f"}},
        {"functionCall":{"name":"g"}},{"functionCall":{"name":"f"}}]},{"parts":[
        {"functionResponse":{"name":"g","response":{}}},{"functionResponse":{"name":"f","response":{}}},
        {"functionResponse":{"name":"f","response":{}}}]}]})"_ba;
    const ChatRequest request = read(body);
    const auto callId = [&request](int i) { return std::get<ToolCallPart>(request.messages[0].parts[i].content).id; };
    const auto resultId = [&request](int i) {
        return std::get<ToolResultPart>(request.messages[1].parts[i].content).callId;
    };
    QVERIFY(callId(0) != callId(2));
    QCOMPARE(resultId(0), callId(1));
    QCOMPARE(resultId(1), callId(0));
    QCOMPARE(resultId(2), callId(2));
    QCOMPARE(Test::jsonDifference(body, geminiDialect().writeRequest(request, {}).body), QString());
}

// A schema that the gateway changed is written as it is now.
void TestGeminiRequest::openApiSchemas()
{
    ChatRequest request = read(R"({"contents":[{"parts":[{"text":"a"}]}],"tools":[{"functionDeclarations":[
        {"name":"f","parameters":{"type":"OBJECT"}}]}]})"_ba);
    request.tools[0].schema = R"({"type":"object","properties":{}})"_ba;
    const QByteArray body = geminiDialect().writeRequest(request, {}).body;
    QVERIFY(says(body, "\"parametersJsonSchema\":{\"type\":\"object\",\"properties\":{}}"));
    QVERIFY(!body.contains("OBJECT"));
}

void TestGeminiRequest::rolesAreMerged()
{
    const Written written = geminiDialect().writeRequest(
        foreign({message(Role::User, {textOf("a"_ba)}), message(Role::User, {textOf("b"_ba)}),
                 message(Role::Assistant, {textOf("c"_ba)}), message(Role::User, {textOf("d"_ba)})}),
        {});
    QCOMPARE(written.body,
             "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]},{\"role\":\"model\","
             "\"parts\":[{\"text\":\"c\"}]},{\"role\":\"user\",\"parts\":[{\"text\":\"d\"}]}]}"_ba);
    QCOMPARE(losses(written), QByteArray());
}

void TestGeminiRequest::resultsNeedNames()
{
    const Written written = geminiDialect().writeRequest(
        foreign({message(Role::Assistant, {callOf("1"_ba, "f"_ba)}), message(Role::User, {resultOf("1"_ba, "ok"_ba)})}),
        {});
    QVERIFY(
        says(written.body, "{\"functionResponse\":{\"id\":\"1\",\"name\":\"f\",\"response\":{\"output\":\"ok\"}}}"));
    QCOMPARE(losses(written), QByteArray());

    const Written lost =
        geminiDialect().writeRequest(foreign({message(Role::User, {resultOf("9"_ba, "no"_ba, true)})}), {});
    QVERIFY(says(lost.body, "{\"id\":\"9\",\"name\":\"9\",\"response\":{\"error\":\"no\"}}"));
    QCOMPARE(losses(lost), "changed messages[2]; "_ba);
}

void TestGeminiRequest::resultsOfOneTurnAreTogether()
{
    const Written written = geminiDialect().writeRequest(
        foreign({message(Role::Assistant, {callOf("1"_ba, "f"_ba), callOf("2"_ba, "g"_ba)}),
                 message(Role::User, {resultOf("1"_ba, "a"_ba)}),
                 message(Role::User, {textOf("t"_ba), resultOf("2"_ba, "b"_ba)})}),
        {});
    const auto tree = Json::Tree::parse(written.body, Json::Rules::Strict);
    QCOMPARE(tree->root()["contents"].size(), 2);
    QStringList kinds;
    for (const Json::Node content : tree->root()["contents"]) {
        for (const Json::Node part : content["parts"])
            kinds += QString::fromUtf8((*part.begin()).name());
    }
    QCOMPARE(kinds, (QStringList{u"functionCall"_s, u"functionCall"_s, u"functionResponse"_s, u"functionResponse"_s,
                                 u"text"_s}));
}

void TestGeminiRequest::instructionsMoveUp()
{
    const Written written = geminiDialect().writeRequest(
        foreign({message(Role::System, {textOf("a"_ba)}), message(Role::User, {textOf("b"_ba)}),
                 message(Role::Developer, {textOf("c"_ba)})}),
        {});
    QVERIFY2(
        written.body.startsWith(
            "{\"systemInstruction\":{\"parts\":[{\"text\":\"a\"},{\"text\":\"c\"}]},\"contents\":[{\"role\":\"user\""),
        written.body.constData());
    QCOMPARE(losses(written), "changed messages[0]; "_ba);
}

void TestGeminiRequest::onlyInstructions()
{
    const Written written = geminiDialect().writeRequest(foreign({message(Role::System, {textOf("a"_ba)})}), {});
    QCOMPARE(written.body, "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"a\"}]}]}"_ba);
    QCOMPARE(losses(written), "changed messages[0]; "_ba);
}

void TestGeminiRequest::toolChoices_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArrayList>("among");
    QTest::addColumn<QByteArray>("config");
    using Kind = ToolChoice::Kind;
    QTest::newRow("auto") << int(Kind::Auto) << QByteArrayList() << R"({"mode":"AUTO"})"_ba;
    QTest::newRow("none") << int(Kind::None) << QByteArrayList() << R"({"mode":"NONE"})"_ba;
    QTest::newRow("required") << int(Kind::Required) << QByteArrayList() << R"({"mode":"ANY"})"_ba;
    QTest::newRow("named") << int(Kind::Named) << QByteArrayList()
                           << R"({"mode":"ANY","allowedFunctionNames":["f"]})"_ba;
    QTest::newRow("among") << int(Kind::Auto) << QByteArrayList{"f"}
                           << R"({"mode":"VALIDATED","allowedFunctionNames":["f"]})"_ba;
}

void TestGeminiRequest::toolChoices()
{
    QFETCH(const int, kind);
    QFETCH(const QByteArrayList, among);
    QFETCH(const QByteArray, config);
    ChatRequest request = foreign({message(Role::User, {textOf("a"_ba)})});
    request.toolChoice = ToolChoice{.kind = static_cast<ToolChoice::Kind>(kind), .name = "f"_ba, .among = among};
    // Google refuses a choice where there is nothing to choose from.
    QVERIFY(!geminiDialect().writeRequest(request, {}).body.contains("toolConfig"));
    request.tools.append(Tool{.name = "f"_ba});
    const Written written = geminiDialect().writeRequest(request, {});
    QVERIFY(says(written.body, "\"toolConfig\":{\"functionCallingConfig\":" + config + '}'));
    QCOMPARE(losses(written), QByteArray());
}

void TestGeminiRequest::foreignReasoningIsDropped()
{
    Part reasoning{.content = ReasoningPart{.text = "t"_ba, .signature = "s"_ba}, .path = "messages[0].content[0]"_ba};
    const Written written = geminiDialect().writeRequest(
        foreign({message(Role::User, {textOf("a"_ba)}), message(Role::Assistant, {reasoning}),
                 message(Role::User, {textOf("b"_ba)})}),
        {});
    QCOMPARE(written.body, "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]}]}"_ba);
    QCOMPARE(losses(written), "hint messages[0].content[0]; "_ba);
}

void TestGeminiRequest::emptyTextsAreDropped()
{
    const Written written = geminiDialect().writeRequest(
        foreign({message(Role::User, {textOf("a"_ba)}),
                 message(Role::Assistant, {textOf(QByteArray()), callOf("1"_ba, "f"_ba)})}),
        {});
    QVERIFY2(written.body.endsWith(
                 "{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":{},\"id\":\"1\"}}]}]}"),
             written.body.constData());
    QCOMPARE(losses(written), QByteArray());
}

void TestGeminiRequest::argumentsAreObjects()
{
    const Written written = geminiDialect().writeRequest(
        foreign({message(Role::Assistant, {callOf("1"_ba, "f"_ba, "{\"x\":"_ba), callOf("2"_ba, "f"_ba, ""_ba)})}), {});
    const QByteArray wrapped = "\"args\":{\"input\":\"{\\\"x\\\":\"}";
    QVERIFY(says(written.body, wrapped));
    QVERIFY(says(written.body, "\"args\":{},\"id\":\"2\""));
    QCOMPARE(losses(written), "changed messages[1].tool_calls[0]; "_ba);
}

void TestGeminiRequest::imagesByAddress()
{
    const auto written = [](MediaPart media) {
        return geminiDialect().writeRequest(
            foreign({message(Role::User, {Part{.content = std::move(media), .path = "p"_ba}})}), {});
    };
    QVERIFY(
        written({.url = "https://e.org/a.JPG?x=1.png"_ba})
            .body.contains("{\"fileData\":{\"mimeType\":\"image/jpeg\",\"fileUri\":\"https://e.org/a.JPG?x=1.png\"}}"));
    QVERIFY(written({.url = "https://e.org/a"_ba}).body.contains("\"mimeType\":\"image/*\""));
    QVERIFY(written({.data = "iVBORw0KGgoAAA"_ba})
                .body.contains("{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"iVBO"));
    QCOMPARE(losses(written({.fileId = "file-1"_ba})), "meaning p; "_ba);
    QVERIFY(written({.kind = MediaPart::Kind::Document, .mediaType = "text/plain"_ba, .data = "hi"_ba, .isText = true})
                .body.contains("\"data\":\"aGk=\""));
}

void TestGeminiRequest::schemasAreKept()
{
    const QByteArray schema =
        R"({"$schema":"x","type":"object","properties":{"a":{"$ref":"#/$defs/A"}},"$defs":{"A":{}}})"_ba;
    ChatRequest request = foreign({message(Role::User, {textOf("a"_ba)})});
    request.tools.append(Tool{.name = "f"_ba, .schema = schema});
    request.format = ResponseFormat{.kind = ResponseFormat::Kind::JsonSchema, .name = "n"_ba, .schema = schema};
    const Written written = geminiDialect().writeRequest(request, {});
    QVERIFY(says(written.body, "\"parametersJsonSchema\":" + schema));
    QVERIFY(says(written.body, "\"responseMimeType\":\"application/json\",\"responseJsonSchema\":" + schema));
    QCOMPARE(losses(written), QByteArray());
}

void TestGeminiRequest::olderSchemas()
{
    ChatRequest request = foreign({message(Role::User, {textOf("a"_ba)})});
    request.tools.append(
        Tool{.name = "f"_ba, .schema = R"({"type":"object","additionalProperties":false})"_ba, .path = "tools[0]"_ba});
    WriteTraits traits;
    traits.takesJsonSchema = false;
    const Written written = geminiDialect().writeRequest(request, traits);
    QVERIFY(says(written.body, "{\"name\":\"f\",\"parameters\":{\"type\":\"OBJECT\"}}"));
    QCOMPARE(losses(written), "changed tools[0]; "_ba);
}

void TestGeminiRequest::missingSignatures()
{
    ChatRequest request = foreign({message(Role::User, {textOf("a"_ba)}),
                                   message(Role::Assistant, {callOf("1"_ba, "f"_ba), callOf("2"_ba, "f"_ba)})});
    QVERIFY(!geminiDialect().writeRequest(request, {}).body.contains("thoughtSignature"));
    request.model = "gemini-3-pro-preview"_ba;
    const Written written = geminiDialect().writeRequest(request, {});
    QCOMPARE(written.body.count("skip_thought_signature_validator"), 1);
    QVERIFY(says(written.body, "\"id\":\"1\"},\"thoughtSignature\":\"skip_thought_signature_validator\"}"));
    QCOMPARE(losses(written), "changed messages[1].tool_calls[0]; "_ba);
}

void TestGeminiRequest::signaturesInIds()
{
    const QByteArray id = joinedToolCallId("1", "c2lnbmF0dXJl");
    const Written written = geminiDialect().writeRequest(
        foreign({message(Role::Assistant, {callOf(id, "f"_ba)}), message(Role::User, {resultOf(id, "ok"_ba)})},
                "gemini-3-flash"_ba),
        {});
    QVERIFY(says(written.body,
                 "{\"functionCall\":{\"name\":\"f\",\"args\":{},\"id\":\"1\"},\"thoughtSignature\":\"c2lnbmF0dXJl\"}"));
    QVERIFY(says(written.body, "{\"functionResponse\":{\"id\":\"1\",\"name\":\"f\""));
    QCOMPARE(losses(written), QByteArray());
}

void TestGeminiRequest::parametersAreReported()
{
    ChatRequest request = foreign({message(Role::User, {textOf("a"_ba)})});
    request.tools.append(Tool{.name = "f"_ba, .strict = true, .path = "tools[0]"_ba});
    request.parallelToolCalls = false;
    request.logitBias = R"({"1":2})"_ba;
    request.verbosity = "low"_ba;
    request.cacheKey = "k"_ba;
    request.endUser = "u"_ba;
    request.stop = {"1"_ba, "2"_ba, "3"_ba, "4"_ba, "5"_ba, "6"_ba};
    request.reasoning = ReasoningWish{.effort = "xhigh"_ba};
    request.extras = {.dialect = Dialect::OpenAi, .members = {{.name = "modalities"_ba, .json = "[\"audio\"]"_ba}}};
    const Written written = geminiDialect().writeRequest(request, {});
    QCOMPARE(losses(written), "changed tools[0].strict; changed parallel_tool_calls; meaning stop; changed "
                              "reasoning_effort; meaning logit_bias; changed verbosity; hint prompt_cache_key; hint "
                              "user; meaning modalities; "_ba);
    QVERIFY(says(written.body, "\"thinkingConfig\":{\"thinkingBudget\":24576}"));
}

void TestGeminiRequest::imagesInResults()
{
    Part result = resultOf("1"_ba, "see"_ba);
    std::get<ToolResultPart>(result.content)
        .content.append(Part{.content = MediaPart{.mediaType = "image/png"_ba, .data = "AA=="_ba}, .path = "q"_ba});
    ChatRequest request = foreign({message(Role::Assistant, {callOf("1"_ba, "f"_ba)}), message(Role::User, {result})});
    const QByteArray image = R"({"inlineData":{"mimeType":"image/png","data":"AA=="}})"_ba;
    const Written older = geminiDialect().writeRequest(request, {});
    QVERIFY(says(older.body, "\"response\":{\"output\":\"see\"}}}," + image));
    QCOMPARE(losses(older), "changed messages[2]; "_ba);
    request.model = "gemini-3-flash"_ba;
    const Written newer = geminiDialect().writeRequest(request, {});
    QVERIFY(says(newer.body, "\"response\":{\"output\":\"see\"},\"parts\":[" + image + "]}}"));
}

QTEST_GUILESS_MAIN(TestGeminiRequest)
#include "tst_geminirequest.moc"
