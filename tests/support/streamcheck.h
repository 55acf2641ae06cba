// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/dialect.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

// Streams of any dialect in tests.
namespace Gatehouse::Test {

struct Decoded {
    QList<Llm::Stream::Event> events; // neighbouring deltas of one part joined, of repeated usage the last
    QString error;                    // of feed() or end(); empty = none
    bool operator==(const Decoded &) const = default;
};

// Decodes a stream given in two pieces, cut at `cut`; with cut < 0 byte by byte.
inline Decoded decoded(const Llm::ChatDialect &dialect, const QByteArray &stream, qsizetype cut)
{
    namespace Stream = Llm::Stream;
    const auto decoder = dialect.decoder();
    QList<Stream::Event> events;
    Decoded result;
    const auto feed = [&](QByteArrayView bytes) {
        if (!result.error.isEmpty())
            return;
        if (const auto fed = decoder->feed(bytes, events); !fed)
            result.error = fed.error().message;
    };
    if (cut < 0) {
        for (qsizetype i = 0; i < stream.size(); ++i)
            feed(QByteArrayView(stream).sliced(i, 1));
    } else {
        feed(QByteArrayView(stream).first(cut));
        feed(QByteArrayView(stream).sliced(cut));
    }
    if (result.error.isEmpty()) {
        if (const auto ended = decoder->end(events); !ended)
            result.error = ended.error().message;
    }
    for (const Stream::Event &event : std::as_const(events)) {
        const auto *delta = std::get_if<Stream::Delta>(&event);
        auto *last = result.events.isEmpty() ? nullptr : std::get_if<Stream::Delta>(&result.events.last());
        if (delta && last && !delta->citation && !last->citation && delta->choice == last->choice
            && delta->number == last->number && delta->kind == last->kind)
            last->text += delta->text;
        else
            result.events.append(event);
    }
    return result;
}

// What is wrong with the order of events (the grammar of chat.h); empty = nothing.
inline QString grammarFault(const QList<Llm::Stream::Event> &events)
{
    namespace Stream = Llm::Stream;
    QList<std::pair<qint64, qint64>> open;
    QList<std::pair<qint64, qint64>> ended;
    bool isOver = false;
    for (qsizetype i = 0; i < events.size(); ++i) {
        const QString at = QStringLiteral("event %1: ").arg(i);
        const Stream::Event &event = events[i];
        if (isOver)
            return at + QStringLiteral("after the end");
        if ((i == 0) != std::holds_alternative<Stream::Started>(event)
            && !(i == 0 && std::holds_alternative<Stream::Failed>(event)))
            return at + QStringLiteral("Started is first, and once");
        if (const auto *started = std::get_if<Stream::PartStarted>(&event)) {
            const std::pair key(started->choice, started->number);
            if (open.contains(key) || ended.contains(key))
                return at + QStringLiteral("started twice");
            open.append(key);
        } else if (const auto *delta = std::get_if<Stream::Delta>(&event)) {
            if (!open.contains(std::pair(delta->choice, delta->number)))
                return at + QStringLiteral("a delta outside its part");
        } else if (const auto *end = std::get_if<Stream::PartEnded>(&event)) {
            const std::pair key(end->choice, end->number);
            if (!open.removeOne(key))
                return at + QStringLiteral("ended without a start");
            ended.append(key);
        } else if (std::holds_alternative<Stream::ChoiceFinished>(event)) {
            if (!open.isEmpty())
                return at + QStringLiteral("finished with open parts");
        }
        isOver = std::holds_alternative<Stream::Ended>(event) || std::holds_alternative<Stream::Failed>(event);
    }
    return isOver ? QString() : QStringLiteral("no end");
}

inline Llm::ChatAnswer collected(const QList<Llm::Stream::Event> &events)
{
    Llm::AnswerCollector collector;
    for (const Llm::Stream::Event &event : events)
        collector.take(event);
    return collector.answer();
}

} // namespace Gatehouse::Test
