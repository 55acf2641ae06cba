// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

import { Mistral } from '@mistralai/mistralai';
import { MistralError } from '@mistralai/mistralai/models/errors';
import {
    finishOf, jsonOrText, leaveAfterWords, personSchema, pixelUrl, prompts, time, toolResult, weather,
} from './clientinputs.mjs';

const user = (content) => ({ role: 'user', content });
const chunksOf = (content) => (typeof content === 'string' ? [{ type: 'text', text: content }] : content ?? []);
const textOf = (content) => chunksOf(content).filter(({ type }) => type === 'text').map(({ text }) => text).join('');
const reasoningOf = (content) => chunksOf(content).filter(({ type }) => type === 'thinking')
    .flatMap(({ thinking }) => thinking).map(({ text }) => text ?? '').join('');
const usageOf = (usage) => usage && { input: usage.promptTokens, output: usage.completionTokens };
const callOf = (call) => ({ id: call.id, name: call.function.name, input: jsonOrText(call.function.arguments) });

function read(answer) {
    const [{ message, finishReason }] = answer.choices;
    return {
        text: textOf(message.content), reasoning: reasoningOf(message.content), calls: (message.toolCalls ?? []).map(callOf),
        finish: finishOf(finishReason), usage: usageOf(answer.usage),
    };
}

async function readStream(stream) {
    const result = { text: '', reasoning: '', calls: [], finish: '', usage: undefined, pieces: 0 };
    for await (const { data } of stream) {
        result.usage = usageOf(data.usage) ?? result.usage;
        const [choice] = data.choices;
        if (!choice) continue;
        const text = textOf(choice.delta.content);
        if (text) ++result.pieces;
        result.text += text;
        result.reasoning += reasoningOf(choice.delta.content);
        for (const piece of choice.delta.toolCalls ?? []) {
            const call = (result.calls[piece.index ?? 0] ??= { id: piece.id, name: '', input: '' });
            call.name ||= piece.function.name;
            call.input += typeof piece.function.arguments === 'string' ? piece.function.arguments : JSON.stringify(piece.function.arguments);
        }
        if (choice.finishReason) result.finish = finishOf(choice.finishReason);
    }
    for (const call of result.calls) call.input = jsonOrText(call.input);
    return result;
}

export function mistral({ origin, key }) {
    const client = new Mistral({ serverURL: origin, apiKey: key, retryConfig: { strategy: 'none' }, timeoutMs: 30_000 });
    const ask = async (body, stream = false) => (stream ? readStream(await client.chat.stream(body)) : read(await client.chat.complete(body)));
    const toolsOf = (...tools) => tools.map(({ name, description, schema }) => (
        { type: 'function', function: { name, description, parameters: schema } }));
    return {
        // Its answers are chat completions; "reasoning_content" is no field of its classes.
        name: 'mistral', dialect: 'openai', showsReasoning: false,
        isError: (error, status) => error instanceof MistralError && error.statusCode === status,
        answer: (model) => ask({ model, messages: [user(prompts.answer)] }),
        stream: (model) => ask({ model, messages: [user(prompts.answer)] }, true),
        async tools(model, { stream, lastModel = model } = {}) {
            const body = { messages: [user(prompts.tools)], tools: toolsOf(weather), parallelToolCalls: false };
            if (stream) return { first: await ask({ model, ...body }, true) };
            const answer = await client.chat.complete({ model, ...body });
            const [{ message }] = answer.choices;
            const results = (message.toolCalls ?? []).map(({ id, function: { name } }) => (
                { role: 'tool', toolCallId: id, name, content: JSON.stringify(toolResult) }));
            const last = await ask({ model: lastModel, ...body, messages: [...body.messages, message, ...results] });
            return { first: read(answer), last };
        },
        parallelTools: (model, { stream } = {}) => ask({
            model, messages: [user(prompts.parallelTools)], tools: toolsOf(weather, time), parallelToolCalls: true,
        }, stream),
        image: (model) => ask({
            model, messages: [user([{ type: 'text', text: prompts.answer }, { type: 'image_url', imageUrl: pixelUrl }])],
        }),
        async structured(model) {
            const result = await ask({
                model, messages: [user(prompts.structured)],
                responseFormat: { type: 'json_schema', jsonSchema: { name: 'person', strict: true, schemaDefinition: personSchema } },
            });
            return { ...result, value: JSON.parse(result.text) };
        },
        thinking: (model, { stream } = {}) => ask({
            model, messages: [user(prompts.thinking)], reasoningEffort: 'high', maxTokens: 4096,
        }, stream),
        error: (model, { stream, prompt = prompts.answer } = {}) => ask({ model, messages: [user(prompt)] }, stream),
        async abort(model) {
            const stop = new AbortController();
            const stream = await client.chat.stream({ model, messages: [user(prompts.abort)] }, { fetchOptions: { signal: stop.signal } });
            return leaveAfterWords(stream, ({ data }) => textOf(data.choices[0]?.delta?.content), () => stop.abort());
        },
    };
}
