// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/filereferences.h"

#include "gateway/core/base/jsontree.h"

#include <algorithm>
#include <array>

namespace Gatehouse::Llm {

namespace {

// Members whose values name no file that would be read.
constexpr std::array<QByteArrayView, 6> OtherData = {"annotations", "results",      "metadata",
                                                     "parameters",  "input_schema", "schema"};

// Whether it is worth reading the document. The name may be written with escapes: those of its letters begin so.
bool mayHaveReferences(QByteArrayView body)
{
    constexpr std::array<QByteArrayView, 4> Marks = {"file_id", "\\u005", "\\u006", "\\u007"};
    return std::ranges::any_of(Marks, [body](QByteArrayView mark) { return body.contains(mark); });
}

// Anthropic's code execution reports the files that it has made.
bool isReport(Json::Node object)
{
    return object["type"].text().endsWith("code_execution_output");
}

class Collector final
{
public:
    void visit(Json::Node node)
    {
        if (node.isArray()) {
            for (const Json::Node element : node)
                visit(element);
        } else if (node.isObject() && !isReport(node)) {
            for (const Json::Node member : node)
                visitMember(node, member);
        }
    }

    [[nodiscard]] QByteArrayList take() { return std::move(m_found); }

private:
    void visitMember(Json::Node object, Json::Node member)
    {
        const QByteArray name = member.name();
        if (name == "file_id" && member.isString()) {
            add(member);
        } else if (name == "file_ids" && member.isArray()) {
            for (const Json::Node element : member)
                add(element);
        } else if (!std::ranges::contains(OtherData, QByteArrayView(name))
                   && !(name == "input" && object["type"].is("tool_use"))) {
            visit(member);
        }
    }

    void add(Json::Node id)
    {
        const QByteArray text = id.text();
        if (!text.isEmpty() && !m_found.contains(text))
            m_found.append(text);
    }

    QByteArrayList m_found;
};

} // namespace

QByteArrayList fileReferences(const QByteArray &body)
{
    if (!mayHaveReferences(body))
        return {};
    const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
    if (!tree)
        return {}; // not a document: forms are looked at elsewhere
    Collector collector;
    collector.visit(tree->root());
    return collector.take();
}

} // namespace Gatehouse::Llm
