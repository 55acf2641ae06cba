// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/accounting/refusal.h"
#include "gateway/core/llm/errorbody.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Accounting;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Refusal ofBudget()
{
    return {.rule = u"research \"monthly\""_s,
            .subject = u"team:research"_s,
            .isBudget = true,
            .window = {.kind = Limits::WindowKind::Month, .zone = "Europe/Berlin"},
            .available = Money::fromNanos(200'000'000'000),
            .spent = Money::fromNanos(199'970'000'000),
            .held = Money(),
            .cost = Money::fromNanos(410'000'000),
            .resetsAt = Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 10 / 31) + 23h)};
}

} // namespace

class RefusalTest final : public QObject
{
    Q_OBJECT
private slots:
    void budgets()
    {
        const Error error = errorOf(ofBudget());
        QCOMPARE(error.kind, ErrorKind::BudgetExceeded);
        QVERIFY(!error.retryAfter);
        QCOMPARE(
            error.message,
            u"Monthly budget of team 'research' is used up: $199.97 of $200.00 spent; this request may cost $0.41. "
            "Resets 2026-11-01 00:00 Europe/Berlin."_s);
        // In every dialect it is an object that its clients can read.
        for (const Llm::Dialect dialect :
             {Llm::Dialect::OpenAi, Llm::Dialect::Anthropic, Llm::Dialect::OpenAiResponses}) {
            const QJsonObject body = QJsonDocument::fromJson(Llm::errorBody(dialect, error))["error"_L1].toObject();
            QCOMPARE(body["limit_source"_L1].toString(), u"team:research/research \"monthly\""_s);
            QCOMPARE(body["limit_usd"_L1].toString(), u"200.00"_s);
            QCOMPARE(body["spend_usd"_L1].toString(), u"199.97"_s);
            QCOMPARE(body["needed_usd"_L1].toString(), u"0.41"_s);
            QCOMPARE(body["resets_at"_L1].toString(), u"2026-10-31T23:00:00Z"_s);
        }
        for (const Llm::Dialect dialect : {Llm::Dialect::Gemini, Llm::Dialect::Ollama, Llm::Dialect::Cohere})
            QVERIFY(QJsonDocument::fromJson(Llm::errorBody(dialect, error)).isObject());
    }

    void heldByOthersIsWorthAnotherTry()
    {
        Refusal refusal = ofBudget();
        refusal.held = Money::fromNanos(1'000'000'000);
        refusal.mayFitLater = true;
        refusal.resetsAt.reset();
        refusal.window = {.kind = Limits::WindowKind::Lifetime};
        const Error error = errorOf(refusal);
        QCOMPARE(*error.retryAfter, 2s);
        QVERIFY(error.message.contains(u"$1.00 held"_s));
        QVERIFY(error.message.startsWith(u"Budget of team"_s));
        QVERIFY(error.members.contains("\"resets_at\":null"));
    }

    void limits_data()
    {
        QTest::addColumn<int>("unit");
        QTest::addColumn<int>("period");
        QTest::addColumn<int>("wait"); // milliseconds; -1 = none
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, LimitUnit unit, int period, int wait, const QString &message) {
            QTest::newRow(name) << static_cast<int>(unit) << period << wait << message;
        };
        row("requests", LimitUnit::Requests, 60, 11'001,
            u"Client 'ci' reached the limit 'l': 60 requests in 1m. Retry in 12 s."_s);
        row("tokens in an hour", LimitUnit::Tokens, 3600, 1000,
            u"Client 'ci' reached the limit 'l': 60 tokens in 1h. Retry in 1 s."_s);
        row("odd period", LimitUnit::OutputTokens, 90, 1,
            u"Client 'ci' reached the limit 'l': 60 output tokens in 90s. Retry in 1 s."_s);
        row("never", LimitUnit::InputTokens, 86'400, -1,
            u"Client 'ci' reached the limit 'l': 60 input tokens in 1d. This request needs 70, which is more than the limit."_s);
        row("places", LimitUnit::Concurrency, 60, -1,
            u"Client 'ci' reached the limit 'l': 60 requests at one time. Retry when one of them has ended."_s);
    }
    void limits()
    {
        QFETCH(const int, unit);
        QFETCH(const int, period);
        QFETCH(const int, wait);
        Refusal refusal{.rule = u"l"_s,
                        .subject = u"client:ci"_s,
                        .unit = static_cast<LimitUnit>(unit),
                        .period = std::chrono::seconds(period),
                        .limit = 60,
                        .used = 60,
                        .needed = 70};
        if (wait >= 0)
            refusal.wait = std::chrono::milliseconds(wait);
        const Error error = errorOf(refusal);
        QCOMPARE(error.kind, ErrorKind::RateLimitExceeded);
        QTEST(error.message, "message");
        const QJsonObject body =
            QJsonDocument::fromJson(Llm::errorBody(Llm::Dialect::OpenAi, error))["error"_L1]["limit"_L1].toObject();
        QCOMPARE(body["scope"_L1].toString(), u"client:ci"_s);
        QCOMPARE(body["limit"_L1].toInt(), 60);
        QCOMPARE(error.retryAfter.has_value(), wait >= 0 || refusal.unit == LimitUnit::Concurrency);
    }

    void headers()
    {
        Http::Headers headers;
        addStanding({}, headers);
        QVERIFY(!headers.value("x-ratelimit-limit-requests"));
        addStanding({.requests = Standing::Rate{.limit = 60, .remaining = 59, .reset = 500ms},
                     .tokens = Standing::Rate{.limit = 1000, .remaining = 0, .reset = 59s},
                     .budget = Money::fromNanos(1'500'000'000)},
                    headers);
        QCOMPARE(*headers.value("x-ratelimit-limit-requests"), "60");
        QCOMPARE(*headers.value("x-ratelimit-remaining-requests"), "59");
        QCOMPARE(*headers.value("x-ratelimit-reset-requests"), "1s");
        QCOMPARE(*headers.value("x-ratelimit-remaining-tokens"), "0");
        QCOMPARE(*headers.value("x-ratelimit-reset-tokens"), "59s");
        QCOMPARE(*headers.value("x-gh-budget-remaining-usd"), "1.5");
    }
};

QTEST_GUILESS_MAIN(RefusalTest)
#include "tst_refusal.moc"
