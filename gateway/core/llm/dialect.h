// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/llm/chat.h"
#include "gateway/core/llm/framesplitter.h"
#include "gateway/core/llm/loss.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <memory>
#include <optional>
#include <span>

// Dialects as translators use them: each reads its wire format into the neutral model (chat.h) and writes it from
// there. Pure; one file pair per dialect and direction.
namespace Gatehouse::Llm {

// What of a request is in its address, not in its body (Gemini, Bedrock). Other dialects ignore it.
struct RequestAddress {
    QByteArray model;
    bool stream = false;
};

// How a target wants its requests, where vendors of one dialect differ: the row of the vendor table (vendors.h) that
// matters for writing. Defaults are the dialect's own.
struct WriteTraits {
    bool takesDeveloperRole = true;          // OpenAI chat: else "system"
    bool takesMaxCompletionTokens = true;    // OpenAI chat: else max_tokens
    bool takesStreamOptions = true;          // OpenAI chat: stream_options.include_usage may be sent
    bool takesReasoningEffort = true;        // OpenAI chat: reasoning_effort may be sent
    bool wantsShortToolIds = false;          // Mistral: ids of tool calls have nine letters or digits
    bool takesJsonSchema = true;             // Gemini: schemas as they are; else the older OpenAPI subset
    QByteArrayView reasoningField = {};      // OpenAI chat: name of the message's reasoning text ("reasoning_content")
    qint64 maxOutputTokensIfUnsaid = 8'192;  // Anthropic must be told one
    bool takesCacheControl = false;          // OpenAI chat: cache_control on parts (OpenRouter)
    bool wantsPlainText = false;             // OpenAI chat: content of text alone has to be a string
    QByteArrayView seedField = "seed";       // OpenAI chat: Mistral says random_seed
    std::span<const Parameter> refused = {}; // OpenAI chat: parameters that the vendor answers with 400
    // OpenAI chat: how the User-Agent of the vendor's own SDK begins, where only that one takes the vendor's answers as
    // they are, and takes no other's: between it and anybody else answers are translated although the dialect is one.
    QByteArrayView ownClient = {};
};

// A request or answer in a dialect, with what it could not say.
struct Written {
    QByteArray body;
    QList<Loss> losses;
};

// What an answer takes from its request and from the gateway rather than from the vendor.
struct AnswerContext {
    QByteArray id;                  // where the vendor gave none: ids are derived from this, so that writing is pure
    QByteArray model;               // where the vendor gave none
    qint64 created = 0;             // seconds since 1970, where the vendor gave none
    bool usageAsked = true;         // OpenAI chat streams: the client asked for the usage event
    Framing framing = Framing::Sse; // Gemini streams: Sse or Array; the other dialects have one framing each
    // OpenAI chat streams: a call's name stands in every piece and nothing but the answer is said (Mistral's SDK
    // insists).
    bool namesEveryPiece = false;
    const ChatRequest *request = nullptr; // what answers repeat (responses: tools, instructions, ...); may be null
};

// One streamed answer of a vendor. Bytes in, events out; any split of the bytes gives the same events (joined deltas
// aside: two pieces of text may come as two deltas or one). Lives on one thread.
class StreamDecoder
{
public:
    virtual ~StreamDecoder() = default;
    // UpstreamInvalid when the bytes are not the dialect's. A failure that the vendor reports is an event (Failed).
    [[nodiscard]] virtual Result<void> feed(QByteArrayView bytes, QList<Stream::Event> &out) = 0;
    // The vendor has closed. UpstreamInvalid when the stream was cut: no end mark and no finish reason. Otherwise Ended
    // is added, unless it has been given.
    [[nodiscard]] virtual Result<void> end(QList<Stream::Event> &out) = 0;
};

// One streamed answer for a client. Lives on one thread.
class StreamEncoder
{
public:
    virtual ~StreamEncoder() = default;
    // Appends the bytes of an event, and none of the last ones: those are end()'s. Ended is not passed in.
    virtual void write(const Stream::Event &event, QByteArray &out) = 0;
    // What ends a complete answer in this dialect: [DONE], message_stop, response.completed. Sent when the charge is
    // safe.
    [[nodiscard]] virtual QByteArray end() = 0;
    // What ends an answer that failed after its start. `failure` has a kind of the gateway's or the vendor's words.
    [[nodiscard]] virtual QByteArray fail(const Error &error) = 0;
    [[nodiscard]] const QList<Loss> &losses() const { return m_losses; }

protected:
    QList<Loss> m_losses;
};

// A chat dialect: its seven functions, all pure. Static storage, thread-safe.
struct ChatDialect {
    // Strict, as everything of a client's: InvalidRequest with the field in `param`.
    Result<ChatRequest> (*readRequest)(const QByteArray &body, const RequestAddress &address);
    Written (*writeRequest)(const ChatRequest &request, const WriteTraits &traits);

    // Lenient, as everything of a vendor's. UpstreamInvalid when it is no answer; UpstreamRejected when it is an error.
    Result<ChatAnswer> (*readAnswer)(const QByteArray &body);
    Written (*writeAnswer)(const ChatAnswer &answer, const AnswerContext &context);

    std::unique_ptr<StreamDecoder> (*decoder)();
    std::unique_ptr<StreamEncoder> (*encoder)(const AnswerContext &context);

    // The vendor's error body; nothing when there is none in it. Errors for clients are written by errorbody.h.
    std::optional<VendorFailure> (*readError)(const QByteArray &body);
};

[[nodiscard]] const ChatDialect &chatDialect(Dialect dialect);

// "openai", "anthropic", ...: the words of the command line, the schema and the window.
[[nodiscard]] QByteArrayView dialectName(Dialect dialect);
[[nodiscard]] std::optional<Dialect> dialectFromName(QByteArrayView name); // common other names too ("openai-chat")
[[nodiscard]] std::span<const Dialect> allDialects();

// An id for a tool call whose vendor gave none: the same request and place give the same id, so that the next turn's
// result can be matched ("call_" and 24 letters and digits).
[[nodiscard]] QByteArray toolCallId(QByteArrayView answerId, qint64 choice, qint64 part);

// Whole answer <-> events. collect() is what a streamed answer would have been whole; the two are tests of each other
// and serve clients that did not ask for a stream where the vendor only streams.
[[nodiscard]] QList<Stream::Event> eventsOf(const ChatAnswer &answer);
class AnswerCollector final
{
public:
    void take(const Stream::Event &event);
    [[nodiscard]] const ChatAnswer &answer() const { return m_answer; }
    [[nodiscard]] bool isEnded() const { return m_isEnded; }
    [[nodiscard]] const std::optional<VendorFailure> &failure() const { return m_failure; }

private:
    Choice &choice(qint64 index);
    ChatAnswer m_answer;
    std::optional<VendorFailure> m_failure;
    bool m_isEnded = false;
};

// For dialects whose parts must not overlap (Anthropic, Bedrock): holds back the events of later parts of a choice
// until the part before has ended.
class PartSequencer final
{
public:
    // Events that may be written now, in order.
    [[nodiscard]] QList<Stream::Event> take(const Stream::Event &event);

private:
    std::optional<qint64> m_open; // the part that is being written
    QList<Stream::Event> m_held;
};

} // namespace Gatehouse::Llm
