// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/clientform.h"

#include "gateway/engine/control.h"
#include "ui/clients/accesseditor.h"
#include "ui/clients/modelpatterns.h"
#include "ui/common/changes.h"
#include "ui/common/formwidgets.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

ClientForm::ClientForm(Engine::Control &control, const Client &client, QWidget *parent)
    : FormDialog(control, u"client"_s, client.id == 0 ? Tr::tr("Create client") : Tr::tr("Save"), parent)
    , m_client(client)
    , m_name(new QLineEdit(this))
    , m_nameProblem(FormWidgets::problem(this))
    , m_team(new QComboBox(this))
    , m_content(new QComboBox(this))
    , m_note(new QPlainTextEdit(this))
{
    setWindowTitle(client.id == 0 ? Tr::tr("New client") : Tr::tr("Edit %1").arg(client.name));
    build();
    fill();
    resize(client.id == 0 ? QSize(560, 620) : QSize(560, 380));
    m_name->setFocus();
}

void ClientForm::build()
{
    m_name->setObjectName(u"client.name"_s);
    m_name->setMaxLength(200);
    m_name->setPlaceholderText(Tr::tr("The app or person that calls, e.g. code-review-bot"));
    m_team->setEditable(true);
    m_team->setObjectName(u"client.team"_s);
    m_team->lineEdit()->setPlaceholderText(Tr::tr("None"));
    m_content->setObjectName(u"client.content"_s);
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(64);

    addProblemRow(Tr::tr("&Name"), m_name, m_nameProblem);
    addRow(Tr::tr("&Team"), m_team, m_team);
    if (m_client.id == 0) {
        m_access = new AccessEditor(AccessEditor::Kind::Allowed, this);
        addRow(Tr::tr("Models"), m_access, m_access);
    }
    addRow(Tr::tr("&Content"), m_content, m_content);
    addRow(Tr::tr("N&ote"), m_note, m_note);
    for (QWidget *field : {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_team),
                           static_cast<QWidget *>(m_content), static_cast<QWidget *>(m_note)})
        field->setAccessibleName(field == m_name   ? Tr::tr("Name")
                                 : field == m_team ? Tr::tr("Team")
                                 : field == m_note ? Tr::tr("Note")
                                                   : Tr::tr("Content kept of requests"));

    connect(m_name, &QLineEdit::textEdited, this, [this] { static_cast<void>(check()); });
}

void ClientForm::fill()
{
    const Configuration configuration = control().configuration();
    QStringList teams;
    for (const Client &client : configuration.clients) {
        if (!client.team.isEmpty() && !teams.contains(client.team))
            teams.append(client.team);
    }
    teams.sort(Qt::CaseInsensitive);
    m_team->addItems(teams);
    m_content->addItem(Tr::tr("Keep requests and answers"), QVariant::fromValue(ContentLevel::Full));
    m_content->addItem(Tr::tr("Keep no content, only figures"), QVariant::fromValue(ContentLevel::None));

    m_name->setText(m_client.name);
    m_team->setCurrentText(m_client.team);
    m_content->setCurrentIndex(m_client.contentLevel == ContentLevel::Full ? 0 : 1);
    m_note->setPlainText(m_client.note);
    if (m_access) {
        m_access->setKnownModels(knownModels(configuration));
        m_access->setPatterns(m_client.allowedModels);
    }
}

bool ClientForm::check()
{
    const QString name = m_name->text().trimmed();
    const QList<Client> clients = control().configuration().clients;
    const bool isTaken = std::ranges::any_of(clients, [&](const Client &client) {
        return client.id != m_client.id && client.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    QString problem;
    if (name.isEmpty())
        problem = Tr::tr("Give the client a name.");
    else if (isTaken)
        problem = Tr::tr("There is a client “%1” already. Choose another name.").arg(name);
    FormWidgets::showProblem(m_nameProblem, problem, m_name);
    return problem.isEmpty();
}

void ClientForm::save()
{
    if (!check()) {
        m_name->setFocus();
        return;
    }
    if (m_access && !m_access->takePending())
        return;
    Client client = m_client;
    client.name = m_name->text().trimmed();
    client.team = m_team->currentText().trimmed();
    client.contentLevel = m_content->currentIndex() == 0 ? ContentLevel::Full : ContentLevel::None;
    client.note = m_note->toPlainText();
    if (m_access)
        client.allowedModels = m_access->patterns();
    m_client = client;
    store({putChange(client)}, Tr::tr("The client was not saved."));
}

void ClientForm::stored(const Configuration &configuration)
{
    const auto found = std::ranges::find(configuration.clients, m_client.name, &Client::name);
    if (found != configuration.clients.end())
        emit saved(found->id);
}

} // namespace Gatehouse::Ui
