// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>
#include <vector>

namespace Gatehouse::Ui {

// A JSON document for looking into. Unlike the strict parser that judges traffic it takes what it gets: a body that was
// cut at the size cap is a tree up to the cut. Order, number text and strings are those of the bytes. Immutable; a
// JsonValue keeps its document alive.
class JsonValue;

class JsonDocument final
{
public:
    enum class Type : quint8 { Missing, Null, False, True, Number, String, Array, Object };

    // Parses without recursion. `isWhole` is false when the bytes end before the document does, or stop being JSON.
    [[nodiscard]] static JsonValue parse(QByteArray bytes, bool *isWhole = nullptr);

private:
    friend class JsonValue;
    struct Node {
        qsizetype start = 0; // of the value
        qsizetype end = 0;
        qsizetype keyStart = 0; // of the member's name with its quotation marks; 0 length = none
        qsizetype keyEnd = 0;
        qint32 next = -1;  // sibling
        qint32 first = -1; // child
        Type type = Type::Missing;
    };
    QByteArray bytes;
    std::vector<Node> nodes;
    friend class JsonBuilder;
};

// A place in a document. Asking a missing value gives missing values: no checks between steps of a path.
class JsonValue final
{
public:
    using Type = JsonDocument::Type;

    JsonValue() = default;
    [[nodiscard]] Type type() const;
    [[nodiscard]] bool isMissing() const { return type() == Type::Missing; }
    [[nodiscard]] bool isString() const { return type() == Type::String; }
    [[nodiscard]] bool isArray() const { return type() == Type::Array; }
    [[nodiscard]] bool isObject() const { return type() == Type::Object; }
    [[nodiscard]] bool isTruthy() const { return !isMissing() && type() != Type::Null; }
    [[nodiscard]] JsonValue operator[](QByteArrayView member) const;
    [[nodiscard]] std::vector<JsonValue> children() const; // elements or members, in order
    [[nodiscard]] QByteArray key() const;                  // of a member, unescaped
    [[nodiscard]] QByteArrayView raw() const;              // its bytes; die with the document
    [[nodiscard]] QByteArray utf8() const;                 // of a string, unescaped; else empty
    [[nodiscard]] QString text() const { return QString::fromUtf8(utf8()); }
    [[nodiscard]] qint64 integer(qint64 otherwise = 0) const;

private:
    friend class JsonDocument;
    JsonValue(std::shared_ptr<const JsonDocument> document, qint32 node)
        : m_document(std::move(document))
        , m_node(node)
    {}
    [[nodiscard]] const JsonDocument::Node *node() const;
    std::shared_ptr<const JsonDocument> m_document;
    qint32 m_node = -1;
};

} // namespace Gatehouse::Ui
