// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/providerpresets.h"

#include "ui/tr.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

using Key = ProviderPreset::KeyUse;
using Place = ProviderPreset::Place;

// Base URLs as the vendors' own documentation gives them for the OpenAI-compatible interface.
// clang-format off
constexpr auto Presets = std::to_array<ProviderPreset>({
    {u"openai",     u"OpenAI",       u"https://api.openai.com/v1",             Key::Required, Place::Cloud, u"https://platform.openai.com/api-keys"},
    {u"groq",       u"Groq",         u"https://api.groq.com/openai/v1",        Key::Required, Place::Cloud, u"https://console.groq.com/keys"},
    {u"mistral",    u"Mistral",      u"https://api.mistral.ai/v1",             Key::Required, Place::Cloud, u"https://console.mistral.ai/api-keys"},
    {u"deepseek",   u"DeepSeek",     u"https://api.deepseek.com/v1",           Key::Required, Place::Cloud, u"https://platform.deepseek.com/api_keys"},
    {u"xai",        u"xAI",          u"https://api.x.ai/v1",                   Key::Required, Place::Cloud, u"https://console.x.ai"},
    {u"together",   u"Together AI",  u"https://api.together.xyz/v1",           Key::Required, Place::Cloud, u"https://api.together.ai/settings/api-keys"},
    {u"fireworks",  u"Fireworks",    u"https://api.fireworks.ai/inference/v1", Key::Required, Place::Cloud, u"https://app.fireworks.ai/settings/users/api-keys"},
    {u"openrouter", u"OpenRouter",   u"https://openrouter.ai/api/v1",          Key::Required, Place::Cloud, u"https://openrouter.ai/settings/keys"},
    {u"perplexity", u"Perplexity",   u"https://api.perplexity.ai",             Key::Required, Place::Cloud, u"https://www.perplexity.ai/account/api/keys"},
    {u"cerebras",   u"Cerebras",     u"https://api.cerebras.ai/v1",            Key::Required, Place::Cloud, u"https://cloud.cerebras.ai"},
    {u"ollama",     u"Ollama",       u"http://127.0.0.1:11434/v1",             Key::None,     Place::Local, u""},
    {u"lmstudio",   u"LM Studio",    u"http://127.0.0.1:1234/v1",              Key::None,     Place::Local, u""},
    {u"vllm",       u"vLLM",         u"http://127.0.0.1:8000/v1",              Key::Optional, Place::Local, u""},
    {u"llamacpp",   u"llama.cpp",    u"http://127.0.0.1:8081/v1",              Key::Optional, Place::Local, u""},
    {u"other",      u"",             u"",                                      Key::Optional, Place::Other, u""},
});
// clang-format on

QString hostAndPort(const QUrl &url)
{
    return url.host().toLower() + u':' + QString::number(url.port(url.scheme() == "https"_L1 ? 443 : 80));
}

bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || host == "::1"_L1 || host.startsWith("127."_L1);
}

} // namespace

std::span<const ProviderPreset> providerPresets()
{
    return Presets;
}

const ProviderPreset &presetOf(const Provider &provider)
{
    const QUrl url(provider.baseUrl);
    const auto found = std::ranges::find_if(Presets, [&](const ProviderPreset &preset) {
        if (preset.baseUrl.isEmpty())
            return false;
        const QUrl own(preset.baseUrl.toString());
        // On one's own network the port tells the servers apart, wherever they run.
        return preset.place == Place::Local ? url.port() == own.port() : url.host().endsWith(own.host());
    });
    return found == Presets.end() ? Presets.back() : *found;
}

QString presetHint(const ProviderPreset &preset)
{
    if (preset.id == u"llamacpp")
        return Tr::tr("Start it with: llama-server --port 8081. Its usual port 8080 is Gatehouse's own.");
    if (preset.id == u"ollama")
        return Tr::tr("Ollama must be running on this computer. It needs no key.");
    if (preset.id == u"lmstudio")
        return Tr::tr("Turn on the server in LM Studio under Developer. It needs no key.");
    if (preset.id == u"vllm")
        return Tr::tr("A key is needed only when vLLM was started with --api-key.");
    if (preset.id == u"perplexity")
        return Tr::tr("Perplexity may not list its models. If so, enter their names yourself, for example sonar.");
    if (preset.place == Place::Other)
        return Tr::tr("Any server that speaks OpenAI's interface. The address includes the version part, usually /v1.");
    return {};
}

QString freeProviderName(const QString &wish, const QList<Provider> &providers)
{
    const auto isTaken = [&](const QString &name) {
        return std::ranges::any_of(
            providers, [&](const Provider &provider) { return provider.name.compare(name, Qt::CaseInsensitive) == 0; });
    };
    QString name = wish;
    for (int number = 2; isTaken(name); ++number)
        name = u"%1 %2"_s.arg(wish).arg(number);
    return name;
}

QString baseUrlProblem(const QString &text, const QString &ownAddress)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (text.trimmed().isEmpty())
        return Tr::tr("Enter the server's address, for example https://api.example.com/v1.");
    if (!url.isValid() || url.host().isEmpty())
        return Tr::tr("This is not an address. It looks like https://api.example.com/v1.");
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return Tr::tr("The address must begin with https:// or http://.");
    if (url.hasQuery() || url.hasFragment())
        return Tr::tr("The address must end with its path, without ? or #.");
    if (!url.userInfo().isEmpty())
        return Tr::tr("Leave name and password out of the address. The key has a field of its own.");
    if (url.path().endsWith("/chat/completions"_L1))
        return Tr::tr("Leave out /chat/completions: the gateway adds it.");
    const QUrl own(ownAddress);
    const bool isOwnHost = url.host() == own.host() || (isLoopback(url.host()) && isLoopback(own.host()));
    if (!ownAddress.isEmpty() && isOwnHost && hostAndPort(url).section(u':', -1) == hostAndPort(own).section(u':', -1))
        return Tr::tr("This is Gatehouse's own address. Requests would go round in a circle.");
    return {};
}

} // namespace Gatehouse::Ui
