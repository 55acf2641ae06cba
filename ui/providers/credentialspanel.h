// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace Gatehouse::Engine {
class Control;
}

namespace Gatehouse::Ui {

class CredentialModel;
class InlineMessage;
class TableView;

// The vendor's keys of one provider. A key is written into the field and never shown again. GUI only.
class CredentialsPanel final : public QWidget
{
    Q_OBJECT
public:
    CredentialsPanel(Engine::Control &control, QWidget *parent);

    void setProvider(const Provider &provider, const QList<Credential> &credentials);
    [[nodiscard]] int credentialCount() const;

signals:
    void putRequested(const Gatehouse::Change &change);
    void removeRequested(const Gatehouse::Credential &credential);

private:
    void build();
    void add();
    void finishAdding(const Result<Configuration> &result);
    void updateActions();
    [[nodiscard]] std::optional<Credential> selected() const;

    Engine::Control &m_control;
    Provider m_provider;
    CredentialModel *m_model;
    TableView *m_table;
    QLabel *m_none;
    InlineMessage *m_message;
    QLineEdit *m_label;
    QLineEdit *m_secret;
    QPushButton *m_add;
    QPushButton *m_toggle;
    QPushButton *m_remove;
};

} // namespace Gatehouse::Ui
