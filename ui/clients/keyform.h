// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "ui/common/formdialog.h"

class QLineEdit;

namespace Gatehouse::Ui {

class KeyRestrictions;

// Edits what may be changed of a key that is in use: its name, where it may come from, what it may call. GUI only;
// deletes itself when closed.
class KeyForm final : public FormDialog
{
    Q_OBJECT
public:
    KeyForm(Engine::Control &control, const ApiKey &key, QWidget *parent);

protected:
    void save() override;

private:
    ApiKey m_key;
    QLineEdit *m_name;
    KeyRestrictions *m_restrictions; // owned by the dialog
};

} // namespace Gatehouse::Ui
