// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A vendor that answers with what real vendors once answered, byte for byte, and keeps what it was sent. Which recording is meant
// is said by the model's name: "rec-" and the recording's id.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

export function recordings(directory) {
    const list = [];
    for (const folder of readdirSync(directory)) {
        if (!statSync(join(directory, folder)).isDirectory()) continue;
        for (const file of readdirSync(join(directory, folder))) {
            if (!file.endsWith('.json')) continue;
            const exchange = JSON.parse(readFileSync(join(directory, folder, file), 'utf8'));
            if (exchange.api?.startsWith('openai.') && exchange.fidelity === 'raw-body' && exchange.response.body_text !== undefined) {
                list.push(exchange);
            }
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
        this.url = `http://127.0.0.1:${this.server.address().port}/v1`;
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
            let model = '';
            try {
                model = JSON.parse(body.toString('utf8')).model ?? '';
            } catch {
                // not JSON: answered as an unknown recording below
            }
            if (model === 'endless') this.#endless(response);
            else if (model.startsWith('status-')) this.#status(response, Number(model.slice(7)));
            else this.#replay(response, this.exchanges.get(model));
        });
    }

    #replay(response, exchange) {
        if (!exchange) {
            response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"no such recording","type":"x","code":null}}');
            return;
        }
        response.writeHead(exchange.response.status, exchange.response.headers);
        response.end(Buffer.from(exchange.response.body_text, 'utf8'));
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
