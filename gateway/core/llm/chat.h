// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/surface.h"
#include "gateway/core/llm/usage.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <variant>

// The neutral model of a conversation: what every dialect's requests, answers and streams are read into and written
// from. Plain values, on any thread. All text is UTF-8. What only one dialect knows stays beside the neutral members as
// `extras`, in the bytes it came in, so that reading and writing in one dialect loses nothing; writing in another
// reports it as a loss.
//
// Numbers that the gateway does not reckon with (temperature, penalties) are kept as their JSON text, and arguments and
// schemas as JSON text too: nothing is rounded and no key order changes on the way through.
namespace Gatehouse::Llm {

// Members of an object that the neutral model has no place for, as they were written. A name in parentheses is no
// member but a reader's own note to the writer of its dialect (where an item began, that a list was a string): it is
// never written as such and says nothing to other dialects.
struct Extras {
    struct Member {
        QByteArray name = {};
        QByteArray json = {};
        bool operator==(const Member &) const = default;
    };
    Dialect dialect = Dialect::OpenAi; // whose members they are
    QList<Member> members = {};
    [[nodiscard]] bool isEmpty() const { return members.isEmpty(); }
    [[nodiscard]] QByteArray value(QByteArrayView name) const; // JSON; empty = not there
    bool operator==(const Extras &) const = default;
};

// A wish to keep the prompt up to here in the vendor's cache. Anthropic: cache_control on a block; Bedrock: a
// cachePoint after it.
struct CacheMark {
    QByteArray ttl = {}; // "5m", "1h"; empty = the vendor's default
    Extras extras = {};
    bool operator==(const CacheMark &) const = default;
};

// ---- Parts of a message

// Where a piece of text comes from.
struct Citation {
    QByteArray url = {}; // of a web page
    QByteArray title = {};
    QByteArray text = {};                       // what is cited, where the vendor says it
    std::optional<qint64> start = {}, end = {}; // in the part's text, in the vendor's own unit
    Extras extras = {}; // everything else of the vendor's object (document index, encrypted index, ...)
    bool operator==(const Citation &) const = default;
};

struct TextPart {
    QByteArray text = {};
    QList<Citation> citations = {};
    bool operator==(const TextPart &) const = default;
};

// A picture, sound, video or document. Exactly one of data, url and fileId is set; text documents (Anthropic's source
// "text") have their text in `data` with mediaType "text/plain" and isText.
struct MediaPart {
    enum class Kind : quint8 { Image, Audio, Video, Document };
    Kind kind = Kind::Image;
    QByteArray mediaType = {}; // "image/png"; empty = not said (an address)
    QByteArray data = {};      // base64 as it was sent; not checked
    QByteArray url = {};       // http(s)://, gs://, s3://
    QByteArray fileId = {};    // of the vendor's file store
    QByteArray fileName = {};  // or title
    QByteArray detail = {};    // OpenAI: how closely an image is looked at ("low", "high", "auto")
    bool isText = false;
    bool operator==(const MediaPart &) const = default;
};

// The model wants a function called.
struct ToolCallPart {
    QByteArray id = {}; // empty = the vendor gave none (Gemini); see toolCallId() in dialect.h
    QByteArray name = {};
    QByteArray arguments = {}; // JSON text of an object, as the model wrote it; may be invalid JSON, never empty: "{}"
    QByteArray signature = {}; // Gemini: the thoughtSignature that came on this call, which has to go back with it
    bool isCustom = false;     // OpenAI's custom tools: `arguments` is free text
    bool operator==(const ToolCallPart &) const = default;
};

struct Part;

// What a function gave, on its way back to the model.
struct ToolResultPart {
    QByteArray callId = {};
    QByteArray name = {}; // of the function; Gemini wants it. Readers fill it in from the call before where the dialect
                          // leaves it out.
    QList<Part> content = {};
    bool isError = false;
    bool isPlainText = false; // written as a string, not as a list of parts
    QByteArray json = {};     // Gemini, Bedrock: the result is a JSON value; `content` then has its text
    bool isCustom = false;
    bool operator==(const ToolResultPart &) const;
};

// The model's reasoning. Signed or encrypted reasoning is good for its own vendor only and is never sent to another.
struct ReasoningPart {
    QByteArray text = {};    // as far as it is shown; may be empty although signed
    QByteArray summary = {}; // OpenAI responses: the summary is apart from the text; parts joined by a blank line
    QByteArray signature =
        {}; // Anthropic, Bedrock: signature; OpenAI responses: encrypted_content. Gemini's signatures of
            // texts and thoughts are in the part's extras: no other vendor takes them for its own
    QByteArray redacted = {}; // Anthropic redacted_thinking.data, Bedrock redactedContent
    QByteArray id = {};       // OpenAI responses
    // Whose signature (or encryption) it is, where the document says so: OpenAI chat's thinking_blocks carry that of
    // another vendor through a client and back. Readers of signed answers set it to their dialect. Absent in a request
    // = the dialect it was read from.
    std::optional<Dialect> signer = {};
    bool operator==(const ReasoningPart &) const = default;
};

struct RefusalPart {
    QByteArray text = {};
    bool operator==(const RefusalPart &) const = default;
};

// Something only one dialect knows (a server tool's call, an executed program): the whole JSON value.
struct OpaquePart {
    QByteArray type = {}; // as the dialect names it, for reports
    QByteArray json = {};
    bool operator==(const OpaquePart &) const = default;
};

struct Part {
    using Content =
        std::variant<TextPart, MediaPart, ToolCallPart, ToolResultPart, ReasoningPart, RefusalPart, OpaquePart>;
    Content content = {};
    std::optional<CacheMark> cache = {};
    Extras extras = {};
    QByteArray path = {};                // in the document it was read from ("messages[2].content[0]"), for reports
    bool operator==(const Part &) const; // the path does not count
};

// ---- Messages

// System and Developer are instructions; dialects with one place for instructions join them in order. Tool results are
// parts of a User message, all results of a turn in one message before any text; readers of dialects that have messages
// for them (OpenAI's role "tool") merge, and writers split again.
enum class Role : quint8 { System, Developer, User, Assistant };

struct Message {
    Role role = Role::User;
    QList<Part> parts = {};
    QByteArray name = {};     // OpenAI: of the participant
    QByteArray id = {};       // OpenAI responses: of an item
    bool isPlainText = false; // written as a string, not as a list of parts
    Extras extras = {};
    QByteArray path = {};
    bool operator==(const Message &) const;
};

// ---- Tools and formats

struct Tool {
    QByteArray name = {};
    QByteArray description = {};
    QByteArray schema = {}; // JSON Schema of the parameters; empty = none given
    std::optional<bool> strict = {};
    std::optional<CacheMark> cache = {};
    bool isOpaque = false; // a tool of the vendor's own (web search, ...): `schema` is its whole JSON, `name` its type
    Extras extras = {};
    QByteArray path = {};
    bool operator==(const Tool &) const;
};

struct ToolChoice {
    enum class Kind : quint8 { Auto, None, Required, Named };
    Kind kind = Kind::Auto;
    QByteArray name = {}; // Named
    QList<QByteArray> among =
        {}; // Auto or Required: only these (OpenAI's allowed_tools, Gemini's allowedFunctionNames)
    Extras extras = {};
    bool operator==(const ToolChoice &) const = default;
};

struct ResponseFormat {
    enum class Kind : quint8 { Text, JsonObject, JsonSchema };
    Kind kind = Kind::Text;
    QByteArray name = {};
    QByteArray description = {};
    QByteArray schema = {}; // JSON Schema
    std::optional<bool> strict = {};
    Extras extras = {};
    bool operator==(const ResponseFormat &) const = default;
};

// How much the model shall think. A dialect that knows only one of effort and budget gets the other from the table in
// reasoningeffort.h.
struct ReasoningWish {
    enum class Mode : quint8 { Unsaid, Off, On, Adaptive };
    Mode mode = Mode::Unsaid;
    QByteArray effort = {}; // "none", "minimal", "low", "medium", "high", "xhigh", "max"; empty = not said
    std::optional<qint64> budgetTokens = {};
    std::optional<bool> includeText = {}; // Gemini's includeThoughts, Ollama's think
    QByteArray summary = {};              // OpenAI responses: "auto", "concise", "detailed"
    Extras extras = {};
    bool operator==(const ReasoningWish &) const = default;
};

// ---- The request

struct ChatRequest {
    Dialect source = Dialect::OpenAi; // it was read from; losses are told in its words
    QByteArray model = {};
    bool stream = false;
    QList<Message> messages = {};      // instructions among them, in their place
    bool instructionsArePlain = false; // the one place for instructions (Anthropic system, responses instructions) is a
                                       // string; the first System messages came from there

