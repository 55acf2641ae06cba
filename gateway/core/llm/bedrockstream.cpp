// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/awseventstream.h"
#include "gateway/core/llm/bedrock.h"
#include "gateway/core/llm/bedrockblocks.h"
#include "gateway/core/llm/bedrockfinish.h"
#include "gateway/core/llm/errorbody.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

constexpr auto Self = Dialect::Bedrock;
using Kind = Stream::Delta::Kind;

class Decoder final : public StreamDecoder
{
public:
    Result<void> feed(QByteArrayView bytes, QList<Stream::Event> &out) override
    {
        m_reader.feed(bytes);
        for (;;) {
            GH_TRY(const std::optional<AwsEvent> event, m_reader.next());
            if (!event)
                return {};
            if (!m_isOver)
                GH_CHECK(take(*event, out));
        }
    }

    Result<void> end(QList<Stream::Event> &out) override
    {
        if (m_isOver)
            return {};
        // There is no end mark: metadata comes last, but is left out at times.
        if (!m_isFinished || !m_reader.rest().isEmpty())
            return fail(ErrorKind::UpstreamInvalid, u"The vendor's stream ended before the answer did."_s);
        out.append(Stream::Ended{});
        m_isOver = true;
        return {};
    }

private:
    struct Block {
        qint64 index = 0;  // the vendor's
        qint64 number = 0; // ours
        bool hasStarted = false;
        QByteArray redacted = {}; // told whole at its end
    };

    Result<void> take(const AwsEvent &event, QList<Stream::Event> &out)
    {
        const QByteArray messageType = event.header(":message-type");
        const auto tree = Json::Tree::parse(event.payload, Json::Rules::Lenient);
        if (messageType == "exception" || messageType == "error") {
            m_isOver = true;
            const QByteArray type = event.header(messageType == "error" ? ":error-code" : ":exception-type");
            VendorFailure failure = Bedrock::failureOf(type, tree ? tree->root() : Json::Node());
            if (const QByteArray words = event.header(":error-message"); !words.isEmpty())
                failure.message = words;
            out.append(Stream::Failed{.failure = std::move(failure)});
            return {};
        }
        if (!tree || !tree->root().isObject())
            return fail(ErrorKind::UpstreamInvalid, u"An event of the vendor's stream is not a JSON object."_s);
        const Json::Node root = tree->root();
        const QByteArray type = event.header(":event-type");
        if (!std::exchange(m_isStarted, true))
            out.append(Stream::Started{});
        if (type == "contentBlockStart")
            startBlock(block(root), root["start"], out);
        else if (type == "contentBlockDelta")
            takeDelta(block(root), root["delta"], out);
        else if (type == "contentBlockStop")
            stopBlock(root["contentBlockIndex"].integer().value_or(0), out);
        else if (type == "messageStop")
            finish(root["stopReason"].text(), root, out);
        else if (type == "metadata")
            takeMetadata(root, out);
        else if (type != "messageStart")
            out.append(Stream::Opaque{.type = type, .json = root.json()});
        return {};
    }

    Block &block(Json::Node event)
    {
        const qint64 index = event["contentBlockIndex"].integer().value_or(0);
        const auto found = std::ranges::find(m_open, index, &Block::index);
        if (found != m_open.end())
            return *found;
        m_open.append({.index = index, .number = m_nextNumber++});
        return m_open.last();
    }

    void startPart(Block &block, Part::Content content, QList<Stream::Event> &out)
    {
        if (std::exchange(block.hasStarted, true))
            return;
        out.append(
            Stream::PartStarted{.number = block.number,
                                .part = {.content = std::move(content), .extras = {.dialect = Self, .members = {}}}});
    }

    void startBlock(Block &block, Json::Node start, QList<Stream::Event> &out)
    {
        const Json::Node call = start["toolUse"];
        if (call.isObject())
            startPart(block, ToolCallPart{.id = call["toolUseId"].text(), .name = call["name"].text()}, out);
        // Other blocks are known by their first delta.
    }

