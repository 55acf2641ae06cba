// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/body/answerassembly.h"

#include "gateway/core/base/json.h"
#include "gateway/core/llm/sse.h"
#include "ui/inspector/body/jsontree.h"

#include <map>

namespace Gatehouse::Ui {

namespace {

struct AssembledCall {
    QByteArray id;
    QByteArray name;
    QByteArray arguments;
};

struct AssembledChoice {
    QByteArray content;
    QByteArray reasoning;
    QByteArray refusal;
    std::map<qint64, AssembledCall> calls;
};

void addDelta(AssembledChoice &choice, const JsonValue &delta)
{
    choice.content += delta["content"].utf8();
    choice.reasoning +=
        delta["reasoning_content"].isString() ? delta["reasoning_content"].utf8() : delta["reasoning"].utf8();
    choice.refusal += delta["refusal"].utf8();
    for (const JsonValue &call : delta["tool_calls"].children()) {
        // Some vendors send whole calls without an index: each is one of its own.
        const qint64 index = call["index"].integer(qint64(choice.calls.size()));
        AssembledCall &assembled = choice.calls[index];
        if (assembled.id.isEmpty())
            assembled.id = call["id"].utf8();
        assembled.name += call["function"]["name"].utf8();
        assembled.arguments += call["function"]["arguments"].utf8();
    }
}

QByteArray member(QByteArrayView name, const QByteArray &text)
{
    QByteArray result = ",\"";
    result += name;
    result += "\":";
    result += Json::quoted(text);
    return result;
}

QByteArray toJson(const AssembledChoice &choice)
{
    QByteArray result = R"({"message":{"role":"assistant")";
    if (!choice.reasoning.isEmpty())
        result += member("reasoning_content", choice.reasoning);
    result += member("content", choice.content);
    if (!choice.refusal.isEmpty())
        result += member("refusal", choice.refusal);
    if (!choice.calls.empty()) {
        QByteArray calls;
        for (const auto &[index, call] : choice.calls) {
            calls += calls.isEmpty() ? "" : ",";
            calls += R"({"id":)";
            calls += Json::quoted(call.id);
            calls += R"(,"type":"function","function":{"name":)";
            calls += Json::quoted(call.name);
            calls += member("arguments", call.arguments);
            calls += "}}";
        }
        result += ",\"tool_calls\":[";
        result += calls;
        result += ']';
    }
    result += "}}";
    return result;
}

} // namespace

bool isEventStream(QByteArrayView body)
{
    const QByteArrayView start = body.first(std::min<qsizetype>(body.size(), 64)).trimmed();
    return start.startsWith("data:") || start.startsWith("event:") || start.startsWith(':') || start.startsWith("id:");
}

QList<StreamEvent> streamEvents(QByteArrayView body)
{
    QList<StreamEvent> events;
    Llm::SseReader reader;
    reader.feed(body);
    qsizetype offset = 0;
    while (const auto event = reader.next()) {
        if (!event->data.isNull())
            events.append({offset, event->type.toByteArray(), event->data.toByteArray()});
        offset += event->raw.size();
    }
    return events;
}

QByteArray assembledAnswer(QByteArrayView body)
{
    std::map<qint64, AssembledChoice> choices;
    QByteArray error;
    for (const StreamEvent &event : streamEvents(body)) {
        const JsonValue chunk = JsonDocument::parse(event.data);
        if (chunk["error"].isTruthy())
            error = chunk["error"].raw().toByteArray();
        for (const JsonValue &choice : chunk["choices"].children()) {
            AssembledChoice &assembled = choices[choice["index"].integer()];
            assembled.content += choice["text"].utf8(); // completions
            addDelta(assembled, choice["delta"]);
        }
    }
    QByteArray result = "{";
    if (!choices.empty()) {
        QByteArray list;
        for (const auto &[index, choice] : choices) {
            list += list.isEmpty() ? "" : ",";
            list += toJson(choice);
        }
        result += "\"choices\":[";
        result += list;
        result += ']';
    } else if (!error.isEmpty()) {
        result += "\"error\":";
        result += error;
    }
    result += '}';
    return result;
}

} // namespace Gatehouse::Ui
