// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/wiredata.h"
#include "ui/inspector/body/answerassembly.h"
#include "ui/inspector/body/conversation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;

using Kind = ConversationPart::Kind;
using Role = ConversationMessage::Role;

namespace {

Store::RequestDetail detailOf(const QByteArray &request, const QByteArray &answer)
{
    Store::RequestDetail detail;
    if (!request.isNull())
        detail.bodies.append({{Store::BodyPart::ClientRequest, request}, request.size()});
    if (!answer.isNull())
        detail.bodies.append({{Store::BodyPart::ClientAnswer, answer}, answer.size()});
    return detail;
}

QString textOf(const ConversationMessage &message)
{
    QString text;
    for (const ConversationPart &part : message.parts) {
        if (part.kind == Kind::Text)
            text += part.text;
    }
    return text;
}

// What a document says where somebody has to read it, found by another parser than the ones under test.
void collectTexts(const QJsonValue &value, const QString &name, QStringList &texts)
{
    static const QStringList words = {u"content"_s, u"text"_s, u"prompt"_s, u"response"_s};
    if (value.isString() && words.contains(name) && !value.toString().isEmpty())
        texts.append(value.toString());
    for (const QJsonValue &element : value.toArray())
        collectTexts(element, name, texts);
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        collectTexts(member.value(), member.key(), texts);
}

// What the chunks of a recorded stream say.
QString contentOfStream(const QByteArray &stream)
{
    QString content;
    for (const QByteArray &line : stream.split('\n')) {
        if (!line.startsWith("data:"))
            continue;
        const QJsonObject chunk = QJsonDocument::fromJson(line.mid(5).trimmed()).object();
        for (const QJsonValue &choice : chunk["choices"_L1].toArray()) {
            if (choice["index"_L1].toInt() != 0)
                continue;
            const QJsonValue said = choice["delta"_L1]["content"_L1];
            content += said.toString() + choice["text"_L1].toString();
            for (const QJsonValue &part : said.toArray()) // Mistral, when it thinks
                content += part["text"_L1].toString();
        }
        // Anthropic, responses, Gemini, Cohere
        if (chunk["delta"_L1]["type"_L1] == "text_delta"_L1)
            content += chunk["delta"_L1]["text"_L1].toString();
        if (chunk["type"_L1] == "response.output_text.delta"_L1)
            content += chunk["delta"_L1].toString();
        if (chunk["type"_L1] == "content-delta"_L1)
            content += chunk["delta"_L1]["message"_L1]["content"_L1]["text"_L1].toString();
        for (const QJsonValue &part : chunk["candidates"_L1][0]["content"_L1]["parts"_L1].toArray()) {
            if (!part["thought"_L1].toBool())
                content += part["text"_L1].toString();
        }
    }
    return content;
}

Llm::Surface surfaceOf(const Test::WireExchange &exchange)
{
    static const QHash<QByteArray, Llm::Surface> surfaces = {
        {"openai.chat", Llm::Surface::ChatCompletions},
        {"mistral.chat", Llm::Surface::ChatCompletions},
        {"openai.completions", Llm::Surface::Completions},
        {"openai.embeddings", Llm::Surface::Embeddings},
        {"openai.responses", Llm::Surface::Responses},
        {"openai.moderations", Llm::Surface::Moderations},
        {"anthropic.messages", Llm::Surface::Messages},
        {"anthropic.count_tokens", Llm::Surface::CountTokens},
        {"gemini.generate", Llm::Surface::GenerateContent},
        {"gemini.stream", Llm::Surface::GenerateContent},
        {"gemini.count_tokens", Llm::Surface::GeminiCountTokens},
        {"gemini.embed", Llm::Surface::GeminiEmbed},
        {"cohere.v2chat", Llm::Surface::CohereChat},
        {"cohere.embed", Llm::Surface::CohereEmbed},
        {"cohere.rerank", Llm::Surface::Rerank},
        {"ollama.chat", Llm::Surface::OllamaChat},
        {"ollama.generate", Llm::Surface::OllamaGenerate},
        {"ollama.embed", Llm::Surface::OllamaEmbed},
    };
    return surfaces.value(exchange.api, Llm::Surface::ChatCompletions); // Bedrock: of whoever called the gateway
}

bool isBedrock(const Test::WireExchange &exchange)
{
    return exchange.api.startsWith("bedrock.");
}

// As the gateway would have stored it; Bedrock is a dialect of vendors only.
Store::RequestDetail detailOf(const Test::WireExchange &exchange)
{
    const auto part = [&exchange](Store::BodyPart client, Store::BodyPart vendor) {
        return isBedrock(exchange) ? vendor : client;
    };
    Store::RequestDetail detail;
    detail.request.surface = surfaceOf(exchange);
    detail.request.stream = exchange.stream;
    detail.request.httpStatus = exchange.status;
    detail.request.requestedModel = QString::fromUtf8(exchange.model);
    detail.bodies = {{{part(Store::BodyPart::ClientRequest, Store::BodyPart::UpstreamRequest), exchange.requestBody},
                      exchange.requestBody.size()},
                     {{part(Store::BodyPart::ClientAnswer, Store::BodyPart::UpstreamAnswer), exchange.answerBody},
                      exchange.answerBody.size()}};
    return detail;
}

Conversation conversationOf(const Test::WireExchange &exchange)
{
    return Ui::conversationOf(detailOf(exchange),
                              isBedrock(exchange) ? std::optional(Llm::Dialect::Bedrock) : std::nullopt);
}

const QStringList &recordedApis()
{
    static const QStringList apis = {u"openai.chat"_s,
                                     u"mistral.chat"_s,
                                     u"openai.completions"_s,
                                     u"openai.embeddings"_s,
                                     u"openai.responses"_s,
                                     u"anthropic.messages"_s,
                                     u"anthropic.count_tokens"_s,
                                     u"gemini.generate"_s,
                                     u"gemini.stream"_s,
                                     u"gemini.embed"_s,
                                     u"gemini.count_tokens"_s,
                                     u"cohere.v2chat"_s,
                                     u"cohere.embed"_s,
                                     u"ollama.chat"_s,
                                     u"ollama.generate"_s,
                                     u"ollama.embed"_s,
                                     u"bedrock.converse"_s,
                                     u"bedrock.converse_stream"_s};
    return apis;
}

const ConversationMessage *firstAnswer(const Conversation &conversation)
{
    const auto found = std::ranges::find_if(conversation.messages, &ConversationMessage::isAnswer);
    return found == conversation.messages.end() ? nullptr : &*found;
}

} // namespace

