// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/gemini.h"
#include "gateway/core/llm/geminicitations.h"
#include "gateway/core/llm/geminifinish.h"
#include "gateway/core/llm/geminilogprobs.h"
#include "gateway/core/llm/geminimembers.h"
#include "gateway/core/llm/geminipartialargs.h"
#include "gateway/core/llm/geminiparts.h"
#include "gateway/core/llm/geminiusage.h"
#include "gateway/core/llm/jsonobjects.h"
#include "gateway/core/llm/sse.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Node;
using Events = QList<Stream::Event>;
using Kind = Stream::Delta::Kind;

// One candidate as it comes.
struct Candidate {
    enum class Open : quint8 { Nothing, Text, Thought, Call };
    qint64 index = 0;
    qint64 parts = 0; // that have begun
    Open open = Open::Nothing;
    bool hasCalls = false;
    QByteArray finish;                // the last one that was said: some endpoints say STOP in every event
    QList<Citation> citations;        // the last ones: they grow from event to event
    GeminiPartialArguments arguments; // of the open call
};

class Decoder final : public StreamDecoder
{
public:
    Result<void> feed(QByteArrayView bytes, Events &out) override;
    Result<void> end(Events &out) override;

private:
    enum class Framing : quint8 { Unknown, Sse, Json };
    Result<void> events(Events &out);
    Result<void> objects(Events &out);
    Result<void> event(const QByteArray &json, Events &out);
    void start(Node root, Events &out);
    void usage(Node usageMetadata, Events &out);
    Result<void> candidate(Node node, qint64 position, Events &out);
    Result<void> part(Candidate &candidate, Node node, Events &out);
    void text(Candidate &candidate, Candidate::Open kind, const QByteArray &text, Events &out);
    Result<void> call(Candidate &candidate, Node node, Events &out);
    void whole(Candidate &candidate, Part part, Events &out);
    void close(Candidate &candidate, Events &out);
    void finish(Candidate &candidate, Events &out);
    Candidate &of(qint64 index);

    static Stream::Delta delta(const Candidate &candidate, Kind kind, QByteArray text)
    {
        return {.choice = candidate.index,
                .number = candidate.parts - 1,
                .kind = kind,
                .text = std::move(text),
                .citation = {}};
    }

    Framing m_framing = Framing::Unknown;
    QByteArray m_beginning; // until the framing is known
    SseReader m_sse;
    JsonObjectReader m_objects;
    QList<Candidate> m_candidates;
    QByteArray m_idSeed;
    QByteArray m_usage;
    QByteArray m_blockReason;
    bool m_isStarted = false;
    bool m_isBlocked = false; // the prompt was
    bool m_hasFailed = false;
};

std::unexpected<Error> invalid(const char *what)
{
    return fail(ErrorKind::UpstreamInvalid,
                u"The vendor's stream is not one of Gemini's: "_s + QLatin1StringView(what) + u'.');
}

Result<void> Decoder::feed(QByteArrayView bytes, Events &out)
{
    if (m_framing == Framing::Unknown) {
        // The first byte that is no white space tells: an array, an object (an error, most likely), or a field of SSE.
        m_beginning += bytes;
        const QByteArrayView rest = QByteArrayView(m_beginning).trimmed();
        const bool mayBeMark = QByteArrayView("\xEF\xBB\xBF").startsWith(rest);
        if (mayBeMark && m_beginning.size() < 1024)
            return {};
        const QByteArrayView text = rest.startsWith("\xEF\xBB\xBF") ? rest.sliced(3).trimmed() : rest;
        if (text.isEmpty() && m_beginning.size() < 1024)
            return {};
        m_framing = text.startsWith('[') || text.startsWith('{') ? Framing::Json : Framing::Sse;
        if (m_framing == Framing::Json)
            m_objects.feed(m_beginning);
        else
            m_sse.feed(m_beginning);
        m_beginning.clear();
    } else if (m_framing == Framing::Json) {
        m_objects.feed(bytes);
    } else {
        m_sse.feed(bytes);
    }
    return m_framing == Framing::Json ? objects(out) : events(out);
}

