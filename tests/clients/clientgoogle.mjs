// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

import { ApiError, GoogleGenAI } from '@google/genai';
import { finishOf, leaveAfterWords, personSchema, pixel, prompts, time, toolResult, weather } from './clientinputs.mjs';

const user = (...parts) => ({ role: 'user', parts });
const usageOf = (usage) => usage && {
    input: (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0),
    output: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
};

// The parts of the whole answer, or of all chunks one behind the other.
function read(parts, finish, usage) {
    const joined = (thought) => parts.filter((part) => part.text !== undefined && Boolean(part.thought) === thought).map(({ text }) => text).join('');
    const calls = parts.filter((part) => part.functionCall)
        .map(({ functionCall }) => ({ id: functionCall.id, name: functionCall.name, input: functionCall.args ?? {} }));
    return {
        text: joined(false), reasoning: joined(true), calls,
        // Google has no word of its own for calls; imitations have.
        finish: ['STOP', 'FUNCTION_CALL'].includes(finish) && calls.length ? 'tools' : finishOf(finish),
        usage: usageOf(usage),
    };
}

export function google({ origin, key }) {
    const client = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: origin, timeout: 30_000, retryOptions: { attempts: 1 } } });
    const create = (request) => client.models.generateContent(request);
    const ask = async (request, stream = false) => {
        if (!stream) {
            const answer = await create(request);
            const [candidate] = answer.candidates ?? [];
            return read(candidate?.content?.parts ?? [], candidate?.finishReason, answer.usageMetadata);
        }
        const parts = [];
        let pieces = 0;
        let finish;
        let usage;
        for await (const chunk of await client.models.generateContentStream(request)) {
            const [candidate] = chunk.candidates ?? [];
            const some = candidate?.content?.parts ?? [];
            parts.push(...some);
            if (some.some((part) => part.text && !part.thought)) ++pieces;
            finish = candidate?.finishReason ?? finish;
            usage = chunk.usageMetadata ?? usage;
        }
        return { ...read(parts, finish, usage), pieces };
    };
    const toolsOf = (...tools) => [{
        functionDeclarations: tools.map(({ name, description, schema }) => ({ name, description, parametersJsonSchema: schema })),
    }];
    return {
        name: 'google genai', dialect: 'gemini', showsReasoning: true,
        isError: (error, status) => error instanceof ApiError && error.status === status,
        answer: (model) => ask({ model, contents: prompts.answer }),
        stream: (model) => ask({ model, contents: prompts.answer }, true),
        async tools(model, { stream, lastModel = model } = {}) {
            const request = { contents: [user({ text: prompts.tools })], config: { tools: toolsOf(weather) } };
            if (stream) return { first: await ask({ model, ...request }, true) };
            const answer = await create({ model, ...request });
            const [{ content, finishReason }] = answer.candidates;
            const first = read(content.parts, finishReason, answer.usageMetadata);
            const results = first.calls.map(({ id, name }) => ({ functionResponse: { id, name, response: toolResult } }));
            const last = await ask({ model: lastModel, ...request, contents: [...request.contents, content, user(...results)] });
            return { first, last };
        },
        parallelTools: (model, { stream } = {}) => ask({
            model, contents: prompts.parallelTools, config: { tools: toolsOf(weather, time) },
        }, stream),
        image: (model) => ask({
            model, contents: [user({ text: prompts.answer }, { inlineData: { mimeType: 'image/png', data: pixel } })],
        }),
        async structured(model) {
            const result = await ask({
                model, contents: prompts.structured, config: { responseMimeType: 'application/json', responseJsonSchema: personSchema },
            });
            return { ...result, value: JSON.parse(result.text) };
        },
        thinking: (model, { stream } = {}) => ask({
            model, contents: prompts.thinking,
            config: { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 }, maxOutputTokens: 4096 },
        }, stream),
        error: (model, { stream, prompt = prompts.answer } = {}) => ask({ model, contents: prompt }, stream),
        async abort(model) {
            const stop = new AbortController();
            const stream = await client.models.generateContentStream({
                model, contents: prompts.abort, config: { abortSignal: stop.signal },
            });
            return leaveAfterWords(stream, (chunk) => chunk.candidates?.[0]?.content?.parts?.some(({ text, thought }) => text && !thought),
                () => stop.abort());
        },
    };
}
