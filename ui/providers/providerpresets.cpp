// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/providerpresets.h"

#include "gateway/core/llm/vendors.h"
#include "gateway/engine/control.h"
#include "ui/common/formats.h"
#include "ui/tr.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

using Key = ProviderPreset::KeyUse;
using Place = ProviderPreset::Place;
using Type = ProviderType;

// clang-format off
constexpr auto Presets = std::to_array<ProviderPreset>({
    {u"openai",     u"",          Type::OpenAi,           u"",                         Key::Required, Place::Cloud, u"https://platform.openai.com/api-keys"},
    {u"anthropic",  u"",          Type::Anthropic,        u"",                         Key::Required, Place::Cloud, u"https://console.anthropic.com/settings/keys"},
    {u"gemini",     u"",          Type::Gemini,           u"",                         Key::Required, Place::Cloud, u"https://aistudio.google.com/apikey"},
    {u"azure",      u"",          Type::AzureOpenAi,      u"",                         Key::Required, Place::Cloud, u"https://portal.azure.com"},
    {u"bedrock",    u"",          Type::Bedrock,          u"",                         Key::Required, Place::Cloud, u"https://console.aws.amazon.com/bedrock"},
    {u"vertex",     u"",          Type::Vertex,           u"",                         Key::Required, Place::Cloud, u"https://console.cloud.google.com/iam-admin/serviceaccounts"},
    {u"mistral",    u"",          Type::Mistral,          u"",                         Key::Required, Place::Cloud, u"https://console.mistral.ai/api-keys"},
    {u"cohere",     u"",          Type::Cohere,           u"",                         Key::Required, Place::Cloud, u"https://dashboard.cohere.com/api-keys"},
    {u"groq",       u"",          Type::Groq,             u"",                         Key::Required, Place::Cloud, u"https://console.groq.com/keys"},
    {u"deepseek",   u"",          Type::DeepSeek,         u"",                         Key::Required, Place::Cloud, u"https://platform.deepseek.com/api_keys"},
    {u"xai",        u"",          Type::Xai,              u"",                         Key::Required, Place::Cloud, u"https://console.x.ai"},
    {u"together",   u"",          Type::Together,         u"",                         Key::Required, Place::Cloud, u"https://api.together.ai/settings/api-keys"},
    {u"fireworks",  u"",          Type::Fireworks,        u"",                         Key::Required, Place::Cloud, u"https://app.fireworks.ai/settings/users/api-keys"},
    {u"openrouter", u"",          Type::OpenRouter,       u"",                         Key::Required, Place::Cloud, u"https://openrouter.ai/settings/keys"},
    {u"perplexity", u"",          Type::Perplexity,       u"",                         Key::Required, Place::Cloud, u"https://www.perplexity.ai/account/api/keys"},
    {u"cerebras",   u"",          Type::Cerebras,         u"",                         Key::Required, Place::Cloud, u"https://cloud.cerebras.ai"},
    {u"ollama",     u"",          Type::Ollama,           u"",                         Key::None,     Place::Local, u""},
    {u"lmstudio",   u"LM Studio", Type::OpenAiCompatible, u"http://127.0.0.1:1234/v1", Key::None,     Place::Local, u""},
    {u"vllm",       u"vLLM",      Type::OpenAiCompatible, u"http://127.0.0.1:8000/v1", Key::Optional, Place::Local, u""},
    {u"llamacpp",   u"llama.cpp", Type::OpenAiCompatible, u"http://127.0.0.1:8081/v1", Key::Optional, Place::Local, u""},
    {u"other",      u"",          Type::OpenAiCompatible, u"",                         Key::Optional, Place::Other, u""},
});
// clang-format on

const Llm::Vendor &vendorOfType(ProviderType type)
{
    Provider provider;
    provider.type = type;
    return vendorOf(provider);
}

// Of the server that a preset stands for.
QUrl addressOf(const ProviderPreset &preset)
{
    return QUrl(preset.baseUrl.isEmpty() ? defaultBaseUrl(preset.type) : preset.baseUrl.toString());
}

QString hostAndPort(const QUrl &url)
{
    return url.host().toLower() + u':' + QString::number(url.port(url.scheme() == "https"_L1 ? 443 : 80));
}

bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || host == "::1"_L1 || host.startsWith("127."_L1);
}

// "/v1/projects/PROJECT/locations/LOCATION"
bool isOfProject(const QString &path)
{
    const QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    return parts.size() == 5 && parts.at(1) == "projects"_L1 && parts.at(3) == "locations"_L1;
}

} // namespace

std::span<const ProviderPreset> providerPresets()
{
    return Presets;
}

QString presetName(const ProviderPreset &preset)
{
    return preset.name.isEmpty() ? vendorName(preset.type) : preset.name.toString();
}

