// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropic.h"
#include "gateway/core/llm/anthropicblocks.h"
#include "gateway/core/llm/anthropicfinish.h"
#include "gateway/core/llm/anthropicusage.h"
#include "gateway/core/llm/openaierror.h"
#include "gateway/core/llm/sse.h"

#include <algorithm>

using namespace Qt::StringLiterals;

// Reading streams. Writing them: anthropicencoder.cpp.
namespace Gatehouse::Llm {

namespace {

constexpr auto Self = Dialect::Anthropic;
using Kind = Stream::Delta::Kind;

std::unexpected<Error> invalid(QString message)
{
    return fail(ErrorKind::UpstreamInvalid, std::move(message));
}

class Decoder final : public StreamDecoder
{
public:
    Result<void> feed(QByteArrayView bytes, QList<Stream::Event> &out) override
    {
        m_reader.feed(bytes);
        while (const auto event = m_reader.next()) {
            if (event->data.isEmpty() || m_isOver)
                continue;
            const auto tree = Json::Tree::parse(event->data.toByteArray(), Json::Rules::Lenient);
            if (!tree || !tree->root().isObject())
                return invalid(u"An event of the vendor's stream is not a JSON object."_s);
            GH_CHECK(take(tree->root(), out));
        }
        if (m_reader.isOverlong())
            return invalid(u"An event of the vendor's stream is too long."_s);
        return {};
    }

    Result<void> end(QList<Stream::Event> &out) override
    {
        if (m_isOver)
            return {};
        if (!m_isStarted && !m_reader.rest().isEmpty() && readAnthropicError(m_reader.rest().toByteArray()))
            return std::unexpected(vendorError(m_reader.rest()));
        if (!m_isFinished)
            return invalid(u"The vendor's stream ended before the answer did."_s);
        finishParts(out);
        out.append(Stream::Ended{});
        m_isOver = true;
        return {};
    }

private:
    // A block between its start and its stop.
    struct Block {
        qint64 index = 0;  // the vendor's
        qint64 number = 0; // ours
        bool isText = false;
        bool isReasoning = false;
        bool isCall = false;
        // Of a block that is passed on whole once all of it has come:
        QByteArray opaque = {};
        QByteArray input = {};
        QList<Extras::Member> members = {};
    };

    Result<void> take(Json::Node event, QList<Stream::Event> &out)
    {
        const QByteArray type = event["type"].text();
        if (type == "ping")
            return {};
        if (type == "error" || (type.isEmpty() && event["error"].isObject())) {
            m_isOver = true;
            out.append(Stream::Failed{.failure = anthropicFailure(event["error"])});
            return {};
        }
        if (type == "message_start")
            return takeStart(event["message"], out);
        if (!m_isStarted)
            GH_CHECK(takeStart({}, out));
        if (type == "content_block_start")
            return startBlock(event, out);
        if (type == "content_block_delta")
            return takeDelta(event, out);
        if (type == "content_block_stop") {
            stopBlock(event["index"].integer().value_or(0), out);
        } else if (type == "message_delta") {
            takeMessageDelta(event, out);
        } else if (type == "message_stop") {
            if (!m_isFinished)
                return invalid(u"The vendor's stream ended without a reason."_s);
            finishParts(out);
            out.append(Stream::Ended{});
            m_isOver = true;
        } else {
            out.append(Stream::Opaque{.type = type, .json = event.json()});
        }
        return {};
    }

    // Some proxies repeat it, and that is harmless. Another message in the middle of this one is not: what has been
    // passed on cannot be taken back.
    Result<void> takeStart(Json::Node message, QList<Stream::Event> &out)
    {
        if (m_isStarted) {
            if (message["id"].is(m_id))
                return {};
            return invalid(u"The vendor started a second message within the answer."_s);
        }
        m_isStarted = true;
        m_id = message["id"].text();
        out.append(Stream::Started{
            .id = m_id, .model = message["model"].text(), .serviceTier = message["usage"]["service_tier"].text()});
        takeUsage(message["usage"], out);
        return {};
    }

    void takeUsage(Json::Node object, QList<Stream::Event> &out)
    {
        if (!object.isObject())
            return;
        m_usage.merge(object);
        if (const auto usage = m_usage.usage())
            out.append(Stream::UsageKnown{.usage = *usage, .raw = m_usage.raw()});
    }

    Result<void> startBlock(Json::Node event, QList<Stream::Event> &out)
    {
        const qint64 index = event["index"].integer().value_or(m_nextNumber);
        stopBlock(index, out); // one that was not stopped
        Problems problems(Problems::Rules::Lenient);
        Stream::PartStarted started{.number = m_nextNumber++,
                                    .part = Anthropic::readBlock(event["content_block"], {}, problems)};
        Block block{.index = index, .number = started.number};
        Stream::Delta first{.number = started.number}; // proxies put beginnings into the start
        if (auto *text = std::get_if<TextPart>(&started.part.content)) {
            block.isText = true;
            first.text = std::exchange(text->text, {});
        } else if (auto *reasoning = std::get_if<ReasoningPart>(&started.part.content)) {
            block.isReasoning = true;
            first.text = std::exchange(reasoning->text, {});
            m_signature = std::exchange(reasoning->signature, {});
        } else if (auto *call = std::get_if<ToolCallPart>(&started.part.content)) {
            block.isCall = true;
            first.kind = Kind::Arguments;
            first.text = std::exchange(call->arguments, {});
            if (first.text == "{}") // means "to come" (WIRE 6, case 1)
                first.text.clear();
        } else {
            block.opaque = event["content_block"].json();
        }
        if (block.opaque.isEmpty()) {
            out.append(std::move(started));
            if (!first.text.isEmpty())
                out.append(std::move(first));
        }
        m_open.append(std::move(block));
        return {};
    }

