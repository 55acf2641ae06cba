// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/snippets.h"

#include "ui/tr.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

QList<Snippet> snippets(const QString &baseUrl, const QString &key, const QString &model)
{
    const QString variables = uR"(export OPENAI_BASE_URL="%1"
export OPENAI_API_KEY="%2"
)"_s;
    const QString curl = uR"(curl %1/chat/completions \
  -H "Authorization: Bearer %2" \
  -H "Content-Type: application/json" \
  -d '{"model": "%3", "messages": [{"role": "user", "content": "Hello"}]}'
)"_s;
    const QString python = uR"(from openai import OpenAI

client = OpenAI(base_url="%1", api_key="%2")
answer = client.chat.completions.create(
    model="%3",
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.choices[0].message.content)
)"_s;
    const QString node = uR"(import OpenAI from "openai";

const client = new OpenAI({ baseURL: "%1", apiKey: "%2" });
const answer = await client.chat.completions.create({
  model: "%3",
  messages: [{ role: "user", content: "Hello" }],
});
console.log(answer.choices[0].message.content);
)"_s;
    return {{.title = Tr::tr("Environment"), .text = variables.arg(baseUrl, key)},
            {.title = u"curl"_s, .text = curl.arg(baseUrl, key, model)},
            {.title = u"Python"_s, .text = python.arg(baseUrl, key, model)},
            {.title = u"Node.js"_s, .text = node.arg(baseUrl, key, model)}};
}

} // namespace Gatehouse::Ui
