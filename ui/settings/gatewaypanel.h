// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspanel.h"

class QLabel;
class QLineEdit;
class QSpinBox;

namespace Gatehouse::Ui {

// Where the gateway listens, who may call, and how much it takes. GUI only.
class GatewayPanel final : public SettingsPanel
{
    Q_OBJECT
public:
    GatewayPanel(SettingsStore &store, QWidget *parent);

protected:
    void show(const Settings &settings) override;
    void discardEdits() override;

private:
    void build();
    [[nodiscard]] QWidget *fileRow(QLineEdit *field, QLabel *problem, const QString &caption);
    void connectFields();
    void applyAddress();
    void applyHosts();
    void applyOrigins();
    void applyTls();
    void updateWarning();

    QLineEdit *m_address;
    QLabel *m_addressProblem;
    QSpinBox *m_port;
    QLineEdit *m_hosts;
    QLabel *m_hostsProblem;
    QLineEdit *m_origins;
    QLabel *m_originsProblem;
    QLineEdit *m_certificate;
    QLabel *m_certificateProblem;
    QLineEdit *m_key;
    QLabel *m_keyProblem;
    QSpinBox *m_bodyLimit;
    QSpinBox *m_inFlight;
    QSpinBox *m_workers;
    QSpinBox *m_drain;
};

} // namespace Gatehouse::Ui
