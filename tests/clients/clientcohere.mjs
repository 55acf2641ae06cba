// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

import { CohereClientV2, CohereError } from 'cohere-ai';
import {
    finishOf, jsonOrText, leaveAfterWords, personSchema, pixelUrl, prompts, time, toolResult, weather,
} from './clientinputs.mjs';

const user = (content) => ({ role: 'user', content });
const usageOf = (usage) => usage?.tokens && { input: usage.tokens.inputTokens, output: usage.tokens.outputTokens };

function read(answer) {
    const content = answer.message.content ?? [];
    const joined = (kind, member) => content.filter(({ type }) => type === kind).map((item) => item[member]).join('');
    return {
        text: joined('text', 'text'),
        reasoning: joined('thinking', 'thinking'),
        calls: (answer.message.toolCalls ?? [])
            .map((call) => ({ id: call.id, name: call.function.name, input: jsonOrText(call.function.arguments) })),
        finish: finishOf(answer.finishReason),
        usage: usageOf(answer.usage),
    };
}

async function readStream(stream) {
    const result = { text: '', reasoning: '', calls: [], finish: '', usage: undefined, pieces: 0 };
    for await (const event of stream) {
        const message = event.delta?.message;
        if (event.type === 'content-start' || event.type === 'content-delta') {
            if (message?.content?.text) ++result.pieces;
            result.text += message?.content?.text ?? '';
            result.reasoning += message?.content?.thinking ?? '';
        } else if (event.type === 'tool-call-start') {
            const call = message.toolCalls;
            result.calls[event.index] = { id: call.id, name: call.function.name, input: call.function.arguments ?? '' };
        } else if (event.type === 'tool-call-delta') {
            result.calls[event.index].input += message.toolCalls.function.arguments;
        } else if (event.type === 'message-end') {
            result.finish = finishOf(event.delta.finishReason);
            result.usage = usageOf(event.delta.usage);
        }
    }
    for (const call of result.calls) call.input = jsonOrText(call.input);
    return result;
}

export function cohere({ origin, key }) {
    const client = new CohereClientV2({ token: key, environment: origin, baseUrl: origin });
    const once = { maxRetries: 0, timeoutInSeconds: 30 };
    const ask = async (body, stream = false) => (stream
        ? readStream(await client.chatStream(body, once))
        : read(await client.chat(body, once)));
    const toolsOf = (...tools) => tools.map(({ name, description, schema }) => (
        { type: 'function', function: { name, description, parameters: schema } }));
    return {
        name: 'cohere', dialect: 'cohere', showsReasoning: true,
        isError: (error, status) => error instanceof CohereError && error.statusCode === status,
        answer: (model) => ask({ model, messages: [user(prompts.answer)] }),
        stream: (model) => ask({ model, messages: [user(prompts.answer)] }, true),
        async tools(model, { stream, lastModel = model } = {}) {
            const body = { messages: [user(prompts.tools)], tools: toolsOf(weather) };
            if (stream) return { first: await ask({ model, ...body }, true) };
            const answer = await client.chat({ model, ...body }, once);
            const { toolCalls, toolPlan } = answer.message;
            const results = (toolCalls ?? []).map(({ id }) => ({ role: 'tool', toolCallId: id, content: JSON.stringify(toolResult) }));
            const turn = { role: 'assistant', toolCalls, ...(toolPlan && { toolPlan }) };
            const last = await ask({ model: lastModel, ...body, messages: [...body.messages, turn, ...results] });
            return { first: read(answer), last };
        },
        parallelTools: (model, { stream } = {}) => ask({
            model, messages: [user(prompts.parallelTools)], tools: toolsOf(weather, time),
        }, stream),
        image: (model) => ask({
            model, messages: [user([{ type: 'text', text: prompts.answer }, { type: 'image_url', imageUrl: { url: pixelUrl } }])],
        }),
        async structured(model) {
            const result = await ask({
                model, messages: [user(prompts.structured)], responseFormat: { type: 'json_object', jsonSchema: personSchema },
            });
            return { ...result, value: JSON.parse(result.text) };
        },
        thinking: (model, { stream } = {}) => ask({
            model, messages: [user(prompts.thinking)], thinking: { type: 'enabled', tokenBudget: 1024 }, maxTokens: 4096,
        }, stream),
        error: (model, { stream, prompt = prompts.answer } = {}) => ask({ model, messages: [user(prompt)] }, stream),
        async abort(model) {
            const stop = new AbortController();
            const stream = await client.chatStream({ model, messages: [user(prompts.abort)] }, { ...once, abortSignal: stop.signal });
            return leaveAfterWords(stream, (event) => event.delta?.message?.content?.text, () => stop.abort());
        },
    };
}