class tst_Conversation : public QObject
{
    Q_OBJECT

private slots:
    void recordedExchanges_data();
    void recordedExchanges();
    void recordedStreamsCutAnywhere();
    void streamsAreAssembled();
    void documentsAreClosedWhereTheyWereCut();
    void aCutRequestIsReadMessageByMessage();
    void aMessageThatIsRefusedIsShownAsJson();
    void vendorsAnswerInTheirWords();
    void resultsWithoutIdsJoinByName();
    void otherSurfaces();
    void pairsCallsWithResults();
    void keepsImagesAndFetchesNone();
    void showsWhatItDoesNotKnow();
    void readsErrors();
    void aStreamCutAnywhereIsShown();
    void sharesTokensByLength();
    void foldsEarlierTurns();
    void noBodiesNoMessages();
};

void tst_Conversation::recordedExchanges_data()
{
    QTest::addColumn<qsizetype>("number");
    const QList<Test::WireExchange> exchanges = Test::wireExchanges(recordedApis());
    for (qsizetype i = 0; i < exchanges.size(); ++i)
        QTest::newRow(qPrintable(exchanges.at(i).file)) << i;
}

void tst_Conversation::recordedExchanges()
{
    static const QList<Test::WireExchange> exchanges = Test::wireExchanges(recordedApis());
    QFETCH(const qsizetype, number);
    const Test::WireExchange &exchange = exchanges.at(number);
    const Conversation conversation = conversationOf(exchange);

    // Everything that was sent for reading is there.
    QString shown;
    for (const ConversationMessage &message : conversation.messages) {
        for (const ConversationPart &part : message.parts)
            shown += part.text + QString::fromUtf8(part.bytes) + u'\n';
    }
    QStringList sent;
    const QJsonObject request = QJsonDocument::fromJson(exchange.requestBody).object();
    for (const auto name : {"messages"_L1, "input"_L1, "contents"_L1, "system"_L1, "prompt"_L1, "systemInstruction"_L1})
        collectTexts(request[name], name == "system"_L1 ? u"text"_s : u"content"_s, sent);
    for (const QString &text : std::as_const(sent))
        QVERIFY2(shown.contains(text)
                     || shown.contains(QString::fromUtf8(
                         QJsonDocument(QJsonArray{text}).toJson().trimmed().sliced(1).chopped(1).trimmed())),
                 qPrintable(text.left(80)));
    // There is an answer, and nothing of it is left as a shape that is not known (but of counts, which have no other).
    const ConversationMessage *first = firstAnswer(conversation);
    QVERIFY(first);
    if (exchange.status >= 400) {
        QCOMPARE(first->role, Role::Error);
        QVERIFY(!textOf(*first).isEmpty());
        return;
    }
    const bool isCount = exchange.api.endsWith("count_tokens");
    QCOMPARE(first->role == Role::Other, isCount);
    QString answered;
    for (const ConversationMessage &message : conversation.messages) {
        if (message.isAnswer)
            answered += textOf(message);
    }
    if (const QString content = contentOfStream(exchange.answerBody); exchange.framing == "sse" && !content.isEmpty())
        QVERIFY2(answered.startsWith(content), qPrintable(answered));
}

