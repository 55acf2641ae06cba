// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/keyform.h"

#include "gateway/engine/control.h"
#include "ui/clients/keymodel.h"
#include "ui/clients/keyrestrictions.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/formats.h"
#include "ui/common/formwidgets.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

KeyForm::KeyForm(Engine::Control &control, const ApiKey &key, QWidget *parent)
    : QDialog(parent)
    , m_control(control)
    , m_key(key)
    , m_name(new QLineEdit(key.name, this))
    , m_restrictions(nullptr)
    , m_message(new InlineMessage(this))
    , m_save(makePrimaryButton(Tr::tr("Save"), {}, this))
{
    setObjectName(u"dialog.key"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(Tr::tr("Edit key %1").arg(maskedKey(key)));
    m_name->setObjectName(u"key.name"_s);
    m_name->setMaxLength(200);
    m_message->clear();
    m_save->setObjectName(u"key.save"_s);
    m_save->setDefault(true);
    auto *cancel = makeButton(Tr::tr("Cancel"), {}, this);
    cancel->setAutoDefault(false);

    auto *form = FormWidgets::form();
    form->addRow(Tr::tr("&Name"), m_name);
    m_restrictions = new KeyRestrictions(form, this);
    m_restrictions->setRestrictions(key.allowedAddresses, key.allowedSurfaces);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::Gap);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Metrics::PageEdge, Metrics::PageEdge, Metrics::PageEdge, Metrics::GroupGap);
    layout->setSpacing(Metrics::GroupGap);
    layout->addWidget(m_message);
    layout->addLayout(form);
    layout->addStretch();
    layout->addLayout(buttons);
    resize(560, 260);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &KeyForm::save);
}

void KeyForm::save()
{
    if (!m_restrictions->check())
        return;
    if (const QString name = m_name->text().trimmed(); !name.isEmpty())
        m_key.name = name;
    m_key.allowedAddresses = m_restrictions->addresses();
    m_key.allowedSurfaces = m_restrictions->surfaces();
    m_save->setEnabled(false);
    m_control.apply({putChange(m_key)}, windowActor(), [self = QPointer(this)](const Result<Configuration> &result) {
        if (self)
            self->finish(result);
    });
}

void KeyForm::finish(const Result<Configuration> &result)
{
    if (result) {
        accept();
        return;
    }
    m_save->setEnabled(true);
    m_message->showMessage(Tone::Error, Tr::tr("The key was not changed."), Formats::error(result.error()));
}

} // namespace Gatehouse::Ui
