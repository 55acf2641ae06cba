// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

import OpenAI from 'openai';
import {
    finishOf, jsonOrText, leaveAfterWords, personSchema, pixelUrl, prompts, time, toolResult, weather,
} from './clientinputs.mjs';

const user = (content) => ({ role: 'user', content });
const clientFor = ({ origin, key }) => new OpenAI({ baseURL: `${origin}/v1`, apiKey: key, maxRetries: 0, timeout: 30_000 });
const errors = {
    400: OpenAI.BadRequestError, 401: OpenAI.AuthenticationError, 403: OpenAI.PermissionDeniedError, 404: OpenAI.NotFoundError, 429: OpenAI.RateLimitError,
    500: OpenAI.InternalServerError, 502: OpenAI.InternalServerError, 503: OpenAI.InternalServerError,
};
const isError = (error, status) => error instanceof (errors[status] ?? OpenAI.APIError) && error.status === status;

// ---------------------------------------------------------------------------------------------------------------------------

const chatUsage = (usage) => usage && { input: usage.prompt_tokens, output: usage.completion_tokens };
const reasoningOf = (message) => message?.reasoning_content ?? message?.reasoning ?? '';

function readChat(answer) {
    const [choice] = answer.choices;
    return {
        text: choice.message.content ?? '',
        reasoning: reasoningOf(choice.message),
        calls: (choice.message.tool_calls ?? [])
            .map((call) => ({ id: call.id, name: call.function.name, input: jsonOrText(call.function.arguments) })),
        finish: finishOf(choice.finish_reason),
        usage: chatUsage(answer.usage),
    };
}

async function readChatStream(stream) {
    const result = { text: '', reasoning: '', calls: [], finish: '', usage: undefined, pieces: 0 };
    for await (const chunk of stream) {
        if (chunk.usage) result.usage = chatUsage(chunk.usage);
        const choice = chunk.choices.find(({ index }) => index === 0); // one of several, where n was asked for
        if (!choice) continue;
        if (choice.delta.content) ++result.pieces;
        result.text += choice.delta.content ?? '';
        result.reasoning += reasoningOf(choice.delta);
        for (const piece of choice.delta.tool_calls ?? []) {
            const call = (result.calls[piece.index] ??= { id: '', name: '', input: '' });
            call.id ||= piece.id ?? '';
            call.name ||= piece.function?.name ?? '';
            call.input += piece.function?.arguments ?? '';
        }
        if (choice.finish_reason) result.finish = finishOf(choice.finish_reason);
    }
    for (const call of result.calls) call.input = jsonOrText(call.input);
    return result;
}

export function openAiChat(gateway) {
    const client = clientFor(gateway);
    const create = (body) => client.chat.completions.create(body);
    const ask = async (body, stream = false) => (stream
        ? readChatStream(await create({ ...body, stream: true, stream_options: { include_usage: true } }))
        : readChat(await create(body)));
    const functions = (...tools) => tools.map(({ name, description, schema }) => (
        { type: 'function', function: { name, description, parameters: schema } }));
    return {
        name: 'openai chat', dialect: 'openai', isError, showsReasoning: true,
        answer: (model) => ask({ model, messages: [user(prompts.answer)] }),
        stream: (model) => ask({ model, messages: [user(prompts.answer)] }, true),
        async tools(model, { stream, lastModel = model } = {}) {
            const body = { messages: [user(prompts.tools)], tools: functions(weather), parallel_tool_calls: false };
            if (stream) return { first: await ask({ model, ...body }, true) };
            const answer = await create({ model, ...body });
            const [{ message }] = answer.choices;
            const results = (message.tool_calls ?? [])
                .map(({ id }) => ({ role: 'tool', tool_call_id: id, content: JSON.stringify(toolResult) }));
            const last = await ask({ model: lastModel, ...body, messages: [...body.messages, message, ...results] });
            return { first: readChat(answer), last };
        },
        parallelTools: (model, { stream } = {}) => ask({
            model, messages: [user(prompts.parallelTools)], tools: functions(weather, time), parallel_tool_calls: true,
        }, stream),
        image: (model) => ask({
            model, messages: [user([{ type: 'text', text: prompts.answer }, { type: 'image_url', image_url: { url: pixelUrl } }])],
        }),
        async structured(model) {
            const answer = await client.chat.completions.parse({
                model, messages: [user(prompts.structured)],
                response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema: personSchema } },
            });
            return { ...readChat(answer), value: JSON.parse(answer.choices[0].message.content) };
        },
        thinking: (model, { stream } = {}) => ask({
            model, messages: [user(prompts.thinking)], reasoning_effort: 'low', max_completion_tokens: 4096,
        }, stream),
        error: (model, { stream, prompt = prompts.answer } = {}) => ask({ model, messages: [user(prompt)] }, stream),
        async abort(model) {
            const stream = await create({ model, messages: [user(prompts.abort)], stream: true });
            return leaveAfterWords(stream, (chunk) => chunk.choices[0]?.delta?.content, () => stream.controller.abort());
        },
    };
}

