// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/body/answerassembly.h"

#include "gateway/core/llm/awseventstream.h"
#include "gateway/core/llm/sse.h"
#include "ui/inspector/body/chatbodies.h"
#include "ui/inspector/body/otherbodies.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

QList<StreamEvent> serverSentEvents(QByteArrayView body)
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

QList<StreamEvent> awsEvents(QByteArrayView body)
{
    QList<StreamEvent> events;
    Llm::AwsEventReader reader;
    reader.feed(body);
    qsizetype offset = 0;
    while (true) {
        const auto event = reader.next();
        if (!event || !*event)
            return events;
        const QByteArray type = (*event)->header(":event-type");
        events.append({offset, type.isEmpty() ? (*event)->header(":exception-type") : type, (*event)->payload});
        offset = body.size() - reader.rest().size();
    }
}

// Without what stands between the elements of an array and behind a line.
QByteArray document(const QByteArray &piece)
{
    qsizetype start = 0;
    while (start < piece.size()
           && (piece[start] == '[' || piece[start] == ',' || piece[start] == ']' || piece[start] == ' '
               || piece[start] == '\n' || piece[start] == '\r'))
        ++start;
    return piece.sliced(start).trimmed();
}

} // namespace

QList<StreamEvent> streamEvents(QByteArrayView body, Llm::Framing framing)
{
    if (framing == Llm::Framing::Sse)
        return serverSentEvents(body);
    if (framing == Llm::Framing::EventStream)
        return awsEvents(body);
    QList<StreamEvent> events;
    Llm::FrameSplitter splitter(framing);
    splitter.feed(body);
    qsizetype offset = 0;
    while (const auto piece = splitter.next()) {
        if (const QByteArray data = document(*piece); !data.isEmpty())
            events.append({.offset = offset, .data = data});
        offset += piece->size();
    }
    return events;
}

QByteArray assembledAnswer(const QByteArray &body, const BodyForm &form)
{
    switch (Llm::surfaceTraits(form.surface).kind) {
    case Llm::SurfaceKind::Text:
        return assembledCompletion(body);
    case Llm::SurfaceKind::Chat:
    case Llm::SurfaceKind::Stored:
        break;
    default:
        return {};
    }
    const auto reading = readChatAnswer(body, form, 0);
    if (!reading || reading->answer.choices.isEmpty())
        return {};
    return chatDialectOf(form)
        .writeAnswer(reading->answer, {.id = reading->answer.id, .model = reading->answer.model})
        .body;
}

} // namespace Gatehouse::Ui