// However long a stream is when it breaks: no crash, never less than before, and what came is shown.
void tst_Conversation::recordedStreamsCutAnywhere()
{
    for (Test::WireExchange exchange : Test::wireExchanges(recordedApis())) {
        if (exchange.framing == "json" || exchange.status >= 400)
            continue;
        const QByteArray whole = exchange.answerBody;
        const qsizetype step = std::max<qsizetype>(1, whole.size() / 97);
        QString before;
        for (qsizetype length = step; length <= whole.size(); length += step) {
            exchange.answerBody = whole.first(length);
            const ConversationMessage *first = nullptr;
            const Conversation conversation = conversationOf(exchange);
            first = firstAnswer(conversation);
            const QString text = first ? textOf(*first) : QString();
            QVERIFY2(first == nullptr || first->role == Role::Other
                         || text.startsWith(before.first(std::min(before.size(), text.size()))),
                     qPrintable(exchange.file));
            if (first && first->role == Role::Assistant)
                before = text;
        }
    }
}

// A stream reads as the answer that it adds up to, in the words of its dialect.
void tst_Conversation::streamsAreAssembled()
{
    int seen = 0;
    for (const Test::WireExchange &exchange : Test::wireExchanges(recordedApis())) {
        const Store::RequestDetail detail = detailOf(exchange);
        const auto vendor = isBedrock(exchange) ? std::optional(Llm::Dialect::Bedrock) : std::nullopt;
        const Store::BodyRecord &answer = answerBody(detail)->body;
        const BodyForm form = formOf(answer, detail.request.surface, vendor);
        const auto framing = framingOf(answer.bytes, form);
        QCOMPARE(framing.has_value(), exchange.framing != "json");
        if (!framing)
            continue;
        ++seen;
        QVERIFY2(!streamEvents(answer.bytes, *framing).isEmpty(), qPrintable(exchange.file));
        const QByteArray assembled = assembledAnswer(answer.bytes, form);
        const ConversationMessage *first = firstAnswer(conversationOf(exchange));
        QVERIFY2(first->role == Role::Error || QJsonDocument::fromJson(assembled).isObject(),
                 qPrintable(exchange.file));
    }
    QVERIFY(seen > 90);
}

