// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/config/entities.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace Gatehouse::Engine {

// A vendor's key that a document names by the file it stands in. The secret itself is never in a document.
struct KeyFile {
    QString provider;
    QString path; // relative to the document
    bool operator==(const KeyFile &) const = default;
};

// What a document would change, for a person and for Control::apply.
struct ConfigPlan {
    QList<Change> changes;
    QStringList texts; // a line for each change: "+ provider 'OpenAI'", "~ client 'docs-search': enabled true -> false"
    QList<KeyFile> keyFiles;
};

// What a plan does with entities that the document does not name.
enum class Unnamed : quint8 {
    Keep,
    Remove, // of the sections that the document has
};

// The configuration as one YAML document: settings, providers, models, aliases, prices, clients, keys (public id and
// hash, never a secret), limits and budgets, each named by its name and referred to by it. Reading is strict: every
// error says its line, and the nearest known word. Immutable value.
//
//   gatehouse: 1
//   settings: {listen.port: 8080}
//   providers: [{name: OpenAI, base_url: https://api.openai.com/v1, key_file: openai.key}]
//   models: [{provider: OpenAI, name: gpt-5.4}]
class ConfigDocument final
{
public:
    static constexpr qsizetype MaxBytes = 16 * 1024 * 1024;

    // `fileName` stands before the line in error messages.
    [[nodiscard]] static Result<ConfigDocument> parse(const QByteArray &yaml, const QString &fileName);

    // A document that parse() reads back to the same configuration, credentials excepted. What has its default is left
    // out.
    [[nodiscard]] static QByteArray written(const Configuration &configuration);

    // Compares by name. The changes are checked as applied() checks them; an error says the line it stems from.
    [[nodiscard]] Result<ConfigPlan> plan(const Configuration &current, Unnamed unnamed) const;

private:
    struct Entry {
        EntityKind kind = EntityKind::Setting;
        QJsonObject members; // as in the entity's JSON form, but references by name ("provider", "client")
        QHash<QString, int> lines;
        int line = 0;
    };
    class Parser;
    class Planner;

    QString m_fileName;
    QList<EntityKind> m_sections;
    QList<Entry> m_entries; // in an order in which each refers only to earlier ones
    QList<KeyFile> m_keyFiles;
};

} // namespace Gatehouse::Engine