    void takeDelta(Block &block, Json::Node delta, QList<Stream::Event> &out)
    {
        const auto append = [&](Kind kind, const QByteArray &text) {
            if (!text.isEmpty())
                out.append(Stream::Delta{.number = block.number, .kind = kind, .text = text});
        };
        const Json::Node reasoning = delta["reasoningContent"];
        if (delta["text"].isString()) {
            startPart(block, TextPart{}, out);
            append(Kind::Text, delta["text"].text());
        } else if (delta["toolUse"].isObject()) {
            startPart(block, ToolCallPart{}, out);
            const Json::Node input = delta["toolUse"]["input"];
            append(Kind::Arguments, input.isString() ? input.text() : input.json());
        } else if (reasoning["redactedContent"].isString()) {
            block.redacted += reasoning["redactedContent"].text();
        } else if (reasoning.isObject()) {
            startPart(block, ReasoningPart{.signer = Dialect::Bedrock}, out);
            append(Kind::Text, reasoning["text"].text());
            append(Kind::Signature, reasoning["signature"].text());
        } else if (delta["citation"].isObject()) {
            startPart(block, TextPart{}, out);
            Citation citation{.url = delta["citation"]["location"]["web"]["url"].text(),
                              .title = delta["citation"]["title"].text()};
            for (const Json::Node source : delta["citation"]["sourceContent"])
                citation.text += source["text"].text();
            citation.extras.dialect = Self;
            out.append(Stream::Delta{.number = block.number, .kind = Kind::Citation, .citation = std::move(citation)});
        } else {
            out.append(Stream::Opaque{.type = "contentBlockDelta", .json = delta.json()});
        }
    }

    void stopBlock(qint64 index, QList<Stream::Event> &out)
    {
        const auto found = std::ranges::find(m_open, index, &Block::index);
        if (found == m_open.end())
            return;
        Block block = *found;
        m_open.erase(found);
        if (!block.redacted.isEmpty())
            startPart(block, ReasoningPart{.redacted = block.redacted, .signer = Dialect::Bedrock}, out);
        startPart(block, TextPart{}, out); // one that was empty
        out.append(Stream::PartEnded{.number = block.number});
    }

    void finish(const QByteArray &reason, Json::Node event, QList<Stream::Event> &out)
    {
        if (std::exchange(m_isFinished, true))
            return;
        while (!m_open.isEmpty())
            stopBlock(m_open.first().index, out);
        out.append(
            Stream::ChoiceFinished{.reason = Bedrock::finishOf(reason),
                                   .rawReason = reason,
                                   .stopSequence = event["additionalModelResponseFields"]["stop_sequence"].text()});
    }

    void takeMetadata(Json::Node event, QList<Stream::Event> &out)
    {
        const Json::Node usage = event["usage"];
        if (const auto known = Bedrock::readUsage(usage))
            out.append(Stream::UsageKnown{.usage = *known, .raw = usage.json()});
    }

    AwsEventReader m_reader;
    QList<Block> m_open;
    qint64 m_nextNumber = 0;
    bool m_isStarted = false;
    bool m_isFinished = false;
    bool m_isOver = false;
};

// For tests, the simulator and `translate`: no client calls the gateway in this dialect.
class Encoder final : public StreamEncoder
{
public:
    explicit Encoder(AnswerContext context)
        : m_context(std::move(context))
    {}

    void write(const Stream::Event &event, QByteArray &out) override
    {
        const qint64 choice = std::visit(
            [](const auto &value) -> qint64 {
                if constexpr (requires { value.choice; })
                    return value.choice;
                else
                    return 0;
            },
            event);
        if (choice != 0) {
            const Loss loss{
                .weight = Loss::Weight::Meaning, .param = "choices"_ba, .reason = "Converse gives one answer"_ba};
            if (!m_losses.contains(loss))
                m_losses.append(loss);
            return;
        }
        for (const Stream::Event &ready : m_sequencer.take(event))
            std::visit([this, &out](const auto &value) { take(value, out); }, ready);
    }

    QByteArray end() override
    {
        QByteArray out;
        start(out);
        Json::Writer stop;
        stop.beginObject().member("stopReason", Bedrock::finishWord(m_finished.reason, m_finished.rawReason));
        append("messageStop", stop.endObject().take(), out);
        Json::Writer metadata;
        metadata.beginObject().key("metrics").beginObject().member("latencyMs", 0).endObject().key("usage");
        Bedrock::writeUsage(metadata, m_usage, m_rawUsage);
        append("metadata", metadata.endObject().take(), out);
        return out;
    }

    QByteArray fail(const Error &error) override
    {
        return awsEventBytes({.headers = {{":exception-type"_ba, "internalServerException"_ba},
                                          {":content-type"_ba, "application/json"_ba},
                                          {":message-type"_ba, "exception"_ba}},
                              .payload = errorBody(Self, error)});
    }

private:
    static void append(const QByteArray &type, const QByteArray &json, QByteArray &out)
    {
        out += awsEventBytes({.headers = {{":event-type"_ba, type},
                                          {":content-type"_ba, "application/json"_ba},
                                          {":message-type"_ba, "event"_ba}},
                              .payload = json});
    }