Result<void> Decoder::events(Events &out)
{
    while (const auto next = m_sse.next()) {
        // Errors in the middle of a stream come without the field name.
        const QByteArrayView bare = next->raw.trimmed();
        const QByteArray json =
            next->data.isNull() && bare.startsWith('{') ? bare.toByteArray() : next->data.toByteArray();
        if (!json.trimmed().isEmpty() && json != "[DONE]")
            GH_CHECK(event(json, out));
    }
    if (m_sse.isOverlong())
        return invalid("an event is too long");
    return {};
}

Result<void> Decoder::objects(Events &out)
{
    while (const auto next = m_objects.next())
        GH_CHECK(event(*next, out));
    if (m_objects.isBroken())
        return invalid("there is something between the objects");
    if (m_objects.isOverlong())
        return invalid("an object is too long");
    return {};
}

Candidate &Decoder::of(qint64 index)
{
    const auto found = std::ranges::find(m_candidates, index, &Candidate::index);
    if (found != m_candidates.end())
        return *found;
    m_candidates.append(Candidate{.index = index, .finish = {}, .citations = {}, .arguments = {}});
    return m_candidates.last();
}

Result<void> Decoder::event(const QByteArray &json, Events &out)
{
    if (m_hasFailed)
        return {};
    const auto tree = Json::Tree::parse(json, Json::Rules::Lenient);
    if (!tree || !tree->root().isObject())
        return invalid("an event is no JSON object");
    const Node root = tree->root();
    if (const auto failure = readGeminiError(json)) {
        m_hasFailed = true;
        out.append(Stream::Failed{.failure = *failure});
        return {};
    }
    if (!m_isStarted) {
        const bool isAnswer = root["candidates"].exists() || root["promptFeedback"].exists()
                              || root["usageMetadata"].exists() || root["responseId"].exists();
        if (!isAnswer)
            return invalid("it begins with something else");
        m_idSeed = root["responseId"].text().isEmpty() ? json : root["responseId"].text();
        start(root, out);
    }
    qint64 position = 0;
    for (const Node node : root["candidates"]) {
        if (node.isObject())
            GH_CHECK(candidate(node, position++, out));
    }
    if (const Node feedback = root["promptFeedback"]; feedback.isObject() && position == 0) {
        m_isBlocked = true;
        m_blockReason = feedback["blockReason"].text();
    }
    usage(root["usageMetadata"], out);

    Problems problems(Problems::Rules::Lenient);
    Members members(root, {}, problems);
    for (const char *known : {"candidates", "usageMetadata", "modelVersion", "responseId", "createTime"})
        (void)members.take(known);
    if (const Extras rest = members.rest(Dialect::Gemini); !rest.isEmpty()) {
        Json::Writer writer;
        writer.beginObject();
        for (const Extras::Member &member : rest.members)
            writer.rawMember(member.name, member.json);
        out.append(Stream::Opaque{.type = "gemini.answer"_ba, .json = writer.endObject().take()});
    }
    return {};
}

void Decoder::start(Node root, Events &out)
{
    m_isStarted = true;
    const QDateTime created = QDateTime::fromString(QString::fromLatin1(root["createTime"].text()), Qt::ISODateWithMs);
    out.append(Stream::Started{.id = root["responseId"].text(),
                               .model = root["modelVersion"].text(),
                               .created = created.isValid() ? std::optional(created.toSecsSinceEpoch()) : std::nullopt,
                               .serviceTier = root["usageMetadata"]["serviceTier"].text(),
                               .fingerprint = {}});
}

// Most events repeat it, each time with all so far.
void Decoder::usage(Node usageMetadata, Events &out)
{
    const auto known = geminiUsage(usageMetadata);
    if (!known || usageMetadata.raw() == m_usage)
        return;
    m_usage = usageMetadata.json();
    out.append(Stream::UsageKnown{.usage = *known, .raw = m_usage});
}

