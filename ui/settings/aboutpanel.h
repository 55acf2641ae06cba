// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspanel.h"

namespace Gatehouse::Ui {

// Versions and licences, to be copied into a report. GUI only.
class AboutPanel final : public SettingsPanel
{
    Q_OBJECT
public:
    AboutPanel(SettingsStore &store, QWidget *parent);

protected:
    void show(const Settings &) override {} // nothing of it is a setting
};

} // namespace Gatehouse::Ui
