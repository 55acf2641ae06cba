// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/demostory.h"

#include "gateway/core/base/ids.h"
#include "gateway/core/base/json.h"

#include <array>
#include <chrono>

using namespace Qt::StringLiterals;

namespace Gatehouse::Engine::DemoStory {

namespace {

constexpr std::array ReviewModels{ModelShare{"claude-sonnet-4.6", 7}, ModelShare{"gpt-5.4", 2},
                                  ModelShare{"claude-opus-4.6", 1}};
constexpr std::array SupportModels{ModelShare{"claude-sonnet-4.6", 3}, ModelShare{"gpt-5.4-mini", 7}};
constexpr std::array OfferModels{ModelShare{"claude-sonnet-4.6", 7}, ModelShare{"claude-opus-4.6", 2}};
constexpr std::array PipelineModels{ModelShare{"gemini-3-flash", 8}, ModelShare{"gpt-5.4-nano", 3}};
constexpr std::array SearchModels{ModelShare{"gpt-5.4-mini", 9}, ModelShare{"llama-3.3-70b", 1}};
constexpr std::array DraftModels{ModelShare{"gpt-5.4", 4}, ModelShare{"gpt-5.4-mini", 6}};
constexpr std::array IntakeModels{ModelShare{"gpt-5.4-nano", 9}, ModelShare{"llama-3.3-70b", 2}};
constexpr std::array ComplianceModels{ModelShare{"gemini-3-pro", 1}};
constexpr std::array NotebookModels{ModelShare{"gemini-3-flash", 2}, ModelShare{"gpt-5.4", 1}};

constexpr auto Clients = std::to_array<DemoClient>({
    {"code-review-bot", "Engineering", "owner Jonas Weber", 130, Rhythm::Office, ReviewModels, 2000, 22000, 150, 1200,
     62, 80},
    {"docs-search", "Engineering", "", 112, Rhythm::Always, SearchModels, 1800, 5200, 120, 620, 40, 90},
    {"ci-bot", "Engineering", "", 26, Rhythm::Always, DraftModels, 600, 6000, 60, 500, 20, 10},
    {"Support desk", "Support", "", 390, Rhythm::Office, SupportModels, 700, 3600, 80, 420, 48, 85},
    {"intake-forms", "Support", "", 84, Rhythm::Office, IntakeModels, 500, 1600, 60, 220, 10, 0},
    {"data-pipeline", "Analytics", "", 200, Rhythm::Night, PipelineModels, 1500, 6400, 120, 460, 15, 0},
    {"Ana's notebook", "Analytics", "", 9, Rhythm::Office, NotebookModels, 300, 9000, 100, 1500, 10, 100},
    {"Angebotsassistent Müller & Söhne", "Vertrieb DACH", "", 61, Rhythm::Office, OfferModels, 900, 5200, 200, 900, 35,
     70},
    {"Quarterly compliance review: suppliers and subprocessors", "Legal", "", 5, Rhythm::Office, ComplianceModels,
     30000, 110000, 900, 3200, 25, 0},
    {"marketing-drafts", "Marketing", "", 19, Rhythm::Office, DraftModels, 400, 4200, 300, 1300, 5, 95},
    {"playground", "Marketing", "paused", 3, Rhythm::Office, DraftModels, 50, 900, 40, 700, 0, 100},
});

constexpr auto Talks = std::to_array<DemoTalk>({
    {.client = "Support desk",
     .system = "Answer in the language of the customer. Refunds above 500 euros go to a person.",
     .user = "Guten Tag, für Bestellung 4711-{n} habe ich doppelt bezahlt. Bitte erstatten Sie 128,40 € auf mein "
             "Konto. Rückfragen gern "
             "per E-Mail.",
     .assistant =
         "Guten Tag,\n\ndie doppelte Zahlung zu Ihrer Bestellung ist bestätigt. Die Erstattung von **128,40 €** ist "
         "veranlasst und "
         "in 2–3 Werktagen auf Ihrem Konto. Eine Bestätigung geht Ihnen per E-Mail zu.\n\nMit freundlichen Grüßen\nIhr "
         "Kundendienst",
     .toolName = "lookup_order",
     .toolArguments = R"({"order": "4711-{n}"})",
     .toolResult = R"({"paid": 256.80, "due": 128.40, "refundable": true})"},
    {.client = "Support desk",
     .system = "Answer in the language of the customer. Refunds above 500 euros go to a person.",
     .user = "Hi, my parcel for order 5120-{n} has been \"out for delivery\" since Monday. Where is it?",
     .assistant = "Hi,\n\nthe carrier tried to deliver your parcel on Tuesday and nobody was there. It is waiting at "
                  "the pickup point until "
                  "Saturday; bring an ID and the number in the text message you got. If you would rather have it "
                  "delivered again, reply "
                  "with a day and I will book it.",
     .toolName = "track_parcel",
     .toolArguments = R"({"order": "5120-{n}"})",
     .toolResult = R"({"state": "pickup_point", "attempts": 1, "until": "2026-11-21"})"},
    {.client = "code-review-bot",
     .system = "You review pull requests. Report only what must change, with file and line. Say so when nothing must.",
     .user = "Review this change (pull request {n}):\n\n```diff\n--- a/src/cache.cpp\n+++ b/src/cache.cpp\n@@ -41,7 "
             "+41,9 @@ Entry "
             "*Cache::find(const Key &key)\n-    auto it = m_entries.find(key);\n-    return it == m_entries.end() ? "
             "nullptr : "
             "&it->second;\n+    std::shared_lock lock(m_mutex);\n+    auto it = m_entries.find(key);\n+    return it "
             "== m_entries.end() ? "
             "nullptr : &it->second;\n```",
     .assistant = "**src/cache.cpp:43, must change.** The lock ends with the function, but the pointer that is "
                  "returned points into the map: a "
                  "writer may erase the entry while the caller still reads it. Return a copy, or hand out a "
                  "`shared_ptr`:\n\n```cpp\n"
                  "std::optional<Entry> Cache::find(const Key &key) const\n{\n    std::shared_lock lock(m_mutex);\n    "
                  "const auto it = "
                  "m_entries.find(key);\n    return it == m_entries.end() ? std::nullopt : "
                  "std::optional(it->second);\n}\n```\n\nNothing else "
                  "must change."},
    {.client = "code-review-bot",
     .system = "You review pull requests. Report only what must change, with file and line. Say so when nothing must.",
     .user = "Review this change (pull request {n}):\n\n```diff\n--- a/billing/invoice.py\n+++ "
             "b/billing/invoice.py\n@@ -88,4 +88,4 @@ def "
             "total(lines):\n-    return sum(line.amount for line in lines)\n+    return sum(float(line.amount) for "
             "line in lines)\n```",
     .assistant = "**billing/invoice.py:88, must change.** `line.amount` is a `Decimal`; turning it into a float "
                  "brings rounding errors into "
                  "invoices (0.1 + 0.2). Keep the decimal and give `sum` a start value:\n\n```python\nreturn "
                  "sum((line.amount for line in "
                  "lines), Decimal(\"0\"))\n```"},
    {.client = "Angebotsassistent Müller & Söhne",
     .system =
         "Du schreibst Angebote für einen Handwerksbetrieb: sachlich, vollständig, mit Nettopreisen und Lieferzeit.",
     .user = "Erstelle ein Angebot für {n} Fensterelemente, Kunststoff weiß, 1230 × 1480 mm, dreifach verglast, mit "
             "Montage in Regensburg.",
     .assistant = "**Angebot**\n\nSehr geehrte Damen und Herren,\n\ngern bieten wir Ihnen an:\n\n| Pos. | Leistung | "
                  "Einzelpreis |\n|---|---|---|\n"
                  "| 1 | Fensterelement, Kunststoff weiß, 1230 × 1480 mm, dreifach verglast (Ug 0,5) | 412,00 € |\n| 2 "
                  "| Montage einschließlich "
                  "Abdichtung nach RAL | 138,00 € |\n| 3 | Ausbau und Entsorgung der alten Elemente | 46,00 € "
                  "|\n\nAlle Preise netto zuzüglich "
                  "gesetzlicher Umsatzsteuer. Lieferzeit etwa sechs Wochen nach Aufmaß. Wir halten uns vier Wochen an "
                  "das Angebot "
                  "gebunden.\n\nMit freundlichen Grüßen\nMüller & Söhne"},
    {.client = "data-pipeline",
     .system = "Extract the fields. Answer with JSON only.",
     .user = "Invoice 2026-{n}\nNordlicht Logistik GmbH, Hafenstraße 12, 24103 Kiel\nFreight Kiel to Aarhus, 3 "
             "pallets: 1,240.00 EUR\nVAT 19 %: "
             "235.60 EUR\nDue within 14 days",
     .assistant =
         R"({"vendor": "Nordlicht Logistik GmbH", "city": "Kiel", "net": 1240.00, "vat": 235.60, "currency": "EUR", "due_days": 14})",
     .schema =
         R"({"type":"object","properties":{"vendor":{"type":"string"},"city":{"type":"string"},"net":{"type":"number"},"vat":{"type":"number"},"currency":{"type":"string"},"due_days":{"type":"integer"}},"required":["vendor","net","currency"],"additionalProperties":false})"},
    {.client = "docs-search",
     .system = "Answer from the passages below. Cite them by number. Say so when they do not answer the "
               "question.\n\n[1] Retention: bodies are "
               "kept for 30 days, sums for ever.\n[2] Backups run nightly at 02:00 and are kept for 14 days.\n[3] "
               "Restoring needs the role "
               "Operator.",
     .user = "How long can I go back with a restore? (question {n})",
     .assistant = "Fourteen days: a backup is made every night at 02:00 and kept that long [2]. You need the role "
                  "Operator to restore one [3]."},
    {.client = "marketing-drafts",
     .system = "Write in the voice of the brand: short sentences, no superlatives.",
     .user = "A subject line and a first paragraph for newsletter {n}: our new repair service for bicycles.",
     .assistant = "**Subject:** Your bike, back by Thursday\n\nBring it in on Monday. We look at it with you, tell you "
                  "what it costs, and call "
                  "when it is ready. Most repairs take two days. If it takes longer, you ride one of ours."},
    {.client = "intake-forms",
     .system = "Sort the message into one of: invoice, delivery, complaint, other. Answer with JSON only.",
     .user = "Ticket {n}: The second chair arrived with a scratch on the backrest. I would like a replacement, not a "
             "discount.",
     .assistant =
         R"({"category": "complaint", "urgency": "normal", "wants": "replacement", "summary": "Chair arrived with a scratch."})",
     .schema =
         R"({"type":"object","properties":{"category":{"enum":["invoice","delivery","complaint","other"]},"urgency":{"enum":["low","normal","high"]},"wants":{"type":"string"},"summary":{"type":"string"}},"required":["category","urgency"],"additionalProperties":false})"},
    {.client = "ci-bot",
     .system = "Explain why the build failed, in three sentences at most.",
     .user = "Build {n} failed:\n\nerror: no matching function for call to 'parse(std::string_view)'\nnote: candidate "
             "expects 2 arguments, 1 "
             "provided",
     .assistant = "The call passes one argument, but `parse` has taken two since the last merge: the text and the "
                  "options. Add the options at the "
                  "call, or give the parameter a default value. The other 212 targets built."},
    {.client = "Ana's notebook",
     .system = "You help with data analysis in Python.",
     .user = "I have {n} rows of orders with a timestamp. How do I get the weekly median order value in pandas?",
     .assistant = "```python\nweekly = (\n    orders.set_index(\"timestamp\")[\"value\"]\n    .resample(\"W\")\n    "
                  ".median()\n)\n```\n\nMake sure that "
                  "`timestamp` is a datetime first: `orders[\"timestamp\"] = pd.to_datetime(orders[\"timestamp\"])`."},
    {.client = "playground",
     .system = "You are a helpful assistant.",
     .user = "Give me {n} names for a coffee shop next to a railway station.",
     .assistant = "Platform Coffee, First Train, The Waiting Room, Departures, Track Nine."},
    {.client = "Quarterly compliance review: suppliers and subprocessors",
     .system =
         "You compare suppliers' data protection terms with our policy. List deviations by clause, with the risk.",
     .user = "Compare the attached terms of supplier {n} with policy v7: where do they deviate on subprocessors, "
             "deletion and audit?",
     .assistant = "Three deviations:\n\n1. **Subprocessors (clause 6.2).** Changes are announced 10 days ahead; our "
                  "policy asks for 30. Risk: "
                  "medium.\n2. **Deletion (clause 9.1).** Backups are deleted after 180 days; our policy allows 90. "
                  "Risk: medium.\n3. **Audit "
                  "(clause 11).** On-site audits are excluded, a report is offered instead. Risk: low, as the report "
                  "is independent."},
});

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QByteArray quoted(std::string_view utf8)
{
    return Json::quoted(QByteArrayView(utf8.data(), static_cast<qsizetype>(utf8.size())));
}

QByteArray numbered(std::string_view utf8, int number)
{
    return QByteArray(utf8.data(), static_cast<qsizetype>(utf8.size())).replace("{n}", QByteArray::number(number));
}

struct DemoProvider {
    const char16_t *name;
    const char16_t *catalog;
    int priority;
};
constexpr auto Providers = std::to_array<DemoProvider>({
    {u"OpenAI", u"openai", 1},
    {u"Anthropic", u"anthropic", 0},
    {u"Google", u"google", 2},
    {u"gpu-01.lan", u"", 3},
});

struct DemoModel {
    int provider; // into Providers
    const char16_t *name;
    const char16_t *upstream;
};
constexpr auto Models = std::to_array<DemoModel>({
    {0, u"gpt-5.4", u""},
    {0, u"gpt-5.4-mini", u""},
    {0, u"gpt-5.4-nano", u""},
    {0, u"claude-sonnet-4.6", u"gpt-5.4"}, // the way round the troubled vendor
    {1, u"claude-sonnet-4.6", u"claude-sonnet-4-6"},
    {1, u"claude-opus-4.6", u"claude-opus-4-6"},
    {2, u"gemini-3-flash", u"gemini-3-flash-preview"},
    {2, u"gemini-3-pro", u"gemini-3-pro-preview"},
    {3, u"llama-3.3-70b", u""},
});

struct DemoBudget {
    const char16_t *name;
    Scope scope;
    const char16_t *subject;
    int dollars;
    Limits::WindowKind window;
    int days; // of a rolling one
    Enforcement enforcement;
};
// Calm ones, some near the edge and one over it, at the demo's usual traffic of a month.
constexpr auto Budgets = std::to_array<DemoBudget>({
    {u"Whole company", Scope::Organisation, u"", 500, Limits::WindowKind::Rolling, 30, Enforcement::Hard},
    {u"Engineering", Scope::Team, u"Engineering", 425, Limits::WindowKind::Month, 0, Enforcement::Hard},
    {u"Code review", Scope::Client, u"code-review-bot", 186, Limits::WindowKind::Rolling, 30, Enforcement::Hard},
    {u"Support, by day", Scope::Client, u"Support desk", 15, Limits::WindowKind::Day, 0, Enforcement::Hard},
    {u"Angebote", Scope::Client, u"Angebotsassistent Müller & Söhne", 62, Limits::WindowKind::Rolling, 30,
     Enforcement::Hard},
    {u"Compliance", Scope::Team, u"Legal", 26, Limits::WindowKind::Rolling, 30, Enforcement::Soft},
    {u"Newsletters", Scope::Team, u"Marketing", 14, Limits::WindowKind::Month, 0, Enforcement::Hard},
});

} // namespace

std::span<const DemoClient> clients()
{
    return Clients;
}

QList<DemoTalk> talksOf(std::string_view client)
{
    QList<DemoTalk> found;
    for (const auto &talk : Talks) {
        if (talk.client == client)
            found.append(talk);
    }
    return found;
}

QByteArray requestBody(const DemoTalk &talk, std::string_view model, int number, bool stream)
{
    QByteArray body = R"({"model": )" + quoted(model) + R"(, "messages": [{"role": "system", "content": )"
                      + quoted(talk.system) + R"(}, {"role": "user", "content": )"
                      + Json::quoted(numbered(talk.user, number)) + '}';
    if (!talk.toolName.empty()) {
        const QByteArray id = "call_" + QByteArray::number(number) + "a7Kq";
        body += R"(, {"role": "assistant", "content": null, "tool_calls": [{"id": ")" + id
                + R"(", "type": "function", "function": {"name": )" + quoted(talk.toolName) + R"(, "arguments": )"
                + Json::quoted(numbered(talk.toolArguments, number)) + R"(}}]}, {"role": "tool", "tool_call_id": ")"
                + id + R"(", "content": )" + quoted(talk.toolResult) + '}';
    }
    body += ']';
    if (!talk.toolName.empty())
        body +=
            R"(, "tools": [{"type": "function", "function": {"name": )" + quoted(talk.toolName)
            + R"(, "parameters": {"type": "object", "properties": {"order": {"type": "string"}}, "required": ["order"]}}}])";
    if (!talk.schema.empty())
        body +=
            R"(, "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "strict": true, "schema": )"
            + QByteArray(talk.schema.data(), static_cast<qsizetype>(talk.schema.size())) + "}}";
    if (stream)
        body += R"(, "stream": true, "stream_options": {"include_usage": true})";
    return body + '}';
}

