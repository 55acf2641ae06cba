// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/errorbody.h"
#include "gateway/core/llm/geminiparts.h"
#include "gateway/core/llm/jsonobjects.h"
#include "gateway/core/llm/members.h"
#include "gateway/core/llm/ollama.h"
#include "gateway/core/llm/sse.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Node;
using Json::Writer;
using Events = QList<Stream::Event>;
using Kind = Stream::Delta::Kind;

// ---- Reading

class Decoder final : public StreamDecoder
{
public:
    Result<void> feed(QByteArrayView bytes, Events &out) override;
    Result<void> end(Events &out) override;

private:
    enum class Open : quint8 { Nothing, Text, Thought };
    Result<void> line(const QByteArray &json, Events &out);
    void text(Open kind, const QByteArray &text, Events &out);
    void whole(Part part, Events &out);
    void close(Events &out);
    void finish(Node root, Events &out);
    [[nodiscard]] Stream::Delta delta(Kind kind, QByteArray text) const
    {
        return {.choice = 0, .number = m_parts - 1, .kind = kind, .text = std::move(text), .citation = {}};
    }

    JsonObjectReader m_lines;
    Open m_open = Open::Nothing;
    qint64 m_parts = 0; // that have begun
    QByteArray m_idSeed;
    bool m_isStarted = false;
    bool m_hasCalls = false;
    bool m_isDone = false;
    bool m_hasFailed = false;
};

Result<void> Decoder::feed(QByteArrayView bytes, Events &out)
{
    m_lines.feed(bytes);
    while (const auto next = m_lines.next())
        GH_CHECK(line(*next, out));
    if (m_lines.isBroken() || m_lines.isOverlong())
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's stream is not one of Ollama's."_s);
    return {};
}

void Decoder::close(Events &out)
{
    if (m_open == Open::Nothing)
        return;
    m_open = Open::Nothing;
    out.append(Stream::PartEnded{.choice = 0, .number = m_parts - 1});
}

void Decoder::text(Open kind, const QByteArray &text, Events &out)
{
    if (text.isEmpty())
        return;
    if (m_open != kind) {
        close(out);
        Part part;
        if (kind == Open::Thought)
            part.content = ReasoningPart{};
        m_open = kind;
        out.append(Stream::PartStarted{.choice = 0, .number = m_parts++, .part = std::move(part)});
    }
    out.append(delta(Kind::Text, text));
}

void Decoder::whole(Part part, Events &out)
{
    close(out);
    QByteArray arguments;
    if (auto *call = std::get_if<ToolCallPart>(&part.content)) {
        m_hasCalls = true;
        arguments = std::exchange(call->arguments, {});
        if (call->id.isEmpty())
            call->id = toolCallId(m_idSeed, 0, m_parts);
    }
    out.append(Stream::PartStarted{.choice = 0, .number = m_parts++, .part = std::move(part)});
    if (!arguments.isEmpty())
        out.append(delta(Kind::Arguments, std::move(arguments)));
    out.append(Stream::PartEnded{.choice = 0, .number = m_parts - 1});
}

Result<void> Decoder::line(const QByteArray &json, Events &out)
{
    if (m_hasFailed || m_isDone)
        return {};
    const auto tree = Json::Tree::parse(json, Json::Rules::Lenient);
    if (!tree)
        return fail(ErrorKind::UpstreamInvalid, u"A line of the vendor's stream is no JSON."_s);
    const Node root = tree->root();
    if (const auto failure = readOllamaError(json)) {
        m_hasFailed = true;
        out.append(Stream::Failed{.failure = *failure});
        return {};
    }
    const Node message = root["message"];
    if (!m_isStarted) {
        if (!message.isObject() && !root["response"].isString())
            return fail(ErrorKind::UpstreamInvalid, u"The vendor's stream is not one of Ollama's."_s);
        m_isStarted = true;
        m_idSeed = json; // it has the time with its nanoseconds
        out.append(Stream::Started{.id = {},
                                   .model = root["model"].text(),
                                   .created = secondsOfOllamaTime(root["created_at"].text()),
                                   .serviceTier = {},
                                   .fingerprint = {}});
    }
    text(Open::Thought, message.isObject() ? message["thinking"].text() : root["thinking"].text(), out);
    text(Open::Text, message.isObject() ? message["content"].text() : root["response"].text(), out);
    if (m_open == Open::Text && root["logprobs"].isArray())
        out.append(delta(Kind::Logprobs, root["logprobs"].json()));
    for (const Node image : message["images"]) {
        MediaPart media{.data = image.text()};
        media.mediaType = geminiMediaType(media);
        if (!media.data.isEmpty())
            whole(Part{.content = std::move(media)}, out);
    }
    for (const Node node : message["tool_calls"]) {
        if (ToolCallPart call = readOllamaCall(node); !call.name.isEmpty())
            whole(Part{.content = std::move(call)}, out);
    }
    if (root["done"].boolean() == true)
        finish(root, out);
    return {};
}