Result<void> Decoder::candidate(Node node, qint64 position, Events &out)
{
    Candidate &candidate = of(std::max<qint64>(0, node["index"].integer().value_or(position)));
    const Node parts = node["content"]["parts"];
    if (parts.isObject())
        GH_CHECK(part(candidate, parts, out));
    if (parts.isArray()) {
        for (const Node element : parts)
            GH_CHECK(part(candidate, element, out));
    }
    const Node finish = node["finishReason"];
    if (finish.isString() || finish.isNumber())
        candidate.finish = geminiFinishName(finish.isString() ? finish.text() : finish.json());
    if (QList<Citation> citations = geminiCitations(node); !citations.isEmpty())
        candidate.citations = std::move(citations);
    Problems problems(Problems::Rules::Lenient);
    Members members(node, {}, problems);
    if (candidate.open == Candidate::Open::Text) {
        QByteArray entries = openAiLogprobEntries(members.take("logprobsResult"));
        if (!entries.isEmpty())
            out.append(delta(candidate, Kind::Logprobs, std::move(entries)));
    }
    for (const char *known : {"content", "finishReason", "index"})
        (void)members.take(known);
    if (const Extras rest = members.rest(Dialect::Gemini); !rest.isEmpty()) {
        Json::Writer writer;
        writer.beginObject().member("index", candidate.index);
        for (const Extras::Member &member : rest.members)
            writer.rawMember(member.name, member.json);
        out.append(Stream::Opaque{.type = "gemini.candidate"_ba, .json = writer.endObject().take()});
    }
    return {};
}

void Decoder::close(Candidate &candidate, Events &out)
{
    if (candidate.open == Candidate::Open::Nothing)
        return;
    if (candidate.open == Candidate::Open::Call) {
        out.append(delta(candidate, Kind::Arguments, candidate.arguments.json()));
        candidate.arguments = {};
    }
    candidate.open = Candidate::Open::Nothing;
    out.append(Stream::PartEnded{.choice = candidate.index, .number = candidate.parts - 1});
}

void Decoder::text(Candidate &candidate, Candidate::Open kind, const QByteArray &text, Events &out)
{
    if (text.isEmpty())
        return;
    if (candidate.open != kind) {
        close(candidate, out);
        Part part;
        if (kind == Candidate::Open::Thought)
            part.content = ReasoningPart{};
        candidate.open = kind;
        out.append(
            Stream::PartStarted{.choice = candidate.index, .number = candidate.parts++, .part = std::move(part)});
    }
    out.append(delta(candidate, Kind::Text, text));
}

// A part that comes in one piece.
void Decoder::whole(Candidate &candidate, Part part, Events &out)
{
    close(candidate, out);
    QByteArray arguments;
    if (auto *call = std::get_if<ToolCallPart>(&part.content)) {
        candidate.hasCalls = true;
        arguments = std::exchange(call->arguments, {});
        if (call->id.isEmpty())
            call->id = toolCallId(m_idSeed, candidate.index, candidate.parts);
    }
    out.append(Stream::PartStarted{.choice = candidate.index, .number = candidate.parts++, .part = std::move(part)});
    if (!arguments.isEmpty())
        out.append(delta(candidate, Kind::Arguments, std::move(arguments)));
    out.append(Stream::PartEnded{.choice = candidate.index, .number = candidate.parts - 1});
}

// A call whose arguments come in pieces: its name with "willContinue", pieces of arguments, and an end that is an
// empty call, or the last pieces without "willContinue".
Result<void> Decoder::call(Candidate &candidate, Node node, Events &out)
{
    const Node call = node["functionCall"];
    if (!call["name"].text().isEmpty()) {
        close(candidate, out);
        candidate.hasCalls = true;
        candidate.open = Candidate::Open::Call;
        Part part;
        part.content =
            ToolCallPart{.id = call["id"].text().isEmpty() ? toolCallId(m_idSeed, candidate.index, candidate.parts)
                                                           : call["id"].text(),
                         .name = call["name"].text(),
                         .signature = node["thoughtSignature"].text()};
        out.append(
            Stream::PartStarted{.choice = candidate.index, .number = candidate.parts++, .part = std::move(part)});
    }
    if (candidate.open != Candidate::Open::Call)
        return {};
    if (const QByteArray signature = node["thoughtSignature"].text();
        !signature.isEmpty() && call["name"].text().isEmpty())
        out.append(delta(candidate, Kind::Signature, signature));
    if (!candidate.arguments.take(call["partialArgs"]))
        return invalid("the arguments of a call make no sense");
    if (call["willContinue"].boolean() != true)
        close(candidate, out);
    return {};
}