    void start(QByteArray &out)
    {
        if (!std::exchange(m_hasStarted, true))
            append("messageStart", R"({"role":"assistant"})"_ba, out);
    }

    void delta(const QByteArray &json, QByteArray &out)
    {
        Json::Writer event;
        event.beginObject().member("contentBlockIndex", m_index).rawMember("delta", json);
        append("contentBlockDelta", event.endObject().take(), out);
        m_isOpen = true;
    }

    void take(const Stream::Started &, QByteArray &out) { start(out); }

    void take(const Stream::PartStarted &started, QByteArray &out)
    {
        start(out);
        m_part = started.part;
        m_hasArguments = false;
        m_isOpen = false;
        if (const auto *call = std::get_if<ToolCallPart>(&m_part.content)) {
            Json::Writer event;
            event.beginObject().member("contentBlockIndex", m_index).key("start").beginObject().key("toolUse");
            event.beginObject().member("toolUseId",
                                       call->id.isEmpty() ? toolCallId(m_context.id, 0, started.number) : call->id);
            event.member("name", call->name).endObject().endObject();
            append("contentBlockStart", event.endObject().take(), out);
            m_isOpen = true;
        } else if (const auto *reasoning = std::get_if<ReasoningPart>(&m_part.content);
                   reasoning && !reasoning->redacted.isEmpty() && areOwnSignatures()) {
            Json::Writer json;
            json.beginObject().key("reasoningContent").beginObject();
            delta(json.member("redactedContent", reasoning->redacted).endObject().endObject().take(), out);
        }
    }

    bool areOwnSignatures() const
    {
        return m_part.extras.dialect == Self || m_part.extras.dialect == Dialect::Anthropic;
    }

    void take(const Stream::Delta &event, QByteArray &out)
    {
        const bool isReasoning = std::holds_alternative<ReasoningPart>(m_part.content);
        Json::Writer json;
        json.beginObject();
        if (event.kind == Kind::Arguments) {
            m_hasArguments = m_hasArguments || !event.text.isEmpty();
            json.key("toolUse").beginObject().member("input", event.text).endObject();
        } else if (event.kind == Kind::Signature && isReasoning && areOwnSignatures()) {
            json.key("reasoningContent").beginObject().member("signature", event.text).endObject();
        } else if ((event.kind == Kind::Text || event.kind == Kind::Summary) && !event.text.isEmpty()) {
            if (isReasoning)
                json.key("reasoningContent").beginObject().member("text", event.text).endObject();
            else
                json.member("text", event.text);
        } else {
            return;
        }
        delta(json.endObject().take(), out);
    }

    void take(const Stream::PartEnded &, QByteArray &out)
    {
        if (std::holds_alternative<ToolCallPart>(m_part.content) && !m_hasArguments)
            delta(R"({"toolUse":{"input":"{}"}})"_ba, out); // WIRE 6, case 1
        if (!std::exchange(m_isOpen, false))
            return;
        append("contentBlockStop",
               Json::Writer().beginObject().member("contentBlockIndex", m_index++).endObject().take(), out);
    }

    void take(const Stream::ChoiceFinished &finished, QByteArray &) { m_finished = finished; }
    void take(const Stream::UsageKnown &known, QByteArray &)
    {
        m_usage = known.usage;
        m_rawUsage = known.raw;
    }
    void take(const Stream::Opaque &, QByteArray &) {}
    void take(const Stream::Failed &, QByteArray &) {}
    void take(const Stream::Ended &, QByteArray &) {}

    AnswerContext m_context;
    PartSequencer m_sequencer;
    Stream::ChoiceFinished m_finished;
    std::optional<Usage> m_usage;
    QByteArray m_rawUsage;
    Part m_part;
    qint64 m_index = 0;
    bool m_hasStarted = false;
    bool m_isOpen = false;
    bool m_hasArguments = false;
};
} // namespace

std::unique_ptr<StreamDecoder> bedrockDecoder()
{
    return std::make_unique<Decoder>();
}

std::unique_ptr<StreamEncoder> bedrockEncoder(const AnswerContext &context)
{
    return std::make_unique<Encoder>(context);
}

const ChatDialect &bedrockDialect()
{
    static constexpr ChatDialect dialect{
        .readRequest = readBedrockRequest,
        .writeRequest = writeBedrockRequest,
        .readAnswer = readBedrockAnswer,
        .writeAnswer = writeBedrockAnswer,
        .decoder = bedrockDecoder,
        .encoder = bedrockEncoder,
        .readError = readBedrockError,
    };
    return dialect;
}

} // namespace Gatehouse::Llm
