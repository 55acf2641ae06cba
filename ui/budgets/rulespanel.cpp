// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/rulespanel.h"

#include "ui/budgets/rulemodel.h"
#include "ui/common/buttons.h"
#include "ui/common/emptystate.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

RulesPanel::RulesPanel(RuleModel &model, const Words &words, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_table(new TableView(this))
    , m_pages(new QStackedWidget(this))
    , m_bar(new QHBoxLayout)
    , m_edit(makeSmallButton(Tr::tr("Edit…"), u"edit"_s, this))
    , m_enable(makeSmallButton(Tr::tr("Turn off"), u"pause"_s, this))
    , m_remove(makeSmallButton(Tr::tr("Delete"), u"delete"_s, this))
{
    m_table->setObjectName(words.name + u".table"_s);
    m_table->setAccessibleName(words.title);
    m_table->setModel(&model);
    m_table->setRowHeight(Metrics::EditedRow);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_edit->setObjectName(words.name + u".edit"_s);
    m_enable->setObjectName(words.name + u".enable"_s);
    m_remove->setObjectName(words.name + u".remove"_s);
    QPushButton *add = makeSmallButton(words.add, u"add"_s, this);
    add->setObjectName(words.name + u".add"_s);

    m_forChosen = {m_edit, m_enable, m_remove};
    m_bar->setContentsMargins(Metrics::PageEdge, Metrics::Gap, Metrics::PageEdge, Metrics::Gap);
    m_bar->setSpacing(Metrics::Gap);
    m_bar->addWidget(makeSectionTitle(words.title, this));
    m_bar->addStretch(1);
    for (QPushButton *button : {m_edit, m_enable, m_remove, add})
        m_bar->addWidget(button);

    auto *empty = new EmptyState(m_pages);
    empty->setContent(words.icon, words.emptyTitle, words.emptySentence);
    QPushButton *first = empty->addPrimaryButton(words.add, u"add"_s);
    first->setObjectName(words.name + u".first"_s);
    m_pages->addWidget(empty);
    m_pages->addWidget(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_bar);
    layout->addWidget(m_pages, 1);

    auto *erase = new QAction(Tr::tr("Delete"), this);
    erase->setShortcut(QKeySequence::Delete);
    erase->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(erase);
    const auto remove = [this] {
        if (selected() != 0)
            emit removeRequested(selected());
    };
    connect(erase, &QAction::triggered, this, remove);
    connect(m_remove, &QPushButton::clicked, this, remove);
    connect(add, &QPushButton::clicked, this, &RulesPanel::addRequested);
    connect(first, &QPushButton::clicked, this, &RulesPanel::addRequested);
    connect(m_edit, &QPushButton::clicked, this, [this] { emit editRequested(selected()); });
    connect(m_enable, &QPushButton::clicked, this, [this] {
        emit enableRequested(selected(), !m_table->currentIndex().data(RuleModel::EnabledRole).toBool());
    });
    connect(m_table, &TableView::rowActivated, this,
            [this](const QModelIndex &index) { emit editRequested(index.data(RuleModel::IdRole).toLongLong()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RulesPanel::updateButtons);
    connect(&model, &QAbstractItemModel::modelReset, this, &RulesPanel::updateButtons);
    connect(&model, &QAbstractItemModel::dataChanged, this, &RulesPanel::updateButtons);
    updateButtons();
}

void RulesPanel::addButton(QPushButton *button)
{
    m_bar->insertWidget(m_bar->indexOf(m_edit), button);
    m_forChosen.append(button);
    updateButtons();
}

EntityId RulesPanel::selected() const
{
    return m_table->currentIndex().data(RuleModel::IdRole).toLongLong();
}

void RulesPanel::select(EntityId rule)
{
    const int row = m_model.rowOf(rule);
    if (row < 0)
        return;
    m_table->setCurrentIndex(m_model.index(row, 0));
    m_table->scrollTo(m_model.index(row, 0));
}

void RulesPanel::updateButtons()
{
    m_pages->setCurrentIndex(m_model.rowCount() > 0 ? 1 : 0);
    const bool hasSelection = selected() != 0;
    for (QPushButton *button : std::as_const(m_forChosen)) {
        button->setEnabled(hasSelection);
        button->setVisible(m_model.rowCount() > 0);
    }
    const bool isEnabled = !hasSelection || m_table->currentIndex().data(RuleModel::EnabledRole).toBool();
    m_enable->setText(isEnabled ? Tr::tr("Turn off") : Tr::tr("Turn on"));
}

} // namespace Gatehouse::Ui