    QList<Tool> tools = {};
    std::optional<ToolChoice> toolChoice = {};
    std::optional<bool> parallelToolCalls = {};

    std::optional<qint64> maxOutputTokens = {};
    bool isOldMaxTokens = false; // OpenAI: written as max_tokens
    QByteArray temperature = {}; // JSON numbers as they were written; empty = not said
    QByteArray topP = {};
    QByteArray topK = {};
    QByteArray seed = {};
    QByteArray frequencyPenalty = {};
    QByteArray presencePenalty = {};
    QList<QByteArray> stop = {};
    bool isSingleStop = false;          // OpenAI: written as a string
    std::optional<qint64> choices = {}; // n, candidateCount
    std::optional<bool> logprobs = {};
    std::optional<qint64> topLogprobs = {};
    QByteArray logitBias = {}; // JSON object

    std::optional<ResponseFormat> format = {};
    std::optional<ReasoningWish> reasoning = {};
    QByteArray verbosity = {}; // OpenAI: "low", "medium", "high"

    QByteArray cacheKey = {}; // prompt_cache_key
    QByteArray endUser = {};  // OpenAI user or safety_identifier, Anthropic metadata.user_id
    bool isSafetyIdentifier = false;
    QByteArray metadata = {}; // JSON object of strings
    QByteArray serviceTier = {};
    std::optional<bool> store = {};
    std::optional<bool> usageAsked = {}; // OpenAI: stream_options.include_usage

