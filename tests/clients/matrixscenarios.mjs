// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What every library must be able to do through the gateway, whoever the vendor is. A scenario throws when it fails and gives
// false when the vendor has nothing to show for it.
import assert from 'node:assert/strict';
import { finishOf, pixel, prompts } from './clientinputs.mjs';
import { eventually } from './gateway.mjs';
import { mockPerson, mockReasoning, mockText } from './matrixvendors.mjs';

export const scenarios = ['answer', 'stream', 'tools', 'parallel tools', 'image', 'structured output', 'thinking', 'error', 'abort'];
const closesWithin = 200; // ms from the client's leaving to the end of the vendor's connection

// The status that a client sees: a vendor's 401 and 403 are about the gateway's own key.
const statusFor = (vendor) => ([401, 403].includes(vendor) ? 502 : vendor);

function isUsage({ usage }) {
    assert.ok(usage, 'the answer has usage');
    assert.ok(Number.isInteger(usage.input) && usage.input > 0, `input ${usage.input}`);
    assert.ok(Number.isInteger(usage.output) && usage.output > 0, `output ${usage.output}`);
}

// Google's own calls need not have an id, and what it says is passed on as it is to its library.
const hasIds = (sdk, vendor) => sdk.name !== 'google genai' || vendor.dialectFor(sdk) !== 'gemini';

function isCall(sdk, vendor, call, names) {
    assert.ok(names.includes(call.name), call.name);
    assert.equal(typeof call.input?.city, 'string', JSON.stringify(call.input));
    if (hasIds(sdk, vendor)) assert.ok(call.id, 'a call has an id');
}

function finishOfCalls(sdk, vendor) {
    return vendor.finishOfCalls?.(sdk) ?? 'tools';
}

function areParallelCalls(sdk, vendor, { calls, finish }) {
    assert.equal(calls.length, 2, JSON.stringify(calls));
    for (const call of calls) isCall(sdk, vendor, call, ['get_weather', 'get_time']);
    assert.equal(new Set(calls.map(({ name }) => name)).size, 2);
    if (hasIds(sdk, vendor)) assert.equal(new Set(calls.map(({ id }) => id)).size, 2, 'each has an id of its own');
    assert.equal(finish, finishOfCalls(sdk, vendor));
}

async function failsWith(sdk, status, ask) {
    await assert.rejects(ask, (error) => {
        assert.ok(sdk.isError(error, status), `${error?.constructor?.name} ${error?.status ?? error?.statusCode ?? error?.status_code}: ${error?.message}`);
        assert.ok(error.message.length > 0);
        return true;
    }, `${status} did not come as an error`);
}

// ---------------------------------------------------------------------------------------------------------------------------
// The simulator and aimock answer what is asked.

const live = {
    async answer(sdk, vendor) {
        const answer = await sdk.answer(vendor.model('echo'));
        assert.equal(answer.text, vendor.kind === 'aimock' ? mockText : prompts.answer);
        assert.equal(answer.finish, 'stop');
        assert.deepEqual(answer.calls, []);
        if (vendor.kind === 'simulator') isUsage(answer);
    },
    async stream(sdk, vendor) {
        const answer = await sdk.stream(vendor.model('echo'));
        assert.equal(answer.text, vendor.kind === 'aimock' ? mockText : prompts.answer);
        assert.equal(answer.finish, 'stop');
        assert.deepEqual(answer.calls, []);
        assert.ok(answer.pieces > 1, `${answer.pieces} pieces`);
        if (vendor.kind === 'simulator') isUsage(answer);
    },
    async tools(sdk, vendor) {
        const { first, last } = await sdk.tools(vendor.model('fast'));
        assert.equal(first.calls.length, 1, JSON.stringify(first));
        isCall(sdk, vendor, first.calls[0], ['get_weather']);
        assert.equal(first.finish, finishOfCalls(sdk, vendor));
        assert.ok(last.text.length > 0);
        assert.deepEqual(last.calls, []);
        assert.equal(last.finish, 'stop');
        const { first: streamed } = await sdk.tools(vendor.model('fast'), { stream: true });
        assert.equal(streamed.calls.length, 1, JSON.stringify(streamed));
        isCall(sdk, vendor, streamed.calls[0], ['get_weather']);
        assert.equal(streamed.finish, finishOfCalls(sdk, vendor));
    },
    async 'parallel tools'(sdk, vendor) {
        areParallelCalls(sdk, vendor, await sdk.parallelTools(vendor.model('fast')));
        areParallelCalls(sdk, vendor, await sdk.parallelTools(vendor.model('fast'), { stream: true }));
    },
    async image(sdk, vendor) {
        const answer = await sdk.image(vendor.model('fast'));
        assert.ok(answer.text.length > 0);
        assert.equal(answer.finish, 'stop');
        if (vendor.kind === 'aimock') assert.ok(vendor.mock.lastBody.includes(pixel), 'the picture reached the vendor');
    },
    async 'structured output'(sdk, vendor) {
        const { value, finish } = await sdk.structured(vendor.model('fast'));
        if (vendor.kind === 'aimock') assert.deepEqual(value, mockPerson);
        assert.equal(typeof value.name, 'string');
        assert.ok(Number.isInteger(value.age));
        assert.equal(finish, 'stop');
    },
    async thinking(sdk, vendor) {
        for (const stream of [false, true]) {
            const answer = await sdk.thinking(vendor.model('fast'), { stream });
            const dialect = vendor.dialectFor(sdk);
            if (vendor.kind === 'aimock') assert.equal(answer.text, (vendor.thinksAloud?.(dialect) ? mockReasoning : '') + mockText);
            assert.ok(answer.text.length > 0);
            assert.equal(answer.finish, 'stop');
            if (sdk.showsReasoning && vendor.reasonsIn?.(dialect)) assert.equal(answer.reasoning, mockReasoning);
        }
    },
    async error(sdk, vendor) {
        for (const status of [400, 429, 500]) {
            const model = vendor.model(`error-${status}`);
            for (const stream of [false, true]) {
                await failsWith(sdk, status, sdk.error(model, { stream, prompt: `fail with ${status}` }));
            }
        }
    },
    async abort(sdk, vendor, gateway) {
        if (vendor.kind === 'aimock') {
            vendor.mock.broken.length = 0;
            const leftAt = await sdk.abort(vendor.model('long'));
            await eventually(() => vendor.mock.broken.length > 0, 2_000);
            assert.ok(vendor.mock.broken[0] - leftAt <= closesWithin, `${vendor.mock.broken[0] - leftAt} ms`);
            return;
        }
        // The simulator has no connection; the ledger says when its call ended.
        const leftAt = await sdk.abort(vendor.model('long'));
        const row = await eventually(() => JSON.parse(gateway.ctl('--json', 'requests', 'list', '--limit', '5'))
            .find((request) => request.requested_model === vendor.model('long') && request.state !== 'running'), 5_000);
        assert.equal(row.state, 'client closed');
        const endedAt = (row.started_at + row.latency_us) / 1_000;
        assert.ok(endedAt - leftAt <= closesWithin, `${endedAt - leftAt} ms`);
    },
};

