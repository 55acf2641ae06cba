// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/body/jsontree.h"

#include <QStringDecoder>

namespace Gatehouse::Ui {

namespace {

constexpr std::size_t MaxNodes = 4'000'000; // 200 MB of nodes; a body that is shown has far fewer

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isWordCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '-'
           || c == '.';
}

// The inside of a string token as UTF-8.
QByteArray unescaped(QByteArrayView inside)
{
    if (!inside.contains('\\'))
        return inside.toByteArray();
    QByteArray result;
    result.reserve(inside.size());
    QString units; // of \u escapes in a row: a pair of surrogates is one character
    const auto flush = [&] {
        result += units.toUtf8();
        units.clear();
    };
    for (qsizetype i = 0; i < inside.size(); ++i) {
        if (inside[i] != '\\' || i + 1 == inside.size()) {
            flush();
            result += inside[i];
            continue;
        }
        const char escape = inside[++i];
        if (escape == 'u') {
            bool isHex = false;
            const ushort unit = inside.mid(i + 1, 4).toByteArray().toUShort(&isHex, 16);
            units += isHex ? QChar(unit) : QChar(QChar::ReplacementCharacter);
            i += std::min<qsizetype>(4, inside.size() - 1 - i);
            continue;
        }
        flush();
        switch (escape) {
        case 'n':
            result += '\n';
            break;
        case 't':
            result += '\t';
            break;
        case 'r':
            result += '\r';
            break;
        case 'b':
            result += '\b';
            break;
        case 'f':
            result += '\f';
            break;
        default:
            result += escape;
        }
    }
    flush();
    return result;
}

} // namespace

// Reads a document in one pass with a stack of its own.
class JsonBuilder final
{
public:
    explicit JsonBuilder(JsonDocument &document)
        : m_document(document)
        , m_bytes(document.bytes)
    {}

    // Whether the document ended where the bytes do.
    bool run()
    {
        while (skip() && m_document.nodes.size() < MaxNodes) {
            const char c = m_bytes[m_position];
            if (m_isDone)
                return false; // something behind the document
            if (c == '}' || c == ']') {
                if (m_open.empty())
                    return false;
                ++m_position;
                close();
            } else if (c == ',') {
                ++m_position;
            } else if (c == '"' && isObjectOpen() && !m_hasKey) {
                if (!key())
                    break;
            } else if (!value(c)) {
                break;
            }
        }
        const bool isWhole = m_isDone && !skip();
        while (!m_open.empty())
            close();
        return isWhole;
    }

private:
    using Node = JsonDocument::Node;
    using Type = JsonDocument::Type;

    struct Open {
        qint32 node = 0;
        qint32 last = -1; // child
    };

    bool skip()
    {
        while (m_position < m_bytes.size() && isSpace(m_bytes[m_position]))
            ++m_position;
        return m_position < m_bytes.size();
    }

    [[nodiscard]] bool isObjectOpen() const
    {
        return !m_open.empty() && m_document.nodes[std::size_t(m_open.back().node)].type == Type::Object;
    }

    // Behind the string at the position; a string that is cut ends with the bytes.
    [[nodiscard]] qsizetype endOfString() const
    {
        qsizetype i = m_position + 1;
        for (; i < m_bytes.size(); ++i) {
            if (m_bytes[i] == '\\')
                ++i;
            else if (m_bytes[i] == '"')
                return i + 1;
        }
        return m_bytes.size();
    }

    bool key()
    {
        m_keyStart = m_position;
        m_keyEnd = endOfString();
        m_position = m_keyEnd;
        m_hasKey = true;
        if (!skip() || m_bytes[m_position] != ':')
            return false;
        ++m_position;
        return true;
    }

    bool value(char c)
    {
        Node node{.start = m_position, .end = m_position};
        if (c == '{' || c == '[') {
            node.type = c == '{' ? Type::Object : Type::Array;
            ++m_position;
            add(node);
            m_open.push_back({qint32(m_document.nodes.size()) - 1, -1});
            return true;
        }
        if (c == '"') {
            node.type = Type::String;
            m_position = endOfString();
        } else if (isWordCharacter(c)) {
            while (m_position < m_bytes.size() && isWordCharacter(m_bytes[m_position]))
                ++m_position;
            node.type = c == 't' ? Type::True : c == 'f' ? Type::False : c == 'n' ? Type::Null : Type::Number;
        } else {
            return false;
        }
        node.end = m_position;
        add(node);
        m_isDone = m_open.empty();
        return true;
    }

