// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

import { Ollama } from 'ollama';
import { finishOf, leaveAfterWords, personSchema, pixel, prompts, time, toolResult, weather } from './clientinputs.mjs';

const user = (content, more = {}) => ({ role: 'user', content, ...more });

// The library has no ids for calls.
function read(message, last) {
    const calls = (message.tool_calls ?? []).map(({ function: call }, index) => ({ id: `${index}`, name: call.name, input: call.arguments }));
    return {
        text: message.content ?? '',
        reasoning: message.thinking ?? '',
        calls,
        finish: last.done_reason === 'stop' && calls.length ? 'tools' : finishOf(last.done_reason),
        usage: last.eval_count === undefined ? undefined : { input: last.prompt_eval_count, output: last.eval_count },
    };
}

async function readStream(stream) {
    const message = { content: '', thinking: '', tool_calls: [] };
    let pieces = 0;
    let last = {};
    for await (const line of stream) {
        message.content += line.message.content ?? '';
        message.thinking += line.message.thinking ?? '';
        message.tool_calls.push(...(line.message.tool_calls ?? []));
        if (line.message.content) ++pieces;
        last = line;
    }
    return { ...read(message, last), pieces };
}

export function ollama({ origin, key }) {
    const client = new Ollama({ host: origin, headers: { Authorization: `Bearer ${key}` } });
    const ask = async (body, stream = false) => {
        if (stream) return readStream(await client.chat({ ...body, stream: true }));
        const answer = await client.chat(body);
        return read(answer.message, answer);
    };
    const toolsOf = (...tools) => tools.map(({ name, description, schema }) => (
        { type: 'function', function: { name, description, parameters: schema } }));
    return {
        name: 'ollama', dialect: 'ollama', showsReasoning: true,
        // The class is not exported.
        isError: (error, status) => error.name === 'ResponseError' && error.status_code === status && Boolean(error.error),
        answer: (model) => ask({ model, messages: [user(prompts.answer)] }),
        stream: (model) => ask({ model, messages: [user(prompts.answer)] }, true),
        async tools(model, { stream, lastModel = model } = {}) {
            const body = { messages: [user(prompts.tools)], tools: toolsOf(weather) };
            if (stream) return { first: await ask({ model, ...body }, true) };
            const answer = await client.chat({ model, ...body });
            const first = read(answer.message, answer);
            const results = first.calls.map(({ name }) => ({ role: 'tool', tool_name: name, content: JSON.stringify(toolResult) }));
            const last = await ask({ model: lastModel, ...body, messages: [...body.messages, answer.message, ...results] });
            return { first, last };
        },
        parallelTools: (model, { stream } = {}) => ask({
            model, messages: [user(prompts.parallelTools)], tools: toolsOf(weather, time),
        }, stream),
        image: (model) => ask({ model, messages: [user(prompts.answer, { images: [pixel] })] }),
        async structured(model) {
            const result = await ask({ model, messages: [user(prompts.structured)], format: personSchema });
            return { ...result, value: JSON.parse(result.text) };
        },
        thinking: (model, { stream } = {}) => ask({
            model, messages: [user(prompts.thinking)], think: true, options: { num_predict: 4096 },
        }, stream),
        error: (model, { stream, prompt = prompts.answer } = {}) => ask({ model, messages: [user(prompt)] }, stream),
        async abort(model) {
            const stream = await client.chat({ model, messages: [user(prompts.abort)], stream: true });
            return leaveAfterWords(stream, (line) => line.message.content, () => stream.abort());
        },
    };
}
