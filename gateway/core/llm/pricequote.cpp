// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/pricequote.h"

#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/anthropicusage.h"
#include "gateway/core/llm/bedrockblocks.h"
#include "gateway/core/llm/cohereparts.h"
#include "gateway/core/llm/geminiusage.h"
#include "gateway/core/llm/openaichatparts.h"
#include "gateway/core/llm/responsesusage.h"
#include "gateway/core/llm/servicetier.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using UsageReader = std::optional<Usage> (*)(Json::Node answer);

std::optional<Usage> chatUsage(Json::Node answer)
{
    return OpenAiChat::readUsage(answer["usage"]);
}

// Vectors are not counted in tokens.
std::optional<Usage> embeddingsUsage(Json::Node answer)
{
    const auto usage = OpenAiChat::readUsage(answer["usage"]);
    return usage ? std::optional(Usage{.inputUncached = usage->inputTotal(), .source = usage->source}) : std::nullopt;
}

std::optional<Usage> responsesUsage(Json::Node answer)
{
    return Responses::readUsage(answer["usage"], answer["output"]);
}

std::optional<Usage> anthropicUsage(Json::Node answer)
{
    AnthropicUsage usage;
    usage.merge(answer["usage"]);
    return usage.usage();
}

std::optional<Usage> geminiUsageOf(Json::Node answer)
{
    return geminiUsage(answer["usageMetadata"]);
}

std::optional<Usage> bedrockUsage(Json::Node answer)
{
    return Bedrock::readUsage(answer["usage"]);
}

std::optional<Usage> cohereUsage(Json::Node answer)
{
    return Cohere::readUsage(answer["usage"].exists() ? answer["usage"] : answer["meta"]);
}

// What Cohere counts, rather than what it bills.
std::optional<Usage> cohereTokens(Json::Node answer)
{
    const Json::Node tokens = answer["usage"]["tokens"];
    const auto input = tokens["input_tokens"].integer();
    const auto output = tokens["output_tokens"].integer();
    if ((!input && !output) || input.value_or(0) < 0 || output.value_or(0) < 0)
        return std::nullopt;
    const qint64 cached =
        std::clamp<qint64>(answer["usage"]["cached_tokens"].integer().value_or(0), 0, input.value_or(0));
    return Usage{.inputUncached = input.value_or(0) - cached,
                 .inputCacheRead = cached,
                 .output = output.value_or(0),
                 .source = UsageSource::Provider};
}

struct Flavor {
    QByteArrayView provider; // empty: at every provider
    QByteArrayView name;
    UsageReader read;
};

// "default" is what the provider is known for; the other names mean the same at all of them.
constexpr std::array Flavors{
    Flavor{"anthropic", "default", anthropicUsage},
    Flavor{"minimax", "default", anthropicUsage},
    Flavor{"google", "default", geminiUsageOf},
    Flavor{"aws", "default", bedrockUsage},
    Flavor{"cohere", "default", cohereUsage},
    Flavor{"cohere", "tokens", cohereTokens},
    Flavor{"cohere", "embeddings", cohereUsage},
    Flavor{{}, "default", chatUsage},
    Flavor{{}, "chat", chatUsage},
    Flavor{{}, "embeddings", embeddingsUsage},
    Flavor{{}, "responses", responsesUsage},
    Flavor{{}, "images", responsesUsage},
    Flavor{{}, "anthropic", anthropicUsage},
};

// OpenAI names it beside the usage, Anthropic in it.
QByteArray tierOf(const PriceQuestion &question, Json::Node answer)
{
    if (!question.serviceTier.isEmpty())
        return question.serviceTier;
    return (answer["service_tier"].isString() ? answer : answer["usage"])["service_tier"].text();
}

} // namespace

Result<PriceQuote> quotePrice(const PriceCatalog &catalog, const PriceQuestion &question, Timestamp time)
{
    const QByteArray name = question.flavor.isEmpty() ? "default"_ba : question.flavor;
    const auto flavor = std::ranges::find_if(Flavors, [&](const Flavor &one) {
        return one.name == name && (one.provider.isEmpty() || one.provider == question.provider);
    });
    if (flavor == Flavors.end())
        return fail(ErrorKind::InvalidRequest, u"The flavor '%1' is not known."_s.arg(QString::fromUtf8(name)));
    GH_TRY(const auto tree, Json::Tree::parse(question.body, Json::Rules::Lenient));
    const Json::Node answer = tree.root();
    const std::optional<Usage> usage = flavor->read(answer);
    if (!usage)
        return fail(ErrorKind::InvalidRequest,
                    u"The body has no usage that '%1' could read."_s.arg(QString::fromUtf8(name)));
    PriceQuote quote{.model = question.model, .usage = *usage, .price = {}, .cost = {}};
    if (quote.model.isEmpty())
        quote.model = answer[answer["model"].exists() ? "model" : "modelVersion"].text();
    const QString provider = QString::fromUtf8(question.provider);
    const QString model = QString::fromUtf8(quote.model);
    quote.price = catalog.find(provider, model, time, usage->inputTotal());
    if (quote.price) {
        quote.price = priceAtTier(*quote.price, provider, model, tierOf(question, answer));
        quote.cost = costOf(*quote.price, *usage);
    }
    return quote;
}

} // namespace Gatehouse::Llm
