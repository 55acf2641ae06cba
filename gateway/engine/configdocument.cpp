// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/configdocument.h"

#include "gateway/core/base/similar.h"
#include "gateway/core/config/settings.h"
#include "gateway/engine/configsections.h"

#include <QJsonArray>

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Engine {

namespace {

constexpr int FormatVersion = 1;
constexpr auto PriceMembers =
    std::to_array<QLatin1StringView>({"input"_L1, "output"_L1, "cache_read"_L1, "cache_write"_L1});
constexpr auto BudgetMembers = std::to_array<QLatin1StringView>({"amount"_L1, "top_up"_L1});

// Amounts of money are read by their digits, not by way of a binary fraction.
bool isMoney(EntityKind kind, const QString &member)
{
    return (kind == EntityKind::Price && std::ranges::find(PriceMembers, member) != PriceMembers.end())
           || (kind == EntityKind::Budget && std::ranges::find(BudgetMembers, member) != BudgetMembers.end());
}

QString textOf(const YAML::Node &node)
{
    return QString::fromStdString(node.Scalar());
}

int lineOf(const YAML::Node &node)
{
    return node.Mark().line + 1;
}

// A scalar with the type that YAML's core schema gives it; what is quoted is text.
QJsonValue scalar(const YAML::Node &node)
{
    const QString text = textOf(node);
    if (node.Tag() == "!")
        return text;
    if (text == "true"_L1 || text == "false"_L1)
        return text == "true"_L1;
    if (text.isEmpty() || text == "null"_L1 || text == "~"_L1)
        return QJsonValue();
    bool isNumber = false;
    if (const auto integer = text.toLongLong(&isNumber); isNumber)
        return integer;
    if (const auto real = text.toDouble(&isNumber); isNumber && text.front().isDigit())
        return real;
    return text;
}

} // namespace

// Walks the YAML nodes once. Lives for one call of parse().
class ConfigDocument::Parser
{
public:
    explicit Parser(ConfigDocument &document)
        : m_document(document)
    {}

    Result<void> read(const YAML::Node &root)
    {
        if (!root.IsMap())
            return refuse(1, u"the document must be a map with sections such as 'providers:'."_s);
        QStringList known{u"gatehouse"_s, u"settings"_s};
        for (const auto &section : ConfigSections::all())
            known.append(section.name);
        GH_CHECK(checkNames(root, known, u"section"_s));
        if (!root["gatehouse"])
            return refuse(
                1, u"the line 'gatehouse: %1' is missing, which says the version of the format."_s.arg(FormatVersion));
        if (const auto version = root["gatehouse"]; !version.IsScalar() || scalar(version) != QJsonValue(FormatVersion))
            return refuse(lineOf(version), u"this program reads version %1 of the format."_s.arg(FormatVersion));
        GH_CHECK(readSettings(root["settings"]));
        for (const auto &section : ConfigSections::all())
            GH_CHECK(readSection(section, root[section.name.data()]));
        return {};
    }

    [[nodiscard]] std::unexpected<Error> refuse(int line, const QString &message) const
    {
        return fail(ErrorKind::Settings, u"%1:%2: %3"_s.arg(m_document.m_fileName).arg(line).arg(message));
    }

private:
    // Every name of a map is known and stands there once.
    Result<void> checkNames(const YAML::Node &map, const QStringList &known, const QString &what)
    {
        QStringList seen;
        for (const auto &entry : map) {
            if (!entry.first.IsScalar())
                return refuse(lineOf(entry.first), u"a name is expected here."_s);
            const auto name = textOf(entry.first);
            if (!known.contains(name))
                return refuse(lineOf(entry.first),
                              u"there is no %1 '%2'.%3"_s.arg(what, name, didYouMean(name, known)));
            if (seen.contains(name))
                return refuse(lineOf(entry.first), u"'%1' stands here twice."_s.arg(name));
            seen.append(name);
        }
        return {};
    }

    Result<QJsonValue> value(const YAML::Node &node)
    {
        if (node.IsNull())
            return QJsonValue();
        if (node.IsScalar())
            return scalar(node);
        if (!node.IsSequence())
            return refuse(lineOf(node), u"a value or a list of values is expected here."_s);
        QJsonArray list;
        for (const auto &item : node) {
            if (!item.IsScalar())
                return refuse(lineOf(item), u"a value is expected here."_s);
            list.append(scalar(item));
        }
        return list;
    }

    Result<void> readSettings(const YAML::Node &settings)
    {
        if (!settings || settings.IsNull())
            return {};
        if (!settings.IsMap())
            return refuse(lineOf(settings), u"'settings' must be a map such as 'listen.port: 8080'."_s);
        QStringList known;
        for (const auto &row : settingRows(Settings()))
            known.append(row.name);
        GH_CHECK(checkNames(settings, known, u"setting"_s));
        m_document.m_sections.append(EntityKind::Setting);
        for (const auto &entry : settings) {
            GH_TRY(const auto read, value(entry.second));
            const Setting setting{.name = textOf(entry.first), .value = read};
            if (const auto checked = settingsFrom({setting}); !checked && !isOnePartOfTwo(setting.name))
                return refuse(lineOf(entry.first), checked.error().message);
            m_document.m_entries.append(
                {.kind = EntityKind::Setting, .members = toJson(setting), .lines = {}, .line = lineOf(entry.first)});
        }
        return {};
    }

    // A certificate alone is refused, but its key may be the next line.
    static bool isOnePartOfTwo(const QString &name) { return name.startsWith("listen.tls_"_L1); }

    Result<void> readSection(const ConfigSections::Section &section, const YAML::Node &list)
    {
        if (!list || list.IsNull())
            return {};
        if (!list.IsSequence())
            return refuse(lineOf(list), u"'%1' must be a list; each entry begins with '- '."_s.arg(section.name));
        m_document.m_sections.append(section.kind);
        QHash<QString, int> seen;
        for (const auto &node : list) {
            GH_TRY(const auto entry, readEntry(section, node));
            const auto label = ConfigSections::label(section, entry.members);
            if (const auto before = seen.constFind(label); before != seen.constEnd())
                return refuse(
                    entry.line,
                    u"%1 %2 stands in line %3 already."_s.arg(entityKindName(section.kind), label).arg(*before));
            seen.insert(label, entry.line);
            m_document.m_entries.append(entry);
        }
        return {};
    }

    Result<Entry> readEntry(const ConfigSections::Section &section, const YAML::Node &node)
    {
        if (!node.IsMap())
            return refuse(lineOf(node), u"an entry of '%1' is a map such as '- name: ...'."_s.arg(section.name));
        auto known = ConfigSections::memberNames(section.kind);
        if (section.kind == EntityKind::Provider)
            known.append(u"key_file"_s);
        GH_CHECK(checkNames(node, known, entityKindName(section.kind) + u" member"));
        Entry entry{.kind = section.kind, .members = {}, .lines = {}, .line = lineOf(node)};
        for (const auto &member : node) {
            const auto name = textOf(member.first);
            entry.lines.insert(name, lineOf(member.first));
            if (isMoney(section.kind, name) && member.second.IsScalar() && scalar(member.second).isDouble())
                entry.members.insert(name, textOf(member.second));
            else {
                GH_TRY(const auto read, value(member.second));
                entry.members.insert(name, read);
            }
        }
        GH_CHECK(takeKeyFile(entry));
        GH_CHECK(checkMembers(section, entry));
        return entry;
    }

    Result<void> takeKeyFile(Entry &entry)
    {
        if (!entry.members.contains("key_file"_L1))
            return {};
        const auto path = entry.members.take("key_file"_L1).toString();
        if (path.isEmpty())
            return refuse(entry.lines.value(u"key_file"_s),
                          u"'key_file' must be the path of a file that holds the key alone."_s);
        m_document.m_keyFiles.append({.provider = entry.members.value("name"_L1).toString(), .path = path});
        return {};
    }

    // The types of the members, judged by the entity's own reader.
    Result<void> checkMembers(const ConfigSections::Section &section, const Entry &entry)
    {
        for (const auto &name : section.identity) {
            const bool isOptional = section.kind == EntityKind::Price && name != "model"_L1;
            if (!isOptional && entry.members.value(name).toString().isEmpty())
                return refuse(entry.lines.value(name, entry.line),
                              entry.members.contains(name)
                                  ? u"'%1' must be text; quote it when it is a number."_s.arg(name)
                                  : u"'%1' is missing."_s.arg(name));
        }
        if (section.kind == EntityKind::ApiKey && entry.members.value("client"_L1).toString().isEmpty())
            return refuse(entry.line, u"'client' is missing: the name of the client whose key it is."_s);
        auto members = entry.members;
        if (!section.reference.isEmpty())
            members.remove(section.reference);
        const auto change = Change{.kind = section.kind, .after = members};
        if (const auto checked = checkedForm(change); !checked) {
            const auto member = QString::fromUtf8(checked.error().param);
            return refuse(entry.lines.value(member, entry.line), checked.error().message);
        }
        return {};
    }

    static Result<void> checkedForm(const Change &change)
    {
        const auto drop = [](const auto &) {};
        switch (change.kind) {
        case EntityKind::Provider:
            return fromJson<Provider>(change.after).transform(drop);
        case EntityKind::Model:
            return fromJson<Model>(change.after).transform(drop);
        case EntityKind::Alias:
            return fromJson<Alias>(change.after).transform(drop);
        case EntityKind::Price:
            return fromJson<PriceOverride>(change.after).transform(drop);
        case EntityKind::Client:
            return fromJson<Client>(change.after).transform(drop);
        case EntityKind::ApiKey:
            return fromJson<ApiKey>(change.after).transform(drop);
        case EntityKind::Limit:
            return fromJson<Limit>(change.after).transform(drop);
        case EntityKind::Budget:
            return fromJson<Budget>(change.after).transform(drop);
        case EntityKind::Credential:
        case EntityKind::Setting:
            break;
        }
        return {};
    }

    ConfigDocument &m_document;
};

Result<ConfigDocument> ConfigDocument::parse(const QByteArray &yaml, const QString &fileName)
{
    ConfigDocument document;
    document.m_fileName = fileName;
    Parser parser(document);
    if (yaml.size() > MaxBytes)
        return parser.refuse(1, u"the document is larger than %1 MiB."_s.arg(MaxBytes / 1024 / 1024));
    if (!QUtf8StringView(yaml).isValidUtf8())
        return parser.refuse(1, u"the document is not UTF-8 text."_s);
    // The library throws; nothing of it leaves this function.
    try {
        const auto root = YAML::Load(yaml.toStdString());
        GH_CHECK(parser.read(root));
    } catch (const YAML::Exception &problem) {
        return parser.refuse(problem.mark.is_null() ? 1 : problem.mark.line + 1,
                             u"this is not YAML: %1."_s.arg(QString::fromStdString(problem.msg)));
    }
    return document;
}

} // namespace Gatehouse::Engine
