// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/body/bodyform.h"

#include "gateway/core/llm/ollama.h"

#include <QByteArrayList>

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype AwsPrelude = 12; // bytes: two lengths and a checksum

bool isEventStream(QByteArrayView body)
{
    const QByteArrayView start = body.first(std::min<qsizetype>(body.size(), 64)).trimmed();
    return start.startsWith("data:") || start.startsWith("event:") || start.startsWith(':') || start.startsWith("id:");
}

bool isAwsStream(QByteArrayView body)
{
    return body.size() >= AwsPrelude && body.front() == '\0'; // no frame is longer than 16 MB, no document begins so
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Without the character or escape at the end that is not complete.
QByteArrayView wholeCharacters(QByteArrayView inside)
{
    for (qsizetype back = 1; back <= std::min<qsizetype>(6, inside.size()); ++back) {
        const qsizetype at = inside.size() - back;
        if (inside[at] != '\\')
            continue;
        qsizetype backslashes = 1;
        while (at - backslashes >= 0 && inside[at - backslashes] == '\\')
            ++backslashes;
        const bool isEscape = backslashes % 2 == 1;
        const bool isCut = back == 1 || (inside[at + 1] == 'u' && back < 6);
        if (isEscape && isCut)
            return inside.first(at);
        break;
    }
    for (qsizetype back = 1; back <= std::min<qsizetype>(3, inside.size()); ++back) {
        const uchar byte = static_cast<uchar>(inside[inside.size() - back]);
        if ((byte & 0xC0U) == 0x80U)
            continue;
        const qsizetype length = byte >= 0xF0U ? 4 : byte >= 0xE0U ? 3 : byte >= 0xC0U ? 2 : 1;
        return length > back ? inside.chopped(back) : inside;
    }
    return inside;
}

} // namespace

BodyForm formOf(const Store::BodyRecord &body, Llm::Surface surface, std::optional<Llm::Dialect> vendor)
{
    const bool isVendors =
        body.part == Store::BodyPart::UpstreamRequest || body.part == Store::BodyPart::UpstreamAnswer;
    if (!isVendors)
        return {.surface = surface, .dialect = Llm::surfaceTraits(surface).dialect};
    if (!vendor && Llm::surfaceTraits(surface).kind == Llm::SurfaceKind::Chat && isAwsStream(body.bytes))
        return {.surface = surface, .dialect = Llm::Dialect::Bedrock};
    return {.surface = surface, .dialect = vendor.value_or(Llm::surfaceTraits(surface).dialect)};
}

const Llm::ChatDialect &chatDialectOf(const BodyForm &form)
{
    // Ollama's two surfaces are one dialect to vendors, where only /api/chat is called.
    const bool isGenerate = form.surface == Llm::Surface::OllamaGenerate && form.dialect == Llm::Dialect::Ollama;
    return isGenerate ? Llm::ollamaGenerateDialect() : Llm::chatDialect(form.dialect);
}

std::optional<Llm::Framing> framingOf(QByteArrayView body, const BodyForm &form)
{
    switch (form.dialect) {
    case Llm::Dialect::Bedrock:
        return isAwsStream(body) ? std::optional(Llm::Framing::EventStream) : std::nullopt;
    case Llm::Dialect::Ollama: {
        const qsizetype line = body.indexOf('\n');
        const bool hasMore = line > 0 && body.sliced(line).trimmed().startsWith('{');
        return hasMore && body.trimmed().startsWith('{') ? std::optional(Llm::Framing::Lines) : std::nullopt;
    }
    case Llm::Dialect::Gemini:
        if (body.trimmed().startsWith('['))
            return Llm::Framing::Array;
        break;
    default:
        break;
    }
    return isEventStream(body) ? std::optional(Llm::Framing::Sse) : std::nullopt;
}

QByteArray closedJson(QByteArrayView json)
{
    QByteArray open;       // the brackets that are not closed
    qsizetype safe = 0;    // behind the last value or opening bracket
    qsizetype string = -1; // where the string begins that is not closed
    bool isName = false;   // what comes next in an object
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (string >= 0) {
            if (c == '\\') {
                ++i;
            } else if (c == '"') {
                string = -1;
                if (!isName)
                    safe = i + 1;
            }
        } else if (c == '"') {
            string = i;
        } else if (c == '{' || c == '[') {
            open += c;
            isName = c == '{';
            safe = i + 1;
        } else if (c == '}' || c == ']') {
            open.chop(1);
            isName = false;
            safe = i + 1;
        } else if (c == ':') {
            isName = false;
        } else if (c == ',') {
            isName = open.endsWith('{');
        } else if (!isSpace(c) && i + 1 < json.size()) {
            // A number or a word is complete where something else follows.
            const char next = json[i + 1];
            if (isSpace(next) || next == ',' || next == '}' || next == ']')
                safe = i + 1;
        }
    }
    if (open.isEmpty() && string < 0)
        return json.toByteArray();
    QByteArray closed;
    if (string >= 0 && !isName) {
        closed = json.first(string + 1).toByteArray();
        closed += wholeCharacters(json.sliced(string + 1));
        closed += '"';
    } else {
        closed = json.first(safe).toByteArray();
    }
    for (qsizetype i = open.size() - 1; i >= 0; --i)
        closed += open[i] == '{' ? '}' : ']';
    return closed;
}

} // namespace Gatehouse::Ui
