// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/modelpatterns.h"

#include "ui/tr.h"

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

QStringList knownModels(const Configuration &configuration)
{
    QStringList names;
    for (const Model &model : configuration.models) {
        const bool isAtEnabledProvider = std::ranges::any_of(configuration.providers, [&](const Provider &provider) {
            return provider.id == model.providerId && provider.enabled;
        });
        if (model.enabled && isAtEnabledProvider && !model.name.contains(u'*') && !model.name.contains(u'?'))
            names.append(model.name);
    }
    for (const Alias &alias : configuration.aliases)
        names.append(alias.name);
    names.sort(Qt::CaseInsensitive);
    names.removeDuplicates();
    return names;
}

// Linear for one star at a time: on a mismatch only the last star is given one more character.
bool matchesModel(const QString &pattern, const QString &model)
{
    qsizetype p = 0;
    qsizetype m = 0;
    qsizetype star = -1;
    qsizetype starMatch = 0;
    while (m < model.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            starMatch = m;
        } else if (p < pattern.size() && (pattern[p] == u'?' || pattern[p] == model[m])) {
            ++p;
            ++m;
        } else if (star >= 0) {
            p = star + 1;
            m = ++starMatch;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

QStringList reachedModels(const QStringList &patterns, const QStringList &known)
{
    if (patterns.isEmpty())
        return known;
    QStringList reached;
    for (const QString &model : known) {
        if (std::ranges::any_of(patterns, [&](const QString &pattern) { return matchesModel(pattern, model); }))
            reached.append(model);
    }
    return reached;
}

QString patternProblem(const QString &pattern)
{
    const QString trimmed = pattern.trimmed();
    if (trimmed.isEmpty())
        return Tr::tr("Enter a model's name or a pattern such as gpt-*.");
    if (std::ranges::any_of(trimmed, [](QChar c) { return c.isSpace() || c.category() == QChar::Other_Control; }))
        return Tr::tr("A model's name has no spaces. Enter one name or pattern at a time.");
    return {};
}

} // namespace Gatehouse::Ui
