// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <vector>

namespace Gatehouse::Llm {

// The arguments of a function call that Vertex streams in pieces (streamFunctionCallArguments): each piece has a path
// into the object, "$.operations[0].price", and a value or some more of a string. Lives on one thread.
class GeminiPartialArguments final
{
public:
    // The pieces of one event. False when they are more than an answer may be, or make no sense.
    [[nodiscard]] bool take(Json::Node partialArgs);
    [[nodiscard]] QByteArray json() const; // of the object so far

private:
    struct Value {
        enum class Kind : quint8 { Unknown, Object, Array, Text, Literal };
        Kind kind = Kind::Unknown;
        QByteArray text;         // of a Text, without escapes; JSON of a Literal
        QList<QByteArray> names; // of an Object
        std::vector<Value> values;
    };
    struct Step {
        QByteArray name;
        qsizetype index = -1; // -1 = a name
    };
    static bool parse(QByteArrayView path, QList<Step> &steps);
    Value *place(const QList<Step> &steps);
    static void write(Json::Writer &json, const Value &value);

    Value m_root{.kind = Value::Kind::Object, .text = {}, .names = {}, .values = {}};
    qsizetype m_bytes = 0;
    qsizetype m_values = 0;
};

} // namespace Gatehouse::Llm