Result<void> Decoder::part(Candidate &candidate, Node node, Events &out)
{
    const Node functionCall = node["functionCall"];
    const bool isPiece = functionCall.isObject()
                         && (functionCall["willContinue"].exists() || functionCall["partialArgs"].exists()
                             || functionCall["name"].text().isEmpty());
    if (isPiece)
        return call(candidate, node, out);
    Problems problems(Problems::Rules::Lenient);
    auto read = readGeminiPart(node, {}, problems);
    if (!read)
        return {};
    const auto *said = std::get_if<TextPart>(&read->content);
    const auto *thought = std::get_if<ReasoningPart>(&read->content);
    if (!said && !thought) {
        whole(candidate, *std::move(read), out);
        return {};
    }
    text(candidate, said ? Candidate::Open::Text : Candidate::Open::Thought, said ? said->text : thought->text, out);
    // A signature goes to clients of Gemini's own dialect in a part of its own, as Google sends it too.
    const GeminiNames extras(read->extras);
    if (extras.hasRest()) {
        Json::Writer writer;
        writer.beginObject().member("index", candidate.index).key("part").beginObject().member("text", "");
        if (thought)
            writer.member("thought", true);
        extras.writeRest(writer);
        out.append(Stream::Opaque{.type = "gemini.part"_ba, .json = writer.endObject().endObject().take()});
    }
    return {};
}

void Decoder::finish(Candidate &candidate, Events &out)
{
    if (candidate.open == Candidate::Open::Text) {
        for (const Citation &citation : std::as_const(candidate.citations)) {
            Stream::Delta cited = delta(candidate, Kind::Citation, {});
            cited.citation = citation;
            out.append(std::move(cited));
        }
    }
    close(candidate, out);
    const FinishReason reason = candidate.finish.isEmpty()
                                    ? (candidate.hasCalls ? FinishReason::ToolCalls : FinishReason::Stop)
                                    : finishOfGemini(candidate.finish, candidate.hasCalls);
    out.append(Stream::ChoiceFinished{
        .choice = candidate.index, .reason = reason, .rawReason = candidate.finish, .stopSequence = {}});
}

Result<void> Decoder::end(Events &out)
{
    if (m_framing == Framing::Unknown && !m_beginning.isEmpty())
        m_framing = Framing::Sse;
    // An event that nothing ended: the vendor's last words, if they are whole.
    const QByteArrayView rest = m_sse.rest().trimmed();
    if (m_framing == Framing::Sse && !rest.isEmpty()) {
        const QByteArray json = (rest.startsWith("data:") ? rest.sliced(5) : rest).trimmed().toByteArray();
        if (Json::Tree::parse(json, Json::Rules::Lenient))
            GH_CHECK(event(json, out));
    }
    if (m_hasFailed)
        return {};
    const bool isFinished =
        std::ranges::any_of(m_candidates, [](const Candidate &candidate) { return !candidate.finish.isEmpty(); });
    const bool isOnlyBlocked = m_isBlocked && m_candidates.isEmpty();
    if (!isFinished && !isOnlyBlocked)
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's stream ended before its answer did."_s);
    for (Candidate &candidate : m_candidates)
        finish(candidate, out);
    if (isOnlyBlocked)
        out.append(Stream::ChoiceFinished{
            .choice = 0, .reason = FinishReason::ContentFilter, .rawReason = m_blockReason, .stopSequence = {}});
    out.append(Stream::Ended{});
    return {};
}

} // namespace

std::unique_ptr<StreamDecoder> geminiDecoder()
{
    return std::make_unique<Decoder>();
}

} // namespace Gatehouse::Llm