    void add(Node node)
    {
        if (m_hasKey) {
            node.keyStart = m_keyStart;
            node.keyEnd = m_keyEnd;
            m_hasKey = false;
        }
        const auto index = qint32(m_document.nodes.size());
        if (!m_open.empty()) {
            Open &parent = m_open.back();
            if (parent.last < 0)
                m_document.nodes[std::size_t(parent.node)].first = index;
            else
                m_document.nodes[std::size_t(parent.last)].next = index;
            parent.last = index;
        }
        m_document.nodes.push_back(node);
    }

    void close()
    {
        m_document.nodes[std::size_t(m_open.back().node)].end = m_position;
        m_open.pop_back();
        m_hasKey = false;
        m_isDone = m_open.empty();
    }

    JsonDocument &m_document;
    QByteArrayView m_bytes;
    qsizetype m_position = 0;
    std::vector<Open> m_open;
    qsizetype m_keyStart = 0;
    qsizetype m_keyEnd = 0;
    bool m_hasKey = false;
    bool m_isDone = false;
};

JsonValue JsonDocument::parse(QByteArray bytes, bool *isWhole)
{
    auto document = std::make_shared<JsonDocument>();
    document->bytes = std::move(bytes);
    const bool whole = JsonBuilder(*document).run();
    if (isWhole)
        *isWhole = whole;
    const bool isEmpty = document->nodes.empty();
    return {std::move(document), isEmpty ? -1 : 0};
}

const JsonDocument::Node *JsonValue::node() const
{
    return m_document && m_node >= 0 ? &m_document->nodes[std::size_t(m_node)] : nullptr;
}

JsonDocument::Type JsonValue::type() const
{
    const auto *here = node();
    return here ? here->type : Type::Missing;
}

JsonValue JsonValue::operator[](QByteArrayView member) const
{
    const auto *here = node();
    if (!here || here->type != Type::Object)
        return {};
    for (qint32 child = here->first; child >= 0; child = m_document->nodes[std::size_t(child)].next) {
        const JsonValue value(m_document, child);
        if (value.key() == member)
            return value;
    }
    return {};
}

std::vector<JsonValue> JsonValue::children() const
{
    std::vector<JsonValue> list;
    const auto *here = node();
    for (qint32 child = here ? here->first : -1; child >= 0; child = m_document->nodes[std::size_t(child)].next)
        list.push_back(JsonValue(m_document, child));
    return list;
}

QByteArray JsonValue::key() const
{
    const auto *here = node();
    if (!here || here->keyEnd - here->keyStart < 2)
        return {};
    return unescaped(QByteArrayView(m_document->bytes).sliced(here->keyStart + 1, here->keyEnd - here->keyStart - 2));
}

QByteArrayView JsonValue::raw() const
{
    const auto *here = node();
    return here ? QByteArrayView(m_document->bytes).sliced(here->start, here->end - here->start) : QByteArrayView();
}

QByteArray JsonValue::utf8() const
{
    if (!isString())
        return {};
    QByteArrayView inside = raw().sliced(1);
    if (inside.endsWith('"')) {
        qsizetype backslashes = 0;
        while (backslashes + 1 < inside.size() && inside[inside.size() - 2 - backslashes] == '\\')
            ++backslashes;
        if (backslashes % 2 == 0)
            inside.chop(1); // else it is an escaped one, and the string was cut right behind it
    }
    return unescaped(inside);
}

qint64 JsonValue::integer(qint64 otherwise) const
{
    bool isNumber = false;
    const qint64 number = type() == Type::Number ? raw().toByteArray().toLongLong(&isNumber) : 0;
    return isNumber ? number : otherwise;
}

} // namespace Gatehouse::Ui
