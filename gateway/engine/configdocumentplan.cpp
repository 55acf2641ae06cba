// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/configdocument.h"
#include "gateway/engine/configsections.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace Gatehouse::Engine {

namespace {

constexpr EntityId TrialIds = 1LL << 40; // beyond what a store has given

QString shown(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isNull() || value.isUndefined())
        return u"none"_s;
    const auto json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.sliced(1, json.size() - 2));
}

} // namespace

// Compares a document with a configuration. Lives for one call of plan().
class ConfigDocument::Planner
{
public:
    Planner(const ConfigDocument &document, const Configuration &current)
        : m_document(document)
        , m_current(current)
    {}

    Result<ConfigPlan> plan(Unnamed unnamed)
    {
        for (const auto kind : m_document.m_sections) {
            if (kind != EntityKind::Setting)
                prepare(kind);
        }
        for (const auto &entry : m_document.m_entries)
            GH_CHECK(entry.kind == EntityKind::Setting ? planSetting(entry) : planEntry(entry));
        if (unnamed == Unnamed::Remove)
            removeUnnamed();
        GH_CHECK(tried());
        m_plan.keyFiles = m_document.m_keyFiles;
        return std::move(m_plan);
    }

private:
    struct Known {
        ConfigSections::Named entity;
        bool isNamed = false; // by the document
    };

    void prepare(EntityKind kind)
    {
        const auto &section = ConfigSections::of(kind);
        for (const auto &entity : ConfigSections::entitiesOf(m_current, kind))
            m_known[kind].insert(identityOf(section, entity.members), {.entity = entity, .isNamed = false});
    }

    // A key belongs to its public id whatever client it has.
    static QString identityOf(const ConfigSections::Section &section, const QJsonObject &members)
    {
        QStringList parts;
        for (const auto &name : section.identity)
            parts.append(members.value(name).toString());
        return parts.join(u'\n');
    }

    [[nodiscard]] std::unexpected<Error> refuse(int line, const QString &message) const
    {
        return fail(ErrorKind::Settings, u"%1:%2: %3"_s.arg(m_document.m_fileName).arg(line).arg(message));
    }

    Result<void> planSetting(const Entry &entry)
    {
        const auto name = entry.members.value("name"_L1).toString();
        const auto value = entry.members.value("value"_L1);
        m_namedSettings.insert(name);
        const auto before = std::ranges::find(m_current.settings, name, &Setting::name);
        if (before != m_current.settings.end() && before->value == value)
            return {};
        add({.kind = EntityKind::Setting, .after = entry.members}, entry.line,
            before == m_current.settings.end()
                ? u"+ setting %1: %2"_s.arg(name, shown(value))
                : u"~ setting %1: %2 -> %3"_s.arg(name, shown(before->value), shown(value)));
        return {};
    }

    Result<void> planEntry(const Entry &entry)
    {
        const auto &section = ConfigSections::of(entry.kind);
        QJsonObject complete = ConfigSections::defaults(entry.kind);
        for (auto member = entry.members.begin(); member != entry.members.end(); ++member)
            complete.insert(member.key(), member.value());
        const auto identity = identityOf(section, complete);
        const auto found = m_known[entry.kind].find(identity);
        const auto label = ConfigSections::label(section, complete);
        const auto kind = entityKindName(entry.kind);
        if (found == m_known[entry.kind].end()) {
            GH_TRY(const auto after, resolved(section, complete, entry));
            const EntityId id = --m_lastNewId;
            if (section.identity.front() == "name"_L1)
                m_newIds.insert({entry.kind, complete.value("name"_L1).toString()}, id);
            add({.kind = entry.kind, .id = id, .after = after}, entry.line, u"+ %1 %2"_s.arg(kind, label));
            return {};
        }
        found->isNamed = true;
        // When an entity was made is history, not configuration: a document need not repeat it.
        const auto &before = found->entity.members;
        if (before.contains("created_at"_L1) && !entry.members.contains("created_at"_L1))
            complete.insert(u"created_at"_s, before.value("created_at"_L1));
        if (before == complete)
            return {};
        GH_TRY(const auto after, resolved(section, complete, entry));
        add({.kind = entry.kind, .id = found->entity.id, .after = after}, entry.line,
            u"~ %1 %2: %3"_s.arg(kind, label, differences(before, complete)));
        return {};
    }