// ---------------------------------------------------------------------------------------------------------------------------

function readResponse(response) {
    const items = (type) => response.output.filter((item) => item.type === type);
    const calls = items('function_call')
        .map((item) => ({ id: item.call_id, name: item.name, input: jsonOrText(item.arguments) }));
    return {
        text: response.output_text,
        reasoning: items('reasoning').flatMap((item) => [...(item.content ?? []), ...(item.summary ?? [])]).map(({ text }) => text).join(''),
        calls,
        finish: response.status === 'completed' && calls.length ? 'tools' : finishOf(response.status),
        usage: response.usage && { input: response.usage.input_tokens, output: response.usage.output_tokens },
    };
}

// The library's own accumulator checks that every event refers to an item that was announced.
async function readResponseStream(stream) {
    let text = '';
    let pieces = 0;
    let reasoning = '';
    for await (const event of stream) {
        if (event.type === 'response.output_text.delta') {
            text += event.delta;
            ++pieces;
        } else if (event.type === 'response.reasoning_summary_text.delta' || event.type === 'response.reasoning_text.delta') {
            reasoning += event.delta;
        } else if (event.type === 'error' || event.type === 'response.failed') {
            throw new Error(`${event.type}: ${JSON.stringify(event)}`);
        }
    }
    const result = readResponse(await stream.finalResponse());
    if (result.text !== text) throw new Error(`the deltas say ${JSON.stringify(text)}, the response ${JSON.stringify(result.text)}`);
    if (result.reasoning !== reasoning) throw new Error('the deltas of the reasoning differ from the response');
    return { ...result, pieces };
}

export function openAiResponses(gateway) {
    const client = clientFor(gateway);
    const ask = async (body, stream = false) => (stream
        ? readResponseStream(client.responses.stream(body))
        : readResponse(await client.responses.create(body)));
    const functions = (...tools) => tools.map(({ name, description, schema }) => (
        { type: 'function', name, description, parameters: schema, strict: true }));
    return {
        name: 'openai responses', dialect: 'responses', isError, showsReasoning: true,
        answer: (model) => ask({ model, input: prompts.answer }),
        stream: (model) => ask({ model, input: prompts.answer }, true),
        async tools(model, { stream, lastModel = model } = {}) {
            const body = { tools: functions(weather), parallel_tool_calls: false, store: false };
            const input = [user(prompts.tools)];
            if (stream) return { first: await ask({ model, ...body, input }, true) };
            const answer = await client.responses.create({ model, ...body, input });
            const first = readResponse(answer);
            const results = first.calls.map(({ id }) => (
                { type: 'function_call_output', call_id: id, output: JSON.stringify(toolResult) }));
            const last = await ask({ model: lastModel, ...body, input: [...input, ...answer.output, ...results] });
            return { first, last };
        },
        parallelTools: (model, { stream } = {}) => ask({
            model, input: prompts.parallelTools, tools: functions(weather, time), parallel_tool_calls: true,
        }, stream),
        image: (model) => ask({
            model,
            input: [user([{ type: 'input_text', text: prompts.answer }, { type: 'input_image', image_url: pixelUrl, detail: 'auto' }])],
        }),
        async structured(model) {
            const answer = await client.responses.parse({
                model, input: prompts.structured,
                text: { format: { type: 'json_schema', name: 'person', strict: true, schema: personSchema } },
            });
            return { ...readResponse(answer), value: JSON.parse(answer.output_text) };
        },
        thinking: (model, { stream } = {}) => ask({
            model, input: prompts.thinking, reasoning: { effort: 'low', summary: 'auto' }, max_output_tokens: 4096,
        }, stream),
        error: (model, { stream, prompt = prompts.answer } = {}) => ask({ model, input: prompt }, stream),
        async abort(model) {
            const stream = await client.responses.create({ model, input: prompts.abort, stream: true });
            return leaveAfterWords(stream, (event) => event.type === 'response.output_text.delta', () => stream.controller.abort());
        },
    };
}
