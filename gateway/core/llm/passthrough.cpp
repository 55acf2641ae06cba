// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/passthrough.h"

#include "gateway/core/llm/errorbody.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

PassThroughStream::PassThroughStream(Dialect dialect, Framing framing)
    : m_dialect(dialect)
    , m_framing(framing)
    , m_splitter(framing)
    , m_decoder(chatDialect(dialect).decoder())
{}

Result<void> PassThroughStream::feed(QByteArrayView bytes, QByteArray &out)
{
    m_splitter.feed(bytes);
    while (const auto piece = m_splitter.next()) {
        GH_CHECK(read(*piece));
        // Gemini has no end mark, and some of its servers give a finish reason in every piece: one that has it is the
        // last until another one comes.
        if (m_dialect == Dialect::Gemini) {
            out += std::exchange(m_held, {});
            m_isEnding = piece->contains("\"finishReason\"");
        }
        (m_isEnding ? m_held : out) += *piece;
    }
    if (m_splitter.isOverlong())
        return Gatehouse::fail(ErrorKind::UpstreamInvalid, u"The vendor sent an event that is too long."_s);
    return {};
}

Result<void> PassThroughStream::read(const QByteArray &piece)
{
    QList<Stream::Event> events;
    GH_CHECK(m_decoder->feed(piece, events));
    for (const Stream::Event &event : std::as_const(events))
        m_facts.take(event);
    if (m_facts.failure())
        return std::unexpected(errorOf(*m_facts.failure()));
    m_isEnding = m_facts.isEnded();
    return {};
}

Result<void> PassThroughStream::close(QByteArray &out)
{
    Q_UNUSED(out)
    const QByteArray rest = m_splitter.rest();
    if (!rest.isEmpty()) {
        GH_CHECK(read(rest)); // an end without its empty line
        m_held += rest;
    }
    QList<Stream::Event> events;
    GH_CHECK(m_decoder->end(events));
    for (const Stream::Event &event : std::as_const(events))
        m_facts.take(event);
    m_isEnding = true;
    return {};
}

QByteArray PassThroughStream::end()
{
    return m_held;
}

QByteArray PassThroughStream::fail(const Error &error)
{
    if (m_framing == Framing::Array)
        return ",\n"_ba + errorBody(m_dialect, error) + "\n]"_ba;
    return errorEvent(m_dialect, error);
}

Result<void> RawStream::feed(QByteArrayView bytes, QByteArray &out)
{
    if (bytes.isEmpty())
        return {};
    ++m_pieces;
    out += m_last;
    out += bytes.chopped(1);
    m_last = bytes.last(1).toByteArray();
    return {};
}

Result<void> RawStream::close(QByteArray &out)
{
    Q_UNUSED(out)
    m_isClosed = true;
    return {};
}

QByteArray RawStream::fail(const Error &error)
{
    Q_UNUSED(error) // in the middle of a file there are no words; the broken connection says it
    return {};
}

TranslatedStream::TranslatedStream(const ChatDialect &vendor, const ChatDialect &client, const AnswerContext &context)
    : m_decoder(vendor.decoder())
    , m_encoder(client.encoder(context))
{}

Result<void> TranslatedStream::feed(QByteArrayView bytes, QByteArray &out)
{
    QList<Stream::Event> events;
    GH_CHECK(m_decoder->feed(bytes, events));
    return write(events, out);
}

Result<void> TranslatedStream::write(const QList<Stream::Event> &events, QByteArray &out)
{
    for (const Stream::Event &event : events) {
        m_facts.take(event);
        if (m_facts.failure())
            return std::unexpected(errorOf(*m_facts.failure()));
        if (!std::holds_alternative<Stream::Ended>(event))
            m_encoder->write(event, out);
    }
    return {};
}

Result<void> TranslatedStream::close(QByteArray &out)
{
    QList<Stream::Event> events;
    GH_CHECK(m_decoder->end(events));
    return write(events, out);
}

QByteArray TranslatedStream::end()
{
    return m_encoder->end();
}

QByteArray TranslatedStream::fail(const Error &error)
{
    return m_encoder->fail(error);
}

} // namespace Gatehouse::Llm
