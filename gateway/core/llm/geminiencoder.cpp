// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/errorbody.h"
#include "gateway/core/llm/gemini.h"
#include "gateway/core/llm/geminicitations.h"
#include "gateway/core/llm/geminifinish.h"
#include "gateway/core/llm/geminilogprobs.h"
#include "gateway/core/llm/geminiparts.h"
#include "gateway/core/llm/geminiusage.h"
#include "gateway/core/llm/sse.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Node;
using Json::Writer;

// Every event is a whole answer with the parts that are new. Calls are written when their arguments are complete, since
// `args` is an object; the finish reasons and the usage go into the last event, which is end()'s.
class Encoder final : public StreamEncoder
{
public:
    explicit Encoder(const AnswerContext &context)
        : m_isArray(context.framing == Framing::Array)
        , m_id(context.id)
        , m_model(context.model)
    {}
    void write(const Stream::Event &event, QByteArray &out) override;
    QByteArray end() override;
    QByteArray fail(const Error &error) override;

private:
    struct Open {
        qint64 choice = 0;
        qint64 number = 0;
        Part part;
    };
    struct Finished {
        qint64 choice = 0;
        QByteArray reason;
    };
    void started(const Stream::PartStarted &started, QByteArray &out);
    void delta(const Stream::Delta &delta, QByteArray &out);
    void ended(const Stream::PartEnded &ended, QByteArray &out);
    void opaque(const Stream::Opaque &opaque, QByteArray &out);
    Open *find(qint64 choice, qint64 number);
    void writePart(qint64 choice, const Part &part, QByteArray &out);
    void writeParts(qint64 choice, QByteArrayView part, QByteArray &out);
    void writeCandidate(QByteArrayView candidate, QByteArray &out);
    void writeEvent(QByteArrayView json, QByteArray &out);
    [[nodiscard]] QByteArray document(QByteArrayView candidates) const;

    bool m_isArray;
    bool m_hasWritten = false;
    bool m_hasGrounding = false; // Gemini's own citations have been passed on
    QByteArray m_id;
    QByteArray m_model;
    QList<Open> m_open;
    QList<Finished> m_finished;
    QList<QPair<qint64, Citation>> m_citations;
    std::optional<Stream::UsageKnown> m_usage;
};

// ---- Framing

void Encoder::writeEvent(QByteArrayView json, QByteArray &out)
{
    if (m_isArray) {
        out += m_hasWritten ? ",\r\n" : "[";
        out += json;
    } else {
        out += "data: ";
        out += onOneLine(json.toByteArray());
        out += "\r\n\r\n";
    }
    m_hasWritten = true;
}

// `candidates` is the array's JSON; empty = none.
QByteArray Encoder::document(QByteArrayView candidates) const
{
    Writer json;
    json.beginObject().optionalRawMember("candidates", candidates);
    if (m_usage) {
        json.key("usageMetadata");
        writeGeminiUsage(json, m_usage->usage, m_usage->raw);
    }
    json.optionalMember("modelVersion", m_model).optionalMember("responseId", m_id);
    return json.endObject().take();
}

void Encoder::writeCandidate(QByteArrayView candidate, QByteArray &out)
{
    const QByteArray candidates = '[' + candidate.toByteArray() + ']';
    writeEvent(document(candidates), out);
}

void Encoder::writeParts(qint64 choice, QByteArrayView part, QByteArray &out)
{
    Writer json;
    json.beginObject().key("content").beginObject().key("parts").beginArray().raw(part).endArray();
    json.member("role", "model").endObject().member("index", choice).endObject();
    writeCandidate(json.take(), out);
}

void Encoder::writePart(qint64 choice, const Part &part, QByteArray &out)
{
    LossReport losses(Dialect::Gemini, Dialect::Gemini);
    Writer json;
    writeGeminiPart(json, part, {.isOwn = true, .isAnswer = true}, losses);
    m_losses += losses.take();
    if (const QByteArray written = json.take(); !written.isEmpty())
        writeParts(choice, written, out);
}

// ---- Events

Encoder::Open *Encoder::find(qint64 choice, qint64 number)
{
    const auto found = std::ranges::find_if(
        m_open, [choice, number](const Open &open) { return open.choice == choice && open.number == number; });
    return found == m_open.end() ? nullptr : &*found;
}

void Encoder::started(const Stream::PartStarted &started, QByteArray &out)
{
    const auto &content = started.part.content;
    if (std::holds_alternative<MediaPart>(content) || std::holds_alternative<OpaquePart>(content)) {
        writePart(started.choice, started.part, out);
        return;
    }
    m_open.append(Open{.choice = started.choice, .number = started.number, .part = started.part});
}

