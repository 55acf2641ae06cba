// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace Gatehouse::Engine {
class Control;
}

namespace Gatehouse::Ui {

class AccessEditor;
class InlineMessage;

// Makes a client, or edits one. What is wrong stands at its field; the form stays open until the gateway has taken the
// change. GUI only; deletes itself when closed.
class ClientForm final : public QDialog
{
    Q_OBJECT
public:
    ClientForm(Engine::Control &control, const Client &client, QWidget *parent); // client.id 0 = a new one

signals:
    void saved(Gatehouse::EntityId clientId);

private:
    void build();
    void fill();
    void save();
    [[nodiscard]] bool check();
    void finish(const Result<Configuration> &result);

    Engine::Control &m_control;
    Client m_client;
    QLineEdit *m_name;
    QLabel *m_nameProblem;
    QComboBox *m_team;
    AccessEditor *m_access = nullptr; // only for a new client: later the Access tab does it
    QComboBox *m_content;
    QPlainTextEdit *m_note;
    InlineMessage *m_message;
    QPushButton *m_save;
};

} // namespace Gatehouse::Ui
