// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the gateway refuses reaches every library as that library's own typed error: 401, 402, 403, 404, 429.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aiAnthropic, aiGoogle, aiOpenAiChat, aiOpenAiResponses } from './clientai.mjs';
import { anthropic } from './clientanthropic.mjs';
import { cohere } from './clientcohere.mjs';
import { google } from './clientgoogle.mjs';
import { mistral } from './clientmistral.mjs';
import { ollama } from './clientollama.mjs';
import { openAiChat, openAiResponses } from './clientopenai.mjs';
import { startGateway } from './gateway.mjs';

const adapters = [
    openAiChat, openAiResponses, anthropic, google, ollama, mistral, cohere, aiOpenAiResponses, aiOpenAiChat, aiAnthropic, aiGoogle,
];
const nameOf = (adapter) => adapter({ origin: 'http://127.0.0.1', key: 'sk-none' }).name;
const busyOf = (adapter) => `busy ${nameOf(adapter)}`;

let gateway;
const keys = {};
before(async () => {
    // A vendor that is no simulator, so that a model that nobody has is unknown.
    gateway = await startGateway([
        { name: 'simulator', baseUrl: '', type: 'simulator', models: [{ name: 'fast', upstream_name: 'sim/fast' }] },
        { name: 'other', baseUrl: 'http://127.0.0.1:9/v1', models: [{ name: 'other' }] },
    ], {
        clients: [{ name: 'poor' }, { name: 'bound', allowed_models: ['other'] }, ...adapters.map((adapter) => ({ name: busyOf(adapter) }))],
        budgets: [{ name: 'Nothing', scope: 'client', subject: 'poor', amount: '0', window: 'month' }],
        limits: adapters.map((adapter) => (
            { name: `One for ${busyOf(adapter)}`, scope: 'client', subject: busyOf(adapter), unit: 'requests', amount: 1, period: 3600 })),
    });
    for (const name of ['poor', 'bound', ...adapters.map(busyOf)]) keys[name] = gateway.ctl('keys', 'create', name).trim();
});
after(async () => { await gateway?.stop(); });

const withKey = (adapter, key) => adapter({ ...gateway, key });

async function isRefused(adapter, key, model, status, said) {
    const sdk = withKey(adapter, key);
    for (const call of ['answer', 'stream']) {
        await assert.rejects(sdk[call](model), (error) => {
            assert.ok(sdk.isError(error, status), `${call}: ${error.constructor.name} ${error.status ?? error.statusCode}: ${error.message}`);
            assert.match(JSON.stringify(error, Object.getOwnPropertyNames(error)), said);
            return true;
        });
    }
}

for (const adapter of adapters) {
    const name = nameOf(adapter);
    test(`${name}: 401, no such key`, () => isRefused(adapter, `sk-gh-${'a'.repeat(12)}-${'b'.repeat(48)}`, 'fast', 401, /API key/));
    test(`${name}: 402, the budget is used up`, () => isRefused(adapter, keys.poor, 'fast', 402, /budget/i));
    test(`${name}: 403, not this model`, () => isRefused(adapter, keys.bound, 'fast', 403, /may not use model/));
    test(`${name}: 404, no such model`, () => isRefused(adapter, gateway.key, 'no-such-model', 404, /no-such-model/));
    test(`${name}: 429, the limit is reached`, async () => {
        await withKey(adapter, keys[busyOf(adapter)]).answer('fast');
        await isRefused(adapter, keys[busyOf(adapter)], 'fast', 429, /limit/);
    });
}

test('a client can ask how it stands', async () => {
    const answer = await fetch(`${gateway.origin}/v1/gatehouse/key`, { headers: { authorization: `Bearer ${keys.poor}` } });
    assert.equal(answer.status, 200);
    const text = await answer.text();
    assert.match(text, /Nothing/);
});
