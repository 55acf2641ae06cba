// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/credentialspanel.h"

#include "gateway/engine/control.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/formats.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/providers/credentialmodel.h"
#include "ui/providers/providerpresets.h"
#include "ui/tr.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

CredentialsPanel::CredentialsPanel(Engine::Control &control, QWidget *parent)
    : QWidget(parent)
    , m_control(control)
    , m_model(new CredentialModel(this))
    , m_table(new TableView(this))
    , m_none(makeHint(Tr::tr("No key. Local servers need none; a vendor refuses requests without one."), this))
    , m_message(new InlineMessage(this))
    , m_label(new QLineEdit(this))
    , m_secret(new QLineEdit(this))
    , m_add(makeButton(Tr::tr("Add key"), u"add"_s, this))
    , m_toggle(makeButton(Tr::tr("Disable"), {}, this))
    , m_remove(makeCarefulButton(Tr::tr("Remove"), this))
{
    build();
    connect(m_add, &QPushButton::clicked, this, &CredentialsPanel::add);
    connect(m_secret, &QLineEdit::returnPressed, this, &CredentialsPanel::add);
    connect(m_secret, &QLineEdit::textChanged, this, &CredentialsPanel::updateActions);
    connect(m_toggle, &QPushButton::clicked, this, [this] {
        if (std::optional<Credential> credential = selected()) {
            credential->enabled = !credential->enabled;
            emit putRequested(putChange(*credential));
        }
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (const std::optional<Credential> credential = selected())
            emit removeRequested(*credential);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CredentialsPanel::updateActions);
    updateActions();
}

void CredentialsPanel::build()
{
    m_table->setObjectName(u"credentials.table"_s);
    m_table->setAccessibleName(Tr::tr("Keys at the provider"));
    m_table->setModel(m_model);
    m_table->setRowHeight(Metrics::EditedRow);
    m_table->setColumnKind(CredentialModel::StateColumn, CellDelegate::Kind::Badge);
    m_table->setColumnWidths({240, 120, 120, 120}, CredentialModel::LabelColumn);
    m_label->setAccessibleName(Tr::tr("Label of the new key"));
    m_label->setPlaceholderText(Tr::tr("Label, e.g. prod-a"));
    m_label->setFixedWidth(180);
    m_secret->setObjectName(u"credentials.secret"_s);
    m_secret->setAccessibleName(Tr::tr("New key"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_add->setObjectName(u"credentials.add"_s);
    m_message->clear();

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Metrics::PageEdge, 0, Metrics::PageEdge, 0);
    bar->setSpacing(Metrics::Gap);
    bar->addWidget(m_label);
    bar->addWidget(m_secret, 1);
    bar->addWidget(m_add);
    bar->addSpacing(Metrics::GroupGap);
    bar->addWidget(m_toggle);
    bar->addWidget(m_remove);
    m_none->setContentsMargins(Metrics::PageEdge, 0, Metrics::PageEdge, 0);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Metrics::GroupGap, 0, 0);
    layout->setSpacing(Metrics::GroupGap);
    layout->addLayout(bar);
    layout->addWidget(m_message);
    layout->addWidget(m_none, 1, Qt::AlignTop);
    layout->addWidget(m_table, 1);
}

void CredentialsPanel::setProvider(const Provider &provider, const QList<Credential> &credentials)
{
    if (provider.id != m_provider.id) {
        m_secret->clear();
        m_label->clear();
        m_message->clear();
    }
    m_provider = provider;
    m_secret->setPlaceholderText(keyHint(provider.type));
    m_model->setCredentials(provider.id, credentials);
    m_none->setVisible(m_model->rowCount() == 0);
    m_table->setVisible(m_model->rowCount() > 0);
    updateActions();
}

int CredentialsPanel::credentialCount() const
{
    return m_model->rowCount();
}

void CredentialsPanel::add()
{
    const QString pasted = m_secret->text().trimmed();
    if (pasted.isEmpty())
        return;
    QString label = m_label->text().trimmed();
    if (label.isEmpty())
        label = Tr::tr("key %1").arg(m_model->rowCount() + 1);
    m_add->setEnabled(false);
    m_control.addCredential(m_provider.id, label, Secret(pasted.toUtf8()), windowActor(),
                            [self = QPointer(this)](const Result<Configuration> &result) {
                                if (self)
                                    self->finishAdding(result);
                            });
}

void CredentialsPanel::finishAdding(const Result<Configuration> &result)
{
    if (result) {
        m_secret->clear();
        m_label->clear();
        m_message->clear();
    } else {
        m_message->showMessage(Tone::Error, Tr::tr("The key was not stored."), Formats::error(result.error()));
    }
    updateActions();
}

std::optional<Credential> CredentialsPanel::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? std::nullopt : m_model->credentialAt(rows.first().row());
}

void CredentialsPanel::updateActions()
{
    const std::optional<Credential> credential = selected();
    m_toggle->setEnabled(credential.has_value());
    m_remove->setEnabled(credential.has_value());
    m_toggle->setText(credential && !credential->enabled ? Tr::tr("Enable") : Tr::tr("Disable"));
    m_toggle->setVisible(m_model->rowCount() > 0);
    m_remove->setVisible(m_model->rowCount() > 0);
    m_add->setEnabled(!m_secret->text().trimmed().isEmpty());
}

} // namespace Gatehouse::Ui
