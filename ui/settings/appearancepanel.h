// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspanel.h"

class QButtonGroup;

namespace Gatehouse::Ui {

// System, light or dark; the window follows at once. GUI only.
class AppearancePanel final : public SettingsPanel
{
    Q_OBJECT
public:
    AppearancePanel(SettingsStore &store, QWidget *parent);

    [[nodiscard]] QString searchText() const override;

protected:
    void show(const Settings &settings) override;

private:
    QButtonGroup *m_schemes;
};

} // namespace Gatehouse::Ui
