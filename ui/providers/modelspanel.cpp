// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/modelspanel.h"

#include "gateway/engine/control.h"
#include "ui/clients/modelpatterns.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/formwidgets.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/providers/failureadvice.h"
#include "ui/providers/modelchooser.h"
#include "ui/providers/providermodelsmodel.h"
#include "ui/providers/providerpresets.h"
#include "ui/tr.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

ModelsPanel::ModelsPanel(Engine::Control &control, QWidget *parent)
    : QWidget(parent)
    , m_control(control)
    , m_model(new ProviderModelsModel(this))
    , m_pages(new QStackedWidget(this))
    , m_table(new TableView(this))
    , m_name(new QLineEdit(this))
    , m_problem(FormWidgets::problem(this))
    , m_discover(makeButton(Tr::tr("Choose from list…"), u"refresh"_s, this))
    , m_remove(makeCarefulButton(Tr::tr("Remove"), this))
    , m_message(new InlineMessage(this))
    , m_chooser(new ModelChooser(this))
{
    build();
    connect(m_name, &QLineEdit::returnPressed, this, &ModelsPanel::addTyped);
    connect(m_discover, &QPushButton::clicked, this, &ModelsPanel::discover);
    connect(m_remove, &QPushButton::clicked, this, &ModelsPanel::removeSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { m_remove->setEnabled(m_table->selectionModel()->hasSelection()); });
    connect(m_model, &ProviderModelsModel::changeRequested, this,
            [this](const Model &model) { emit changesRequested({putChange(model)}); });
}

void ModelsPanel::build()
{
    m_table->setObjectName(u"models.table"_s);
    m_table->setAccessibleName(Tr::tr("Models of the provider"));
    m_table->setModel(m_model);
    m_table->setRowHeight(Metrics::EditedRow);
    m_table->setColumnWidths({320, 320, 48}, ProviderModelsModel::NameColumn);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_name->setObjectName(u"models.name"_s);
    m_name->setAccessibleName(Tr::tr("Model to add"));
    m_name->setPlaceholderText(Tr::tr("Name or pattern, e.g. gpt-*; * offers every model"));
    m_remove->setEnabled(false);
    m_message->clear();
    auto *addButton = makeButton(Tr::tr("Add"), u"add"_s, this);
    connect(addButton, &QPushButton::clicked, this, &ModelsPanel::addTyped);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Metrics::PageEdge, 0, Metrics::PageEdge, 0);
    bar->setSpacing(Metrics::Gap);
    bar->addWidget(m_name, 1);
    bar->addWidget(addButton);
    bar->addSpacing(Metrics::GroupGap);
    bar->addWidget(m_discover);
    bar->addWidget(m_remove);
    m_problem->setContentsMargins(Metrics::PageEdge, 0, Metrics::PageEdge, 0);

    auto *choice = new QWidget(m_pages);
    auto *take = makePrimaryButton(Tr::tr("Offer the chosen"), {}, choice);
    auto *back = makeButton(Tr::tr("Back"), {}, choice);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::Gap);
    buttons->addStretch();
    buttons->addWidget(back);
    buttons->addWidget(take);
    auto *choiceLayout = new QVBoxLayout(choice);
    choiceLayout->setContentsMargins(Metrics::PageEdge, 0, Metrics::PageEdge, Metrics::GroupGap);
    choiceLayout->addWidget(m_chooser, 1);
    choiceLayout->addLayout(buttons);
    m_pages->addWidget(m_table);
    m_pages->addWidget(choice);
    connect(back, &QPushButton::clicked, this, [this] { m_pages->setCurrentIndex(0); });
    connect(take, &QPushButton::clicked, this, [this] {
        addNames(m_chooser->chosen());
        m_pages->setCurrentIndex(0);
    });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Metrics::GroupGap, 0, 0);
    layout->setSpacing(Metrics::Gap);
    layout->addLayout(bar);
    layout->addWidget(m_problem);
    layout->addWidget(m_message);
    layout->addWidget(m_pages, 1);
}

void ModelsPanel::setProvider(const Provider &provider, const QList<Model> &models)
{
    if (provider.id != m_provider.id) {
        m_name->clear();
        m_message->clear();
        m_pages->setCurrentIndex(0);
        FormWidgets::showProblem(m_problem, {}, m_name);
    }
    m_provider = provider;
    m_model->setModels(provider.id, models);
}

int ModelsPanel::modelCount() const
{
    return m_model->rowCount();
}

void ModelsPanel::addTyped()
{
    const QString name = m_name->text().trimmed();
    QString problem = patternProblem(name);
    if (problem.isEmpty() && m_model->names().contains(name))
        problem = Tr::tr("%1 is offered already.").arg(name);
    FormWidgets::showProblem(m_problem, problem, m_name);
    if (!problem.isEmpty())
        return;
    m_name->clear();
    addNames({name});
}

void ModelsPanel::addNames(const QStringList &names)
{
    QList<Change> changes;
    for (const QString &name : names) {
        Model model;
        model.providerId = m_provider.id;
        model.name = name;
        changes.append(putChange(model));
    }
    if (!changes.isEmpty())
        emit changesRequested(changes);
}

void ModelsPanel::discover()
{
    m_discover->setEnabled(false);
    m_message->showMessage(Tone::Info, Tr::tr("Asking %1 for its models…").arg(m_provider.name), {},
                           InlineMessage::Closing::Stays);
    m_control.testProvider(m_provider, Secret(),
                           [self = QPointer(this), id = m_provider.id](const Engine::ProviderTest &test) {
                               ModelsPanel *panel = self;
                               if (!panel)
                                   return;
                               panel->m_discover->setEnabled(true);
                               if (panel->m_provider.id == id)
                                   panel->showDiscovered(test);
                           });
}

void ModelsPanel::showDiscovered(const Engine::ProviderTest &test)
{
    if (!test.isOk) {
        const FailureAdvice advice = adviceFor(m_provider.name, test);
        m_message->showMessage(Tone::Error, advice.title + u'.', test.message + u' ' + advice.fix);
        return;
    }
    if (!listsModels(m_provider.type)) {
        m_message->showMessage(Tone::Ok, Tr::tr("%1 answers.").arg(m_provider.name), testSuccess(m_provider, test));
        return;
    }
    m_message->clear();
    m_chooser->setModels(test.models, m_model->names());
    m_pages->setCurrentIndex(1);
}

void ModelsPanel::removeSelected()
{
    QList<Change> changes;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        if (const auto model = m_model->modelAt(row.row()))
            changes.append(removeChange(EntityKind::Model, model->id));
    }
    emit changesRequested(changes);
}

} // namespace Gatehouse::Ui
