// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

import Anthropic from '@anthropic-ai/sdk';
import { jsonSchemaOutputFormat } from '@anthropic-ai/sdk/helpers/json-schema';
import { finishOf, leaveAfterWords, personSchema, pixel, prompts, time, toolResult, weather } from './clientinputs.mjs';

const errors = {
    400: Anthropic.BadRequestError, 401: Anthropic.AuthenticationError, 403: Anthropic.PermissionDeniedError, 404: Anthropic.NotFoundError, 429: Anthropic.RateLimitError,
    500: Anthropic.InternalServerError, 502: Anthropic.InternalServerError, 503: Anthropic.InternalServerError,
};
const user = (content) => ({ role: 'user', content });

function read(message) {
    const joined = (type, member) => message.content.filter((block) => block.type === type).map((block) => block[member]).join('');
    return {
        text: joined('text', 'text'),
        reasoning: joined('thinking', 'thinking'),
        calls: message.content.filter(({ type }) => type === 'tool_use').map(({ id, name, input }) => ({ id, name, input })),
        finish: finishOf(message.stop_reason),
        usage: {
            input: message.usage.input_tokens + (message.usage.cache_read_input_tokens ?? 0) + (message.usage.cache_creation_input_tokens ?? 0),
            output: message.usage.output_tokens,
        },
    };
}

// Blocks must not overlap, and every delta must be of the block that is open: the library itself does not look.
async function readStream(stream) {
    let pieces = 0;
    let open = -1;
    for await (const event of stream) {
        if (event.type === 'content_block_start') {
            if (open !== -1) throw new Error('a block starts inside another');
            open = event.index;
        } else if (event.type === 'content_block_delta') {
            if (event.index !== open) throw new Error('a delta of a block that is not open');
            if (event.delta.type === 'text_delta') ++pieces;
        } else if (event.type === 'content_block_stop') {
            if (event.index !== open) throw new Error('a block ends that is not open');
            open = -1;
        }
    }
    return { ...read(await stream.finalMessage()), pieces };
}

export function anthropic({ origin, key }) {
    const client = new Anthropic({ baseURL: origin, apiKey: key, maxRetries: 0, timeout: 30_000 });
    const full = (body) => ({ max_tokens: 1024, ...body });
    const ask = async (body, stream = false) => (stream
        ? readStream(client.messages.stream(full(body)))
        : read(await client.messages.create(full(body))));
    const toolsOf = (...tools) => tools.map(({ name, description, schema }) => ({ name, description, input_schema: schema }));
    return {
        name: 'anthropic', dialect: 'anthropic', showsReasoning: true,
        isError: (error, status) => error instanceof (errors[status] ?? Anthropic.APIError) && error.status === status,
        answer: (model) => ask({ model, messages: [user(prompts.answer)] }),
        stream: (model) => ask({ model, messages: [user(prompts.answer)] }, true),
        async tools(model, { stream, lastModel = model } = {}) {
            const body = {
                tools: toolsOf(weather), tool_choice: { type: 'auto', disable_parallel_tool_use: true }, messages: [user(prompts.tools)],
            };
            if (stream) return { first: await ask({ model, ...body }, true) };
            const answer = await client.messages.create(full({ model, ...body }));
            const first = read(answer);
            const results = first.calls.map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: JSON.stringify(toolResult) }));
            const last = await ask({
                model: lastModel, ...body,
                messages: [...body.messages, { role: 'assistant', content: answer.content }, user(results)],
            });
            return { first, last };
        },
        parallelTools: (model, { stream } = {}) => ask({
            model, messages: [user(prompts.parallelTools)], tools: toolsOf(weather, time),
        }, stream),
        image: (model) => ask({
            model,
            messages: [user([
                { type: 'text', text: prompts.answer },
                { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } },
            ])],
        }),
        async structured(model) {
            const message = await client.messages.parse(full({
                model, messages: [user(prompts.structured)], output_config: { format: jsonSchemaOutputFormat(personSchema) },
            }));
            return { ...read(message), value: message.parsed_output };
        },
        thinking: (model, { stream } = {}) => ask({
            model, messages: [user(prompts.thinking)], thinking: { type: 'enabled', budget_tokens: 1024 }, max_tokens: 4096,
        }, stream),
        error: (model, { stream, prompt = prompts.answer } = {}) => ask({ model, messages: [user(prompt)] }, stream),
        async abort(model) {
            const stream = await client.messages.create(full({ model, messages: [user(prompts.abort)], stream: true }));
            return leaveAfterWords(stream,
                (event) => event.type === 'content_block_delta' && event.delta.type === 'text_delta', () => stream.controller.abort());
        },
    };
}
