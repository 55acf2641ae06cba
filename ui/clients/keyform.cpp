// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/keyform.h"

#include "ui/clients/keymodel.h"
#include "ui/clients/keyrestrictions.h"
#include "ui/common/changes.h"
#include "ui/tr.h"

#include <QLineEdit>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

KeyForm::KeyForm(Engine::Control &control, const ApiKey &key, QWidget *parent)
    : FormDialog(control, u"key"_s, Tr::tr("Save"), parent)
    , m_key(key)
    , m_name(new QLineEdit(key.name, this))
    , m_restrictions(nullptr)
{
    setWindowTitle(Tr::tr("Edit key %1").arg(maskedKey(key)));
    m_name->setObjectName(u"key.name"_s);
    m_name->setMaxLength(200);
    addRow(Tr::tr("&Name"), m_name, m_name);
    m_restrictions = new KeyRestrictions(form(), this);
    m_restrictions->setRestrictions(key.allowedAddresses, key.allowedSurfaces);
    resize(560, 260);
}

void KeyForm::save()
{
    if (!m_restrictions->check())
        return;
    if (const QString name = m_name->text().trimmed(); !name.isEmpty())
        m_key.name = name;
    m_key.allowedAddresses = m_restrictions->addresses();
    m_key.allowedSurfaces = m_restrictions->surfaces();
    store({putChange(m_key)}, Tr::tr("The key was not changed."));
}

} // namespace Gatehouse::Ui
