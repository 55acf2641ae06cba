// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropicschema.h"

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Anthropic {

namespace {

constexpr auto Refused = std::to_array<QByteArrayView>({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
                                                        "multipleOf", "minLength", "maxLength", "maxItems",
                                                        "uniqueItems", "minProperties", "maxProperties"});
// Keywords whose value is a schema, a list of schemas, or schemas by name.
constexpr auto Single = std::to_array<QByteArrayView>({"items", "not", "additionalItems", "contains"});
constexpr auto Listed = std::to_array<QByteArrayView>({"anyOf", "allOf", "oneOf", "prefixItems"});
constexpr auto Named = std::to_array<QByteArrayView>({"properties", "$defs", "definitions"});

template <std::size_t N>
bool isIn(const std::array<QByteArrayView, N> &words, const QByteArray &word)
{
    return std::ranges::find(words, QByteArrayView(word)) != words.end();
}

bool isRefused(const QByteArray &name, Json::Node value)
{
    // Of the lengths only "may not be empty" is taken.
    return isIn(Refused, name) || (name == "minItems" && value.raw() != "0" && value.raw() != "1");
}

bool describesObject(Json::Node schema)
{
    if (schema["type"].is("object") || schema["properties"].isObject())
        return true;
    const Json::Node types = schema["type"];
    return types.isArray()
           && std::any_of(types.begin(), types.end(), [](Json::Node type) { return type.is("object"); });
}

// Once, however often it stands there.
void leaveOut(const QByteArray &name, QList<QByteArray> &leftOut)
{
    if (!leftOut.contains(name))
        leftOut.append(name);
}

// Documents nest to Json::MaxDepth at most, and so does this.
void write(Json::Node schema, Json::Writer &json, QList<QByteArray> &leftOut)
{
    if (!schema.isObject()) {
        json.raw(schema.raw());
        return;
    }
    json.beginObject();
    for (const Json::Node member : schema) {
        const QByteArray name = member.name();
        if (isRefused(name, member)) {
            leaveOut(name, leftOut);
        } else if (name == "additionalProperties" && describesObject(schema)) {
            if (!member.isBoolean() || member.boolean().value_or(false))
                leaveOut(name, leftOut);
        } else if (isIn(Single, name) && member.isObject()) {
            write(member, json.key(name), leftOut);
        } else if (isIn(Listed, name) && member.isArray()) {
            json.key(name).beginArray();
            for (const Json::Node element : member)
                write(element, json, leftOut);
            json.endArray();
        } else if (isIn(Named, name) && member.isObject()) {
            json.key(name).beginObject();
            for (const Json::Node named : member)
                write(named, json.key(named.name()), leftOut);
            json.endObject();
        } else {
            json.rawMember(name, member.raw());
        }
    }
    if (describesObject(schema))
        json.member("additionalProperties", false);
    json.endObject();
}

} // namespace

QByteArray inputSchema(const QByteArray &schema)
{
    const auto tree = Json::Tree::parse(schema, Json::Rules::Lenient);
    if (!tree || !tree->root().isObject())
        return R"({"type":"object","properties":{}})"_ba;
    if (tree->root()["type"].is("object"))
        return schema;
    Json::Writer json;
    json.beginObject().member("type", "object");
    for (const Json::Node member : tree->root()) {
        if (member.name() != "type")
            json.rawMember(member.name(), member.raw());
    }
    return json.endObject().take();
}

QByteArray answerSchema(const QByteArray &schema, QList<QByteArray> &leftOut)
{
    const auto tree = Json::Tree::parse(schema, Json::Rules::Lenient);
    if (!tree)
        return schema;
    Json::Writer json;
    write(tree->root(), json, leftOut);
    return json.take();
}

} // namespace Gatehouse::Llm::Anthropic