void Decoder::finish(Node root, Events &out)
{
    m_isDone = true;
    close(out);
    const QByteArray reason = root["done_reason"].text();
    out.append(Stream::ChoiceFinished{
        .choice = 0, .reason = finishOfOllama(reason, m_hasCalls), .rawReason = reason, .stopSequence = {}});
    if (const auto usage = ollamaUsage(root))
        out.append(Stream::UsageKnown{.usage = *usage, .raw = rawOllamaUsage(root)});
    // Durations, and the context of /api/generate.
    Problems problems(Problems::Rules::Lenient);
    Members members(root, {}, problems);
    for (const char *known : {"model", "created_at", "message", "response", "thinking", "done", "done_reason",
                              "prompt_eval_count", "eval_count", "logprobs"})
        (void)members.take(known);
    if (const Extras rest = members.rest(Dialect::Ollama); !rest.isEmpty()) {
        Writer json;
        json.beginObject();
        for (const Extras::Member &member : rest.members)
            json.rawMember(member.name, member.json);
        out.append(Stream::Opaque{.type = "ollama.done"_ba, .json = json.endObject().take()});
    }
}

Result<void> Decoder::end(Events &out)
{
    if (m_hasFailed)
        return {};
    if (!m_isDone)
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's stream ended before its answer did."_s);
    out.append(Stream::Ended{});
    return {};
}

// ---- Writing

QByteArray lineOf(Writer &json)
{
    return onOneLine(json.take()) + '\n';
}

class Encoder final : public StreamEncoder
{
public:
    Encoder(const AnswerContext &context, OllamaSurface surface)
        : m_surface(surface)
        , m_model(context.model)
        , m_time(ollamaTime(context.created))
    {}
    void write(const Stream::Event &event, QByteArray &out) override;
    QByteArray end() override;
    QByteArray fail(const Error &error) override { return errorEvent(Dialect::Ollama, error); }

private:
    struct Open {
        qint64 number = 0;
        Part part;
    };
    Writer &begin(Writer &json) const
    {
        return json.beginObject().member("model", m_model).member("created_at", m_time);
    }
    void writeText(bool isThought, QByteArrayView text, QByteArray &out);
    void writeMember(QByteArrayView name, QByteArrayView json, QByteArray &out);
    void delta(const Stream::Delta &delta, QByteArray &out);
    void ended(const Stream::PartEnded &ended, QByteArray &out);
    void started(const Stream::PartStarted &started, QByteArray &out);

    OllamaSurface m_surface;
    QByteArray m_model;
    QByteArray m_time;
    QList<Open> m_open;
    QByteArray m_reason = "stop";
    std::optional<Usage> m_usage;
    Extras m_extras{.dialect = Dialect::Ollama};
    bool m_hasOthers = false;
};

void Encoder::writeText(bool isThought, QByteArrayView text, QByteArray &out)
{
    Writer json;
    begin(json);
    if (m_surface == OllamaSurface::Generate) {
        json.member("response", isThought ? QByteArrayView() : text);
        if (isThought)
            json.member("thinking", text);
    } else {
        json.key("message").beginObject().member("role", "assistant");
        json.member("content", isThought ? QByteArrayView() : text);
        if (isThought)
            json.member("thinking", text);
        json.endObject();
    }
    out += lineOf(json.member("done", false).endObject());
}