    Result<void> takeDelta(Json::Node event, QList<Stream::Event> &out)
    {
        const auto block = std::ranges::find(m_open, event["index"].integer().value_or(0), &Block::index);
        if (block == m_open.end())
            return {}; // of a block that nobody started
        const Json::Node delta = event["delta"];
        const QByteArray type = delta["type"].text();
        if (!block->opaque.isEmpty())
            return gather(*block, delta);
        const auto append = [&](Kind kind, QByteArray text) {
            if (!text.isEmpty())
                out.append(Stream::Delta{.number = block->number, .kind = kind, .text = std::move(text)});
        };
        if (type == "text_delta" && block->isText)
            append(Kind::Text, delta["text"].text());
        else if (type == "thinking_delta" && block->isReasoning)
            append(Kind::Text, delta["thinking"].text());
        else if (type == "signature_delta" && block->isReasoning)
            m_signature += delta["signature"].text();
        else if (type == "input_json_delta" && block->isCall)
            append(Kind::Arguments, delta["partial_json"].text());
        else if (type == "citations_delta" && block->isText)
            out.append(Stream::Delta{.number = block->number,
                                     .kind = Kind::Citation,
                                     .citation = Anthropic::readCitation(delta["citation"])});
        else
            out.append(Stream::Opaque{.type = type, .json = event.json()});
        return {};
    }

    // Server tools' calls come in pieces too, compactions in one.
    Result<void> gather(Block &block, Json::Node delta)
    {
        if (delta["type"].is("input_json_delta")) {
            block.input += delta["partial_json"].text();
        } else {
            for (const Json::Node member : delta) {
                if (member.name() != "type")
                    block.members.append({.name = member.name(), .json = member.json()});
            }
        }
        m_gathered += delta.raw().size();
        if (m_gathered > SseReader::MaxEventBytes)
            return invalid(u"A block of the vendor's stream is too long."_s);
        return {};
    }

    static QByteArray whole(const Block &block)
    {
        if (block.members.isEmpty() && block.input.isEmpty())
            return block.opaque;
        const auto tree = Json::Tree::parse(block.opaque, Json::Rules::Lenient);
        QList<Extras::Member> members;
        const auto set = [&members](const QByteArray &name, const QByteArray &json) {
            const auto known = std::ranges::find(members, name, &Extras::Member::name);
            known == members.end() ? members.append({.name = name, .json = json}) : void(known->json = json);
        };
        if (!tree || !tree->root().isObject())
            return block.opaque;
        for (const Json::Node member : tree->root())
            set(member.name(), member.json());
        for (const Extras::Member &member : block.members)
            set(member.name, member.json);
        if (Json::Tree::parse(block.input, Json::Rules::Lenient))
            set("input", block.input);
        Json::Writer json;
        json.beginObject();
        for (const Extras::Member &member : std::as_const(members))
            json.rawMember(member.name, member.json);
        return json.endObject().take();
    }

    void stopBlock(qint64 index, QList<Stream::Event> &out)
    {
        const auto found = std::ranges::find(m_open, index, &Block::index);
        if (found == m_open.end())
            return;
        const Block block = *found;
        m_open.erase(found);
        if (!block.opaque.isEmpty()) {
            const QByteArray json = whole(block);
            const auto tree = Json::Tree::parse(json, Json::Rules::Lenient);
            Problems problems(Problems::Rules::Lenient);
            out.append(Stream::PartStarted{.number = block.number,
                                           .part = tree ? Anthropic::readBlock(tree->root(), {}, problems) : Part{}});
        }
        if (block.isReasoning && !m_signature.isEmpty())
            out.append(
                Stream::Delta{.number = block.number, .kind = Kind::Signature, .text = std::exchange(m_signature, {})});
        out.append(Stream::PartEnded{.number = block.number});
    }

    void finishParts(QList<Stream::Event> &out)
    {
        while (!m_open.isEmpty())
            stopBlock(m_open.first().index, out);
    }

    void takeMessageDelta(Json::Node event, QList<Stream::Event> &out)
    {
        const Json::Node delta = event["delta"];
        const QByteArray reason = delta["stop_reason"].text();
        for (const Json::Node member : delta) {
            // Why it was refused, the container of the next turn, ...
            if (!member.isNull() && member.name() != "stop_reason" && member.name() != "stop_sequence")
                out.append(Stream::Opaque{.type = "message_delta." + member.name(), .json = member.json()});
        }
        if (!reason.isEmpty() && !m_isFinished) {
            m_isFinished = true;
            finishParts(out);
            out.append(Stream::ChoiceFinished{
                .reason = anthropicFinish(reason), .rawReason = reason, .stopSequence = delta["stop_sequence"].text()});
        }
        takeUsage(event["usage"], out);
    }

    SseReader m_reader;
    AnthropicUsage m_usage;
    QByteArray m_id;
    QByteArray m_signature; // of the reasoning that is open
    QList<Block> m_open;
    qint64 m_nextNumber = 0;
    qsizetype m_gathered = 0;
    bool m_isStarted = false;
    bool m_isFinished = false;
    bool m_isOver = false;
};
} // namespace

std::unique_ptr<StreamDecoder> anthropicDecoder()
{
    return std::make_unique<Decoder>();
}

const ChatDialect &anthropicDialect()
{
    static constexpr ChatDialect dialect{
        .readRequest = readAnthropicRequest,
        .writeRequest = writeAnthropicRequest,
        .readAnswer = readAnthropicAnswer,
        .writeAnswer = writeAnthropicAnswer,
        .decoder = anthropicDecoder,
        .encoder = anthropicEncoder,
        .readError = readAnthropicError,
    };
    return dialect;
}

} // namespace Gatehouse::Llm