const ProviderPreset &presetOf(const Provider &provider)
{
    if (provider.type != ProviderType::OpenAiCompatible) {
        const auto found = std::ranges::find(Presets, provider.type, &ProviderPreset::type);
        return found == Presets.end() ? Presets.back() : *found;
    }
    const QUrl url(provider.baseUrl);
    const auto found = std::ranges::find_if(Presets, [&](const ProviderPreset &preset) {
        const QUrl own = addressOf(preset);
        if (own.isEmpty())
            return false;
        // On one's own network the port tells the servers apart, wherever they run.
        return preset.place == Place::Local ? url.port() == own.port() : url.host().endsWith(own.host());
    });
    return found == Presets.end() ? Presets.back() : *found;
}

QString providerVendor(const Provider &provider)
{
    return provider.type == ProviderType::OpenAiCompatible ? presetName(presetOf(provider)) : vendorName(provider.type);
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
    if (preset.place == Place::Other)
        return Tr::tr("Any server that speaks OpenAI's interface. The address includes the version part, usually /v1.");
    if (!listsModels(preset.type))
        return Tr::tr("%1 does not list its models to a key. Enter their names yourself in the last step.")
            .arg(presetName(preset));
    return {};
}

QString vendorName(ProviderType type)
{
    return QString::fromUtf8(vendorOfType(type).name);
}

bool listsModels(ProviderType type)
{
    return vendorOfType(type).models != Llm::ModelList::None;
}

QString testSuccess(const Provider &provider, const Engine::ProviderTest &test)
{
    if (!listsModels(provider.type))
        return Tr::tr("The key is taken. There is no list of models: enter their names yourself.");
    return Tr::tr("%n model(s) listed in %1.", nullptr, static_cast<int>(test.models.size()))
        .arg(Formats::duration(test.latency));
}

QString defaultBaseUrl(ProviderType type)
{
    return QString::fromLatin1(vendorOfType(type).defaultBaseUrl);
}

QString baseUrlExample(ProviderType type)
{
    switch (type) {
    case ProviderType::AzureOpenAi:
        return u"https://RESOURCE.openai.azure.com"_s;
    case ProviderType::Vertex:
        return u"https://LOCATION-aiplatform.googleapis.com/v1/projects/PROJECT/locations/LOCATION"_s;
    case ProviderType::Bedrock:
        return u"https://bedrock-runtime.us-east-1.amazonaws.com"_s;
    case ProviderType::OpenAiCompatible:
        return u"https://api.example.com/v1"_s;
    default:
        return defaultBaseUrl(type);
    }
}

QString baseUrlHint(ProviderType type)
{
    switch (type) {
    case ProviderType::AzureOpenAi:
        return Tr::tr("The address of your resource, without /openai. Models are the names of your deployments.");
    case ProviderType::Vertex:
        return Tr::tr("Ends in /v1/projects/PROJECT/locations/LOCATION, with your project and a location that has the "
                      "models.");
    case ProviderType::Bedrock:
        return Tr::tr("The Bedrock runtime of your region.");
    case ProviderType::OpenAiCompatible:
        return Tr::tr("With the version part, usually /v1.");
    default:
        return defaultBaseUrl(type).isEmpty() ? QString() : Tr::tr("Leave it empty for the vendor's own address.");
    }
}

QString keyHint(ProviderType type)
{
    switch (type) {
    case ProviderType::Bedrock:
        return Tr::tr("ACCESS_KEY_ID:SECRET_ACCESS_KEY, or a Bedrock API key");
    case ProviderType::Vertex:
        return Tr::tr("An access token, or the JSON document of a service account");
    case ProviderType::AzureOpenAi:
        return Tr::tr("One of the two keys of the resource");
    case ProviderType::Ollama:
        return Tr::tr("None needed, unless a proxy before it wants one");
    case ProviderType::OpenAiCompatible:
        return Tr::tr("None needed, or as set at the server");
    default:
        return Tr::tr("Paste the key: it is stored sealed and never shown again");
    }
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

QString baseUrlProblem(const QString &text, ProviderType type, const QString &ownAddress)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const QString example = baseUrlExample(type);
    if (text.trimmed().isEmpty()) {
        return defaultBaseUrl(type).isEmpty() ? Tr::tr("Enter the server's address, for example %1.").arg(example)
                                              : QString();
    }
    if (!url.isValid() || url.host().isEmpty())
        return Tr::tr("This is not an address. It looks like %1.").arg(example);
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return Tr::tr("The address must begin with https:// or http://.");
    if (url.hasQuery() || url.hasFragment())
        return Tr::tr("The address must end with its path, without ? or #.");
    if (!url.userInfo().isEmpty())
        return Tr::tr("Leave name and password out of the address. The key has a field of its own.");
    if (url.path().endsWith("/chat/completions"_L1))
        return Tr::tr("Leave out /chat/completions: the gateway adds it.");
    if (type == ProviderType::Vertex && !isOfProject(url.path()))
        return Tr::tr("The address must name project and location: %1.").arg(example);
    const QUrl own(ownAddress);
    const bool isOwnHost = url.host() == own.host() || (isLoopback(url.host()) && isLoopback(own.host()));
    if (!ownAddress.isEmpty() && isOwnHost && hostAndPort(url).section(u':', -1) == hostAndPort(own).section(u':', -1))
        return Tr::tr("This is Gatehouse's own address. Requests would go round in a circle.");
    return {};
}

} // namespace Gatehouse::Ui
