// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/accounting/refusal.h"

#include "gateway/core/base/jsonwriter.h"

#include <QDateTime>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace Gatehouse::Accounting {

namespace {

// How long a client waits for a budget that only what runs now keeps from fitting: answers of models take seconds.
constexpr std::chrono::seconds SettleSoon{2};

// "client:ci" -> "Client 'ci'".
QString spoken(const QString &subject)
{
    const qsizetype colon = subject.indexOf(u':');
    if (colon < 0)
        return u"The organisation"_s;
    QString scope = subject.first(colon);
    scope[0] = scope[0].toUpper();
    return scope + u" '"_s + subject.sliced(colon + 1) + u'\'';
}

QString unitName(LimitUnit unit)
{
    switch (unit) {
    case LimitUnit::Requests:
        return u"requests"_s;
    case LimitUnit::InputTokens:
        return u"input tokens"_s;
    case LimitUnit::OutputTokens:
        return u"output tokens"_s;
    case LimitUnit::Tokens:
        return u"tokens"_s;
    case LimitUnit::Concurrency:
        return u"requests at one time"_s;
    }
    return {};
}

// "1m", "1h", "90s": the period as people say it.
QString periodName(std::chrono::seconds period)
{
    using Unit = std::pair<qint64, QChar>;
    for (const auto &[seconds, letter] : {Unit{86'400, u'd'}, Unit{3'600, u'h'}, Unit{60, u'm'}}) {
        if (period.count() % seconds == 0)
            return QString::number(period.count() / seconds) + letter;
    }
    return QString::number(period.count()) + u's';
}

qint64 wholeSeconds(std::chrono::nanoseconds duration)
{
    return std::chrono::ceil<std::chrono::seconds>(duration).count();
}

Error limitError(const Refusal &refusal)
{
    const bool isConcurrency = refusal.unit == LimitUnit::Concurrency;
    const QString what =
        isConcurrency ? u"%1 %2"_s.arg(refusal.limit).arg(unitName(refusal.unit))
                      : u"%1 %2 in %3"_s.arg(refusal.limit).arg(unitName(refusal.unit), periodName(refusal.period));
    const QString way = refusal.wait    ? u"Retry in %1 s."_s.arg(wholeSeconds(*refusal.wait))
                        : isConcurrency ? u"Retry when one of them has ended."_s
                                        : u"This request needs %1, which is more than the limit."_s.arg(refusal.needed);
    Error error{.kind = ErrorKind::RateLimitExceeded,
                .message = u"%1 reached the limit '%2': %3. %4"_s.arg(spoken(refusal.subject), refusal.rule, what, way),
                .detail = {}};
    Json::Writer json;
    json.beginObject()
        .member("name", refusal.rule.toUtf8())
        .member("scope", refusal.subject.toUtf8())
        .member("unit", unitName(refusal.unit).replace(u' ', u'_').toUtf8())
        .member("window", isConcurrency ? QByteArray() : periodName(refusal.period).toUtf8())
        .member("limit", refusal.limit)
        .member("used", refusal.used)
        .member("needed", refusal.needed);
    if (refusal.wait) {
        json.member("reset_seconds", wholeSeconds(*refusal.wait));
        error.retryAfter = std::chrono::ceil<std::chrono::milliseconds>(*refusal.wait);
    } else if (isConcurrency) {
        error.retryAfter = std::chrono::seconds(1);
    }
    error.members = "\"limit\":" + json.endObject().take();
    return error;
}

// Two decimals at least, as money is written.
QString dollars(Money amount)
{
    QString text = amount.toUsd();
    const qsizetype point = text.indexOf(u'.');
    if (point < 0)
        return text + u".00"_s;
    return text.size() - point < 3 ? text + u'0' : text;
}

QString windowName(Limits::WindowKind kind)
{
    using enum Limits::WindowKind;
    switch (kind) {
    case Hour:
        return u"Hourly budget"_s;
    case Day:
        return u"Daily budget"_s;
    case Week:
        return u"Weekly budget"_s;
    case Month:
        return u"Monthly budget"_s;
    case Quarter:
        return u"Quarterly budget"_s;
    case Year:
        return u"Yearly budget"_s;
    case Lifetime:
    case Rolling:
        break;
    }
    return u"Budget"_s;
}

QString localTime(Timestamp time, const QByteArray &zone)
{
    const QTimeZone there = zone.isEmpty() ? QTimeZone::utc() : QTimeZone(zone);
    const auto local = QDateTime::fromMSecsSinceEpoch(toMicroseconds(time) / 1000, there);
    return local.toString(u"yyyy-MM-dd HH:mm "_s) + (zone.isEmpty() ? u"UTC"_s : QString::fromLatin1(zone));
}

Error budgetError(const Refusal &refusal)
{
    QString subject = spoken(refusal.subject);
    subject[0] = subject[0].toLower();
    QString message = u"%1 of %2 is used up: $%3 of $%4 spent"_s.arg(
        windowName(refusal.window.kind), subject, dollars(refusal.spent), dollars(refusal.available));
    if (refusal.held > Money())
        message += u", $%1 held for requests on their way"_s.arg(dollars(refusal.held));
    message += u"; this request may cost $%1."_s.arg(dollars(refusal.cost));
    if (refusal.resetsAt)
        message += u" Resets %1."_s.arg(localTime(*refusal.resetsAt, refusal.window.zone));
    Error error{.kind = ErrorKind::BudgetExceeded, .message = message, .detail = {}};
    Json::Writer json;
    json.beginObject()
        .member("limit_source", (refusal.subject + u'/' + refusal.rule).toUtf8())
        .member("limit_usd", dollars(refusal.available).toLatin1())
        .member("spend_usd", dollars(refusal.spent).toLatin1())
        .member("reserved_usd", dollars(refusal.held).toLatin1())
        .member("needed_usd", dollars(refusal.cost).toLatin1());
    if (refusal.resetsAt)
        json.member("resets_at",
                    QDateTime::fromMSecsSinceEpoch(toMicroseconds(*refusal.resetsAt) / 1000, QTimeZone::UTC)
                        .toString(Qt::ISODate)
                        .toLatin1());
    else
        json.nullMember("resets_at");
    if (refusal.mayFitLater)
        error.retryAfter = SettleSoon;
    error.members = json.endObject().take().sliced(1).chopped(1);
    return error;
}

void addRate(const std::optional<Standing::Rate> &rate, QByteArrayView unit, Http::Headers &headers)
{
    if (!rate)
        return;
    headers.add("x-ratelimit-limit-" + unit.toByteArray(), QByteArray::number(rate->limit));
    headers.add("x-ratelimit-remaining-" + unit.toByteArray(), QByteArray::number(rate->remaining));
    headers.add("x-ratelimit-reset-" + unit.toByteArray(), QByteArray::number(wholeSeconds(rate->reset)) + 's');
}

} // namespace

Error errorOf(const Refusal &refusal)
{
    return refusal.isBudget ? budgetError(refusal) : limitError(refusal);
}

void addStanding(const Standing &standing, Http::Headers &headers)
{
    addRate(standing.requests, "requests", headers);
    addRate(standing.tokens, "tokens", headers);
    if (standing.budget)
        headers.add("x-gh-budget-remaining-usd"_ba, standing.budget->toUsd().toLatin1());
}

} // namespace Gatehouse::Accounting
