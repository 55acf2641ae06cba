// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/embeddings.h"

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/members.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

// What texts are embedded for, as Cohere and Gemini say it.
struct Purpose {
    QByteArrayView cohere;
    QByteArrayView gemini;
};
constexpr std::array Purposes = {
    Purpose{"search_document", "RETRIEVAL_DOCUMENT"},
    Purpose{"search_query", "RETRIEVAL_QUERY"},
    Purpose{"classification", "CLASSIFICATION"},
    Purpose{"clustering", "CLUSTERING"},
};

std::unexpected<Error> noEmbeddings(Dialect dialect)
{
    return fail(ErrorKind::InvalidRequest,
                u"There are no embeddings in the dialect '%1'."_s.arg(QLatin1StringView(dialectName(dialect))));
}

// "input": a string or a list of strings; OpenAI also takes tokens.
void readInput(Members &body, QByteArrayView name, EmbeddingsRequest &request)
{
    const Json::Node input = body.take(name);
    if (input.isString()) {
        request.isSingle = true;
        request.texts.append(input.text());
        return;
    }
    bool isWrong = !input.isArray() || input.size() == 0;
    bool hasNumbers = false;
    for (const Json::Node element : input) {
        if (element.isString())
            request.texts.append(element.text());
        else if (element.isArray())
            request.tokens.append(element.json());
        else
            (element.isNumber() ? hasNumbers : isWrong) = true;
    }
    if (hasNumbers && request.texts.isEmpty() && request.tokens.isEmpty()) {
        request.isSingle = true;
        request.tokens.append(input.json());
    } else if (isWrong || hasNumbers || (!request.texts.isEmpty() && !request.tokens.isEmpty())) {
        body.problems().add(name.toByteArray(), "must be a string or a list of strings or of tokens");
    }
}

void readOpenAi(Members &body, EmbeddingsRequest &request)
{
    request.model = body.requiredText("model");
    readInput(body, "input", request);
    request.dimensions = body.integer("dimensions");
    const QByteArray format = body.text("encoding_format");
    request.wantsBase64 = format == "base64";
    request.isFloatSaid = format == "float";
    if (!format.isEmpty() && !request.wantsBase64 && !request.isFloatSaid)
        body.problems().add("encoding_format", "must be float or base64");
    request.endUser = body.text("user");
}

void readOllama(Members &body, EmbeddingsRequest &request)
{
    request.model = body.requiredText("model");
    const bool isOlder = body.has("prompt") && !body.has("input");
    readInput(body, isOlder ? "prompt" : "input", request);
    if (isOlder)
        request.extras.members.append({.name = "(prompt)"_ba, .json = "true"_ba});
    request.dimensions = body.integer("dimensions");
}

void readCohere(Members &body, EmbeddingsRequest &request)
{
    request.model = body.requiredText("model");
    request.texts = body.texts("texts");
    if (request.texts.isEmpty() && !body.has("inputs") && !body.has("images"))
        body.problems().add("texts", "is missing or empty");
    request.purpose = body.text("input_type");
    request.dimensions = body.integer("output_dimension");
    const Json::Node types = body.peek("embedding_types");
    if (types.isArray() && types.size() == 1 && (*types.begin()).is("float")) {
        body.take("embedding_types");
        request.isFloatSaid = true;
    }
}

// One request of Gemini's; its text is that of its parts.
void readGeminiContent(Members &one, EmbeddingsRequest &request)
{
    QByteArray text;
    for (const Json::Node part : one.object("content")["parts"]) {
        if (!part["text"].isString())
            one.problems().add(one.pathOf("content"), "must have parts with text");
        text += part["text"].text();
    }
    request.texts.append(text);
    if (const auto dimensions = one.integer("outputDimensionality"))
        request.dimensions = dimensions;
    const QByteArray task = one.text("taskType");
    const auto known = std::ranges::find(Purposes, task, &Purpose::gemini);
    if (known != Purposes.end())
        request.purpose = known->cohere.toByteArray();
    else if (!task.isEmpty() && request.extras.value("taskType").isEmpty())
        request.extras.members.append({.name = "taskType"_ba, .json = Json::quoted(task)});
}

void readGemini(Members &body, const RequestAddress &address, EmbeddingsRequest &request)
{
    request.model = address.model;
    if (!body.has("requests")) {
        request.isSingle = true;
        readGeminiContent(body, request);
        body.text("model");
        return;
    }
    qsizetype index = 0;
    for (const Json::Node node : body.array("requests")) {
        Members one(node, elementPath("requests", index++), body.problems());
        one.text("model");
        readGeminiContent(one, request);
        if (index == 1)
            request.extras.members += one.rest(Dialect::Gemini).members;
    }
}

// ---- Writing

void writeTexts(Json::Writer &json, const QList<QByteArray> &texts)
{
    json.beginArray();
    for (const QByteArray &text : texts)
        json.string(text);
    json.endArray();
}

void writeExtras(Json::Writer &json, const Extras &extras)
{
    for (const Extras::Member &member : extras.members) {
        if (!member.name.startsWith('('))
            json.rawMember(member.name, member.json);
    }
}

void writeOpenAi(Json::Writer &json, const EmbeddingsRequest &request)
{
    json.member("model", request.model).key("input");
    if (!request.tokens.isEmpty() && request.isSingle) {
        json.raw(request.tokens.first());
    } else if (!request.tokens.isEmpty()) {
        json.beginArray();
        for (const QByteArray &tokens : request.tokens)
            json.raw(tokens);
        json.endArray();
    } else if (request.isSingle && !request.texts.isEmpty()) {
        json.string(request.texts.first());
    } else {
        writeTexts(json, request.texts);
    }
    json.optionalMember("dimensions", request.dimensions);
    if (request.wantsBase64 || request.isFloatSaid)
        json.member("encoding_format", request.wantsBase64 ? "base64" : "float");
    json.optionalMember("user", request.endUser);
}