void tst_Conversation::documentsAreClosedWhereTheyWereCut()
{
    const QByteArray whole = R"({"a":[1,2.5,{"b":"x\n\u00e9\\ü"}],"c":true,"d":{"e":null},"f":"z"})"_ba;
    QCOMPARE(closedJson(whole), whole);
    for (qsizetype length = 1; length < whole.size(); ++length) {
        const QByteArray closed = closedJson(whole.first(length));
        QJsonParseError problem;
        QJsonDocument::fromJson(closed, &problem);
        QVERIFY2(problem.error == QJsonParseError::NoError, closed.constData());
    }
    QVERIFY(closedJson(whole.first(whole.indexOf("\"z") + 2)).endsWith(R"("f":"z"})"));
}

void tst_Conversation::aCutRequestIsReadMessageByMessage()
{
    Store::RequestDetail detail = detailOf(
        R"({"model":"m","max_tokens":9,"system":"be short","messages":[{"role":"user","content":"first"},
            {"role":"assistant","content":[{"type":"text","text":"second and cut he)"_ba,
        {});
    detail.request.surface = Llm::Surface::Messages;
    const auto messages = Ui::conversationOf(detail).messages;
    QCOMPARE(messages.size(), 3);
    QCOMPARE(messages.at(0).role, Role::System);
    QCOMPARE(textOf(messages.at(1)), u"first"_s);
    QCOMPARE(messages.at(2).role, Role::Assistant);
    QCOMPARE(textOf(messages.at(2)), u"second and cut he"_s);
}

void tst_Conversation::aMessageThatIsRefusedIsShownAsJson()
{
    const auto messages =
        Ui::conversationOf(
            detailOf(R"({"messages":[{"role":"critic","content":"boo"},{"role":"user","content":"u"}]})"_ba, {}))
            .messages;
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages.at(0).role, Role::Other);
    QCOMPARE(messages.at(0).name, u"critic"_s);
    QVERIFY(messages.at(0).parts.at(0).text.contains(u"boo"_s));
    QCOMPARE(textOf(messages.at(1)), u"u"_s);
}

// What a vendor of another dialect answered, where only that was kept.
void tst_Conversation::vendorsAnswerInTheirWords()
{
    Store::RequestDetail detail = detailOf(R"({"model":"m","messages":[{"role":"user","content":"u"}]})"_ba, {});
    const QByteArray answer = R"({"id":"x","type":"message","role":"assistant","model":"c","content":[
        {"type":"thinking","thinking":"hm","signature":"s"},{"type":"redacted_thinking","data":"r"},
        {"type":"text","text":"yes","citations":[{"type":"web_search_result_location","url":"https://example.com/a",
          "title":"A page","cited_text":"t","encrypted_index":"i"}]},
        {"type":"server_tool_use","id":"srv","name":"web_search","input":{"query":"q"}}],
        "stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}})"_ba;
    detail.bodies.append({{Store::BodyPart::UpstreamAnswer, answer}, answer.size()});
    const ConversationMessage message = Ui::conversationOf(detail, Llm::Dialect::Anthropic).messages.at(1);
    QCOMPARE(message.parts.size(), 5);
    QCOMPARE(message.parts.at(0), (ConversationPart{.kind = Kind::Reasoning, .text = u"hm"_s}));
    QCOMPARE(message.parts.at(1).kind, Kind::Reasoning); // encrypted: there is no text
    QVERIFY(message.parts.at(1).text.isEmpty());
    QCOMPARE(message.parts.at(3),
             (ConversationPart{.kind = Kind::Citation, .text = u"A page"_s, .name = u"https://example.com/a"_s}));
    QCOMPARE(message.parts.at(4).kind, Kind::Json);
    QCOMPARE(message.parts.at(4).name, u"server_tool_use"_s);
}

void tst_Conversation::resultsWithoutIdsJoinByName()
{
    Store::RequestDetail detail = detailOf(
        R"({"contents":[{"role":"user","parts":[{"text":"q"}]},
            {"role":"model","parts":[{"functionCall":{"name":"look","args":{"x":1}}},
                                     {"functionCall":{"name":"look","args":{"x":2}}}]},
            {"role":"user","parts":[{"functionResponse":{"name":"look","response":{"y":"one"}}},
                                    {"functionResponse":{"name":"look","response":{"y":"two"}}}]}]})"_ba,
        {});
    detail.request.surface = Llm::Surface::GenerateContent;
    const auto messages = Ui::conversationOf(detail).messages;
    QCOMPARE(messages.size(), 3);
    QVERIFY(messages.at(1).parts.at(1).text.contains(u"one"_s));
    QVERIFY(messages.at(2).parts.at(1).text.contains(u"two"_s));
}

