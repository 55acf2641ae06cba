// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaierror.h"
#include "gateway/core/llm/responses.h"
#include "gateway/core/llm/responsesdialect.h"
#include "gateway/core/llm/responsesitems.h"
#include "gateway/core/llm/responsesoutput.h"
#include "gateway/core/llm/responsesusage.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Responses {

namespace {

constexpr Dialect Own = Dialect::OpenAiResponses;
constexpr qsizetype LongestMessage = 1000;

// The logprobs of a text belong to the choice in the neutral model: their entries in one list.
void moveLogprobs(Part &part, QByteArray &entries)
{
    for (qsizetype i = 0; i < part.extras.members.size(); ++i) {
        if (part.extras.members[i].name != "logprobs")
            continue;
        const QByteArray list = part.extras.members.takeAt(i).json;
        if (list.startsWith('[') && list.size() > 2)
            entries += (entries.isEmpty() ? ""_ba : ","_ba) + list.sliced(1, list.size() - 2);
        return;
    }
}

Choice readOutput(Json::Node response, Problems &problems)
{
    Choice choice;
    QByteArray logprobs;
    bool hasCalls = false;
    bool hasRefusal = false;
    qsizetype index = 0;
    for (const Json::Node item : response["output"]) {
        const QByteArray path = elementPath("output", index++);
        if (!item.isObject())
            continue;
        for (Part &part : readModelItem(item, path, problems)) {
            if (std::holds_alternative<TextPart>(part.content))
                moveLogprobs(part, logprobs);
            hasCalls = hasCalls || std::holds_alternative<ToolCallPart>(part.content);
            hasRefusal = hasRefusal || std::holds_alternative<RefusalPart>(part.content);
            choice.parts.append(std::move(part));
        }
    }
    if (!logprobs.isEmpty())
        choice.logprobs = "{\"content\":["_ba + logprobs + "],\"refusal\":null}";
    Finish finish = readFinish(response, hasCalls, hasRefusal);
    choice.finish = finish.reason;
    choice.rawFinish = std::move(finish.raw);
    return choice;
}

// The entries of OpenAI's logprobs object, without brackets.
QByteArray logprobEntries(const Choice &choice)
{
    const auto tree = Json::Tree::parse(choice.logprobs, Json::Rules::Lenient);
    const Json::Node content = tree ? tree->root()["content"] : Json::Node();
    return content.isArray() ? content.json().sliced(1, content.raw().size() - 2) : QByteArray();
}

// Puts parts into items: pieces of text that follow each other are one message.
class OutputWriter final
{
public:
    OutputWriter(QByteArray answerId, QByteArrayView status, QList<Loss> &losses)
        : m_answerId(std::move(answerId))
        , m_lastStatus(status == "incomplete" ? QByteArrayView("incomplete") : QByteArrayView("completed"))
        , m_losses(losses)
    {}
    QList<QByteArray> write(const Choice &choice);

private:
    void closeMessage(QByteArrayView status);
    QByteArray m_answerId;
    QByteArrayView m_lastStatus; // of the item that an incomplete answer was cut in
    QList<Loss> &m_losses;
    QList<QByteArray> m_items;
    Part m_first; // of the message that is open
    QList<QByteArray> m_content;
};

void OutputWriter::closeMessage(QByteArrayView status)
{
    if (m_content.isEmpty())
        return;
    m_items.append(
        messageJson(m_first, idOfItem(m_first, m_answerId, m_items.size()), status, std::exchange(m_content, {})));
}

QList<QByteArray> OutputWriter::write(const Choice &choice)
{
    QByteArray logprobs = logprobEntries(choice);
    for (const Part &part : choice.parts) {
        const bool isLast = &part == &choice.parts.back();
        if (isMessageContent(part)) {
            if (beginsItem(part))
                closeMessage("completed");
            if (m_content.isEmpty())
                m_first = part;
            m_content.append(contentJson(part, std::exchange(logprobs, {})));
            continue;
        }
        closeMessage("completed");
        if (const QByteArrayView reason = whyNoItem(part); !reason.isEmpty()) {
            m_losses.append({.weight = Loss::Weight::Changed, .param = part.path, .reason = reason.toByteArray()});
            continue;
        }
        Part item = part;
        if (auto *call = std::get_if<ToolCallPart>(&item.content); call && call->id.isEmpty())
            call->id = toolCallId(m_answerId, choice.index, &part - choice.parts.constData());
        m_items.append(itemJson(item, idOfItem(item, m_answerId, m_items.size()), isLast ? m_lastStatus : "completed"));
    }
    closeMessage(m_lastStatus);
    return m_items;
}

} // namespace