void writeOllama(Json::Writer &json, const EmbeddingsRequest &request, bool isOwn)
{
    json.member("model", request.model);
    const bool isOlder = isOwn && !request.extras.value("(prompt)").isEmpty();
    json.key(isOlder ? "prompt" : "input");
    if (request.isSingle && !request.texts.isEmpty())
        json.string(request.texts.first());
    else
        writeTexts(json, request.texts);
    json.optionalMember("dimensions", request.dimensions);
}

void writeCohere(Json::Writer &json, const EmbeddingsRequest &request, bool isOwn, LossReport &losses)
{
    json.member("model", request.model);
    if (!isOwn || !request.texts.isEmpty()) {
        json.key("texts");
        writeTexts(json, request.texts);
    }
    // Cohere must be told one; OpenAI's models make no difference.
    if (!isOwn && request.purpose.isEmpty())
        losses.add(Loss::Weight::Changed, "input"_ba, "Cohere is told that the texts are documents to be found"_ba);
    json.optionalMember("input_type", request.purpose.isEmpty() && !isOwn ? "search_document"_ba : request.purpose);
    if (!isOwn || request.isFloatSaid)
        json.key("embedding_types").beginArray().string("float").endArray();
    json.optionalMember("output_dimension", request.dimensions);
}

void writeGemini(Json::Writer &json, const EmbeddingsRequest &request, bool isOwn)
{
    const QByteArray model =
        request.model.startsWith("models/") ? request.model : QByteArray("models/" + request.model);
    // What is outside of a batch's requests may have the name of something that is written inside of them.
    Extras extras = request.extras;
    extras.members.removeIf([&request](const Extras::Member &member) {
        return member.name == "model" || member.name == "content"
               || (member.name == "outputDimensionality" && request.dimensions);
    });
    const auto writeOne = [&](const QByteArray &text) {
        json.member("model", model);
        json.key("content").beginObject().key("parts").beginArray().beginObject().member("text", text);
        json.endObject().endArray().endObject();
        const auto known = std::ranges::find(Purposes, request.purpose, &Purpose::cohere);
        const bool isInExtras = isOwn && !request.extras.value("taskType").isEmpty();
        if (known != Purposes.end() && !isInExtras)
            json.member("taskType", known->gemini);
        json.optionalMember("outputDimensionality", request.dimensions);
        if (isOwn)
            writeExtras(json, extras);
    };
    if (isOwn && request.isSingle && request.texts.size() == 1) {
        writeOne(request.texts.first());
        return;
    }
    json.key("requests").beginArray();
    for (const QByteArray &text : request.texts) {
        json.beginObject();
        writeOne(text);
        json.endObject();
    }
    json.endArray();
}

} // namespace

Result<EmbeddingsRequest> readEmbeddingsRequest(Dialect dialect, const QByteArray &body, const RequestAddress &address)
{
    GH_TRY(const Json::Tree tree, Json::Tree::parse(body, Json::Rules::Strict));
    Problems problems(Problems::Rules::Strict);
    Members members(tree.root(), {}, problems);
    EmbeddingsRequest request{.source = dialect, .extras = {.dialect = dialect, .members = {}}};
    switch (dialect) {
    case Dialect::OpenAi:
        readOpenAi(members, request);
        break;
    case Dialect::Ollama:
        readOllama(members, request);
        break;
    case Dialect::Cohere:
        readCohere(members, request);
        break;
    case Dialect::Gemini:
        readGemini(members, address, request);
        break;
    default:
        return noEmbeddings(dialect);
    }
    // A batch of Gemini's may say a thing for all and for each; it is written once.
    for (const Extras::Member &member : members.rest(dialect).members) {
        if (std::ranges::find(request.extras.members, member.name, &Extras::Member::name)
            == request.extras.members.end())
            request.extras.members.append(member);
    }
    if (problems.first())
        return std::unexpected(*problems.first());
    return request;
}

Written writeEmbeddingsRequest(Dialect dialect, const EmbeddingsRequest &request)
{
    LossReport losses(request.source, dialect);
    const bool isOwn = request.source == dialect;
    Json::Writer json;
    json.beginObject();
    if (!request.tokens.isEmpty() && dialect != Dialect::OpenAi)
        losses.add(Loss::Weight::Meaning, "input"_ba, "tokens are those of OpenAI's models"_ba);
    if (!request.endUser.isEmpty() && dialect != Dialect::OpenAi)
        losses.add(Loss::Weight::Hint, Parameter::EndUser, "this vendor is not told about users"_ba);
    if (!request.purpose.isEmpty() && dialect != Dialect::Cohere && dialect != Dialect::Gemini)
        losses.add(Loss::Weight::Changed, request.source == Dialect::Gemini ? "taskType"_ba : "input_type"_ba,
                   "this vendor makes no difference between purposes"_ba);
    const bool isTaken = losses.takes(request.extras, {}, Loss::Weight::Meaning);
    switch (dialect) {
    case Dialect::Ollama:
        writeOllama(json, request, isOwn);
        break;
    case Dialect::Cohere:
        writeCohere(json, request, isOwn, losses);
        break;
    case Dialect::Gemini:
        writeGemini(json, request, isOwn);
        return {.body = json.endObject().take(), .losses = losses.take()};
    default:
        writeOpenAi(json, request);
        break;
    }
    if (isTaken)
        writeExtras(json, request.extras);
    return {.body = json.endObject().take(), .losses = losses.take()};
}

} // namespace Gatehouse::Llm
