// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/snippets.h"

#include "ui/tr.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

QList<Snippet> snippets(const QString &address, const QString &key, const QString &model)
{
    const auto filled = [&](const char16_t *text) {
        return QString::fromUtf16(text)
            .replace(u"{address}"_s, address)
            .replace(u"{key}"_s, key)
            .replace(u"{model}"_s, model);
    };
    return {
        {u"curl"_s, filled(uR"(curl {address}/v1/chat/completions \
  -H "Authorization: Bearer {key}" \
  -H "Content-Type: application/json" \
  -d '{"model": "{model}", "messages": [{"role": "user", "content": "Hello"}]}')")},
        {u"Python"_s, filled(uR"(from openai import OpenAI
client = OpenAI(base_url="{address}/v1", api_key="{key}")
answer = client.chat.completions.create(
    model="{model}", messages=[{"role": "user", "content": "Hello"}])
print(answer.choices[0].message.content))")},
        {u"Node"_s, filled(uR"(import OpenAI from "openai";
const client = new OpenAI({ baseURL: "{address}/v1", apiKey: "{key}" });
const answer = await client.chat.completions.create({
  model: "{model}", messages: [{ role: "user", content: "Hello" }] });
console.log(answer.choices[0].message.content);)")},
        {Tr::tr("Environment"), filled(uR"(export OPENAI_BASE_URL="{address}/v1"
export OPENAI_API_KEY="{key}")")},
    };
}

} // namespace Gatehouse::Ui
