// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace Gatehouse::Engine {
class Control;
}

namespace Gatehouse::Ui {

// How a provider is reached: type, address, proxy, authorities, time-outs, tries. Edits are kept until they are saved
// or discarded, whatever comes from elsewhere meanwhile. GUI only.
class ConnectionForm final : public QWidget
{
    Q_OBJECT
public:
    ConnectionForm(Engine::Control &control, QWidget *parent);

    void setProvider(const Provider &provider); // fields that are being edited keep their edits
    [[nodiscard]] bool isEdited() const;

signals:
    void saveRequested(const Gatehouse::Provider &provider);

private:
    void build();
    void fill();
    void showType();
    [[nodiscard]] Provider edited() const;
    bool check();
    void updateButtons();
    void save();

    Engine::Control &m_control;
    Provider m_provider;
    QLineEdit *m_name;
    QLabel *m_nameProblem;
    QComboBox *m_type;
    QLineEdit *m_baseUrl;
    QLabel *m_baseUrlProblem;
    QLabel *m_baseUrlHint;
    QLineEdit *m_proxy;
    QLabel *m_proxyProblem;
    QLineEdit *m_caFile;
    QLabel *m_caProblem;
    QSpinBox *m_connect;
    QSpinBox *m_firstByte;
    QSpinBox *m_idle;
    QSpinBox *m_total;
    QSpinBox *m_retries;
    QSpinBox *m_priority;
    QPushButton *m_save;
    QPushButton *m_discard;
};

} // namespace Gatehouse::Ui
