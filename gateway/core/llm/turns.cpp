// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/turns.h"

#include "gateway/core/llm/dialect.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

constexpr qsizetype MaxIdLength = 64; // Bedrock's; Anthropic names none

bool isGoodId(QByteArrayView id)
{
    const auto isGood = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !id.isEmpty() && id.size() <= MaxIdLength && std::ranges::all_of(id, isGood);
}

// Gives every call an id that the vendors take, and every result the id of its call: the one it names, or that of the
// first call of the turn before that waits for one (Gemini's results have names only).
class Ids final
{
public:
    void apply(ToolCallPart &call, qsizetype message, qsizetype part)
    {
        if (call.id.isEmpty())
            call.id = toolCallId(QByteArray::number(message), 0, part);
        m_open.append({call.id, call.name});
        call.id = good(call.id);
    }
    void apply(ToolResultPart &result)
    {
        const auto isNamed = [&result](const Call &call) {
            return result.callId.isEmpty() ? call.name == result.name : call.id == result.callId;
        };
        auto found = std::ranges::find_if(m_open, isNamed);
        if (found == m_open.end() && result.callId.isEmpty())
            found = m_open.begin();
        if (found != m_open.end()) {
            result.callId = found->id;
            m_open.erase(found);
        }
        result.callId = good(result.callId);
    }

private:
    struct Call {
        QByteArray id;
        QByteArray name;
    };
    static QByteArray good(const QByteArray &id) { return isGoodId(id) ? id : toolCallId(id, 0, 0); }

    QList<Call> m_open; // have no result yet
};

bool isBlank(const Part &part)
{
    const auto *text = std::get_if<TextPart>(&part.content);
    return text && text->text.trimmed().isEmpty();
}

} // namespace

Turns alternatingTurns(const ChatRequest &request, LossReport &losses, const BlockWriter &write)
{
    Turns result;
    Ids ids;
    qsizetype results = 0; // in the last turn, which is where the next one goes
    for (qsizetype number = 0; number < request.messages.size(); ++number) {
        const Message &message = request.messages[number];
        if (!message.name.isEmpty())
            losses.add(Loss::Weight::Changed, message.path + ".name", "participants have no names there"_ba);
        (void)losses.takes(message.extras, message.path, Loss::Weight::Meaning);
        const bool isInstruction = message.role == Role::System || message.role == Role::Developer;
        if (isInstruction && !result.turns.isEmpty())
            losses.add(Loss::Weight::Changed, message.path, "instructions have one place there, before all turns"_ba);
        for (qsizetype place = 0; place < message.parts.size(); ++place) {
            Part part = message.parts[place];
            if (isBlank(part))
                continue;
            if (auto *call = std::get_if<ToolCallPart>(&part.content))
                ids.apply(*call, number, place);
            auto *toolResult = std::get_if<ToolResultPart>(&part.content);
            if (toolResult)
                ids.apply(*toolResult);
            const QList<QByteArray> blocks = write(part, message.role);
            if (blocks.isEmpty())
                continue;
            if (isInstruction) {
                result.system += blocks;
                continue;
            }
            if (result.turns.isEmpty() && message.role != Role::User) {
                losses.add(Loss::Weight::Changed, message.path,
                           "the user has the first turn there; one was put before"_ba);
                result.turns.append(
                    {.role = Role::User, .blocks = write(Part{.content = TextPart{.text = "."_ba}}, Role::User)});
            }
            if (result.turns.isEmpty() || result.turns.back().role != message.role) {
                result.turns.append({.role = message.role});
                results = 0;
            }
            QList<QByteArray> &into = result.turns.back().blocks;
            if (!toolResult) {
                into += blocks;
                continue;
            }
            for (const QByteArray &block : blocks)
                into.insert(results++, block);
        }
    }
    return result;
}

} // namespace Gatehouse::Llm
