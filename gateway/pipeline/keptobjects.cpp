// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/keptobjects.h"

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/dialect.h"
#include "gateway/core/llm/filereferences.h"
#include "gateway/core/llm/sse.h"
#include "gateway/pipeline/services.h"

#include <algorithm>
#include <utility>
#include <variant>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

using Llm::Surface;

constexpr QByteArrayView PreviousId = "previous_response_id";

// Items are kept under names that no address can have.
constexpr QByteArrayView ItemPrefix = "item/";

QByteArray previousId(const Llm::ChatRequest &request)
{
    const auto tree = Json::Tree::parse(request.extras.value(PreviousId), Json::Rules::Strict);
    return tree ? tree->root().text() : QByteArray();
}

// The response object of what the client was sent: the whole answer, or what the last event of its stream carries.
QByteArray responseObject(const Exchange &exchange)
{
    if (exchange.wholeAnswer)
        return exchange.lastBytes;
    Llm::SseReader reader;
    reader.feed(exchange.lastBytes);
    while (const auto event = reader.next()) {
        const auto tree = Json::Tree::parse(event->data.toByteArray(), Json::Rules::Lenient);
        if (tree && tree->root()["response"].isObject())
            return tree->root()["response"].json();
    }
    return {};
}

// One item of a response as it is read back.
QList<Llm::Part> partsOf(Json::Node item)
{
    const QByteArray object = R"({"id":"r","output":[)"_ba + item.json() + "]}"_ba;
    const auto answer = Llm::chatDialect(Llm::Dialect::OpenAiResponses).readAnswer(object);
    return answer && !answer->choices.isEmpty() ? answer->choices.first().parts : QList<Llm::Part>();
}

// A list of objects is an array, or has one. Absent when it is none.
Json::Node elementsOf(Json::Node list)
{
    const Json::Node elements = list.isArray() ? list : list["data"];
    return elements.isArray() ? elements : Json::Node();
}

// Clients such as the AI SDK refer to earlier items by their ids instead of repeating them.
void keepItems(Exchange &exchange, const QByteArray &object)
{
    const auto tree = Json::Tree::parse(object, Json::Rules::Lenient);
    if (!tree)
        return;
    for (const Json::Node item : tree->root()["output"]) {
        const QByteArray id = item["id"].text();
        QList<Llm::Part> parts = id.isEmpty() ? QList<Llm::Part>() : partsOf(item);
        if (parts.isEmpty())
            continue;
        const QByteArray key = ItemPrefix.toByteArray() + id;
        Llm::Message message{.role = Llm::Role::Assistant, .parts = std::move(parts)};
        exchange.services.objects.put(key, {.clientId = exchange.client->id,
                                            .conversation = {std::move(message)},
                                            .isContentKept = exchange.client->contentLevel == ContentLevel::Full});
    }
}

void keepTranslated(Exchange &exchange)
{
    const QByteArray object = responseObject(exchange);
    const auto answer = Llm::chatDialect(Llm::Dialect::OpenAiResponses).readAnswer(object);
    if (!answer || answer->choices.isEmpty() || !exchange.chat)
        return;
    QList<Llm::Message> conversation = exchange.chat->messages;
    // Instructions are said anew in every request.
    conversation.removeIf([](const Llm::Message &message) { return message.role == Llm::Role::System; });
    conversation.append({.role = Llm::Role::Assistant, .parts = answer->choices.first().parts});
    exchange.services.objects.put(answer->id, {.clientId = exchange.client->id,
                                               .answer = object,
                                               .conversation = std::move(conversation),
                                               .isContentKept = exchange.client->contentLevel == ContentLevel::Full});
    keepItems(exchange, object);
}

// Puts what an item_reference refers to in its place, where it was made here. Others go on to the vendor that has them.
void resolveReferences(Exchange &exchange)
{
    for (Llm::Message &message : exchange.chat->messages) {
        QList<Llm::Part> parts;
        bool isChanged = false;
        for (const Llm::Part &part : std::as_const(message.parts)) {
            const auto *opaque = std::get_if<Llm::OpaquePart>(&part.content);
            if (opaque && opaque->type == "item_reference") {
                const auto tree = Json::Tree::parse(opaque->json, Json::Rules::Lenient);
                const QByteArray key = ItemPrefix.toByteArray() + (tree ? tree->root()["id"].text() : QByteArray());
                if (const auto object = exchange.services.objects.find(key, exchange.client->id)) {
                    parts += object->conversation.first().parts;
                    isChanged = true;
                    continue;
                }
            }
            parts.append(part);
        }
        if (isChanged) {
            message.parts = std::move(parts);
            exchange.isRewritten = true;
        }
    }
}

void keepAtVendor(Exchange &exchange, const QByteArray &id)
{
    if (!id.isEmpty())
        exchange.services.objects.put(id,
                                      {.clientId = exchange.client->id, .providerId = exchange.servedBy->provider->id});
}

// A file or a batch that the client has made.
void keepNew(Exchange &exchange)
{
    if (const auto tree = Json::Tree::parse(exchange.lastBytes, Json::Rules::Lenient))
        keepAtVendor(exchange, tree->root()["id"].text());
}