    Extras extras = {};
    bool operator==(const ChatRequest &) const = default;
};

// ---- The answer

enum class FinishReason : quint8 {
    None, // not finished yet
    Stop,
    StopSequence, // Anthropic and Bedrock tell it apart from Stop
    Length,
    ContextWindow, // the model's window is full; elsewhere Length
    ToolCalls,
    ContentFilter,
    Refusal, // Anthropic's refusal; elsewhere ContentFilter
    Pause,   // Anthropic's pause_turn: to be continued by the client
    Error,
};

struct Choice {
    qint64 index = 0;
    QList<Part> parts = {}; // in the order in which they came
    FinishReason finish = FinishReason::None;
    QByteArray rawFinish = {};    // the vendor's own word
    QByteArray stopSequence = {}; // that ended the answer
    QByteArray logprobs = {};     // OpenAI's JSON object
    Extras extras = {};
    bool operator==(const Choice &) const = default;
};

struct ChatAnswer {
    QByteArray id = {};
    QByteArray model = {};
    std::optional<qint64> created = {}; // seconds since 1970
    QList<Choice> choices = {};
    std::optional<Usage> usage = {};
    QByteArray rawUsage = {}; // the vendor's own object
    QByteArray serviceTier = {};
    QByteArray fingerprint = {}; // system_fingerprint
    Extras extras = {};
    bool operator==(const ChatAnswer &) const = default;
};

// A failure as a vendor worded it.
struct VendorFailure {
    QByteArray message = {};
    QByteArray type = {}; // OpenAI's error.type, Anthropic's error.type, Google's status
    QByteArray code = {};
    QByteArray param = {};
    int status = 0; // HTTP status that goes with it; 0 = not known
    bool operator==(const VendorFailure &) const = default;
};

// ---- The stream

// What happens in a streamed answer, in the order of one grammar for all dialects:
//   Started, then per choice (PartStarted, Delta*, PartEnded)*, ChoiceFinished; UsageKnown and Opaque anywhere after
//   Started; at last Ended, or Failed.
// Part numbers count from 0 within a choice. Parts of one choice may overlap only where a vendor mixes the arguments of
// parallel tool calls; see PartSequencer for dialects that allow none.
namespace Stream {

struct Started {
    QByteArray id = {};
    QByteArray model = {};
    std::optional<qint64> created = {};
    QByteArray serviceTier = {};
    QByteArray fingerprint = {};
    bool operator==(const Started &) const = default;
};

// `part` has the kind and whatever is known from the start (a tool call's id and name, a media part whole); its texts
// and arguments are empty and come as deltas. OpaquePart and MediaPart are complete here.
struct PartStarted {
    qint64 choice = 0;
    qint64 number = 0;
    Part part = {};
    bool operator==(const PartStarted &) const = default;
};

struct Delta {
    enum class Kind : quint8 {
        Text,      // of a TextPart, RefusalPart or ReasoningPart
        Summary,   // of a ReasoningPart
        Arguments, // of a ToolCallPart
        Signature, // of a ReasoningPart, whole; of a ToolCallPart only where it was not known at the start
        Citation,  // of a TextPart; see `citation`
        Logprobs,  // of a TextPart: `text` is OpenAI's JSON array of entries
    };
    qint64 choice = 0;
    qint64 number = 0; // of the part
    Kind kind = Kind::Text;
    QByteArray text = {};
    std::optional<Citation> citation = {};
    bool operator==(const Delta &) const = default;
};

struct PartEnded {
    qint64 choice = 0;
    qint64 number = 0;
    bool operator==(const PartEnded &) const = default;
};

struct ChoiceFinished {
    qint64 choice = 0;
    FinishReason reason = FinishReason::Stop;
    QByteArray rawReason = {};
    QByteArray stopSequence = {};
    bool operator==(const ChoiceFinished &) const = default;
};

// All that is known so far; a later one replaces an earlier one.
struct UsageKnown {
    Usage usage = {};
    QByteArray raw = {};
    bool operator==(const UsageKnown &) const = default;
};

// An event of the vendor's that the model has no place for (keep-alives are dropped silently).
struct Opaque {
    QByteArray type = {};
    QByteArray json = {};
    bool operator==(const Opaque &) const = default;
};

struct Failed {
    VendorFailure failure = {};
    bool operator==(const Failed &) const = default;
};

struct Ended {
    bool operator==(const Ended &) const = default;
};

using Event = std::variant<Started, PartStarted, Delta, PartEnded, ChoiceFinished, UsageKnown, Opaque, Failed, Ended>;

} // namespace Stream

} // namespace Gatehouse::Llm
