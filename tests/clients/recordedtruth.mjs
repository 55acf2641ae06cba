// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a recorded answer says, read straight from the vendor's bytes: { text, refusal, reasoning, calls: [{ name, input }], finish }.
// It is written apart from the gateway's readers, so that both would have to be wrong in the same way.
import { jsonOrText } from './clientinputs.mjs';

export function bytesOf({ response }) {
    if (response.body_base64 !== undefined) return Buffer.from(response.body_base64, 'base64');
    return Buffer.from(response.body_text ?? JSON.stringify(response.body_json), 'utf8');
}

const serverEvents = (text) => text.split(/\r?\n\r?\n/)
    .map((event) => event.split(/\r?\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim()).join('\n'))
    .filter((data) => data && data !== '[DONE]').map((data) => JSON.parse(data));

// AWS event stream: length, length of headers, checksum; headers; payload; checksum.
function* awsEvents(bytes) {
    for (let at = 0; at < bytes.length;) {
        const total = bytes.readUInt32BE(at);
        const headersEnd = at + 12 + bytes.readUInt32BE(at + 4);
        const headers = {};
        for (let head = at + 12; head < headersEnd;) {
            const nameEnd = head + 1 + bytes[head];
            const valueEnd = nameEnd + 3 + bytes.readUInt16BE(nameEnd + 1);
            headers[bytes.toString('utf8', head + 1, nameEnd)] = bytes.toString('utf8', nameEnd + 3, valueEnd);
            head = valueEnd;
        }
        yield { type: headers[':event-type'], ...JSON.parse(bytes.toString('utf8', headersEnd, at + total - 4)) };
        at += total;
    }
}

const joined = (list) => list.map((value) => value ?? '').join('');
const chunksOf = (content) => (typeof content === 'string' ? [{ type: 'text', text: content }] : content ?? []);
const textOf = (content) => joined(chunksOf(content).filter(({ type }) => type === 'text').map(({ text }) => text));
const thoughtOf = (content) => joined(chunksOf(content).filter(({ type }) => type === 'thinking')
    .flatMap(({ thinking }) => (Array.isArray(thinking) ? thinking.map(({ text }) => text) : [thinking])));

// Chat completions, also Mistral's, whose content may be a list.
function chat(messages, finishes) {
    const calls = [];
    for (const message of messages) {
        for (const [position, piece] of (message.tool_calls ?? []).entries()) {
            const call = (calls[piece.index ?? position] ??= { name: '', input: '' });
            call.name ||= piece.function?.name ?? piece.custom?.name ?? '';
            call.input += piece.function?.arguments ?? piece.custom?.input ?? '';
        }
    }
    return {
        text: joined(messages.map(({ content }) => textOf(content))),
        refusal: joined(messages.map(({ refusal }) => refusal)),
        reasoning: joined(messages.map((message) => message.reasoning_content ?? message.reasoning ?? thoughtOf(message.content))),
        calls: calls.filter(Boolean).map(({ name, input }) => ({ name, input: jsonOrText(input || '{}') })),
        finish: finishes.findLast(Boolean),
    };
}

function anthropicMessage(content, finish) {
    return {
        text: joined(content.map(({ type, text }) => type === 'text' && text).filter(Boolean)),
        reasoning: joined(content.map(({ type, thinking }) => type === 'thinking' && thinking).filter(Boolean)),
        calls: content.filter(({ type }) => type === 'tool_use').map(({ name, input }) => ({ name, input })),
        finish,
    };
}

