// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace Gatehouse::Engine {
class Control;
}

namespace Gatehouse::Ui {

class InlineMessage;
class KeyRestrictions;

// Edits what may be changed of a key that is in use: its name, where it may come from, what it may call. GUI only;
// deletes itself when closed.
class KeyForm final : public QDialog
{
    Q_OBJECT
public:
    KeyForm(Engine::Control &control, const ApiKey &key, QWidget *parent);

private:
    void save();
    void finish(const Result<Configuration> &result);

    Engine::Control &m_control;
    ApiKey m_key;
    QLineEdit *m_name;
    KeyRestrictions *m_restrictions; // owned by the dialog
    InlineMessage *m_message;
    QPushButton *m_save;
};

} // namespace Gatehouse::Ui
