// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the official OpenAI library must be able to do through the gateway, whoever the vendor is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import { collect, isDirect } from './gateway.mjs';

const weatherTool = {
    type: 'function',
    function: {
        name: 'get_weather',
        description: 'The weather of a city',
        parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
    },
};
const timeTool = {
    type: 'function',
    function: {
        name: 'get_time',
        description: 'The time of a city',
        parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
    },
};
const personFormat = {
    type: 'json_schema',
    json_schema: {
        name: 'person',
        strict: true,
        schema: {
            type: 'object',
            properties: { name: { type: 'string' }, age: { type: 'integer' } },
            required: ['name', 'age'],
            additionalProperties: false,
        },
    },
};
const pixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const errorClasses = [
    [400, OpenAI.BadRequestError],
    [401, OpenAI.AuthenticationError],
    [403, OpenAI.PermissionDeniedError],
    [404, OpenAI.NotFoundError],
    [408, OpenAI.APIError],
    [409, OpenAI.ConflictError],
    [422, OpenAI.UnprocessableEntityError],
    [429, OpenAI.RateLimitError],
    [500, OpenAI.InternalServerError],
    [502, OpenAI.InternalServerError],
    [503, OpenAI.InternalServerError],
    [529, OpenAI.InternalServerError],
];

function textOf(chunks) {
    return chunks.map((chunk) => chunk.choices[0]?.delta?.content ?? '').join('');
}

function toolCallsOf(chunks) {
    const calls = [];
    for (const chunk of chunks) {
        for (const piece of chunk.choices[0]?.delta?.tool_calls ?? []) {
            const call = (calls[piece.index] ??= { id: '', name: '', arguments: '' });
            call.id ||= piece.id ?? '';
            call.name ||= piece.function?.name ?? '';
            call.arguments += piece.function?.arguments ?? '';
        }
    }
    return calls;
}

