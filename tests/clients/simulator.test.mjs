// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDirect, startGateway } from './gateway.mjs';
import { errorClasses, openAiSuite, ownErrorsSuite } from './openaisuite.mjs';

let gateway;
before(async () => { gateway = await startGateway(); });
after(async () => { await gateway?.stop(); });

openAiSuite(() => gateway, { model: 'sim/fast', embeddingModel: 'sim/embedding' });
ownErrorsSuite(() => gateway);

// What the vendor's failures become; 401 and 403 of a vendor are about the gateway's own key, not the client's (FEATURES 1.3).
const simulated = new Set([400, 404, 408, 429, 500, 502, 503, 529]);
for (const [status, type] of errorClasses.filter(([code]) => simulated.has(code))) {
    test(`the vendor's ${status} reaches the library as an error of its kind`, { skip: isDirect }, async () => {
        await assert.rejects(
            gateway.client.chat.completions.create({ model: `sim/error-${status}`, messages: [{ role: 'user', content: 'x' }] }),
            (error) => {
                assert.ok(error instanceof type || (status >= 500 && error.status >= 500) || (status === 408 && error.status >= 408),
                    `${error.constructor.name} ${error.status}: ${error.message}`);
                assert.equal(typeof error.code, 'string');
                return true;
            });
    });
}

test('an error after the first token ends the stream with an error', async () => {
    const stream = await gateway.client.chat.completions.create({
        model: 'sim/error-midstream', messages: [{ role: 'user', content: 'Tell me a story.' }], stream: true,
    });
    let chunks = 0;
    await assert.rejects(async () => {
        for await (const chunk of stream) chunks += chunk.choices.length;
    });
    assert.ok(chunks > 0);
});