namespace {

void addRules(auto &add)
{
    for (const DemoBudget &one : Budgets) {
        Budget budget;
        budget.name = QString::fromUtf16(one.name);
        budget.scope = one.scope;
        budget.subject = QString::fromUtf16(one.subject);
        budget.amount = qint64(one.dollars) * 1'000'000'000;
        budget.window = {.kind = one.window, .zone = "Europe/Berlin"_ba, .length = std::chrono::days(one.days)};
        budget.enforcement = one.enforcement;
        add(EntityKind::Budget, toJson(budget));
    }
    Limit everyone{.name = u"Requests a minute"_s, .scope = Scope::Client, .subject = {}};
    everyone.amount = 240;
    everyone.period = std::chrono::minutes(1);
    add(EntityKind::Limit, toJson(everyone));
    Limit builds{.name = u"Builds"_s, .scope = Scope::Client, .subject = u"ci-bot"_s};
    builds.unit = LimitUnit::Tokens;
    builds.amount = 200'000;
    builds.period = std::chrono::hours(1);
    add(EntityKind::Limit, toJson(builds));
    Limit machine{.name = u"Own machine"_s, .scope = Scope::Provider, .subject = u"gpu-01.lan"_s};
    machine.unit = LimitUnit::Concurrency;
    machine.amount = 4;
    machine.queueLength = 16;
    machine.queueWait = std::chrono::seconds(20);
    add(EntityKind::Limit, toJson(machine));
}

} // namespace

