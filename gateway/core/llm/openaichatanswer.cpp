// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaichatparts.h"
#include "gateway/core/llm/openaierror.h"
#include "gateway/core/llm/toolcallid.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::OpenAiChat {

namespace {

constexpr Dialect Ours = Dialect::OpenAi;

Choice readChoice(Json::Node node, Problems &problems)
{
    Members members(node, {}, problems);
    Choice choice{.index = members.integer("index").value_or(0)};
    choice.rawFinish = members.text("finish_reason");
    choice.finish = readFinishReason(choice.rawFinish);
    if (const Json::Node logprobs = members.object("logprobs"); logprobs.isObject())
        choice.logprobs = logprobs.json();
    Members message(members.object("message"), {}, problems);
    message.text("role");
    AssistantContent content = readAssistant(message);
    // Empty text beside something else is none.
    content.parts.removeIf([](const Part &part) {
        const auto *text = std::get_if<TextPart>(&part.content);
        const auto *reasoning = std::get_if<ReasoningPart>(&part.content);
        return (text && text->text.isEmpty() && text->citations.isEmpty())
               || (reasoning && reasoning->text.isEmpty() && reasoning->signature.isEmpty()
                   && reasoning->redacted.isEmpty() && part.extras.value("(reasoning_details)").isEmpty());
    });
    choice.parts = std::move(content.parts);
    if (const Json::Node audio = message.object("audio"); audio.isObject())
        choice.parts.append(Part{.content = OpaquePart{.type = "audio", .json = audio.json()}});
    bool hasCalls = false;
    for (Part &part : choice.parts) {
        part.path.clear();
        hasCalls = hasCalls || std::holds_alternative<ToolCallPart>(part.content);
    }
    // OpenAI says "stop" when one tool had to be called, and so do vendors of the dialect always.
    if (hasCalls && choice.finish == FinishReason::Stop)
        choice.finish = FinishReason::ToolCalls;
    choice.extras = members.rest(Ours);
    for (const Extras::Member &member : message.rest(Ours).members) {
        const QByteArray name = "message." + member.name;
        choice.extras.members.append({.name = name, .json = member.json});
    }
    return choice;
}

// Writes one whole answer. Lives for one call of writeAnswer().
class AnswerWriter final
{
public:
    AnswerWriter(const ChatAnswer &answer, const AnswerContext &context)
        : m_answer(answer)
        , m_context(context)
        , m_losses(Ours, Ours)
    {}
    Written write();

private:
    void writeChoice(const Choice &choice);
    void writeMessage(const Choice &choice);
    void writeContent(const Choice &choice, bool hasOthers);
    void writeReasoning(const Choice &choice);
    void writeImages(const Choice &choice);
    void writeCalls(const Choice &choice);
    void writeCall(const Choice &choice, qsizetype number, const ToolCallPart &call);

