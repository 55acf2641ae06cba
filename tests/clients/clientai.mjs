// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The Vercel AI SDK with its three providers; OpenAI's speaks responses unless told to speak chat completions.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { APICallError, Output, generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { finishOf, leaveAfterWords, personSchema, pixel, prompts, time, toolResult, weather } from './clientinputs.mjs';

globalThis.AI_SDK_LOG_WARNINGS = false; // it does not know the models' names

const user = (content) => ({ role: 'user', content });

function read({ text, reasoningText, toolCalls, finishReason, usage }) {
    return {
        text, reasoning: reasoningText ?? '',
        // The vendor's own tools are no calls that the client has to answer.
        calls: toolCalls.filter(({ providerExecuted }) => !providerExecuted).map(({ toolCallId, toolName, input }) => ({ id: toolCallId, name: toolName, input })),
        finish: finishOf(finishReason), usage: { input: usage.inputTokens, output: usage.outputTokens },
    };
}

async function readStream(result) {
    let pieces = 0;
    for await (const part of result.fullStream) {
        if (part.type === 'text-delta' && part.text) ++pieces;
        else if (part.type === 'error') throw part.error;
    }
    const [text, reasoningText, toolCalls, finishReason, usage] = await Promise.all(
        [result.text, result.reasoningText, result.toolCalls, result.finishReason, result.usage]);
    return { ...read({ text, reasoningText, toolCalls, finishReason, usage }), pieces };
}

function adapter(name, dialect, languageModel, { thinkingOptions, serialTools = {}, showsReasoning = true, isSummaryReader = false }) {
    const common = { maxRetries: 0, onError: () => {} };
    const ask = async ({ model, ...body }, stream = false) => {
        const options = { model: languageModel(model), ...common, ...body };
        return stream ? readStream(streamText(options)) : read(await generateText(options));
    };
    const toolsOf = (...tools) => Object.fromEntries(tools.map(({ name: toolName, description, schema }) => (
        [toolName, tool({ description, inputSchema: jsonSchema(schema) })])));
    return {
        name, dialect, showsReasoning, isSummaryReader,
        isError: (error, status) => APICallError.isInstance(error) && error.statusCode === status,
        answer: (model) => ask({ model, prompt: prompts.answer }),
        stream: (model) => ask({ model, prompt: prompts.answer }, true),
        async tools(model, { stream, lastModel = model } = {}) {
            const body = { tools: toolsOf(weather), stopWhen: stepCountIs(1), ...serialTools };
            const messages = [user(prompts.tools)];
            if (stream) return { first: await ask({ model, ...body, messages }, true) };
            const answer = await generateText({ model: languageModel(model), ...common, ...body, messages });
            const results = answer.toolCalls.filter(({ providerExecuted }) => !providerExecuted).map(({ toolCallId, toolName }) => (
                { type: 'tool-result', toolCallId, toolName, output: { type: 'json', value: toolResult } }));
            const last = await ask({
                model: lastModel, ...body, messages: [...messages, ...answer.response.messages, { role: 'tool', content: results }],
            });
            return { first: read(answer), last };
        },
        parallelTools: (model, { stream } = {}) => ask({ model, prompt: prompts.parallelTools, tools: toolsOf(weather, time) }, stream),
        image: (model) => ask({
            model, messages: [user([{ type: 'text', text: prompts.answer }, { type: 'image', image: pixel, mediaType: 'image/png' }])],
        }),
        async structured(model) {
            const result = await generateText({
                model: languageModel(model), ...common, prompt: prompts.structured,
                output: Output.object({ schema: jsonSchema(personSchema), name: 'person' }),
            });
            return { ...read(result), value: result.output };
        },
        thinking: (model, { stream } = {}) => ask({
            model, prompt: prompts.thinking, maxOutputTokens: 4096, providerOptions: thinkingOptions,
        }, stream),
        error: (model, { stream, prompt = prompts.answer } = {}) => ask({ model, prompt }, stream),
        async abort(model) {
            const stop = new AbortController();
            const result = streamText({ model: languageModel(model), ...common, prompt: prompts.abort, abortSignal: stop.signal });
            return leaveAfterWords(result.fullStream, (part) => part.type === 'text-delta' && part.text, () => stop.abort());
        },
    };
}

export function aiOpenAiResponses({ origin, key }) {
    const provider = createOpenAI({ baseURL: `${origin}/v1`, apiKey: key });
    return adapter('ai openai', 'responses', (model) => provider(model), {
        thinkingOptions: { openai: { reasoningEffort: 'low', reasoningSummary: 'auto', forceReasoning: true } },
        isSummaryReader: true, // of OpenAI's reasoning it shows the summary, and not the text that other vendors give
        serialTools: { providerOptions: { openai: { parallelToolCalls: false } } },
    });
}

export function aiOpenAiChat({ origin, key }) {
    const provider = createOpenAI({ baseURL: `${origin}/v1`, apiKey: key });
    // It reads no reasoning text in chat completions.
    return adapter('ai openai chat', 'openai', (model) => provider.chat(model), {
        thinkingOptions: { openai: { reasoningEffort: 'low', forceReasoning: true } },
        serialTools: { providerOptions: { openai: { parallelToolCalls: false } } },
        showsReasoning: false,
    });
}

export function aiAnthropic({ origin, key }) {
    const provider = createAnthropic({ baseURL: `${origin}/v1`, apiKey: key });
    return adapter('ai anthropic', 'anthropic', (model) => provider(model), {
        thinkingOptions: { anthropic: { thinking: { type: 'enabled', budgetTokens: 1024 } } },
        serialTools: { providerOptions: { anthropic: { disableParallelToolUse: true } } },
    });
}

export function aiGoogle({ origin, key }) {
    const provider = createGoogleGenerativeAI({ baseURL: `${origin}/v1beta`, apiKey: key });
    return adapter('ai google', 'gemini', (model) => provider(model), {
        thinkingOptions: { google: { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } } },
    });
}
