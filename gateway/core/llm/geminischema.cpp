// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/geminischema.h"

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Node;
using Json::Writer;

template <std::size_t N>
bool isOneOf(QByteArrayView name, const std::array<QByteArrayView, N> &names)
{
    return std::ranges::find(names, name) != names.end();
}

// ---- OpenAPI to JSON Schema

constexpr std::array<QByteArrayView, 7> Types = {"string", "number", "integer", "boolean", "array", "object", "null"};
// protobuf writes 64-bit numbers as strings.
constexpr std::array<QByteArrayView, 6> Counts = {"minItems",  "maxItems",      "minLength",
                                                  "maxLength", "minProperties", "maxProperties"};
constexpr std::array<QByteArrayView, 3> SchemaLists = {"anyOf", "oneOf", "allOf"};

QByteArray smallType(Node type)
{
    const QByteArray small = type.text().toLower();
    return isOneOf(small, Types) ? small : type.text();
}

void writeJsonSchema(Writer &json, Node schema);

void writeJsonSchemas(Writer &json, Node list)
{
    json.beginArray();
    for (const Node element : list)
        writeJsonSchema(json, element);
    json.endArray();
}

void writeType(Writer &json, Node type, bool isNullable)
{
    if (isNullable)
        json.key("type").beginArray().string(smallType(type)).string("null").endArray();
    else
        json.member("type", smallType(type));
}

void writeJsonSchema(Writer &json, Node schema)
{
    if (!schema.isObject()) {
        json.raw(schema.raw());
        return;
    }
    // With a list of alternatives and no type, being nullable is one more alternative.
    const bool isNullable = schema["nullable"].boolean().value_or(false);
    const Node type = schema["type"];
    json.beginObject();
    for (const Node member : schema) {
        const QByteArray name = member.name();
        if (name == "type" && member.isString()) {
            // TYPE_UNSPECIFIED says as little as no type.
            if (!member.is("TYPE_UNSPECIFIED"))
                writeType(json, member, isNullable);
        } else if (name == "nullable" && member.isBoolean() && (!isNullable || type.isString())) {
            continue;
        } else if (name == "properties" && member.isObject()) {
            json.key(name).beginObject();
            for (const Node property : member) {
                json.key(property.name());
                writeJsonSchema(json, property);
            }
            json.endObject();
        } else if (name == "items") {
            json.key(name);
            writeJsonSchema(json, member);
        } else if (isOneOf(name, SchemaLists) && member.isArray()) {
            json.key(name);
            writeJsonSchemas(json, member);
        } else if (isOneOf(name, Counts) && member.isString()) {
            bool isNumber = false;
            const qint64 value = member.text().toLongLong(&isNumber);
            json.key(name).raw(isNumber ? QByteArray::number(value) : member.json());
        } else {
            json.rawMember(name, member.raw());
        }
    }
    json.endObject();
}

// ---- JSON Schema to OpenAPI

// Written as they are. `default`, `example` and `title` are known to Google's older endpoints only in part.
constexpr std::array<QByteArrayView, 14> Plain = {
    "description", "title",   "minItems", "maxItems",      "minimum",       "maximum",          "minLength",
    "maxLength",   "pattern", "required", "minProperties", "maxProperties", "propertyOrdering", "nullable"};
// A format for a type; Google refuses others.
constexpr std::array<QByteArrayView, 3> TextFormats = {"enum", "date-time", "date"};
constexpr std::array<QByteArrayView, 4> NumberFormats = {"float", "double", "int32", "int64"};

class Converter final
{
public:
    explicit Converter(Node root)
        : m_root(root)
    {}

    void write(Writer &json, Node schema);
    [[nodiscard]] const QList<QByteArray> &dropped() const { return m_dropped; }

private:
    // References may go in circles, and may blow a schema up.
    static constexpr int MaxReferences = 8;
    static constexpr int MaxSchemas = 20'000;

    void drop(QByteArrayView keyword)
    {
        if (!m_dropped.contains(keyword))
            m_dropped.append(keyword.toByteArray());
    }
    [[nodiscard]] Node target(Node reference) const;
    void writeObject(Writer &json, Node schema);
    void writeMember(Writer &json, Node schema, Node member);
    void writeTypes(Writer &json, Node schema);
    void writeEnum(Writer &json, Node schema);
    void writeAlternatives(Writer &json, Node schema);

    Node m_root;
    QList<QByteArray> m_dropped;
    int m_references = 0; // that are being followed
    int m_schemas = 0;
};

// "#", "#/$defs/Name", "#/definitions/a~1b".
Node Converter::target(Node reference) const
{
    const QByteArray pointer = reference.text();
    if (!pointer.startsWith('#'))
        return {};
    Node node = m_root;
    const QList<QByteArray> steps = pointer.split('/');
    for (qsizetype i = 1; i < steps.size(); ++i) {
        QByteArray step = QByteArray::fromPercentEncoding(steps[i]);
        step.replace("~1", "/").replace("~0", "~");
        node = node[step];
    }
    return node;
}

