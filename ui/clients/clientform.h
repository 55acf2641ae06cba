// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "ui/common/formdialog.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace Gatehouse::Ui {

class AccessEditor;

// Makes a client, or edits one. What is wrong stands at its field; the form stays open until the gateway has taken the
// change. GUI only; deletes itself when closed.
class ClientForm final : public FormDialog
{
    Q_OBJECT
public:
    ClientForm(Engine::Control &control, const Client &client, QWidget *parent); // client.id 0 = a new one

signals:
    void saved(Gatehouse::EntityId clientId);

protected:
    void save() override;
    void stored(const Configuration &configuration) override;

private:
    void build();
    void fill();
    [[nodiscard]] bool check();

    Client m_client;
    QLineEdit *m_name;
    QLabel *m_nameProblem;
    QComboBox *m_team;
    AccessEditor *m_access = nullptr; // only for a new client: later the Access tab does it
    QComboBox *m_content;
    QPlainTextEdit *m_note;
};

} // namespace Gatehouse::Ui
