// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Against a mock vendor that is not of our making.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LLMock } from '@copilotkit/aimock';
import OpenAI from 'openai';
import { isDirect, startGateway } from './gateway.mjs';
import { errorClasses, openAiSuite, ownErrorsSuite } from './openaisuite.mjs';

const mock = new LLMock({ port: 0, logLevel: 'silent' });
const lastIsTool = (request) => request.messages?.at(-1)?.role === 'tool';
const paris = { city: 'Paris' };
mock.on({ predicate: lastIsTool }, { content: 'It is 21 degrees in Paris.' });
mock.on({ userMessage: 'weather and the time' },
    { toolCalls: [{ name: 'get_weather', arguments: paris }, { name: 'get_time', arguments: paris }] });
mock.on({ userMessage: 'weather in Paris' }, { toolCalls: [{ name: 'get_weather', arguments: paris }] });
mock.on({ responseFormat: 'json_schema', userMessage: 'Describe a person' }, { content: '{"name":"Ada","age":36}' });
mock.onMessage('hello', { content: 'Hello! I answer from a fixture. Grüße, 世界 \u{1F600}.' });
mock.onEmbedding('hello world', { embedding: [0.25, -0.5, 0.125, 1] });
for (const [status] of errorClasses) {
    mock.on({ userMessage: `fail with ${status}` }, { status, error: { message: `scripted ${status}`, type: 'scripted', code: `code_${status}` } });
}

let gateway;
before(async () => {
    await mock.start();
    gateway = await startGateway([{
        name: 'aimock', baseUrl: `${mock.url}/v1`,
        models: [{ name: 'gpt-4o' }, { name: 'gpt-5.4' }, { name: 'text-embedding-3-small' }],
    }]);
});
after(async () => {
    await gateway?.stop();
    await mock.stop();
});

openAiSuite(() => gateway, { model: 'gpt-4o', embeddingModel: 'text-embedding-3-small', speaksBase64: false });
if (!isDirect) ownErrorsSuite(() => gateway);

for (const [status, type] of errorClasses.filter(([code]) => ![401, 403].includes(code))) {
    test(`${status} becomes the library's error class`, async () => {
        await assert.rejects(
            gateway.client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: `fail with ${status}` }] }),
            (error) => {
                assert.ok(error instanceof type || (status >= 500 && error.status >= 500) || (status === 408 && error.status >= 408),
                    `${error.constructor.name} ${error.status}: ${error.message}`);
                return true;
            });
    });
}

test('an unknown model is a NotFoundError', { skip: isDirect }, async () => {
    await assert.rejects(gateway.client.models.retrieve('no-such-model'), OpenAI.NotFoundError);
});