void tst_Conversation::otherSurfaces()
{
    const auto answered = [](Llm::Surface surface, const QByteArray &request, const QByteArray &answer) {
        Store::RequestDetail detail = detailOf(request, answer);
        detail.request.surface = surface;
        return Ui::conversationOf(detail).messages;
    };
    const auto picture = answered(Llm::Surface::Images, R"({"prompt":"a cat"})"_ba,
                                  R"({"created":1,"data":[{"b64_json":"aGVsbG8="}]})"_ba);
    QCOMPARE(picture.at(0).role, Role::Input);
    QCOMPARE(picture.at(1).parts.at(0).kind, Kind::Image);
    QCOMPARE(picture.at(1).parts.at(0).bytes, "hello"_ba);
    const auto speech = answered(Llm::Surface::Speech, R"({"input":"say it","voice":"v"})"_ba, "ID3\0\xff"_ba);
    QCOMPARE(textOf(speech.at(0)), u"say it"_s);
    QCOMPARE(speech.at(1).parts.at(0).kind, Kind::Audio);
    QCOMPARE(speech.at(1).parts.at(0).sizeBytes, 5);
    const auto heard = answered(Llm::Surface::Transcription, "--b\r\n\xff\0"_ba, R"({"text":"hello"})"_ba);
    QCOMPARE(heard.at(0).parts.at(0).kind, Kind::File);
    QCOMPARE(textOf(heard.at(1)), u"hello"_s);
    const auto scores = answered(Llm::Surface::Moderations, R"({"input":"x"})"_ba, R"({"results":[1]})"_ba);
    QCOMPARE(scores.at(1).parts.at(0).kind, Kind::Json);
}

void tst_Conversation::pairsCallsWithResults()
{
    const Conversation conversation = Ui::conversationOf(detailOf(
        R"({"messages":[{"role":"user","content":"q"},
            {"role":"assistant","content":null,"tool_calls":[
              {"id":"a","type":"function","function":{"name":"one","arguments":"{\"x\": 1.0}"}},
              {"id":"b","type":"function","function":{"name":"two","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"b","content":"second"},
            {"role":"tool","tool_call_id":"a","content":"first"},
            {"role":"tool","tool_call_id":"lost","content":"nobody asked"}]})"_ba,
        {}));
    QCOMPARE(conversation.messages.size(), 4);
    QCOMPARE(conversation.messages.at(1).name, u"one"_s);
    QCOMPARE(conversation.messages.at(1).parts.at(0).text, u"{\"x\": 1.0}"_s); // as it was written
    QCOMPARE(conversation.messages.at(1).parts.at(1).text, u"first"_s);
    QCOMPARE(conversation.messages.at(2).parts.at(1).text, u"second"_s);
    QCOMPARE(conversation.messages.at(3).role, Role::Tool);
    QCOMPARE(conversation.messages.at(3).parts.at(0).kind, Kind::Result);
}

void tst_Conversation::keepsImagesAndFetchesNone()
{
    const Conversation conversation = Ui::conversationOf(detailOf(
        R"({"messages":[{"role":"user","content":[{"type":"text","text":"look"},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,aGVsbG8="}},
            {"type":"image_url","image_url":{"url":"https://example.invalid/x.png"}},
            {"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}]})"_ba,
        {}));
    const QList<ConversationPart> parts = conversation.messages.at(0).parts;
    QCOMPARE(parts.size(), 4);
    QCOMPARE(parts.at(1).bytes, "hello"_ba);
    QCOMPARE(parts.at(1).text, u"image/png"_s);
    QVERIFY(parts.at(2).bytes.isEmpty());
    QCOMPARE(parts.at(2).text, u"https://example.invalid/x.png"_s);
    QCOMPARE(parts.at(3).kind, Kind::Audio);
    QCOMPARE(conversation.messages.at(0).tokens, 0); // what an image costs is not told by its size
}