    const ChatAnswer &m_answer;
    const AnswerContext &m_context;
    LossReport m_losses;
    Json::Writer m_json;
};

Written AnswerWriter::write()
{
    m_json.beginObject().member("id", m_answer.id.isEmpty() ? m_context.id : m_answer.id);
    m_json.member("object", "chat.completion").member("created", m_answer.created.value_or(m_context.created));
    m_json.member("model", m_answer.model.isEmpty() ? m_context.model : m_answer.model);
    m_json.key("choices").beginArray();
    for (const Choice &choice : m_answer.choices)
        writeChoice(choice);
    m_json.endArray();
    if (m_answer.usage)
        m_json.rawMember("usage", usageObject(*m_answer.usage, m_answer.rawUsage));
    m_json.optionalMember("service_tier", m_answer.serviceTier);
    m_json.optionalMember("system_fingerprint", m_answer.fingerprint);
    if (m_losses.takes(m_answer.extras, {}, Loss::Weight::Hint))
        writeExtras(m_json, m_answer.extras);
    return {.body = m_json.endObject().take(), .losses = m_losses.take()};
}

void AnswerWriter::writeChoice(const Choice &choice)
{
    m_json.beginObject().member("index", choice.index);
    writeMessage(choice);
    if (choice.logprobs.isEmpty())
        m_json.nullMember("logprobs");
    else
        m_json.rawMember("logprobs", choice.logprobs);
    const QByteArrayView reason = finishReasonWord(choice.finish, choice.rawFinish);
    m_json.member("finish_reason", reason.isEmpty() ? QByteArrayView("stop") : reason);
    if (m_losses.takes(choice.extras, "choices", Loss::Weight::Hint))
        writeExtras(m_json, choice.extras);
    m_json.endObject();
}

void AnswerWriter::writeMessage(const Choice &choice)
{
    m_json.key("message").beginObject().member("role", "assistant");
    QByteArray refusal;
    QList<Citation> citations;
    bool hasOthers = false;
    for (const Part &part : choice.parts) {
        if (const auto *text = std::get_if<RefusalPart>(&part.content))
            refusal += text->text;
        else if (const auto *cited = std::get_if<TextPart>(&part.content))
            citations += cited->citations;
        hasOthers = hasOthers || !std::holds_alternative<TextPart>(part.content);
    }
    writeContent(choice, hasOthers);
    if (refusal.isEmpty())
        m_json.nullMember("refusal");
    else
        m_json.member("refusal", refusal);
    citations.removeIf([this](const Citation &citation) {
        if (!citation.url.isEmpty())
            return false;
        m_losses.add(Loss::Weight::Hint, "annotations", "chat completions cites addresses only");
        return true;
    });
    if (!citations.isEmpty()) {
        m_json.key("annotations").beginArray();
        for (const Citation &citation : std::as_const(citations))
            writeAnnotation(m_json, citation);
        m_json.endArray();
    }
    writeReasoning(choice);
    writeImages(choice);
    writeCalls(choice);
    for (const Part &part : choice.parts) {
        if (const auto *opaque = std::get_if<OpaquePart>(&part.content)) {
            if (opaque->type == "audio")
                m_json.rawMember("audio", opaque->json);
            else if (!opaque->type.startsWith("tool_calls."))
                m_losses.add(Loss::Weight::Changed, "choices",
                             "a part of the type '" + opaque->type + "' has no counterpart in chat completions");
        }
    }
    if (choice.extras.dialect == Ours)
        writeExtras(m_json, choice.extras, "message");
    m_json.endObject();
}

void AnswerWriter::writeContent(const Choice &choice, bool hasOthers)
{
    QByteArray content;
    bool hasText = false;
    for (const Part &part : choice.parts) {
        if (const auto *text = std::get_if<TextPart>(&part.content)) {
            content += text->text;
            hasText = true;
        }
    }
    if (!hasText && hasOthers)
        m_json.nullMember("content");
    else
        m_json.member("content", content);
}

void AnswerWriter::writeReasoning(const Choice &choice)
{
    QByteArray text;
    QList<QByteArray> blocks;
    QList<QByteArrayView> written;
    for (const Part &part : choice.parts) {
        const auto *reasoning = std::get_if<ReasoningPart>(&part.content);
        if (!reasoning)
            continue;
        const QByteArray &shown = reasoning->text.isEmpty() ? reasoning->summary : reasoning->text;
        text += (text.isEmpty() || shown.isEmpty() ? "" : "\n\n") + shown;
        if (const QByteArray block = thinkingBlock(*reasoning); !block.isEmpty())
            blocks.append(block);
        else if (!reasoning->signature.isEmpty() && part.extras.isEmpty())
            m_losses.add(Loss::Weight::Hint, "reasoning", "nobody said whose the signature is");
        for (const Extras::Member &member : part.extras.members) {
            const bool isOurs = part.extras.dialect == Ours && member.name.startsWith("(reasoning")
                                && member.name != "(reasoning_content)";
            if (!isOurs || written.contains(member.name))
                continue;
            m_json.rawMember(QByteArrayView(member.name).sliced(1).chopped(1), member.json);
            written.append(member.name);
        }
    }
    m_json.optionalMember("reasoning_content", text);
    if (blocks.isEmpty())
        return;
    m_json.key("thinking_blocks").beginArray();
    for (const QByteArray &block : std::as_const(blocks))
        m_json.raw(block);
    m_json.endArray();
}

// OpenRouter's member for pictures that a model made.
void AnswerWriter::writeImages(const Choice &choice)
{
    bool isOpen = false;
    for (const Part &part : choice.parts) {
        const auto *media = std::get_if<MediaPart>(&part.content);
        if (!media)
            continue;
        if (!isOpen)
            m_json.key("images").beginArray();
        isOpen = true;
        m_json.beginObject().member("type", "image_url").key("image_url").beginObject();
        m_json.member("url", mediaUrl(*media)).endObject().endObject();
    }
    if (isOpen)
        m_json.endArray();
}

void AnswerWriter::writeCalls(const Choice &choice)
{
    const bool isLegacy = choice.rawFinish == "function_call";
    const ToolCallPart *legacy = nullptr; // stands beside the list, not in it
    bool isOpen = false;
    for (qsizetype number = 0; number < choice.parts.size(); ++number) {
        const Part &part = choice.parts[number];
        const auto *call = std::get_if<ToolCallPart>(&part.content);
        const auto *opaque = std::get_if<OpaquePart>(&part.content);
        if (call && isLegacy && !part.extras.value("(function_call)").isEmpty()) {
            legacy = call;
            continue;
        }
        if (!call && !(opaque && opaque->type.startsWith("tool_calls.")))
            continue;
        if (!isOpen)
            m_json.key("tool_calls").beginArray();
        isOpen = true;
        if (call)
            writeCall(choice, number, *call);
        else
            m_json.raw(opaque->json);
    }
    if (isOpen)
        m_json.endArray();
    if (legacy) {
        m_json.key("function_call").beginObject().member("name", legacy->name);
        m_json.member("arguments", legacy->arguments).endObject();
    }
}

void AnswerWriter::writeCall(const Choice &choice, qsizetype number, const ToolCallPart &call)
{
    const Part &part = choice.parts[number];
    const QByteArray answerId = m_answer.id.isEmpty() ? m_context.id : m_answer.id;
    const QByteArray id = call.id.isEmpty() ? toolCallId(answerId, choice.index, number) : call.id;
    const QByteArrayView type = call.isCustom ? "custom" : "function";
    m_json.beginObject().member("id", joinedToolCallId(id, call.signature)).member("type", type);
    m_json.key(type).beginObject().member("name", call.name);
    m_json.member(call.isCustom ? "input" : "arguments", call.arguments);
    writeExtras(m_json, part.extras, type);
    m_json.endObject();
    if (!call.signature.isEmpty() && part.extras.value("extra_content").isEmpty()) {
        m_json.key("extra_content").beginObject().key("google").beginObject();
        m_json.member("thought_signature", call.signature).endObject().endObject();
    }
    writeExtras(m_json, part.extras);
    m_json.endObject();
}

} // namespace