void Encoder::delta(const Stream::Delta &delta, QByteArray &out)
{
    using Kind = Stream::Delta::Kind;
    Open *open = find(delta.choice, delta.number);
    if (!open)
        return;
    if (auto *call = std::get_if<ToolCallPart>(&open->part.content)) {
        if (delta.kind == Kind::Arguments)
            call->arguments += delta.text;
        else if (delta.kind == Kind::Signature)
            call->signature += delta.text;
        return;
    }
    if (delta.kind == Kind::Citation && delta.citation) {
        m_citations.append({delta.choice, *delta.citation});
    } else if (delta.kind == Kind::Logprobs) {
        const QByteArray logprobs = geminiLogprobs(delta.text);
        if (logprobs.isEmpty())
            return;
        Writer json;
        json.beginObject().key("content").beginObject().member("role", "model").endObject();
        json.member("index", delta.choice).rawMember("logprobsResult", logprobs).endObject();
        writeCandidate(json.take(), out);
    } else if ((delta.kind == Kind::Text || delta.kind == Kind::Summary) && !delta.text.isEmpty()) {
        Part part;
        if (std::holds_alternative<ReasoningPart>(open->part.content))
            part.content = ReasoningPart{.text = delta.text};
        else
            part.content = TextPart{.text = delta.text};
        writePart(delta.choice, part, out);
    }
}

void Encoder::ended(const Stream::PartEnded &ended, QByteArray &out)
{
    Open *open = find(ended.choice, ended.number);
    if (!open)
        return;
    const Open closed = *open;
    m_open.removeIf(
        [&closed](const Open &other) { return other.choice == closed.choice && other.number == closed.number; });
    const bool isCall = std::holds_alternative<ToolCallPart>(closed.part.content);
    // What Gemini said beside a text (its signature) goes behind it.
    const bool hasExtras = closed.part.extras.dialect == Dialect::Gemini && !closed.part.extras.isEmpty();
    if (isCall || hasExtras)
        writePart(closed.choice, closed.part, out);
}

// Gemini's own only; others are another vendor's business.
void Encoder::opaque(const Stream::Opaque &opaque, QByteArray &out)
{
    if (!opaque.type.startsWith("gemini."))
        return;
    const auto tree = Json::Tree::parse(opaque.json, Json::Rules::Lenient);
    if (!tree)
        return;
    const Node root = tree->root();
    if (opaque.type == "gemini.part") {
        writeParts(root["index"].integer().value_or(0), root["part"].raw(), out);
    } else if (opaque.type == "gemini.candidate") {
        m_hasGrounding = m_hasGrounding || root["groundingMetadata"].exists() || root["citationMetadata"].exists();
        writeCandidate(root.raw(), out);
    } else if (opaque.type == "gemini.answer") {
        const QByteArray plain = document({});
        const QByteArray members = root.raw().sliced(1).chopped(1).trimmed().toByteArray();
        const QByteArray whole = plain == "{}" ? opaque.json : QByteArray(plain.chopped(1) + ',' + members + '}');
        writeEvent(whole, out);
    }
}

void Encoder::write(const Stream::Event &event, QByteArray &out)
{
    if (const auto *begun = std::get_if<Stream::Started>(&event)) {
        if (!begun->id.isEmpty())
            m_id = begun->id;
        if (!begun->model.isEmpty())
            m_model = begun->model;
    } else if (const auto *part = std::get_if<Stream::PartStarted>(&event)) {
        started(*part, out);
    } else if (const auto *piece = std::get_if<Stream::Delta>(&event)) {
        delta(*piece, out);
    } else if (const auto *end = std::get_if<Stream::PartEnded>(&event)) {
        ended(*end, out);
    } else if (const auto *finished = std::get_if<Stream::ChoiceFinished>(&event)) {
        m_finished.append(
            Finished{.choice = finished->choice, .reason = geminiFinish(finished->reason, finished->rawReason)});
    } else if (const auto *known = std::get_if<Stream::UsageKnown>(&event)) {
        m_usage = *known;
    } else if (const auto *other = std::get_if<Stream::Opaque>(&event)) {
        opaque(*other, out);
    }
}

QByteArray Encoder::end()
{
    QByteArray out;
    Writer json;
    json.beginArray();
    for (const Finished &finished : std::as_const(m_finished)) {
        QList<Citation> citations;
        for (const auto &[choice, citation] : std::as_const(m_citations)) {
            if (choice == finished.choice)
                citations.append(citation);
        }
        json.beginObject().key("content").beginObject();
        json.key("parts").beginArray().beginObject().member("text", "").endObject().endArray();
        json.member("role", "model").endObject();
        json.member("finishReason", finished.reason).member("index", finished.choice);
        if (!citations.isEmpty() && !m_hasGrounding) {
            json.key("citationMetadata");
            writeGeminiCitations(json, citations);
        }
        json.endObject();
    }
    writeEvent(document(json.endArray().take()), out);
    if (m_isArray)
        out += "]\r\n";
    return out;
}

QByteArray Encoder::fail(const Error &error)
{
    QByteArray out;
    writeEvent(errorBody(Dialect::Gemini, error), out);
    if (m_isArray)
        out += "]\r\n";
    return out;
}

} // namespace

std::unique_ptr<StreamEncoder> geminiEncoder(const AnswerContext &context)
{
    return std::make_unique<Encoder>(context);
}

} // namespace Gatehouse::Llm
