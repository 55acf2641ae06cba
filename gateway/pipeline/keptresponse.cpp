// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/keptresponse.h"

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/dialect.h"
#include "gateway/pipeline/services.h"

#include <QUrlQuery>

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

// OpenAI's API reference, "List input items".
constexpr int DefaultPage = 20;
constexpr int LargestPage = 100;

struct Item {
    QByteArray id;
    QByteArray json;
};

// What a client may write as a string is listed as parts.
QByteArray contentOf(Json::Node message)
{
    const Json::Node content = message["content"];
    if (!content.isString())
        return content.exists() ? content.json() : "[]"_ba;
    return Json::Writer()
        .beginArray()
        .beginObject()
        .member("type", message["role"].is("assistant") ? "output_text" : "input_text")
        .member("text", content.text())
        .endObject()
        .endArray()
        .take();
}

// An item of a request as it is listed: it has an id, and a message has all its members.
Item listedItem(Json::Node item, const QByteArray &ownId)
{
    const bool isMessage = item["role"].exists();
    Item listed{.id = item["id"].text(), .json = {}};
    if (listed.id.isEmpty())
        listed.id = (isMessage ? "msg_" : "item_") + ownId;
    Json::Writer json;
    json.beginObject().member("id", listed.id);
    if (isMessage)
        json.member("type", "message").member("status", "completed").rawMember("content", contentOf(item));
    for (const Json::Node member : item) {
        const QByteArray name = member.name();
        const bool isWritten = isMessage && (name == "type" || name == "status" || name == "content");
        if (name != "id" && !isWritten)
            json.rawMember(name, member.raw());
    }
    listed.json = json.endObject().take();
    return listed;
}

// What the response was made from: the conversation without its answer, which is the last message.
std::vector<Item> inputItems(const Exchange &exchange)
{
    Llm::ChatRequest request{.source = Llm::Dialect::OpenAiResponses, .messages = exchange.object->conversation};
    if (!request.messages.isEmpty())
        request.messages.removeLast();
    const Llm::Written written = Llm::chatDialect(Llm::Dialect::OpenAiResponses).writeRequest(request, {});
    const auto tree = Json::Tree::parse(written.body, Json::Rules::Lenient);
    const Json::Node input = tree ? tree->root()["input"] : Json::Node();
    const QByteArray id = exchange.objectId.sliced(exchange.objectId.indexOf('_') + 1);
    std::vector<Item> items;
    if (input.isString()) {
        const QByteArray message =
            Json::Writer().beginObject().member("role", "user").member("content", input.text()).endObject().take();
        items.push_back(listedItem(Json::Tree::parse(message, Json::Rules::Strict)->root(), id + "_0"));
    }
    for (const Json::Node item : input)
        items.push_back(listedItem(item, id + '_' + QByteArray::number(items.size())));
    return items;
}

Result<QByteArray> inputItemsPage(const Exchange &exchange)
{
    const QUrlQuery query(QString::fromLatin1(exchange.request.query));
    std::vector<Item> items = inputItems(exchange);
    if (query.queryItemValue(u"order"_s) != "asc"_L1)
        std::ranges::reverse(items);
    const QByteArray after = query.queryItemValue(u"after"_s, QUrl::FullyDecoded).toUtf8();
    auto begin = items.begin();
    if (!after.isEmpty()) {
        begin = std::ranges::find(items, after, &Item::id);
        if (begin == items.end())
            return fail(ErrorKind::InvalidRequest, u"'after' is no item of this response."_s);
        ++begin;
    }
    int limit = DefaultPage;
    if (query.hasQueryItem(u"limit"_s)) {
        limit = query.queryItemValue(u"limit"_s).toInt();
        if (limit < 1 || limit > LargestPage)
            return fail(ErrorKind::InvalidRequest, u"'limit' must be between 1 and %1."_s.arg(LargestPage));
    }
    const auto end = begin + std::min<std::ptrdiff_t>(limit, items.end() - begin);
    Json::Writer json;
    json.beginObject().member("object", "list").key("data").beginArray();
    for (auto item = begin; item != end; ++item)
        json.raw(item->json);
    json.endArray();
    if (begin != end)
        json.member("first_id", begin->id).member("last_id", (end - 1)->id);
    else
        json.nullMember("first_id").nullMember("last_id");
    return json.member("has_more", end != items.end()).endObject().take();
}

QByteArray removed(Exchange &exchange)
{
    exchange.services.objects.remove(exchange.objectId);
    return Json::Writer()
        .beginObject()
        .member("id", exchange.objectId)
        .member("object", "response")
        .member("deleted", true)
        .endObject()
        .take();
}

} // namespace

Result<QByteArray> keptResponse(Exchange &exchange)
{
    // "/responses/resp_1/input_items" -> "/input_items"
    const qsizetype end = exchange.resource.indexOf('/', sizeof "/responses/" - 1);
    const QByteArray below = end < 0 ? QByteArray() : exchange.resource.sliced(end);
    const QByteArray &method = exchange.request.method;
    if (below.isEmpty() && method == "GET")
        return exchange.object->answer;
    if (below.isEmpty() && method == "DELETE")
        return removed(exchange);
    if (below == "/input_items" && method == "GET")
        return inputItemsPage(exchange);
    if (below == "/cancel" && method == "POST")
        return fail(ErrorKind::InvalidRequest, u"Cannot cancel a synchronous response."_s);
    return fail(ErrorKind::NotFound, u"There is no '%1 %2' of a response."_s.arg(QString::fromLatin1(method),
                                                                                 QString::fromUtf8(below.left(64))));
}

} // namespace Gatehouse::Pipeline
