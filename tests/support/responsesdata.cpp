// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/responsesdata.h"

#include "gateway/core/base/jsontree.h"
#include "tests/support/datafile.h"
#include "tests/support/wiredata.h"

#include <QDir>

namespace Gatehouse::Test {

// Fixtures of vercel/ai: answers (json) or streams (chunks.txt, one event's data a line).
QList<NamedBytes> responsesFixtures(const QString &ending)
{
    QList<NamedBytes> found;
    for (const QString &vendor :
         {QStringLiteral("openai"), QStringLiteral("open-responses"), QStringLiteral("xai"), QStringLiteral("azure")}) {
        const QString folder = QStringLiteral("tests/data/wire/vercel__ai/") + vendor;
        const QDir dir(QStringLiteral(GATEHOUSE_SOURCE_DIR) + u'/' + folder);
        for (const QString &name :
             dir.entryList({QStringLiteral("responses.*") + ending, QStringLiteral("azure-*") + ending}))
            found.append({name.toUtf8(), sourceFile(folder + u'/' + name)});
    }
    return found;
}

QByteArray asStream(const QByteArrayList &events)
{
    QByteArray stream;
    for (const QByteArray &event : events) {
        if (!event.trimmed().isEmpty())
            stream += "data: " + event.trimmed() + "\n\n";
    }
    return stream;
}

// Every recorded stream, failed ones too.
QList<NamedBytes> responsesStreams()
{
    QList<NamedBytes> streams;
    for (const WireExchange &exchange : wireExchanges({QStringLiteral("openai.responses")})) {
        if (exchange.framing == "sse" && exchange.status == 200)
            streams.append({exchange.file.toUtf8(), exchange.answerBody});
    }
    for (const WireSnapshot &snapshot : wireSnapshots(QStringLiteral("responses"))) {
        const auto tree = Json::Tree::parse(snapshot.streamEvents, Json::Rules::Lenient);
        QByteArrayList events;
        for (const Json::Node event : tree ? tree->root() : Json::Node())
            events.append(event.json().replace('\n', ' '));
        if (!events.isEmpty())
            streams.append({snapshot.name.toUtf8(), asStream(events)});
    }
    for (const NamedBytes &fixture : responsesFixtures(QStringLiteral("chunks.txt"))) {
        if (!fixture.name.startsWith("responses.parallel-tool-call-wrapper")) // its first event lacks a bracket
            streams.append({fixture.name, asStream(fixture.bytes.split('\n'))});
    }
    return streams;
}

// Every recorded answer that is no error.
QList<NamedBytes> responsesAnswers()
{
    QList<NamedBytes> answers;
    for (const WireExchange &exchange : wireExchanges({QStringLiteral("openai.responses")})) {
        if (exchange.framing == "json" && exchange.status == 200)
            answers.append({exchange.file.toUtf8(), exchange.answerBody});
    }
    for (const WireSnapshot &snapshot : wireSnapshots(QStringLiteral("responses"))) {
        if (!snapshot.answer.isEmpty())
            answers.append({snapshot.name.toUtf8(), snapshot.answer});
    }
    for (const NamedBytes &fixture : responsesFixtures(QStringLiteral("json"))) {
        if (!fixture.name.contains("error"))
            answers.append(fixture);
    }
    return answers;
}

// One event of a stream.
QByteArray frame(const QByteArray &json)
{
    return QByteArrayLiteral("event: x\ndata: ") + json + "\n\n";
}

// A short stream with every event that means something.
QByteArray everyResponsesEvent()
{
    QByteArray stream;
    for (
        const char *json :
        {R"({"type":"response.created","response":{"id":"resp_1","created_at":5.0,"model":"m","service_tier":"auto"}})",
         R"({"type":"response.queued","response":{}})",
         R"({"type":"response.in_progress","response":{}})",
         R"({"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"early"}})",
         R"({"type":"response.reasoning_summary_part.added","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}})",
         R"({"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":0,"delta":"a"})",
         R"({"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":1,"delta":"b"})",
         R"({"type":"response.reasoning_text.delta","output_index":0,"content_index":0,"delta":"deep"})",
         R"({"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"a"},{"type":"summary_text","text":"b"}],"encrypted_content":"enc"}})",
         R"({"type":"response.output_item.added","output_index":1,"item":{"type":"web_search_call","id":"ws_1","status":"in_progress"}})",
         R"({"type":"response.web_search_call.searching","output_index":1,"item_id":"ws_1"})",
         R"({"type":"response.output_item.done","output_index":1,"item":{"type":"web_search_call","id":"ws_1","status":"completed"}})",
         R"({"type":"response.output_item.added","output_index":2,"item":{"type":"message","id":"msg_1","role":"assistant","status":"in_progress","content":[]}})",
         R"({"type":"response.content_part.added","output_index":2,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}})",
         "{\"type\":\"response.output_text.delta\",\"output_index\":2,\"content_index\":0,\"delta\":\"h\xC3\xA9\","
         "\"logprobs\":[{\"token\":\"h\"}],\"obfuscation\":\"xx\"}",
         R"({"type":"response.output_text.annotation.added","output_index":2,"content_index":0,"annotation_index":0,"annotation":{"type":"url_citation","url":"u","title":"t"}})",
         R"({"type":"response.output_text.done","output_index":2,"content_index":0,"text":"hé"})",
         R"({"type":"response.content_part.done","output_index":2,"content_index":0,"part":{"type":"output_text","text":"hé","annotations":[{"type":"url_citation","url":"u","title":"t"}]}})",
         R"({"type":"response.content_part.added","output_index":2,"content_index":1,"part":{"type":"refusal","refusal":""}})",
         R"({"type":"response.refusal.delta","output_index":2,"content_index":1,"delta":"no"})",
         R"({"type":"response.refusal.done","output_index":2,"content_index":1,"refusal":"no"})",
         R"({"type":"response.content_part.done","output_index":2,"content_index":1,"part":{"type":"refusal","refusal":"no"}})",
         R"({"type":"response.output_item.done","output_index":2,"item":{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[]}})",
         R"({"type":"response.output_item.added","output_index":3,"item":{"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":""}})",
         R"({"type":"response.output_item.added","output_index":4,"item":{"type":"custom_tool_call","id":"ct_1","call_id":"c2","name":"g","input":""}})",
         R"({"type":"response.function_call_arguments.delta","output_index":3,"delta":"{\"a\""})",
         R"({"type":"response.custom_tool_call_input.delta","output_index":4,"delta":"SEL"})",
         R"({"type":"response.function_call_arguments.delta","output_index":3,"delta":":1}"})",
         R"({"type":"response.output_item.done","output_index":3,"item":{"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":"{\"a\":1}"}})",
         R"({"type":"response.output_item.done","output_index":4,"item":{"type":"custom_tool_call","id":"ct_1","call_id":"c2","name":"g","input":"SEL"}})",
         R"({"type":"response.something.new","x":1})",
         R"({"type":"keepalive"})",
         R"({"type":"response.completed","response":{"id":"resp_1","status":"completed","usage":{"input_tokens":1,"output_tokens":2}}})"})
        stream += frame(json);
    return stream;
}

// Deltas of one part that follow each other are one.
QList<Llm::Stream::Event> joined(const QList<Llm::Stream::Event> &events)
{
    QList<Llm::Stream::Event> result;
    for (const Llm::Stream::Event &event : events) {
        const auto *delta = std::get_if<Llm::Stream::Delta>(&event);
        auto *last = result.isEmpty() ? nullptr : std::get_if<Llm::Stream::Delta>(&result.back());
        const bool isSame = delta && last && delta->kind == last->kind && delta->number == last->number
                            && delta->choice == last->choice && !delta->citation && !last->citation
                            && delta->kind != Llm::Stream::Delta::Kind::Logprobs;
        if (isSame)
            last->text += delta->text;
        else
            result.append(event);
    }
    return result;
}

} // namespace Gatehouse::Test
