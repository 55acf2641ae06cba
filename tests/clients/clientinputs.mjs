// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What every library of the matrix asks, and the form in which its adapter gives the answer back:
//   { text, reasoning, calls: [{ id, name, input }], finish: 'stop' | 'tools' | 'length' | ..., usage: { input, output }, pieces }
// An adapter has nine functions. All take the model's name; tools, parallelTools and thinking also whether to stream.
//   answer stream tools parallelTools image structured thinking error abort
export const prompts = {
    answer: 'hello, who are you? Grüße, 世界 \u{1F600}',
    tools: 'What is the weather in Paris?',
    parallelTools: 'What are the weather and the time in Paris?',
    structured: 'Describe a person as JSON.',
    thinking: 'Think hard: what is six times seven?',
    abort: 'Tell me a long story.',
};
export const toolResult = { degrees: 21 };

const citySchema = {
    type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false,
};
export const weather = { name: 'get_weather', description: 'The weather of a city', schema: citySchema };
export const time = { name: 'get_time', description: 'The time of a city', schema: citySchema };
export const personSchema = {
    type: 'object',
    properties: { name: { type: 'string' }, age: { type: 'integer' } },
    required: ['name', 'age'],
    additionalProperties: false,
};
export const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const pixelUrl = `data:image/png;base64,${pixel}`;

const finishes = {
    stop: ['stop', 'end_turn', 'stop_sequence', 'STOP', 'completed', 'COMPLETE', 'STOP_SEQUENCE'],
    tools: ['tool_calls', 'tool_use', 'tool-calls', 'TOOL_CALL'],
    length: ['length', 'max_tokens', 'MAX_TOKENS', 'incomplete'],
};
export function finishOf(word) {
    return Object.keys(finishes).find((kind) => finishes[kind].includes(word)) ?? String(word);
}

// Reads a stream until the first words are there, leaves it, and says when that was.
export async function leaveAfterWords(stream, hasWords, leave) {
    let leftAt = 0;
    try {
        for await (const piece of stream) {
            if (leftAt || !hasWords(piece)) continue;
            leftAt = Date.now();
            leave();
        }
    } catch (error) {
        if (!leftAt) throw error; // some libraries end with an error once they have been stopped
    }
    if (!leftAt) throw new Error('the stream ended before any words came');
    return leftAt;
}

export function jsonOrText(text) {
    if (typeof text !== 'string') return text;
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}