void tst_Conversation::showsWhatItDoesNotKnow()
{
    const Conversation conversation =
        Ui::conversationOf(detailOf(R"({"contents":[{"parts":[{"text":"hi"}]}]})"_ba, R"({"candidates":[1]})"_ba));
    QCOMPARE(conversation.messages.size(), 2);
    QCOMPARE(conversation.messages.at(0).parts.at(0).kind, Kind::Json);
    QVERIFY(conversation.messages.at(1).parts.at(0).text.contains(u"\"candidates\""_s));
}

void tst_Conversation::readsErrors()
{
    const Conversation conversation = Ui::conversationOf(
        detailOf({}, R"({"error":{"message":"No such model","type":"x","code":"model_not_found"}})"_ba));
    QCOMPARE(conversation.messages.size(), 1);
    QCOMPARE(conversation.messages.at(0).role, Role::Error);
    QCOMPARE(conversation.messages.at(0).name, u"model_not_found"_s);
    QCOMPARE(textOf(conversation.messages.at(0)), u"No such model"_s);
}

void tst_Conversation::aStreamCutAnywhereIsShown()
{
    const QByteArray stream = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"one \"}}]}\n\n"
                              "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"two\"}}]}\n\n"
                              "data: [DONE]\n\n"_ba;
    const qsizetype first = stream.indexOf("\n\n") + 2;
    for (qsizetype length = first; length <= stream.size(); ++length) {
        const Conversation conversation = Ui::conversationOf(detailOf({}, stream.first(length)));
        QCOMPARE(conversation.messages.size(), 1);
        QVERIFY(u"one two"_s.startsWith(textOf(conversation.messages.at(0))));
        QVERIFY(textOf(conversation.messages.at(0)).startsWith(u"one "_s));
    }
}

void tst_Conversation::sharesTokensByLength()
{
    Store::RequestDetail detail = detailOf(
        R"({"messages":[{"role":"system","content":"short"},{"role":"user","content":"a text that is a good deal longer"}]})"_ba,
        R"({"choices":[{"message":{"role":"assistant","content":"yes"}}]})"_ba);
    detail.request.usage.inputUncached = 100;
    detail.request.usage.output = 7;
    detail.request.usage.source = Llm::UsageSource::Provider;
    const Conversation conversation = Ui::conversationOf(detail);
    const auto &messages = conversation.messages;
    QCOMPARE(messages.size(), 3);
    QVERIFY(messages.at(0).isEstimated && messages.at(1).isEstimated);
    QVERIFY(messages.at(0).tokens < messages.at(1).tokens);
    QVERIFY(messages.at(0).tokens + messages.at(1).tokens <= 100);
    QVERIFY(messages.at(0).tokens + messages.at(1).tokens >= 98);
    QCOMPARE(messages.at(2).tokens, 7);
    QVERIFY(!messages.at(2).isEstimated);
}

void tst_Conversation::foldsEarlierTurns()
{
    const auto count = [](const QByteArray &messages) {
        return Ui::conversationOf(detailOf("{\"messages\":[" + messages + "]}", {})).earlierMessages;
    };
    const QByteArray user = R"({"role":"user","content":"u"})";
    const QByteArray assistant = R"({"role":"assistant","content":"a"})";
    QCOMPARE(count(user), 0);
    QCOMPARE(count(R"({"role":"system","content":"s"},)" + user), 0);
    QCOMPARE(count(user + ',' + assistant + ',' + user), 2);
}

void tst_Conversation::noBodiesNoMessages()
{
    QVERIFY(Ui::conversationOf({}).messages.isEmpty());
}

QTEST_GUILESS_MAIN(tst_Conversation)
#include "tst_conversation.moc"
