// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/settings.h"

#include <QObject>

namespace Gatehouse::Engine {
class Control;
}

namespace Gatehouse::Ui {

// The settings as they hold, and the way to change them one at a time. GUI only; owned by the page.
class SettingsStore final : public QObject
{
    Q_OBJECT
public:
    explicit SettingsStore(Engine::Control &control, QObject *parent = nullptr);

    [[nodiscard]] const Settings &settings() const { return m_settings; }
    [[nodiscard]] Engine::Control &control() { return m_control; }

    // Applies what differs between the settings that hold and `wanted`, all of it or none.
    void put(const Settings &wanted);

signals:
    void changed();                              // new settings hold
    void refused(const Gatehouse::Error &error); // the old ones do

private:
    void read();

    Engine::Control &m_control;
    Settings m_settings;
};

} // namespace Gatehouse::Ui
