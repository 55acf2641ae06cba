// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Real exchanges replayed: what the client sent must reach the vendor, and what the vendor answered the client, byte for byte.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { eventually, isDirect, startGateway, vendorKey } from './gateway.mjs';
import { errorClasses } from './openaisuite.mjs';
import { RecordedServer, recordings } from './recordedserver.mjs';

const exchanges = recordings(join(process.env.GATEHOUSE_TEST_DATA, 'wire'));
const server = new RecordedServer(exchanges);
const chat = exchanges.find(({ api }) => api === 'openai.chat');
const surfaces = {
    'openai.chat': '/chat/completions', 'openai.completions': '/completions', 'openai.embeddings': '/embeddings',
};
let gateway;
before(async () => {
    await server.start();
    gateway = await startGateway([{
        name: 'recorded', baseUrl: server.url,
        models: [{ name: 'rec-*' }, { name: 'status-*' }, { name: 'endless' }, { name: 'house-name', upstream_name: `rec-${chat.id}` }],
    }]);
});
after(async () => {
    await gateway?.stop();
    await server.stop();
});

function post(surface, text) {
    return fetch(gateway.url + surface, {
        method: 'POST',
        headers: { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/json' },
        body: text,
    });
}

// A body as no library writes it: odd spaces, number forms and members unknown to anybody must all survive.
function bodyOf(exchange, model) {
    const body = { ...exchange.request.body, model };
    return JSON.stringify(body, null, 1).replace(/\}$/, ',  "x_unknown" : {"z":1.0, "a":1e2, "big":18446744073709551616}\n}');
}

// A stream as the client must see it that did not ask for usage: without the event that has usage and no choices.
function withoutUsageEvent(text) {
    return text.replace(/data: [^\r\n]*(\r?\n){2}/g,
        (event) => (/"choices": ?\[\]/.test(event) && /"usage": ?\{/.test(event) ? '' : event));
}

test('there are recordings of every kind', () => {
    assert.ok(exchanges.length >= 30, `${exchanges.length} recordings`);
    for (const kind of Object.keys(surfaces)) assert.ok(exchanges.some((exchange) => exchange.api === kind), kind);
});

for (const exchange of exchanges.filter(({ api }) => surfaces[api])) {
    test(`${exchange.provider} ${exchange.api} ${exchange.stream ? 'stream ' : ''}${exchange.status} ${exchange.id}`, async () => {
        const sent = bodyOf(exchange, `rec-${exchange.id}`);
        const count = server.requests.length;
        const response = await post(surfaces[exchange.api], sent);
        const answer = Buffer.from(await response.arrayBuffer());
        if (exchange.status === 400 && server.requests.length === count) {
            assert.equal(response.status, 400, 'the gateway saw itself what the vendor would refuse');
            return;
        }
        assert.equal(server.requests.length, count + 1, 'one request in, one request out');
        const seen = server.requests.at(-1).body.toString('utf8');
        const askedForUsage = exchange.request.body.stream_options?.include_usage === true;
        if (exchange.stream && !askedForUsage && !isDirect) {
            assert.deepEqual(JSON.parse(seen).stream_options, { ...exchange.request.body.stream_options, include_usage: true });
            const kept = seen.replace(/,?\s*"stream_options"\s*:\s*\{[^}]*\}/, '');
            assert.equal(kept, sent.replace(/,?\s*"stream_options"\s*:\s*\{[^}]*\}/, ''));
        } else {
            assert.equal(seen, sent);
        }
        if (exchange.stream && /"error": ?\{/.test(exchange.response.body_text)) {
            // The vendor's stream ends in an error: said as one, with the status while nothing has left, else in the stream.
            assert.match(answer.toString('utf8'), /"error"/);
        } else if (exchange.status === 200) {
            assert.equal(response.status, 200);
            const recorded = exchange.response.body_text;
            let expected = exchange.stream && !askedForUsage && !isDirect ? withoutUsageEvent(recorded) : recorded;
            // Some vendors leave the end mark out; clients get it.
            if (exchange.stream && !recorded.includes('[DONE]') && !isDirect) expected += 'data: [DONE]\n\n';
            assert.equal(answer.toString('utf8'), expected);
        } else if (![401, 403].includes(exchange.status)) {
            assert.equal(response.status, exchange.status);
            assert.ok(JSON.parse(answer.toString('utf8')).error.message.length > 0);
        }
    });
}

test('only the model name changes when the vendor knows another', { skip: isDirect }, async () => {
    const sent = bodyOf(chat, 'house-name');
    await (await post('/chat/completions', sent)).arrayBuffer();
    const seen = server.requests.at(-1).body.toString('utf8');
    const expected = sent.replace('"house-name"', `"rec-${chat.id}"`);
    assert.equal(seen.replace(/,?\s*"stream_options"\s*:\s*\{[^}]*\}/, ''), expected.replace(/,?\s*"stream_options"\s*:\s*\{[^}]*\}/, ''));
});

test("the vendor sees its own key and nothing of the client's", { skip: isDirect }, async () => {
    await (await post('/chat/completions', bodyOf(chat, `rec-${chat.id}`))).arrayBuffer();
    const { headers } = server.requests.at(-1);
    assert.equal(headers.authorization, `Bearer ${vendorKey}`);
    assert.ok(!JSON.stringify(headers).includes(gateway.key));
});

for (const [status, type] of errorClasses) {
    test(`${status} becomes the library's error class`, async () => {
        await assert.rejects(
            gateway.client.chat.completions.create({ model: `status-${status}`, messages: [{ role: 'user', content: 'x' }] }),
            (error) => {
                // A vendor's 401 and 403 are about the gateway's key: all keys dead, so 502 (FEATURES 1.3).
                const isOurKey = [401, 403].includes(status) && error.status === 502;
                assert.ok(error instanceof type || isOurKey || (status >= 500 && error.status >= 500) || (status === 408 && error.status >= 408),
                    `${error.constructor.name} ${error.status}: ${error.message}`);
                return true;
            });
    });
}

test('leaving in mid-stream closes the vendor within 200 ms and the ledger has what came', async () => {
    const stream = await gateway.client.chat.completions.create({
        model: 'endless', messages: [{ role: 'user', content: 'Count.' }], stream: true,
    });
    const seen = server.requests.at(-1);
    let tokens = 0;
    let leftAt = 0;
    for await (const chunk of stream) {
        tokens += chunk.choices.length;
        if (tokens === 8) {
            leftAt = Date.now();
            stream.controller.abort();
            break;
        }
    }
    await eventually(() => seen.closedAt > 0);
    assert.ok(seen.closedAt - leftAt <= 200, `${seen.closedAt - leftAt} ms`);
    if (isDirect) return;
    const row = await eventually(() => JSON.parse(gateway.ctl('--json', 'requests', 'list', '--limit', '20'))
        .find((request) => request.requested_model === 'endless' && request.state !== 'running'));
    assert.equal(row.state, 'client closed');
    assert.ok(row.usage.output >= 5, JSON.stringify(row.usage));
    assert.equal(row.usage.source, 3, 'partial: counted over what had come');
    gateway.ctl('ledger', 'check');
});
