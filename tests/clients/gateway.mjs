// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The gateway under test: a real gatehoused on a temporary store and a free port, with one client and its key.
// With GATEHOUSE_TARGET=direct the suites talk to the vendor itself: that is how the suites are checked against the mocks.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';

export const isDirect = process.env.GATEHOUSE_TARGET === 'direct';
export const vendorKey = 'sk-vendor-0123456789-canary';

function program(name) {
    return join(process.env.GATEHOUSE_BINARY_DIR ?? '.', 'app', name);
}

const environment = { ...process.env, GATEHOUSE_SECRETS: 'file', QT_QPA_PLATFORM: 'offscreen' };

// `vendors`: [{name, baseUrl, type?, key?, models: [{name, upstream_name?}]}]; none = the simulator answers.
export async function startGateway(vendors = [], { aliases = [], settings = {}, clients = [], limits = [], budgets = [] } = {}) {
    if (isDirect) return { url: vendors[0].baseUrl, key: vendorKey, client: clientFor(vendors[0].baseUrl, vendorKey), stop: async () => {} };
    const directory = mkdtempSync(join(tmpdir(), 'gatehouse-clients-'));
    const document = join(directory, 'gatehouse.yaml');
    for (const { name, key } of vendors) writeFileSync(join(directory, `${name}.key`), key ?? vendorKey, { mode: 0o600 });
    // JSON is YAML.
    writeFileSync(document, JSON.stringify({
        gatehouse: 1,
        settings: { 'engine.workers': 2, ...settings },
        providers: vendors.map(({ name, baseUrl, type }) => ({
            name, base_url: baseUrl, retries: 0, key_file: `${name}.key`, ...(type && { type }),
        })),
        models: vendors.flatMap(({ name, models }) => models.map((model) => ({ provider: name, ...model }))),
        aliases,
        clients: [{ name: 'sdk', content_level: 'full' }, ...clients],
        limits,
        budgets,
    }));
    const store = join(directory, 'store');
    const child = spawn(program('gatehoused'), ['--data-dir', store, '--listen', '127.0.0.1:0', '--config', document],
        { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
    const address = await ready(child);
    const ctl = (...args) => {
        const result = spawnSync(program('gatehousectl'), ['--data-dir', store, ...args], { env: environment, encoding: 'utf8' });
        if (result.status !== 0) throw new Error(`gatehousectl ${args.join(' ')}: ${result.status}\n${result.stderr}`);
        return result.stdout;
    };
    const key = ctl('keys', 'create', 'sdk').trim();
    return {
        origin: address,
        url: `${address}/v1`,
        key,
        client: clientFor(`${address}/v1`, key),
        ctl,
        async stop() {
            const ended = new Promise((resolve) => child.once('exit', resolve));
            child.kill('SIGTERM');
            await ended;
            rmSync(directory, { recursive: true, force: true });
        },
    };
}

function ready(child) {
    return new Promise((resolve, reject) => {
        let text = '';
        child.stdout.setEncoding('utf8');
        child.stdout.on('data', (piece) => {
            text += piece;
            const match = text.match(/^ready (\S+)$/m);
            if (match) resolve(match[1]);
        });
        child.once('error', reject);
        child.once('exit', (code) => reject(new Error(`gatehoused ended with ${code} before it was ready: ${text}`)));
    });
}

export function clientFor(baseURL, apiKey) {
    return new OpenAI({ baseURL, apiKey, maxRetries: 0, timeout: 60_000 });
}

// Waits until `condition` gives something, or fails after `milliseconds`; for what another process does in its own time.
export async function eventually(condition, milliseconds = 30_000) {
    const end = Date.now() + milliseconds;
    for (;;) {
        const value = await condition();
        if (value) return value;
        if (Date.now() > end) throw new Error('it did not happen in time');
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}

export async function collect(stream) {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    return chunks;
}
