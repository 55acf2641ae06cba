// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/changes.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

Change putSetting(const QString &name, const QJsonValue &value)
{
    return {.kind = EntityKind::Setting,
            .action = Change::Action::Put,
            .id = 0,
            .after = toJson(Setting{.name = name, .value = value})};
}

Change removeChange(EntityKind kind, EntityId id)
{
    return {.kind = kind, .action = Change::Action::Remove, .id = id, .after = {}};
}

Actor windowActor()
{
    QString user = qEnvironmentVariable("USER");
    if (user.isEmpty())
        user = qEnvironmentVariable("USERNAME", u"unknown"_s);
    return {.name = user, .source = u"window"_s};
}

} // namespace Gatehouse::Ui