// A batch ends with files that nobody has uploaded: they are its client's too, who learns of them by asking for the
// batch, alone or in a list.
void keepFilesOfBatches(Exchange &exchange)
{
    const auto tree = Json::Tree::parse(exchange.lastBytes, Json::Rules::Lenient);
    if (!tree)
        return;
    const auto keepFiles = [&exchange](Json::Node batch) {
        keepAtVendor(exchange, batch["output_file_id"].text());
        keepAtVendor(exchange, batch["error_file_id"].text());
    };
    const Json::Node root = tree->root();
    keepFiles(root);
    for (const Json::Node batch : elementsOf(root))
        keepFiles(batch);
}

bool isKept(const Exchange &exchange)
{
    return !exchange.chat || exchange.chat->store.value_or(true);
}

} // namespace

Result<void> continueResponse(Exchange &exchange)
{
    if (exchange.surface != Surface::Responses || !exchange.chat)
        return {};
    resolveReferences(exchange);
    const QByteArray id = previousId(*exchange.chat);
    if (id.isEmpty())
        return {};
    const auto object = exchange.services.objects.find(id, exchange.client->id);
    if (!object) {
        Error error{.kind = ErrorKind::NotFound,
                    .message =
                        u"There is no response '%1' here to go on from. Another client's cannot be reached."_s.arg(
                            QString::fromUtf8(id.left(256))),
                    .detail = {}};
        error.param = PreviousId.toByteArray();
        return std::unexpected(std::move(error));
    }
    if (object->providerId != 0) {
        std::erase_if(exchange.targets,
                      [&object](const Snapshot::Target &target) { return target.provider->id != object->providerId; });
        if (exchange.targets.empty())
            return fail(ErrorKind::NotFound,
                        u"The provider that keeps response '%1' does not have the model '%2'."_s.arg(
                            QString::fromUtf8(id), QString::fromUtf8(exchange.facts.model)));
        return {};
    }
    Llm::ChatRequest &request = *exchange.chat;
    const auto begin = std::ranges::find_if_not(
        request.messages, [](const Llm::Message &message) { return message.role == Llm::Role::System; });
    const auto place = std::distance(request.messages.begin(), begin);
    QList<Llm::Message> messages = request.messages.first(place);
    messages += object->conversation;
    messages += request.messages.sliced(place);
    request.messages = std::move(messages);
    request.extras.members.removeIf([](const Llm::Extras::Member &member) { return member.name == PreviousId; });
    exchange.isRewritten = true;
    return {};
}

Result<void> goToFiles(Exchange &exchange)
{
    for (const QByteArray &id : Llm::fileReferences(exchange.request.body)) {
        const QString shown = QString::fromUtf8(id.left(256));
        Error error{.kind = ErrorKind::NotFound,
                    .message =
                        u"There is no file '%1' here. What another client has made cannot be reached."_s.arg(shown),
                    .detail = {}};
        error.param = "file_id"_ba;
        const auto object = exchange.services.objects.find(id, exchange.client->id);
        if (!object || object->providerId == 0)
            return std::unexpected(std::move(error));
        std::erase_if(exchange.targets,
                      [&object](const Snapshot::Target &target) { return target.provider->id != object->providerId; });
        if (exchange.targets.empty()) {
            error.kind = ErrorKind::InvalidRequest;
            error.message = u"No provider that has the model '%1' keeps the file '%2' and the other files of this "
                            "request. Upload them where the model is (header x-gh-provider)."_s.arg(
                                QString::fromUtf8(exchange.facts.model.left(256)), shown);
            return std::unexpected(std::move(error));
        }
    }
    return {};
}

QByteArray ownObjects(const Exchange &exchange, const QByteArray &list)
{
    const auto tree = Json::Tree::parse(list, Json::Rules::Lenient);
    const Json::Node elements = tree ? elementsOf(tree->root()) : Json::Node();
    if (!elements.exists())
        return R"({"object":"list","data":[]})"_ba; // whatever it is, it may tell of others
    QByteArray first;
    QByteArray last;
    Json::Writer own;
    own.beginArray();
    for (const Json::Node element : elements) {
        const QByteArray id = element["id"].text();
        if (!exchange.services.objects.find(id, exchange.client->id))
            continue;
        own.raw(element.raw());
        first = first.isEmpty() ? id : first;
        last = id;
    }
    const QByteArray data = own.endArray().take();
    if (tree->root().isArray())
        return data;
    Json::Writer json;
    json.beginObject();
    for (const Json::Node member : tree->root()) {
        if (member.name() != "data" && member.name() != "first_id" && member.name() != "last_id")
            json.rawMember(member.name(), member.raw());
    }
    json.rawMember("data", data);
    return json.optionalMember("first_id", first).optionalMember("last_id", last).endObject().take();
}

void keepObjects(Exchange &exchange)
{
    if (!exchange.servedBy || !exchange.client)
        return;
    Upstream::StoredObjects &objects = exchange.services.objects;
    const bool isNew = exchange.request.method == "POST" && exchange.objectId.isEmpty();
    switch (exchange.surface) {
    case Surface::Responses:
        if (!isKept(exchange))
            return;
        if (!exchange.clientAnswer.isEmpty())
            keepTranslated(exchange);
        else
            keepAtVendor(exchange, exchange.answer.id);
        break;
    case Surface::Batches:
        keepFilesOfBatches(exchange);
        [[fallthrough]];
    case Surface::Files:
        if (isNew)
            keepNew(exchange);
        [[fallthrough]];
    case Surface::Response:
        if (exchange.request.method == "DELETE")
            objects.remove(exchange.objectId);
        break;
    default:
        break;
    }
}

} // namespace Gatehouse::Pipeline
