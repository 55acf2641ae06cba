// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/geminipartialargs.h"

#include "gateway/core/llm/jsonobjects.h"

namespace Gatehouse::Llm {

namespace {

constexpr qsizetype MaxSteps = 64;
constexpr qsizetype MaxValues = 10'000;

} // namespace

// "$", then ".name", "[0]", "['name']" and "[\"name\"]".
bool GeminiPartialArguments::parse(QByteArrayView path, QList<Step> &steps)
{
    if (!path.startsWith('$'))
        return false;
    qsizetype at = 1;
    while (at < path.size()) {
        if (steps.size() >= MaxSteps)
            return false;
        const char c = path[at];
        if (c == '.') {
            qsizetype end = at + 1;
            while (end < path.size() && path[end] != '.' && path[end] != '[')
                ++end;
            if (end == at + 1)
                return false;
            steps.append(Step{.name = path.sliced(at + 1, end - at - 1).toByteArray()});
            at = end;
            continue;
        }
        const bool isQuoted = at + 1 < path.size() && (path[at + 1] == '\'' || path[at + 1] == '"');
        const QByteArray close = isQuoted ? QByteArray(1, path[at + 1]) + ']' : QByteArray("]");
        const qsizetype begin = at + (isQuoted ? 2 : 1);
        const qsizetype end = c == '[' && begin < path.size() ? path.indexOf(close, begin) : -1;
        if (end < 0)
            return false;
        const QByteArrayView inside = path.sliced(begin, end - begin);
        if (isQuoted) {
            steps.append(Step{.name = inside.toByteArray()});
        } else {
            bool isNumber = false;
            const int index = inside.toInt(&isNumber);
            if (!isNumber || index < 0 || index >= MaxValues)
                return false;
            steps.append(Step{.name = {}, .index = index});
        }
        at = end + close.size();
    }
    return !steps.isEmpty();
}

GeminiPartialArguments::Value *GeminiPartialArguments::place(const QList<Step> &steps)
{
    Value *value = &m_root;
    for (const Step &step : steps) {
        const auto kind = step.index < 0 ? Value::Kind::Object : Value::Kind::Array;
        if (value->kind == Value::Kind::Unknown)
            value->kind = kind;
        if (value->kind != kind)
            return nullptr;
        qsizetype index = step.index;
        if (index < 0) {
            index = value->names.indexOf(step.name);
            if (index < 0) {
                index = value->names.size();
                value->names.append(step.name);
            }
        }
        const auto wanted = static_cast<std::size_t>(index) + 1;
        if (value->values.size() < wanted) {
            m_values += static_cast<qsizetype>(wanted - value->values.size());
            if (m_values > MaxValues)
                return nullptr;
            value->values.resize(wanted);
        }
        value = &value->values[wanted - 1];
    }
    return value;
}

bool GeminiPartialArguments::take(Json::Node partialArgs)
{
    for (const Json::Node piece : partialArgs) {
        m_bytes += piece.raw().size();
        QList<Step> steps;
        if (m_bytes > JsonObjectReader::MaxObjectBytes || !parse(piece["jsonPath"].text(), steps))
            return false;
        Value *value = place(steps);
        if (!value)
            return false;
        if (const Json::Node text = piece["stringValue"]; text.isString()) {
            value->kind = Value::Kind::Text;
            value->text += text.text();
        } else if (const Json::Node number = piece["numberValue"]; number.isNumber()) {
            value->kind = Value::Kind::Literal;
            value->text = number.json();
        } else if (const Json::Node boolean = piece["boolValue"]; boolean.isBoolean()) {
            value->kind = Value::Kind::Literal;
            value->text = boolean.json();
        } else if (piece["nullValue"].exists()) {
            value->kind = Value::Kind::Literal;
            value->text = "null";
        }
    }
    return true;
}

void GeminiPartialArguments::write(Json::Writer &json, const Value &value)
{
    switch (value.kind) {
    case Value::Kind::Unknown:
        json.null();
        break;
    case Value::Kind::Object:
        json.beginObject();
        for (qsizetype i = 0; i < value.names.size(); ++i) {
            json.key(value.names[i]);
            write(json, value.values[static_cast<std::size_t>(i)]);
        }
        json.endObject();
        break;
    case Value::Kind::Array:
        json.beginArray();
        for (const Value &element : value.values)
            write(json, element);
        json.endArray();
        break;
    case Value::Kind::Text:
        json.string(value.text);
        break;
    case Value::Kind::Literal:
        json.raw(value.text);
        break;
    }
}

QByteArray GeminiPartialArguments::json() const
{
    Json::Writer json;
    write(json, m_root);
    return json.take();
}

} // namespace Gatehouse::Llm
