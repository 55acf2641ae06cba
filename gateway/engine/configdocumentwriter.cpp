// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/configdocument.h"
#include "gateway/engine/configsections.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Engine {

namespace {

// Text stands bare where every YAML reader takes it for the same text, else in double quotes with the escapes that JSON
// and YAML share.
QByteArray textToYaml(const QString &text)
{
    static const QRegularExpression plain(u"^[A-Za-z/][A-Za-z0-9_./+@-]*( [A-Za-z0-9_./+@-]+)*$"_s);
    static const QRegularExpression special(u"^(true|false|yes|no|on|off|null|y|n|nan|inf)$"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression url(u"^https?://[A-Za-z0-9_./:@-]*[A-Za-z0-9_/]$"_s);
    if ((plain.match(text).hasMatch() && !special.match(text).hasMatch()) || url.match(text).hasMatch())
        return text.toUtf8();
    const auto json = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return json.sliced(1, json.size() - 2);
}

QByteArray valueToYaml(const QJsonValue &value)
{
    if (value.isString())
        return textToYaml(value.toString());
    if (value.isArray()) {
        QByteArrayList items;
        const auto list = value.toArray();
        for (const auto &item : list)
            items.append(valueToYaml(item));
        return '[' + items.join(", ") + ']';
    }
    if (value.isBool())
        return value.toBool() ? "true" : "false";
    if (value.isNull() || value.isUndefined())
        return "null";
    const auto json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return json.sliced(1, json.size() - 2);
}

QByteArray entryToYaml(EntityKind kind, const QJsonObject &members, const QJsonObject &defaults)
{
    QByteArray text;
    const auto names = ConfigSections::memberNames(kind);
    const auto &identity = ConfigSections::of(kind).identity;
    for (const auto &name : names) {
        const auto value = members.value(name);
        const bool isIdentity = std::ranges::find(identity, name) != identity.end();
        // An empty reference or an unset time is an absence even where it is part of the name.
        if (value == defaults.value(name) && !(isIdentity && name == "name"_L1))
            continue;
        text += (text.isEmpty() ? "  - " : "    ") + name.toUtf8() + ": " + valueToYaml(value) + '\n';
    }
    return text;
}

} // namespace

QByteArray ConfigDocument::written(const Configuration &configuration)
{
    QByteArray text =
        "# The configuration of Gatehouse. Vendors' keys are never in it: name a file that holds one with key_file.\n"
        "gatehouse: 1\n";
    if (!configuration.settings.isEmpty()) {
        text += "settings:\n";
        for (const auto &setting : configuration.settings)
            text += "  " + setting.name.toUtf8() + ": " + valueToYaml(setting.value) + '\n';
    }
    for (const auto &section : ConfigSections::all()) {
        const auto entities = ConfigSections::entitiesOf(configuration, section.kind);
        if (entities.isEmpty())
            continue;
        text += QByteArray(section.name.data(), section.name.size()) + ":\n";
        const auto defaults = ConfigSections::defaults(section.kind);
        for (const auto &entity : entities)
            text += entryToYaml(section.kind, entity.members, defaults);
    }
    return text;
}

} // namespace Gatehouse::Engine