const readers = {
    'openai.chat': (bytes, stream) => {
        const choices = (stream ? serverEvents(bytes.toString()) : [JSON.parse(bytes)])
            .flatMap((body) => (body.choices ?? []).filter(({ index }) => !index));
        return chat(choices.map((choice) => (stream ? choice.delta : choice.message)), choices.map((choice) => choice.finish_reason));
    },
    'openai.responses': (bytes, stream) => {
        const response = stream ? serverEvents(bytes.toString()).findLast((event) => event.response)?.response : JSON.parse(bytes);
        const items = (type) => response.output.filter((item) => item.type === type);
        return {
            text: joined(items('message').flatMap((item) => item.content).map(({ text }) => text)),
            reasoning: joined(items('reasoning').flatMap((item) => [...(item.content ?? []), ...(item.summary ?? [])]).map(({ text }) => text)),
            // Most clients show only this part of it.
            summary: joined(items('reasoning').flatMap((item) => item.summary ?? []).map(({ text }) => text)),
            calls: items('function_call').map((item) => ({ name: item.name, input: jsonOrText(item.arguments) })),
            finish: response.status,
        };
    },
    'anthropic.messages': (bytes, stream) => {
        if (!stream) {
            const body = JSON.parse(bytes);
            return anthropicMessage(body.content, body.stop_reason);
        }
        const content = [];
        let finish;
        for (const event of serverEvents(bytes.toString())) {
            const block = content[event.index];
            if (event.type === 'content_block_start') content[event.index] = { ...event.content_block, json: '' };
            else if (event.delta?.type === 'text_delta') block.text += event.delta.text;
            else if (event.delta?.type === 'thinking_delta') block.thinking += event.delta.thinking;
            else if (event.delta?.type === 'input_json_delta') block.json += event.delta.partial_json;
            else if (event.type === 'message_delta') finish = event.delta.stop_reason ?? finish;
        }
        for (const block of content) if (block?.type === 'tool_use' && block.json) block.input = JSON.parse(block.json);
        return anthropicMessage(content.filter(Boolean), finish);
    },
    'gemini.generate': (bytes, stream) => {
        const text = bytes.toString();
        const bodies = stream ? (text.trimStart().startsWith('[') ? JSON.parse(text) : serverEvents(text)) : [JSON.parse(text)];
        const candidates = bodies.map((body) => body.candidates?.[0]).filter(Boolean);
        const parts = candidates.flatMap((candidate) => candidate.content?.parts ?? []);
        return {
            text: joined(parts.filter(({ thought }) => !thought).map((part) => part.text)),
            reasoning: joined(parts.filter(({ thought }) => thought).map((part) => part.text)),
            calls: parts.filter((part) => part.functionCall).map(({ functionCall: { name, args } }) => ({ name, input: args ?? {} })),
            finish: candidates.findLast((candidate) => candidate.finishReason)?.finishReason,
        };
    },
    'bedrock.converse': (bytes, stream) => {
        let content = [];
        let finish;
        if (!stream) {
            const body = JSON.parse(bytes);
            content = body.output.message.content;
            finish = body.stopReason;
        }
        for (const event of stream ? awsEvents(bytes) : []) {
            const block = (content[event.contentBlockIndex] ??= {});
            if (event.start?.toolUse) block.toolUse = { ...event.start.toolUse, json: '' };
            if (event.delta?.text !== undefined) block.text = (block.text ?? '') + event.delta.text;
            if (event.delta?.toolUse) block.toolUse.json += event.delta.toolUse.input;
            if (event.delta?.reasoningContent?.text) {
                block.reasoningContent ??= { reasoningText: { text: '' } };
                block.reasoningContent.reasoningText.text += event.delta.reasoningContent.text;
            }
            finish = event.stopReason ?? finish;
        }
        return {
            text: joined(content.map((block) => block.text ?? joined((block.citationsContent?.content ?? []).map(({ text }) => text)))),
            reasoning: joined(content.map((block) => block.reasoningContent?.reasoningText?.text)),
            calls: content.filter((block) => block.toolUse)
                .map(({ toolUse: { name, input, json } }) => ({ name, input: input ?? jsonOrText(json || '{}') })),
            finish,
        };
    },
    'cohere.v2chat': (bytes, stream) => {
        if (!stream) {
            const { message, finish_reason: finish } = JSON.parse(bytes);
            return { ...chat([message], []), finish };
        }
        const result = { text: '', reasoning: '', calls: [], finish: undefined };
        for (const { type, index, delta } of serverEvents(bytes.toString())) {
            const content = type === 'content-start' || type === 'content-delta' ? delta?.message?.content : undefined;
            result.text += content?.text ?? '';
            result.reasoning += content?.thinking ?? '';
            const call = delta?.message?.tool_calls?.function;
            if (type === 'tool-call-start') result.calls[index] = { name: call.name, input: call.arguments ?? '' };
            else if (type === 'tool-call-delta') result.calls[index].input += call.arguments;
            else if (type === 'message-end') result.finish = delta.finish_reason;
        }
        for (const call of result.calls) call.input = jsonOrText(call.input || '{}');
        return result;
    },
    'ollama.chat': (bytes, stream) => {
        const lines = stream ? bytes.toString().trim().split('\n').map((line) => JSON.parse(line)) : [JSON.parse(bytes)];
        return {
            text: joined(lines.map(({ message }) => message.content)),
            reasoning: joined(lines.map(({ message }) => message.thinking)),
            calls: lines.flatMap(({ message }) => message.tool_calls ?? []).map(({ function: { name, arguments: input } }) => ({ name, input })),
            finish: lines.at(-1).done_reason,
        };
    },
};
readers['mistral.chat'] = readers['openai.chat'];
readers['gemini.stream'] = readers['gemini.generate'];
readers['bedrock.converse_stream'] = readers['bedrock.converse'];

export function truthOf(exchange) {
    return readers[exchange.api](bytesOf(exchange), exchange.stream);
}
export const chatApis = Object.keys(readers);
