// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/subjectpicker.h"

#include "ui/budgets/rulewords.h"
#include "ui/common/buttons.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <array>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array Scopes{Scope::Client, Scope::Team, Scope::Key, Scope::Model, Scope::Provider, Scope::Organisation};

} // namespace

SubjectPicker::SubjectPicker(const Configuration &configuration, QWidget *parent)
    : QWidget(parent)
    , m_configuration(configuration)
    , m_scope(new QComboBox(this))
    , m_subject(new QComboBox(this))
    , m_hint(makeSecondary({}, this))
{
    m_scope->setObjectName(u"rule.scope"_s);
    m_scope->setAccessibleName(Tr::tr("What is counted together"));
    m_subject->setObjectName(u"rule.subject"_s);
    m_subject->setAccessibleName(Tr::tr("Which one"));
    for (const Scope scope : Scopes)
        m_scope->addItem(RuleWords::scope(scope), QVariant::fromValue(static_cast<int>(scope)));
    auto *fields = new QHBoxLayout;
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(Metrics::Gap);
    fields->addWidget(m_scope);
    fields->addWidget(m_subject, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(fields);
    layout->addWidget(m_hint);
    m_hint->setWordWrap(true);
    connect(m_scope, &QComboBox::currentIndexChanged, this, [this] {
        fillSubjects();
        emit changed();
    });
    connect(m_subject, &QComboBox::currentTextChanged, this, &SubjectPicker::changed);
    fillSubjects();
}

void SubjectPicker::fillSubjects()
{
    const QSignalBlocker blocker(m_subject);
    m_subject->clear();
    const Scope chosen = scope();
    m_subject->setEditable(chosen == Scope::Model);
    m_subject->setVisible(chosen != Scope::Organisation);
    m_subject->addItem(RuleWords::subject(chosen, {}), QString());
    const auto add = [this](const QString &name) {
        if (!name.isEmpty() && m_subject->findData(name) < 0)
            m_subject->addItem(name, name);
    };
    switch (chosen) {
    case Scope::Team:
        for (const Client &client : std::as_const(m_configuration.clients))
            add(client.team);
        break;
    case Scope::Client:
        for (const Client &client : std::as_const(m_configuration.clients))
            add(client.name);
        break;
    case Scope::Key:
        for (const ApiKey &key : std::as_const(m_configuration.keys))
            add(QString::fromLatin1(key.publicId));
        break;
    case Scope::Model:
        for (const Model &model : std::as_const(m_configuration.models))
            add(model.name);
        m_subject->lineEdit()->setPlaceholderText(Tr::tr("A name, or a pattern such as gpt-*"));
        break;
    case Scope::Provider:
        for (const Provider &provider : std::as_const(m_configuration.providers))
            add(provider.name);
        break;
    case Scope::Organisation:
        break;
    }
    m_hint->setText(chosen == Scope::Organisation ? Tr::tr("All requests of all clients together.")
                    : chosen == Scope::Model      ? Tr::tr("Requests for these models, of all clients together.")
                                                  : Tr::tr("“Every” counts each one by itself, also those to come."));
}

void SubjectPicker::setSubject(Scope scope, const QString &subject)
{
    m_scope->setCurrentIndex(m_scope->findData(static_cast<int>(scope)));
    fillSubjects();
    const int place = m_subject->findData(subject);
    if (place >= 0) {
        m_subject->setCurrentIndex(place);
    } else { // a pattern, or a team whose clients have gone
        m_subject->addItem(subject, subject);
        m_subject->setCurrentIndex(m_subject->count() - 1);
    }
}

Scope SubjectPicker::scope() const
{
    return static_cast<Scope>(m_scope->currentData().toInt());
}

QString SubjectPicker::subject() const
{
    if (scope() == Scope::Organisation)
        return {};
    const int place = m_subject->findText(m_subject->currentText());
    return place >= 0 ? m_subject->itemData(place).toString() : m_subject->currentText().trimmed();
}

} // namespace Gatehouse::Ui
