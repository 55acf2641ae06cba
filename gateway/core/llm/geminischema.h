// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

// Gemini's two languages for schemas: JSON Schema (parametersJsonSchema, responseJsonSchema) and, older, a part of
// OpenAPI 3.0 with type names in capitals (parameters, responseSchema).
namespace Gatehouse::Llm {

// What an OpenAPI schema says, as JSON Schema: types in small letters, `nullable` as a type, counts as numbers. Members
// that both languages have stay as they are. Text that is no JSON object is given back as it is.
[[nodiscard]] QByteArray jsonSchemaOfOpenApi(const QByteArray &schema);

// A JSON Schema as the part of OpenAPI that Gemini accepts; it answers 400 to every other word (WIRE 6, case 14).
// References are replaced by what they refer to.
struct OpenApiSchema {
    QByteArray json;
    QList<QByteArray> dropped; // keywords that could not be said, each once: "$schema", "additionalProperties"
};
[[nodiscard]] OpenApiSchema openApiOfJsonSchema(const QByteArray &schema);

} // namespace Gatehouse::Llm