Result<ChatAnswer> readAnswer(const QByteArray &body)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
    if (!tree)
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer is not a JSON object."_s, tree.error().message);
    const Json::Node root = tree->root();
    if (!root.isObject())
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer is not a JSON object."_s);
    if (!root["choices"].isArray()) {
        if (readFailure(root))
            return std::unexpected(vendorError(body));
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer has no choices."_s);
    }
    if (root["choices"].size() == 0 && readFailure(root))
        return std::unexpected(vendorError(body));
    Problems problems(Problems::Rules::Lenient);
    Members members(root, {}, problems);
    members.text("object");
    ChatAnswer answer{.id = members.text("id"), .model = members.text("model"), .created = members.integer("created")};
    for (const Json::Node choice : members.array("choices"))
        answer.choices.append(readChoice(choice, problems));
    const Json::Node usage = members.object("usage");
    answer.usage = readUsage(usage);
    answer.rawUsage = usage.json();
    answer.serviceTier = members.text("service_tier");
    answer.fingerprint = members.text("system_fingerprint");
    answer.extras = members.rest(Ours);
    return answer;
}

Written writeAnswer(const ChatAnswer &answer, const AnswerContext &context)
{
    return AnswerWriter(answer, context).write();
}

} // namespace Gatehouse::Llm::OpenAiChat