// A message that has one more member.
void Encoder::writeMember(QByteArrayView name, QByteArrayView value, QByteArray &out)
{
    if (m_surface == OllamaSurface::Generate) {
        m_losses.append({.weight = Loss::Weight::Meaning,
                         .param = name.toByteArray(),
                         .reason = "/api/generate answers with text"});
        return;
    }
    Writer json;
    begin(json).key("message").beginObject().member("role", "assistant").member("content", "");
    json.rawMember(name, value).endObject();
    out += lineOf(json.member("done", false).endObject());
}

void Encoder::started(const Stream::PartStarted &started, QByteArray &out)
{
    if (const auto *media = std::get_if<MediaPart>(&started.part.content); media && !media->data.isEmpty()) {
        const QByteArray images = '[' + Json::quoted(media->data) + ']';
        writeMember("images", images, out);
        return;
    }
    m_open.append(Open{.number = started.number, .part = started.part});
}

void Encoder::delta(const Stream::Delta &delta, QByteArray &out)
{
    const auto open = std::ranges::find(m_open, delta.number, &Open::number);
    if (open == m_open.end() || delta.text.isEmpty())
        return;
    if (auto *call = std::get_if<ToolCallPart>(&open->part.content)) {
        if (delta.kind == Kind::Arguments)
            call->arguments += delta.text;
    } else if (delta.kind == Kind::Text || delta.kind == Kind::Summary) {
        writeText(std::holds_alternative<ReasoningPart>(open->part.content), delta.text, out);
    }
}

void Encoder::ended(const Stream::PartEnded &ended, QByteArray &out)
{
    const auto open = std::ranges::find(m_open, ended.number, &Open::number);
    if (open == m_open.end())
        return;
    if (const auto *call = std::get_if<ToolCallPart>(&open->part.content)) {
        Writer json;
        json.beginArray();
        writeOllamaCall(json, *call);
        writeMember("tool_calls", json.endArray().take(), out);
    }
    m_open.erase(open);
}

void Encoder::write(const Stream::Event &event, QByteArray &out)
{
    const auto choice = std::visit(
        [](const auto &value) -> qint64 {
            if constexpr (requires { value.choice; })
                return value.choice;
            else
                return 0;
        },
        event);
    if (choice != 0) {
        if (!std::exchange(m_hasOthers, true))
            m_losses.append({.weight = Loss::Weight::Meaning, .param = "choices", .reason = "Ollama gives one answer"});
        return;
    }
    if (const auto *begun = std::get_if<Stream::Started>(&event)) {
        if (!begun->model.isEmpty())
            m_model = begun->model;
        if (begun->created)
            m_time = ollamaTime(*begun->created);
    } else if (const auto *part = std::get_if<Stream::PartStarted>(&event)) {
        started(*part, out);
    } else if (const auto *piece = std::get_if<Stream::Delta>(&event)) {
        delta(*piece, out);
    } else if (const auto *end = std::get_if<Stream::PartEnded>(&event)) {
        ended(*end, out);
    } else if (const auto *finished = std::get_if<Stream::ChoiceFinished>(&event)) {
        m_reason = ollamaFinish(finished->reason, finished->rawReason);
    } else if (const auto *known = std::get_if<Stream::UsageKnown>(&event)) {
        m_usage = known->usage;
    } else if (const auto *other = std::get_if<Stream::Opaque>(&event); other && other->type == "ollama.done") {
        if (const auto tree = Json::Tree::parse(other->json, Json::Rules::Lenient)) {
            for (const Node member : tree->root())
                m_extras.members.append({.name = member.name(), .json = member.json()});
        }
    }
}

QByteArray Encoder::end()
{
    Writer json;
    begin(json);
    if (m_surface == OllamaSurface::Generate)
        json.member("response", "");
    else
        json.key("message").beginObject().member("role", "assistant").member("content", "").endObject();
    writeOllamaEnd(json, m_reason, m_usage, m_extras);
    if (const QByteArray context = m_extras.value("context"); !context.isEmpty())
        json.rawMember("context", context);
    return lineOf(json.endObject());
}

} // namespace

std::unique_ptr<StreamDecoder> ollamaDecoder()
{
    return std::make_unique<Decoder>();
}

std::unique_ptr<StreamEncoder> ollamaEncoder(const AnswerContext &context, OllamaSurface surface)
{
    return std::make_unique<Encoder>(context, surface);
}

} // namespace Gatehouse::Llm