// ---------------------------------------------------------------------------------------------------------------------------
// The recorded server answers what somebody else was once answered: that, and all of that, must arrive.

function sameAnswer(sdk, answer, { truth }) {
    // A refusal has a place of its own in OpenAI's dialects only.
    if (!truth.refusal || answer.text !== truth.refusal) assert.equal(answer.text, truth.text);
    assert.deepEqual(answer.calls.map(({ name, input }) => ({ name, input })), truth.calls);
    const reasoning = sdk.isSummaryReader && truth.summary !== undefined ? truth.summary : truth.reasoning;
    if (sdk.showsReasoning && reasoning) assert.equal(answer.reasoning, reasoning);
    const expected = truth.calls.length ? 'tools' : finishOf(truth.finish);
    if (truth.refusal) assert.ok(['stop', 'content-filter'].includes(answer.finish), answer.finish);
    else if (['stop', 'tools', 'length'].includes(expected)) assert.equal(answer.finish, expected);
    else assert.ok(answer.finish, truth.finish);
}

// Every recording of the scenario, and all that is wrong with any.
async function each(sdk, vendor, name, check) {
    const entries = vendor.entries(sdk).filter(({ scenario }) => scenario === name);
    if (entries.length === 0) return false;
    const wrong = [];
    for (const entry of entries) {
        try {
            await check(entry, vendor.model(entry.model));
        } catch (error) {
            wrong.push(`${entry.exchange.api} ${entry.exchange.stream ? 'stream ' : ''}${entry.exchange.id}: ${error.name} ${error.message}`);
        }
    }
    assert.deepEqual(wrong, [], `${wrong.length} of ${entries.length} recordings\n${wrong.join('\n')}`);
    return true;
}

const replayed = {
    answer: (sdk, vendor) => each(sdk, vendor, 'answer', async (entry, model) => sameAnswer(sdk, await sdk.answer(model), entry)),
    stream: (sdk, vendor) => each(sdk, vendor, 'stream', async (entry, model) => sameAnswer(sdk, await sdk.stream(model), entry)),
    tools(sdk, vendor) {
        const words = vendor.entries(sdk).find(({ scenario }) => scenario === 'answer');
        return each(sdk, vendor, 'tools', async (entry, model) => {
            const { stream } = entry.exchange;
            const { first, last } = await sdk.tools(model, { stream, lastModel: vendor.model(words.model) });
            sameAnswer(sdk, first, entry);
            if (last) sameAnswer(sdk, last, words);
        });
    },
    'parallel tools': (sdk, vendor) => each(sdk, vendor, 'parallel tools', async (entry, model) => {
        sameAnswer(sdk, await sdk.parallelTools(model, { stream: entry.exchange.stream }), entry);
    }),
    image: (sdk, vendor) => each(sdk, vendor, 'image', async (entry, model) => {
        sameAnswer(sdk, await sdk.image(model), entry);
        assert.ok(vendor.server.requests.at(-1).body.includes(pixel), 'the picture reached the vendor');
    }),
    'structured output': (sdk, vendor) => each(sdk, vendor, 'structured output', async (entry, model) => {
        const answer = await sdk.structured(model);
        sameAnswer(sdk, answer, entry);
        assert.deepEqual(answer.value, JSON.parse(entry.truth.text));
    }),
    thinking: (sdk, vendor) => each(sdk, vendor, 'thinking', async (entry, model) => {
        sameAnswer(sdk, await sdk.thinking(model, { stream: entry.exchange.stream }), entry);
    }),
    error: (sdk, vendor) => each(sdk, vendor, 'error', async ({ exchange }, model) => {
        const { status } = exchange.response;
        await failsWith(sdk, status === 200 ? 400 : statusFor(status), sdk.error(model, { stream: exchange.stream }));
    }),
    async abort(sdk, vendor) {
        const model = vendor.slow(sdk);
        const leftAt = await sdk.abort(vendor.model(model));
        const seen = vendor.server.requests.findLast((request) => request.model === model);
        await eventually(() => seen.closedAt > 0, 2_000);
        assert.ok(seen.closedAt - leftAt <= closesWithin, `${seen.closedAt - leftAt} ms`);
    },
};

export function play(scenario, sdk, vendor, gateway) {
    return (vendor.kind === 'recorded' ? replayed : live)[scenario](sdk, vendor, gateway);
}
