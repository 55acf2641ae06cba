// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/answerstream.h"
#include "gateway/core/llm/dialect.h"
#include "gateway/core/llm/factscollector.h"
#include "gateway/core/llm/framesplitter.h"

namespace Gatehouse::Llm {

// The stream where client and vendor speak the same dialect: the vendor's bytes pass on as they are, and a decoder
// reads along for the facts. (OpenAI's chat stream has a faster one of its own, see openaianswer.h.)
class PassThroughStream final : public AnswerStream
{
public:
    PassThroughStream(Dialect dialect, Framing framing);

    Result<void> feed(QByteArrayView bytes, QByteArray &out) override;
    Result<void> close(QByteArray &out) override;
    QByteArray end() override;
    QByteArray fail(const Error &error) override;
    bool isComplete() const override { return m_isEnding; }
    bool hasContent() const override { return m_facts.hasContent(); }
    const AnswerFacts &answer() const override { return m_facts.facts(); }
    int eventCount() const override { return m_facts.eventCount(); }

private:
    [[nodiscard]] Result<void> read(const QByteArray &piece);

    Dialect m_dialect;
    Framing m_framing;
    FrameSplitter m_splitter;
    std::unique_ptr<StreamDecoder> m_decoder;
    FactsCollector m_facts;
    QByteArray m_held;       // from the end mark on
    bool m_isEnding = false; // the end mark has come, or the last content of a dialect that has none
};

// Whatever a vendor sends that nothing is known of (sound, files): it passes on as it comes, but for the last byte,
// which waits until the charge is safe.
class RawStream final : public AnswerStream
{
public:
    Result<void> feed(QByteArrayView bytes, QByteArray &out) override;
    Result<void> close(QByteArray &out) override;
    QByteArray end() override { return m_last; }
    QByteArray fail(const Error &error) override;
    bool isComplete() const override { return m_isClosed; }
    bool hasContent() const override { return !m_last.isEmpty(); }
    const AnswerFacts &answer() const override { return m_facts; }
    int eventCount() const override { return m_pieces; }

private:
    AnswerFacts m_facts;
    QByteArray m_last; // byte
    bool m_isClosed = false;
    int m_pieces = 0;
};

// The stream between two dialects.
class TranslatedStream final : public AnswerStream
{
public:
    TranslatedStream(const ChatDialect &vendor, const ChatDialect &client, const AnswerContext &context);

    Result<void> feed(QByteArrayView bytes, QByteArray &out) override;
    Result<void> close(QByteArray &out) override;
    QByteArray end() override;
    QByteArray fail(const Error &error) override;
    bool isComplete() const override { return m_facts.isEnded() || m_facts.isFinished(); }
    bool hasContent() const override { return m_facts.hasContent(); }
    const AnswerFacts &answer() const override { return m_facts.facts(); }
    int eventCount() const override { return m_facts.eventCount(); }
    [[nodiscard]] const QList<Loss> &losses() const { return m_encoder->losses(); }

private:
    [[nodiscard]] Result<void> write(const QList<Stream::Event> &events, QByteArray &out);

    std::unique_ptr<StreamDecoder> m_decoder;
    std::unique_ptr<StreamEncoder> m_encoder;
    FactsCollector m_facts;
};

} // namespace Gatehouse::Llm
