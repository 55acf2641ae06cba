// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The vendors behind the gateway in the matrix. Each column has
//   name, kind       what the table calls it: recorded, simulator or aimock
//   provider         for the configuration
//   model(use)       the name to ask for: of the simulator's model, of the error, ...
//   dialectFor(sdk)  what the vendor is spoken to in when a library of that dialect asks
//   reasonsIn        whether its answers in a dialect can have reasoning text; none = never
// and what else its kind needs.
import { LLMock } from '@copilotkit/aimock';
import { prompts } from './clientinputs.mjs';
import { vendorKey } from './gateway.mjs';
import { RecordedServer, recordings } from './recordedserver.mjs';
import { bytesOf, chatApis, truthOf } from './recordedtruth.mjs';

export const mockText = 'Hello! I answer from a fixture. Grüße, 世界 \u{1F600}.';
export const mockReasoning = 'Six times seven: five sevens are thirty-five, and one more is forty-two.';
export const mockPerson = { name: 'Ada', age: 36 };

// What Amazon's requests are signed with.
const awsKey = `AKIDEXAMPLE:${vendorKey}`;

export function simulators() {
    return ['openai', 'responses', 'anthropic', 'gemini', 'ollama', 'bedrock', 'cohere'].map((dialect) => ({
        name: dialect, kind: 'simulator',
        provider: {
            name: `sim-${dialect}`, type: 'simulator', baseUrl: `simulator:${dialect}`,
            models: [{ name: `sim-${dialect}-*`, upstream_name: 'sim/*' }],
        },
        model: (use) => `sim-${dialect}-${use}`,
        dialectFor: () => dialect,
    }));
}

// ---------------------------------------------------------------------------------------------------------------------------

// Chat clients of OpenAI's vendor, of Azure and of Ollama are served in their own dialect.
const speaksItself = { openai: ['openai', 'responses'], azure: ['openai', 'responses'], ollama: ['openai', 'ollama'] };
const own = { azure: 'openai', mistral: 'openai' };
const dialectAt = (vendor) => (sdk) => (speaksItself[vendor]?.includes(sdk.dialect) ? sdk.dialect : own[vendor] ?? vendor);

export async function startMock() {
    const mock = new LLMock({ port: 0, logLevel: 'silent', journalMaxEntries: 10 });
    const isResult = (request) => request.messages?.at(-1)?.role === 'tool';
    const call = (name) => ({ name, arguments: { city: 'Paris' } });
    mock.on({ predicate: isResult }, { content: 'It is 21 degrees in Paris.' });
    mock.on({ userMessage: prompts.parallelTools }, { toolCalls: [call('get_weather'), call('get_time')] });
    mock.on({ userMessage: prompts.tools }, { toolCalls: [call('get_weather')] });
    mock.on({ userMessage: prompts.structured }, { content: JSON.stringify(mockPerson) });
    mock.on({ userMessage: prompts.thinking }, { content: mockText, reasoning: mockReasoning });
    mock.on({ userMessage: prompts.abort }, { content: 'Once upon a time there was a gateway. '.repeat(200) },
        { latency: 10, chunkSize: 10 });
    mock.on({ userMessage: prompts.answer }, { content: mockText });
    for (const status of [400, 429, 500]) {
        mock.on({ userMessage: `fail with ${status}` },
            { status, error: { message: `scripted ${status}`, type: 'scripted', code: `code_${status}` } });
    }
    await mock.start();
    // When each answer's connection ended, and whether before the answer was whole.
    mock.broken = [];
    mock.lastBody = '';
    mock.serverInstance.server.prependListener('request', (request, response) => {
        const pieces = [];
        request.on('data', (piece) => pieces.push(piece));
        request.on('end', () => { mock.lastBody = Buffer.concat(pieces).toString('utf8'); });
        response.on('close', () => {
            if (!response.writableFinished) mock.broken.push(Date.now());
        });
    });
    return mock;
}

export function mocks(mock) {
    const bases = {
        openai: '/v1', anthropic: '/v1', gemini: '/v1beta', ollama: '', bedrock: '', cohere: '/v2', azure: '',
    };
    return Object.entries(bases).map(([vendor, base]) => ({
        name: vendor, kind: 'aimock', mock,
        provider: {
            name: `mock-${vendor}`, type: vendor === 'azure' ? 'azure_openai' : vendor, baseUrl: mock.url + base,
            ...(vendor === 'bedrock' && { key: awsKey }),
            models: [{ name: `mock-${vendor}-*`, upstream_name: '*' }],
        },
        model: (use) => `mock-${vendor}-${use}`,
        dialectFor: dialectAt(vendor),
        // aimock's imitations are not exact here: in Ollama's dialect it names the text "reasoning_content", which Ollama never
        // does, and in Cohere's it sends it as a part of the answer's words.
        reasonsIn: (dialect) => dialect !== 'ollama' && dialect !== 'cohere',
        thinksAloud: (dialect) => dialect === 'cohere',
        // In Google's it ends calls with FUNCTION_CALL, a word that Google does not have and that the ai package, which sees the
        // vendor's own bytes, takes for something else.
        finishOfCalls: (sdk) => (vendor === 'gemini' && sdk.name === 'ai google' ? 'other' : 'tools'),
    }));
}

