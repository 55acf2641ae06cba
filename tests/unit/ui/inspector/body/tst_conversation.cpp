// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/body/answerassembly.h"
#include "ui/inspector/body/conversation.h"

#include <QDirIterator>
#include <QFile>
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

// What the chunks of a recorded stream say, read by another parser than the one under test.
QString contentOfStream(const QByteArray &stream)
{
    QString content;
    for (const QByteArray &line : stream.split('\n')) {
        if (!line.startsWith("data:"))
            continue;
        const QJsonArray choices =
            QJsonDocument::fromJson(line.mid(5).trimmed()).object().value("choices"_L1).toArray();
        for (const QJsonValue &choice : choices) {
            if (choice["index"_L1].toInt() == 0)
                content += choice["delta"_L1]["content"_L1].toString() + choice["text"_L1].toString();
        }
    }
    return content;
}

} // namespace

class tst_Conversation : public QObject
{
    Q_OBJECT

private slots:
    void recordedExchanges_data();
    void recordedExchanges();
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
    QTest::addColumn<QString>("file");
    QDirIterator files(QStringLiteral(GATEHOUSE_TEST_DATA "/wire"),
                       {u"*openai.chat__*.json"_s, u"*openai.completions__*.json"_s, u"*openai.embeddings__*.json"_s},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        QTest::newRow(qPrintable(files.fileName())) << file;
    }
}

void tst_Conversation::recordedExchanges()
{
    QFETCH(const QString, file);
    QFile recording(file);
    QVERIFY(recording.open(QIODevice::ReadOnly));
    const QJsonObject exchange = QJsonDocument::fromJson(recording.readAll()).object();
    const QJsonObject body = exchange["request"_L1]["body"_L1].toObject();
    const QJsonObject response = exchange["response"_L1].toObject();
    const QByteArray answer = response.contains("body_text"_L1)
                                  ? response["body_text"_L1].toString().toUtf8()
                                  : QJsonDocument(response["body_json"_L1].toObject()).toJson();
    const Conversation conversation = conversationOf(detailOf(QJsonDocument(body).toJson(), answer));

    // Every message that was sent with words is there with these words.
    QStringList sent;
    for (const ConversationMessage &message : conversation.messages) {
        for (const ConversationPart &part : message.parts)
            sent.append(part.text);
    }
    for (const QJsonValue &message : body["messages"_L1].toArray()) {
        if (const QString content = message["content"_L1].toString(); !content.isEmpty())
            QVERIFY2(sent.contains(content), qPrintable(content.left(80)));
    }
    // There is an answer, and nothing of it is left as a shape that is not known.
    const auto isAnswer = [](const ConversationMessage &message) { return message.isAnswer; };
    const auto first = std::ranges::find_if(conversation.messages, isAnswer);
    QVERIFY(first != conversation.messages.end());
    QVERIFY(first->role != Role::Other);
    if (exchange["status"_L1].toInt() >= 400)
        QCOMPARE(first->role, Role::Error);
    else if (isEventStream(answer) && !contentOfStream(answer).isEmpty())
        QCOMPARE(textOf(*first), contentOfStream(answer));
}

void tst_Conversation::pairsCallsWithResults()
{
    const Conversation conversation = conversationOf(detailOf(
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
    const Conversation conversation = conversationOf(detailOf(
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
        conversationOf(detailOf(R"({"contents":[{"parts":[{"text":"hi"}]}]})"_ba, R"({"candidates":[1]})"_ba));
    QCOMPARE(conversation.messages.size(), 2);
    QCOMPARE(conversation.messages.at(0).parts.at(0).kind, Kind::Json);
    QVERIFY(conversation.messages.at(1).parts.at(0).text.contains(u"\"candidates\""_s));
}

void tst_Conversation::readsErrors()
{
    const Conversation conversation =
        conversationOf(detailOf({}, R"({"error":{"message":"No such model","type":"x","code":"model_not_found"}})"_ba));
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
        const Conversation conversation = conversationOf(detailOf({}, stream.first(length)));
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
    const Conversation conversation = conversationOf(detail);
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
        return conversationOf(detailOf("{\"messages\":[" + messages + "]}", {})).earlierMessages;
    };
    const QByteArray user = R"({"role":"user","content":"u"})";
    const QByteArray assistant = R"({"role":"assistant","content":"a"})";
    QCOMPARE(count(user), 0);
    QCOMPARE(count(R"({"role":"system","content":"s"},)" + user), 0);
    QCOMPARE(count(user + ',' + assistant + ',' + user), 2);
}

void tst_Conversation::noBodiesNoMessages()
{
    QVERIFY(conversationOf({}).messages.isEmpty());
}

QTEST_GUILESS_MAIN(tst_Conversation)
#include "tst_conversation.moc"