void Converter::write(Writer &json, Node schema)
{
    if (!schema.isObject() || ++m_schemas > MaxSchemas) {
        // `true` allows anything, and so does a schema that says nothing.
        if (schema.isObject())
            drop("$ref");
        else if (schema.boolean() != true)
            drop("false");
        json.beginObject().endObject();
        return;
    }
    const Node reference = schema["$ref"];
    if (!reference.exists()) {
        writeObject(json, schema);
        return;
    }
    const Node found = target(reference);
    if (!found.isObject() || m_references >= MaxReferences) {
        drop("$ref");
        json.beginObject();
        if (!found.isObject() || found["type"].isNull())
            json.member("type", "OBJECT");
        else
            writeTypes(json, found);
        json.optionalMember("description", schema["description"].text());
        json.endObject();
        return;
    }
    ++m_references;
    write(json, found);
    --m_references;
}

void Converter::writeObject(Writer &json, Node schema)
{
    json.beginObject();
    writeTypes(json, schema);
    writeEnum(json, schema);
    writeAlternatives(json, schema);
    for (const Node member : schema)
        writeMember(json, schema, member);
    json.endObject();
}

// One name in capitals; of several the first that is not null, which makes it nullable.
void Converter::writeTypes(Writer &json, Node schema)
{
    const Node type = schema["type"];
    QList<QByteArray> names;
    bool isNullable = false;
    if (type.isString())
        names.append(type.text());
    for (const Node name : type) {
        if (name.is("null"))
            isNullable = true;
        else if (name.isString())
            names.append(name.text());
    }
    if (names.isEmpty()) {
        if (type.isNull() && schema["properties"].isObject())
            names.append("object"_ba);
        else if (type.isNull() && (schema["enum"].isArray() || schema["const"].isString()))
            names.append("string"_ba);
    }
    if (names.size() > 1 && schema["anyOf"].isNull() && schema["oneOf"].isNull()) {
        json.key("anyOf").beginArray();
        for (const QByteArray &name : std::as_const(names))
            json.beginObject().member("type", name.toUpper()).endObject();
        json.endArray();
    } else if (!names.isEmpty()) {
        if (names.size() > 1)
            drop("type");
        json.member("type", names.first().toUpper());
    }
    if (isNullable)
        json.member("nullable", true);
}

// Enumerations are of strings. A constant is an enumeration of one.
void Converter::writeEnum(Writer &json, Node schema)
{
    const Node constant = schema["const"];
    const Node values = schema["enum"];
    if (constant.isString() && values.isNull()) {
        json.key("enum").beginArray().string(constant.text()).endArray();
        return;
    }
    if (!constant.isNull())
        drop("const");
    if (!values.isArray())
        return;
    const bool areTexts = std::all_of(values.begin(), values.end(), [](Node value) { return value.isString(); });
    if (areTexts)
        json.rawMember("enum", values.raw());
    else
        drop("enum");
}

void Converter::writeAlternatives(Writer &json, Node schema)
{
    Node alternatives = schema["anyOf"];
    if (!alternatives.isArray())
        alternatives = schema["oneOf"];
    if (!alternatives.isArray())
        return;
    // {"anyOf":[X,{"type":"null"}]} is how many generators write an optional X.
    bool isNullable = false;
    json.key("anyOf").beginArray();
    for (const Node alternative : alternatives) {
        if (alternative["type"].is("null"))
            isNullable = true;
        else
            write(json, alternative);
    }
    json.endArray();
    if (isNullable && !schema["type"].isArray())
        json.member("nullable", true);
}

void Converter::writeMember(Writer &json, Node schema, Node member)
{
    const QByteArray name = member.name();
    static constexpr std::array<QByteArrayView, 8> Done = {"type",  "enum",    "const",       "anyOf",
                                                           "$defs", "$schema", "definitions", "$id"};
    if (isOneOf(name, Done) || member.isNull())
        return;
    if (name == "oneOf") {
        // As anyOf, unless there is one already.
        if (schema["anyOf"].isArray())
            drop(name);
    } else if (name == "nullable") {
        if (!schema["type"].isArray() && !schema["anyOf"].isArray() && !schema["oneOf"].isArray())
            json.rawMember(name, member.raw());
    } else if (isOneOf(name, Plain)) {
        json.rawMember(name, member.raw());
    } else if (name == "format") {
        const bool isNumber = schema["type"].is("number") || schema["type"].is("integer");
        if (isNumber ? isOneOf(member.text(), NumberFormats) : isOneOf(member.text(), TextFormats))
            json.rawMember(name, member.raw());
        else
            drop(name);
    } else if (name == "properties" && member.isObject()) {
        json.key(name).beginObject();
        for (const Node property : member) {
            json.key(property.name());
            write(json, property);
        }
        json.endObject();
    } else if (name == "items") {
        json.key(name);
        write(json, member);
    } else {
        drop(name);
    }
}

} // namespace

QByteArray jsonSchemaOfOpenApi(const QByteArray &schema)
{
    const auto tree = Json::Tree::parse(schema, Json::Rules::Lenient);
    if (!tree || !tree->root().isObject())
        return schema;
    Writer json;
    writeJsonSchema(json, tree->root());
    return json.take();
}

OpenApiSchema openApiOfJsonSchema(const QByteArray &schema)
{
    const auto tree = Json::Tree::parse(schema, Json::Rules::Lenient);
    if (!tree || !tree->root().isObject())
        return {.json = schema, .dropped = {}};
    Converter converter(tree->root());
    Writer json;
    converter.write(json, tree->root());
    return {.json = json.take(), .dropped = converter.dropped()};
}

} // namespace Gatehouse::Llm
