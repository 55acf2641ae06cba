// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A vendor that answers with what real vendors once answered, byte for byte, and keeps what it was sent. Which recording is meant
// is said by the model's name: "rec-" and the recording's id.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { bytesOf } from './recordedtruth.mjs';

const isOpenAi = (exchange) => exchange.api?.startsWith('openai.') && exchange.fidelity === 'raw-body' && exchange.response.body_text !== undefined;

export function recordings(directory, isWanted = isOpenAi) {
    const list = [];
    for (const folder of readdirSync(directory)) {
        if (!statSync(join(directory, folder)).isDirectory()) continue;
        for (const file of readdirSync(join(directory, folder))) {
            if (!file.endsWith('.json')) continue;
            const exchange = JSON.parse(readFileSync(join(directory, folder, file), 'utf8'));
            if (isWanted(exchange)) list.push(exchange);
        }
    }
    return list.sort((left, right) => (left.id < right.id ? -1 : 1));
}

export class RecordedServer {
    constructor(exchanges) {
        this.exchanges = new Map(exchanges.map((exchange) => [`rec-${exchange.id}`, exchange]));
        this.requests = [];
        this.server = createServer((request, response) => this.#take(request, response));
    }

    async start() {
        await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
        this.origin = `http://127.0.0.1:${this.server.address().port}`;
        this.url = `${this.origin}/v1`;
    }

    async stop() {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }

    #take(request, response) {
        const pieces = [];
        request.on('data', (piece) => pieces.push(piece));
        request.on('end', () => {
            const body = Buffer.concat(pieces);
            const seen = { path: request.url, headers: request.headers, body, closedAt: 0 };
            this.requests.push(seen);
            response.on('close', () => { seen.closedAt = Date.now(); });
            // Google's and Amazon's addresses name the model.
            let model = /\/models?\/([^/:]+)/.exec(request.url)?.[1] ?? '';
            try {
                model = JSON.parse(body.toString('utf8')).model ?? model;
            } catch {
                // not JSON: answered as an unknown recording below
            }
            seen.model = model;
            if (model.startsWith('slow-')) this.#slow(response, this.exchanges.get(`rec-${model.slice(5)}`));
            else if (model === 'endless') this.#endless(response);
            else if (model.startsWith('status-')) this.#status(response, Number(model.slice(7)));
            else this.#replay(response, this.exchanges.get(model));
        });
    }

    #replay(response, exchange) {
        if (!exchange) {
            response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"no such recording","type":"x","code":null}}');
            return;
        }
        const headers = { ...exchange.response.headers };
        for (const name of Object.keys(headers)) {
            if (/^(content-length|content-encoding|transfer-encoding|connection)$/i.test(name)) delete headers[name];
        }
        response.writeHead(exchange.response.status, headers);
        response.end(bytesOf(exchange));
    }

    // The first three quarters of a recorded stream, a few bytes at a time, and then nothing more for as long as somebody waits.
    #slow(response, exchange) {
        const bytes = bytesOf(exchange);
        const end = Math.floor(bytes.length * 0.75);
        response.writeHead(200, { 'content-type': exchange.response.headers['content-type'] ?? 'text/event-stream' });
        let at = 0;
        const timer = setInterval(() => {
            if (at < end) response.write(bytes.subarray(at, at = Math.min(end, at + 512)));
        }, 2);
        response.on('close', () => clearInterval(timer));
    }

    #status(response, status) {
        response.writeHead(status, { 'content-type': 'application/json', ...(status === 429 ? { 'retry-after': '1' } : {}) });
        response.end(JSON.stringify({ error: { message: `scripted ${status}`, type: 'scripted', param: null, code: `code_${status}` } }));
    }

    // Five tokens, then one every 20 ms for as long as somebody listens.
    #endless(response) {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const token = (word) => response.write(`data: ${JSON.stringify({
            id: 'chatcmpl-endless', object: 'chat.completion.chunk', created: 1767225600, model: 'endless',
            choices: [{ index: 0, delta: { content: word }, finish_reason: null }],
        })}\n\n`);
        for (const word of ['one', ' two', ' three', ' four', ' five']) token(word);
        const timer = setInterval(() => token(' more'), 20);
        response.on('close', () => clearInterval(timer));
    }
}
