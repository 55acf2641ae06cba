// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/rulewords.h"

#include "ui/common/formats.h"
#include "ui/tr.h"

#include <cmath>

namespace Gatehouse::Ui::RuleWords {

using namespace Qt::StringLiterals;

QString scope(Scope scope)
{
    switch (scope) {
    case Scope::Organisation:
        return Tr::tr("Organisation");
    case Scope::Team:
        return Tr::tr("Team");
    case Scope::Client:
        return Tr::tr("Client");
    case Scope::Key:
        return Tr::tr("Key");
    case Scope::Model:
        return Tr::tr("Model");
    case Scope::Provider:
        return Tr::tr("Provider");
    }
    return {};
}

QString subject(Scope scope, const QString &name)
{
    if (scope == Scope::Organisation)
        return Tr::tr("Organisation");
    if (!name.isEmpty())
        return Tr::tr("%1 %2", "scope and name: Client ci").arg(RuleWords::scope(scope), name);
    switch (scope) {
    case Scope::Team:
        return Tr::tr("Every team");
    case Scope::Client:
        return Tr::tr("Every client");
    case Scope::Key:
        return Tr::tr("Every key");
    case Scope::Provider:
        return Tr::tr("Every provider");
    case Scope::Model:
    case Scope::Organisation:
        break;
    }
    return Tr::tr("All models");
}

QString counterSubject(const QString &label)
{
    const qsizetype colon = label.indexOf(u':');
    const QString word = colon < 0 ? label : label.first(colon);
    for (const Scope scope : {Scope::Team, Scope::Client, Scope::Key, Scope::Model, Scope::Provider}) {
        const Limit named{.name = {}, .scope = scope, .subject = {}};
        if (toJson(named)["scope"_L1].toString() == word) {
            const QString name = label.sliced(colon + 1);
            return subject(scope, scope == Scope::Model && name == "*"_L1 ? QString() : name);
        }
    }
    return subject(Scope::Organisation, {});
}

QString windowKind(Limits::WindowKind kind)
{
    using enum Limits::WindowKind;
    switch (kind) {
    case Hour:
        return Tr::tr("Hour");
    case Day:
        return Tr::tr("Day");
    case Week:
        return Tr::tr("Week");
    case Month:
        return Tr::tr("Month");
    case Quarter:
        return Tr::tr("Quarter");
    case Year:
        return Tr::tr("Year");
    case Lifetime:
        return Tr::tr("No reset");
    case Rolling:
        return Tr::tr("Rolling");
    }
    return {};
}

QString window(const Limits::WindowRule &rule)
{
    if (rule.kind == Limits::WindowKind::Rolling)
        return Tr::tr("Last %1").arg(length(rule.length));
    if (rule.kind == Limits::WindowKind::Lifetime)
        return windowKind(rule.kind);
    return windowKind(rule.kind) + u", "_s + (rule.zone.isEmpty() ? u"UTC"_s : QString::fromLatin1(rule.zone));
}

QString unit(LimitUnit unit)
{
    switch (unit) {
    case LimitUnit::Requests:
        return Tr::tr("Requests");
    case LimitUnit::InputTokens:
        return Tr::tr("Input tokens");
    case LimitUnit::OutputTokens:
        return Tr::tr("Output tokens");
    case LimitUnit::Tokens:
        return Tr::tr("Tokens");
    case LimitUnit::Concurrency:
        return Tr::tr("Requests at one time");
    }
    return {};
}

QString limit(const Limit &limit)
{
    if (limit.unit == LimitUnit::Concurrency)
        return limit.queueLength > 0 ? Tr::tr("%1 at one time, %2 may wait")
                                           .arg(Formats::count(limit.amount), Formats::count(limit.queueLength))
                                     : Tr::tr("%1 at one time").arg(Formats::count(limit.amount));
    return Tr::tr("%1 in %2", "a number and a time: 60 in 1 minute")
        .arg(Formats::count(limit.amount), length(limit.period));
}

QString length(std::chrono::seconds length)
{
    const auto count = static_cast<int>(length.count());
    if (count % 86'400 == 0)
        return Tr::tr("%n day(s)", nullptr, count / 86'400);
    if (count % 3'600 == 0)
        return Tr::tr("%n hour(s)", nullptr, count / 3'600);
    if (count % 60 == 0)
        return Tr::tr("%n minute(s)", nullptr, count / 60);
    return Tr::tr("%n second(s)", nullptr, count);
}

QString fullness(double fraction)
{
    return Formats::percent(std::floor(fraction * 100) / 100, 0);
}

QString moment(Timestamp time)
{
    return Formats::locale().toString(Formats::local(time), u"ddd d MMM yyyy, HH:mm"_s);
}

} // namespace Gatehouse::Ui::RuleWords