// ---------------------------------------------------------------------------------------------------------------------------

// Answers to what no scenario asks for, and answers that no library would take from the vendor itself.
const excluded = {
    d9333fe58dce: 'calls by the old \'functions\'',
    '684befdb49bf': 'two choices (n: 2)',
    f7ded7b511e3: 'sound (modalities: audio)',
    '2f553d3e6658': 'finishReason is a number: written by another program than the vendor',
    '386d9f3e0693': 'a stream of Bedrock Mantle with event types that the openai library refuses (response.reasoning_part.added)',
};

// The gateway always asks Google for events. Where the recorded client did not, the same chunks are sent as such.
function geminiEvents(exchange) {
    const { body_text: text, headers } = exchange.response;
    if (exchange.api !== 'gemini.stream' || !text.trimStart().startsWith('[')) return exchange;
    const events = JSON.parse(text).map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');
    return { ...exchange, response: { ...exchange.response, headers: { ...headers, 'content-type': 'text/event-stream' }, body_text: events } };
}

// No stream of Ollama's chat was recorded, but one of its other endpoint, which has the same lines with another member.
function ollamaStream(exchange) {
    const lines = exchange.response.body_text.trim().split('\n').map((line) => {
        const { response, context, ...rest } = JSON.parse(line);
        return JSON.stringify({ ...rest, message: { role: 'assistant', content: response } });
    });
    return { ...exchange, api: 'ollama.chat', response: { ...exchange.response, body_text: `${lines.join('\n')}\n` } };
}

const apiDialects = {
    'openai.chat': 'openai', 'openai.responses': 'responses', 'anthropic.messages': 'anthropic', 'gemini.generate': 'gemini',
    'gemini.stream': 'gemini', 'bedrock.converse': 'bedrock', 'bedrock.converse_stream': 'bedrock', 'cohere.v2chat': 'cohere',
    'mistral.chat': 'mistral', 'ollama.chat': 'ollama',
};

// Which scenarios a recording belongs to, by what it says.
function scenarioOf({ exchange, truth }) {
    const has = (feature) => exchange.features?.includes(feature);
    if (truth.calls.length > 1) return 'parallel tools';
    if (truth.calls.length === 1) return 'tools';
    if (truth.reasoning) return 'thinking';
    if (exchange.stream) return 'stream';
    if (has('vision')) return 'image';
    if (!truth.refusal && has('json_schema') || has('json_mode')) return 'structured output';
    return 'answer';
}

export async function startRecorded(directory) {
    const isChat = ({ api, id }) => (chatApis.includes(api) || api === 'ollama.generate') && !excluded[id];
    const chats = recordings(directory, isChat)
        .map((exchange) => (exchange.api === 'ollama.generate' ? ollamaStream(exchange) : geminiEvents(exchange)));
    const server = new RecordedServer(chats);
    await server.start();
    server.byDialect = {};
    for (const exchange of chats) {
        const entries = (server.byDialect[apiDialects[exchange.api]] ??= []);
        // OpenRouter says in the stream what the vendor refused.
        const errorInStream = exchange.api === 'openai.chat' && /"error": ?\{/.test(exchange.response.body_text ?? '');
        const isError = exchange.response.status >= 400 || (exchange.stream && errorInStream);
        const entry = { exchange, model: `rec-${exchange.id}`, truth: isError ? undefined : truthOf(exchange) };
        entries.push({ ...entry, scenario: isError ? 'error' : scenarioOf(entry) });
    }
    return server;
}

export function recorded(server) {
    const bases = { openai: '/v1', anthropic: '/v1', gemini: '/v1beta', ollama: '', bedrock: '', cohere: '/v2', mistral: '/v1' };
    return Object.entries(bases).map(([vendor, base]) => ({
        name: vendor, kind: 'recorded', server,
        provider: {
            name: `rec-${vendor}`, type: vendor, baseUrl: server.origin + base,
            ...(vendor === 'bedrock' && { key: awsKey }),
            models: [{ name: `${vendor}.*`, upstream_name: '*' }],
        },
        model: (use) => `${vendor}.${use}`,
        dialectFor: dialectAt(vendor),
        // Ollama is called in OpenAI's dialect by clients that speak it: then it answers with what such a vendor said.
        entries(sdk) {
            const dialect = dialectAt(vendor)(sdk);
            return server.byDialect[vendor === 'mistral' ? 'mistral' : dialect];
        },
        // The longest stream of words.
        slow(sdk) {
            const streams = this.entries(sdk).filter(({ exchange, truth }) => exchange.stream && truth && !truth.reasoning && !truth.calls.length);
            streams.sort((left, right) => bytesOf(right.exchange).length - bytesOf(left.exchange).length);
            return `slow-${streams[0].exchange.id}`;
        },
    }));
}