QList<Change> configuration(Timestamp now)
{
    QList<Change> changes;
    EntityId lastId = 0;
    const auto add = [&](EntityKind kind, const QJsonObject &after) {
        changes.append({.kind = kind, .id = --lastId, .after = after});
        return lastId;
    };
    QList<EntityId> providers;
    for (const auto &one : Providers) {
        Provider provider;
        provider.name = QString::fromUtf16(one.name);
        provider.type = ProviderType::Simulator;
        provider.catalogProvider = QString::fromUtf16(one.catalog);
        provider.priority = one.priority;
        providers.append(add(EntityKind::Provider, toJson(provider)));
    }
    // A vendor that is none of the simulator's: while there is no other, every simulated provider would answer for
    // every model.
    Provider local;
    local.name = u"Ollama"_s;
    local.baseUrl = u"http://127.0.0.1:11434/v1"_s;
    local.priority = 4;
    add(EntityKind::Provider, toJson(local));
    for (const auto &one : Models) {
        const Model model{.providerId = providers[one.provider],
                          .name = QString::fromUtf16(one.name),
                          .upstreamName = QString::fromUtf16(one.upstream)};
        add(EntityKind::Model, toJson(model));
    }
    // The company's own machine costs nothing by the token.
    const PriceOverride own{.providerId = providers[3],
                            .model = u"llama-3.3-70b"_s,
                            .effectiveFrom = now - std::chrono::days(400),
                            .cacheRead = {},
                            .cacheWrite = {}};
    add(EntityKind::Price, toJson(own));
    add(EntityKind::Alias, toJson(Alias{.name = u"default"_s, .model = u"gpt-5.4-mini"_s}));
    for (const auto &one : Clients) {
        Client client;
        client.name = text(one.name);
        client.team = text(one.team);
        client.note = text(one.note);
        client.enabled = one.name != "playground";
        const auto id = add(EntityKind::Client, toJson(client));
        auto made = ClientKey::generate();
        const auto written = made.key.reveal();
        const ApiKey key{.clientId = id,
                         .name = u"prod"_s,
                         .publicId = made.publicId,
                         .secretHash = ClientKey::hashOf(written),
                         .lastFour = QString::fromLatin1(written.last(4)),
                         .createdAt = now - std::chrono::days(45),
                         .expiresAt = {}};
        add(EntityKind::ApiKey, toJson(key));
    }
    addRules(add);
    return changes;
}

} // namespace Gatehouse::Engine::DemoStory