Finish readFinish(Json::Node response, bool hasCalls, bool hasRefusal)
{
    const QByteArray status = response["status"].text();
    if (status == "incomplete") {
        const QByteArray reason = response["incomplete_details"]["reason"].text();
        return {.reason = reason == "content_filter" ? FinishReason::ContentFilter : FinishReason::Length,
                .raw = reason.isEmpty() ? status : reason};
    }
    if (status == "failed" || status == "cancelled")
        return {.reason = FinishReason::Error, .raw = status};
    if (status == "queued" || status == "in_progress")
        return {.reason = FinishReason::None, .raw = status};
    return {.reason = hasCalls     ? FinishReason::ToolCalls
                      : hasRefusal ? FinishReason::Refusal
                                   : FinishReason::Stop,
            .raw = status};
}

std::optional<VendorFailure> readFailure(Json::Node node)
{
    const Json::Node error = node["error"];
    const bool isEvent = node["type"].is("error") && !error.isObject();
    if (error.isString()) // xAI
        return VendorFailure{.message = error.text().first(std::min(error.text().size(), LongestMessage)),
                             .code = node["code"].text()};
    if (!error.isObject() && !isEvent)
        return std::nullopt;
    const Json::Node source = isEvent ? node : error;
    const Json::Node code = source["code"];
    VendorFailure failure{.message = source["message"].text(),
                          .type = isEvent ? QByteArray() : source["type"].text(),
                          .code = code.isNumber() ? code.json() : code.text(),
                          .param = source["param"].text()};
    failure.message.truncate(LongestMessage);
    const int status = failure.code.toInt();
    failure.status = status >= 400 && status <= 599 ? status : 0;
    return failure;
}

Result<ChatAnswer> readAnswer(const QByteArray &document)
{
    const auto tree = Json::Tree::parse(document, Json::Rules::Lenient);
    if (!tree || !tree->root().isObject())
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer is no JSON object."_s);
    const Json::Node root = tree->root();
    const bool hasFailed = root["status"].is("failed") || (!root["error"].isNull() && !root["output"].isArray());
    if (hasFailed)
        return std::unexpected(
            vendorError(root["error"].isObject() ? "{\"error\":"_ba + root["error"].raw() + '}' : document));
    if (!root["output"].isArray())
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer has no output."_s);
    Problems problems(Problems::Rules::Lenient);
    Members members(root, {}, problems);
    members.take("output");
    for (const QByteArrayView name : {QByteArrayView("object"), QByteArrayView("status"), QByteArrayView("error"),
                                      QByteArrayView("incomplete_details"), QByteArrayView("output_text")})
        members.take(name);
    ChatAnswer answer{.id = members.text("id"),
                      .model = members.text("model"),
                      .created = members.integer("created_at"),
                      .rawUsage = members.json("usage"),
                      .serviceTier = members.text("service_tier")};
    answer.usage = readUsage(root["usage"], root["output"]);
    answer.choices.append(readOutput(root, problems));
    answer.extras = restOf(members);
    return answer;
}

Written writeAnswer(const ChatAnswer &answer, const AnswerContext &context)
{
    Written written;
    const Choice choice = answer.choices.isEmpty() ? Choice{} : answer.choices.front();
    for (qsizetype i = 1; i < answer.choices.size(); ++i)
        written.losses.append({.weight = Loss::Weight::Meaning,
                               .param = elementPath("choices", i),
                               .reason = "the responses API has one choice"_ba});
    const bool isOwn = answer.extras.dialect == Own && !answer.extras.isEmpty();
    const bool hasRefusal = std::ranges::any_of(
        choice.parts, [](const Part &part) { return std::holds_alternative<RefusalPart>(part.content); });
    const Ending ending = endingOf(choice.finish, choice.rawFinish, hasRefusal);
    const Frame frame{.id = isOwn && !answer.id.isEmpty() ? answer.id : responseId(answer.id, context),
                      .model = answer.model.isEmpty() ? context.model : answer.model,
                      .created = answer.created.value_or(context.created),
                      .status = ending.status,
                      .incompleteReason = ending.incompleteReason,
                      .error = ending.error,
                      .usage = answer.usage ? usageJson(*answer.usage, answer.rawUsage) : QByteArray(),
                      .serviceTier = answer.serviceTier,
                      .request = context.request,
                      .vendors = isOwn ? &answer.extras : nullptr};
    const QList<QByteArray> output = OutputWriter(frame.id, ending.status, written.losses).write(choice);
    written.body = responseJson(frame, output);
    return written;
}

} // namespace Gatehouse::Llm::Responses

namespace Gatehouse::Llm {

const ChatDialect &openAiResponsesDialect()
{
    static constexpr ChatDialect dialect{
        .readRequest = [](const QByteArray &body, const RequestAddress &) { return Responses::readRequest(body); },
        .writeRequest = [](const ChatRequest &request,
                           const WriteTraits &) { return Responses::writeRequest(request); },
        .readAnswer = Responses::readAnswer,
        .writeAnswer = Responses::writeAnswer,
        .decoder = Responses::makeDecoder,
        .encoder = Responses::makeEncoder,
        .readError =
            [](const QByteArray &body) {
                const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
                return tree ? Responses::readFailure(tree->root()) : std::nullopt;
            },
    };
    return dialect;
}

} // namespace Gatehouse::Llm