    static QString differences(const QJsonObject &before, const QJsonObject &after)
    {
        QStringList parts;
        for (auto member = after.begin(); member != after.end(); ++member) {
            if (const auto old = before.value(member.key()); old != member.value())
                parts.append(u"%1 %2 -> %3"_s.arg(member.key(), shown(old), shown(member.value())));
        }
        return parts.join(u", "_s);
    }

    // The JSON form: the entity that is referred to by its id instead of its name.
    Result<QJsonObject> resolved(const ConfigSections::Section &section, QJsonObject members, const Entry &entry) const
    {
        if (section.reference.isEmpty())
            return members;
        const auto name = members.take(section.reference).toString();
        if (name.isEmpty()) // a price at every provider
            return members;
        const auto kind = section.reference == "client"_L1 ? EntityKind::Client : EntityKind::Provider;
        EntityId id = m_newIds.value({kind, name});
        for (const auto &entity : ConfigSections::entitiesOf(m_current, kind)) {
            if (entity.members.value("name"_L1).toString() == name)
                id = entity.id;
        }
        if (id == 0)
            return refuse(entry.lines.value(section.reference, entry.line),
                          u"there is no %1 '%2', neither here nor in the store."_s.arg(section.reference, name));
        members.insert(section.referenceId, id);
        return members;
    }

    void removeUnnamed()
    {
        // Those that refer to others go first.
        for (const auto &section : ConfigSections::all() | std::views::reverse) {
            if (!m_document.m_sections.contains(section.kind))
                continue;
            for (const auto &known : std::as_const(m_known[section.kind])) {
                if (!known.isNamed)
                    add({.kind = section.kind, .action = Change::Action::Remove, .id = known.entity.id, .after = {}}, 1,
                        u"- %1 %2"_s.arg(entityKindName(section.kind),
                                         ConfigSections::label(section, known.entity.members)));
            }
        }
        if (!m_document.m_sections.contains(EntityKind::Setting))
            return;
        for (const auto &setting : m_current.settings) {
            if (!m_namedSettings.contains(setting.name))
                add({.kind = EntityKind::Setting,
                     .action = Change::Action::Remove,
                     .after = {{u"name"_s, setting.name}}},
                    1, u"- setting %1: %2"_s.arg(setting.name, shown(setting.value)));
        }
    }

    void add(Change change, int line, const QString &text)
    {
        m_plan.changes.append(std::move(change));
        m_plan.texts.append(text);
        m_lines.append(line);
    }

    // Applies the changes as the store will; when they cannot be made, finds the first that stands in the way.
    Result<void> tried() const
    {
        const auto first = [this](qsizetype count) {
            QList<Change> some = m_plan.changes.first(count);
            EntityId next = TrialIds;
            return applied(m_current, some, next);
        };
        qsizetype good = 0;
        qsizetype bad = m_plan.changes.size();
        auto result = first(bad);
        if (result)
            return {};
        while (bad - good > 1) {
            const auto middle = (good + bad) / 2;
            if (auto half = first(middle)) {
                good = middle;
            } else {
                bad = middle;
                result = std::move(half);
            }
        }
        return refuse(m_lines.value(bad - 1, 1), result.error().message);
    }

    const ConfigDocument &m_document;
    const Configuration &m_current;
    ConfigPlan m_plan;
    QList<int> m_lines; // of the changes
    QHash<EntityKind, QHash<QString, Known>> m_known;
    QHash<std::pair<EntityKind, QString>, EntityId> m_newIds;
    QSet<QString> m_namedSettings;
    EntityId m_lastNewId = 0;
};

Result<ConfigPlan> ConfigDocument::plan(const Configuration &current, Unnamed unnamed) const
{
    return Planner(*this, current).plan(unnamed);
}

} // namespace Gatehouse::Engine
