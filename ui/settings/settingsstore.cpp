// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingsstore.h"

#include "gateway/engine/control.h"
#include "ui/common/changes.h"

#include <QPointer>

namespace Gatehouse::Ui {

SettingsStore::SettingsStore(Engine::Control &control, QObject *parent)
    : QObject(parent)
    , m_control(control)
{
    connect(&control, &Engine::Control::configurationChanged, this, &SettingsStore::read);
    read();
}

void SettingsStore::read()
{
    const auto settings = settingsFrom(m_control.configuration().settings);
    if (!settings || *settings == m_settings)
        return;
    m_settings = *settings;
    emit changed();
}

void SettingsStore::put(const Settings &wanted)
{
    const QList<Setting> now = settingRows(m_settings);
    const QList<Setting> next = settingRows(wanted);
    QList<Change> changes;
    for (qsizetype i = 0; i < next.size(); ++i) {
        if (next[i] != now[i])
            changes.append(putSetting(next[i].name, next[i].value));
    }
    if (changes.isEmpty())
        return;
    m_control.apply(changes, windowActor(), [self = QPointer(this)](const Result<Configuration> &result) {
        if (!self)
            return;
        self->read();
        if (!result)
            emit self->refused(result.error());
    });
}

} // namespace Gatehouse::Ui