// `gateway()` gives what startGateway() gave; `model` is one that answers in words, `embeddingModel` one that embeds.
export function openAiSuite(gateway, { model, embeddingModel, speaksBase64 = true }) {
    const ask = (options) => gateway().client.chat.completions.create({ model, ...options });
    const user = (content) => [{ role: 'user', content }];

    test('chat', async () => {
        const answer = await ask({ messages: user('hello, who are you?') });
        assert.equal(answer.object, 'chat.completion');
        assert.equal(answer.choices[0].message.role, 'assistant');
        assert.ok(answer.choices[0].message.content.length > 0);
        assert.equal(answer.choices[0].finish_reason, 'stop');
        assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
    });

    test('stream without usage shows none', async () => {
        const chunks = await collect(await ask({ messages: user('hello, who are you?'), stream: true }));
        assert.ok(textOf(chunks).length > 0);
        assert.equal(chunks.at(-1).choices[0].finish_reason, 'stop');
        assert.ok(chunks.every((chunk) => chunk.choices.length === 1), 'the usage that the gateway asked for is hidden');
        assert.ok(chunks.every((chunk) => chunk.usage === undefined || chunk.usage === null));
    });

    test('stream with usage shows it once, at the end', async () => {
        const chunks = await collect(await ask({
            messages: user('hello, who are you?'), stream: true, stream_options: { include_usage: true },
        }));
        assert.ok(textOf(chunks).length > 0);
        assert.equal(chunks.filter((chunk) => chunk.usage).length, 1);
        assert.deepEqual(chunks.at(-1).choices, []);
        assert.ok(chunks.at(-1).usage.total_tokens > 0);
    });

    test('a tool call, and its result', async () => {
        const messages = user('What is the weather in Paris?');
        const answer = await ask({ messages, tools: [weatherTool], parallel_tool_calls: false });
        assert.equal(answer.choices[0].finish_reason, 'tool_calls');
        const [call] = answer.choices[0].message.tool_calls;
        assert.equal(call.function.name, 'get_weather');
        assert.equal(typeof JSON.parse(call.function.arguments).city, 'string');
        const last = await ask({
            messages: [...messages, answer.choices[0].message, { role: 'tool', tool_call_id: call.id, content: '{"degrees":21}' }],
            tools: [weatherTool],
        });
        assert.equal(last.choices[0].finish_reason, 'stop');
        assert.ok(last.choices[0].message.content.length > 0);
    });

    test('a tool call in a stream', async () => {
        const chunks = await collect(await ask({
            messages: user('What is the weather in Paris?'), tools: [weatherTool], parallel_tool_calls: false, stream: true,
        }));
        const calls = toolCallsOf(chunks);
        assert.equal(calls.length, 1);
        assert.equal(calls[0].name, 'get_weather');
        assert.equal(typeof JSON.parse(calls[0].arguments).city, 'string');
        assert.ok(chunks.some((chunk) => chunk.choices[0]?.finish_reason === 'tool_calls'));
    });

    for (const stream of [false, true]) {
        test(`parallel tool calls${stream ? ' in a stream' : ''}`, async () => {
            const answer = await ask({
                messages: user('What are the weather and the time in Paris?'),
                tools: [weatherTool, timeTool], parallel_tool_calls: true, stream,
            });
            const calls = stream
                ? toolCallsOf(await collect(answer))
                : answer.choices[0].message.tool_calls.map((call) => ({ id: call.id, ...call.function }));
            assert.ok(calls.length >= 2, `${calls.length} calls`);
            assert.equal(new Set(calls.map((call) => call.id)).size, calls.length, 'each has an id of its own');
            for (const call of calls) JSON.parse(call.arguments);
        });
    }

    test('structured output', async () => {
        const answer = await gateway().client.chat.completions.parse({
            model, messages: user('Describe a person as JSON.'), response_format: personFormat,
        });
        const person = JSON.parse(answer.choices[0].message.content);
        assert.equal(typeof person.name, 'string');
        assert.ok(Number.isInteger(person.age));
    });

    test('images in messages', async () => {
        const answer = await ask({
            messages: user([
                { type: 'text', text: 'hello, what is in this picture?' },
                { type: 'image_url', image_url: { url: pixel, detail: 'low' } },
            ]),
        });
        assert.ok(answer.choices[0].message.content.length > 0);
    });

    test('embeddings', async () => {
        // The library asks for base64 unless told otherwise, and decodes it: both ways must give the same numbers.
        const create = (options) => gateway().client.embeddings.create({ model: embeddingModel, input: 'hello world', ...options });
        const floats = await create({ encoding_format: 'float' });
        assert.ok(floats.data[0].embedding.length > 0);
        assert.ok(floats.data[0].embedding.every(Number.isFinite));
        if (!speaksBase64) return;
        const decoded = await create({});
        assert.equal(decoded.data[0].embedding.length, floats.data[0].embedding.length);
    });

    test('models are listed and found', async () => {
        const models = await collect(await gateway().client.models.list());
        assert.ok(models.length > 0);
        if (isDirect) return; // not every vendor can be asked for one
        const one = await gateway().client.models.retrieve(models[0].id);
        assert.equal(one.id, models[0].id);
    });
}

export function ownErrorsSuite(gateway) {
    test('a wrong key is an AuthenticationError', async () => {
        const client = new OpenAI({ baseURL: gateway().url, apiKey: 'sk-wrong', maxRetries: 0 });
        await assert.rejects(client.models.list(), OpenAI.AuthenticationError);
        await assert.rejects(
            client.chat.completions.create({ model: 'sim/fast', messages: [{ role: 'user', content: 'x' }] }),
            (error) => error instanceof OpenAI.AuthenticationError && error.code === 'invalid_api_key');
    });

    test('an unknown surface is refused', async () => {
        await assert.rejects(gateway().client.post('/no/such/surface', { body: {} }), OpenAI.NotFoundError);
    });
}
