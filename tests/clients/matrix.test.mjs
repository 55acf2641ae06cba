// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Every library against every vendor in every scenario. One test each, so that a failure says where it is; the table at the end.
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { aiAnthropic, aiGoogle, aiOpenAiChat, aiOpenAiResponses } from './clientai.mjs';
import { anthropic } from './clientanthropic.mjs';
import { cohere } from './clientcohere.mjs';
import { google } from './clientgoogle.mjs';
import { mistral } from './clientmistral.mjs';
import { ollama } from './clientollama.mjs';
import { openAiChat, openAiResponses } from './clientopenai.mjs';
import { startGateway } from './gateway.mjs';
import { play, scenarios } from './matrixscenarios.mjs';
import { mocks, recorded, simulators, startMock, startRecorded } from './matrixvendors.mjs';

const adapters = [
    openAiChat, openAiResponses, anthropic, google, ollama, mistral, cohere, aiOpenAiResponses, aiOpenAiChat, aiAnthropic, aiGoogle,
];
const wanted = (name, list) => !process.env[name] || process.env[name].split(',').includes(list);

const server = await startRecorded(join(process.env.GATEHOUSE_TEST_DATA, 'wire'));
const mock = await startMock();
const vendors = [...recorded(server), ...simulators(), ...mocks(mock)]
    .filter(({ kind, name }) => wanted('MATRIX_KIND', kind) && wanted('MATRIX_VENDOR', name));
let gateway;
before(async () => {
    // A vendor that is no simulator is always there: without one, the simulator answers for every model by itself.
    const simulatorsOnly = vendors.every(({ kind }) => kind === 'simulator');
    const other = { name: 'other', baseUrl: server.url, models: [{ name: 'other' }] };
    gateway = await startGateway([...vendors.map(({ provider }) => provider), ...(simulatorsOnly ? [other] : [])]);
});

const cells = new Map(); // "library vendor" -> { failed, shown }
for (const vendor of vendors) {
    for (const adapter of adapters) {
        const { name } = adapter({ origin: 'http://127.0.0.1', key: 'sk-none' });
        if (!wanted('MATRIX_SDK', name)) continue;
        const cell = { failed: 0, shown: 0 };
        cells.set(`${name} ${vendor.kind} ${vendor.name}`, cell);
        test(`${name} against ${vendor.kind} ${vendor.name}`, async (t) => {
            const sdk = adapter(gateway);
            for (const scenario of scenarios) {
                await t.test(`${name} against ${vendor.kind} ${vendor.name}: ${scenario}`, { timeout: 60_000 }, async (s) => {
                    try {
                        const isShown = await play(scenario, sdk, vendor, gateway);
                        if (isShown === false) s.skip('nothing was recorded');
                        else ++cell.shown;
                    } catch (error) {
                        ++cell.failed;
                        throw error;
                    }
                });
            }
        });
    }
}

for (const adapter of adapters) {
    const { name } = adapter({ origin: 'http://127.0.0.1', key: 'sk-none' });
    test(`${name}: a wrong key is its error of authentication`, async () => {
        const sdk = adapter({ ...gateway, key: 'sk-gh-wrong' });
        for (const stream of [false, true]) {
            let seen;
            await sdk.error(vendors[0].model('x'), { stream }).catch((error) => { seen = error; });
            if (!sdk.isError(seen, 401)) throw new Error(`${seen?.constructor?.name} ${seen?.message}`);
        }
    });
}

after(async () => {
    printTable();
    await gateway?.stop();
    await mock.stop();
    await server.stop();
});

// A cell: ok and how many scenarios ran, or how many of them failed.
function printTable() {
    const names = [...new Set(adapters.map((adapter) => adapter({ origin: 'http://127.0.0.1', key: 'sk-none' }).name))];
    for (const kind of [...new Set(vendors.map((vendor) => vendor.kind))]) {
        const columns = vendors.filter((vendor) => vendor.kind === kind);
        const line = (head, entries) => [head.padEnd(17), ...entries.map((entry) => entry.padEnd(10))].join(' ').trimEnd();
        console.log(`\n${line(kind, columns.map(({ name }) => name))}`);
        for (const name of names) {
            console.log(line(name, columns.map((vendor) => {
                const cell = cells.get(`${name} ${vendor.kind} ${vendor.name}`);
                if (!cell) return '-';
                return cell.failed ? `${cell.failed} failed` : `ok ${cell.shown}/${scenarios.length}`;
            })));
        }
    }
}
