// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/keyspanel.h"

#include "ui/clients/clientsfeed.h"
#include "ui/clients/keymodel.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/emptystate.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

KeysPanel::KeysPanel(const Clock &clock, ClientsFeed &feed, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_model(new KeyModel(this))
    , m_proxy(new QSortFilterProxyModel(this))
    , m_table(new TableView(this))
    , m_pages(new QStackedWidget(this))
    , m_summary(makeSecondary({}, this))
    , m_edit(makeSmallButton(Tr::tr("Edit…"), u"edit"_s, this))
    , m_rotate(makeSmallButton(Tr::tr("Replace…"), u"key"_s, this))
    , m_toggle(makeSmallButton(Tr::tr("Disable"), u"pause"_s, this))
    , m_remove(makeSmallButton(Tr::tr("Delete"), u"delete"_s, this))
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(SortRole);
    m_proxy->setDynamicSortFilter(false);
    m_table->setObjectName(u"keys.table"_s);
    m_table->setAccessibleName(Tr::tr("Keys"));
    m_table->setModel(m_proxy);
    m_table->setRowHeight(Metrics::EditedRow);
    m_table->setColumnKind(KeyModel::StateColumn, CellDelegate::Kind::Badge);
    m_table->setColumnWidths({120, 132, 144, 92, 92, 84, 92}, KeyModel::NameColumn);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(KeyModel::CreatedColumn, Qt::DescendingOrder);

    auto *newKey = makeSmallButton(Tr::tr("New key…"), u"add"_s, this);
    newKey->setObjectName(u"keys.new"_s);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Metrics::GroupGap, Metrics::Gap, Metrics::GroupGap, Metrics::Gap);
    bar->setSpacing(Metrics::Gap);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // the buttons need their room
    bar->addWidget(m_summary, 1);
    bar->addWidget(m_edit);
    bar->addWidget(m_rotate);
    bar->addWidget(m_toggle);
    bar->addWidget(m_remove);
    bar->addWidget(newKey);

    auto *empty = new EmptyState(this);
    empty->setContent(u"key"_s, Tr::tr("No keys"),
                      Tr::tr("A key is what the client sends with each request. It is shown once, when it is made."));
    connect(empty->addButton(Tr::tr("New key…"), u"add"_s), &QPushButton::clicked, this, &KeysPanel::newKeyRequested);
    m_pages->addWidget(m_table);
    m_pages->addWidget(empty);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_pages, 1);

    auto *removeAction = new QAction(Tr::tr("Delete key"), this);
    removeAction->setShortcut(QKeySequence::Delete);
    removeAction->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(removeAction);
    connect(removeAction, &QAction::triggered, this, &KeysPanel::removeSelected);
    connect(newKey, &QPushButton::clicked, this, &KeysPanel::newKeyRequested);
    m_edit->setObjectName(u"keys.edit"_s);
    m_rotate->setObjectName(u"keys.rotate"_s);
    m_rotate->setToolTip(Tr::tr("Make a new key in its place; the old one works for as long as you say"));
    connect(m_edit, &QPushButton::clicked, this, [this] {
        if (const std::optional<ApiKey> key = selectedKey())
            emit editRequested(*key);
    });
    connect(m_rotate, &QPushButton::clicked, this, [this] {
        if (const std::optional<ApiKey> key = selectedKey())
            emit rotateRequested(*key);
    });
    connect(m_table, &QAbstractItemView::doubleClicked, m_edit, &QPushButton::click);
    connect(m_toggle, &QPushButton::clicked, this, &KeysPanel::toggleSelected);
    connect(m_remove, &QPushButton::clicked, this, &KeysPanel::removeSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &KeysPanel::updateActions);
    connect(&feed, &ClientsFeed::keysChanged, m_model, &KeyModel::setUsage);
    updateActions();
}

void KeysPanel::setClient(EntityId clientId, const QList<ApiKey> &keys)
{
    const int before = m_model->rowCount();
    m_model->setKeys(clientId, keys, m_clock.now());
    if (m_model->rowCount() != before)
        m_proxy->sort(m_proxy->sortColumn(), m_proxy->sortOrder());
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
    updateActions();
}

int KeysPanel::keyCount() const
{
    return m_model->rowCount();
}

std::optional<ApiKey> KeysPanel::selectedKey() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? std::nullopt : m_model->keyAt(m_proxy->mapToSource(rows.first()).row());
}

void KeysPanel::updateActions()
{
    const std::optional<ApiKey> key = selectedKey();
    m_edit->setEnabled(key.has_value());
    m_rotate->setEnabled(key.has_value());
    m_toggle->setEnabled(key.has_value());
    m_remove->setEnabled(key.has_value());
    m_toggle->setText(key && !key->enabled ? Tr::tr("Enable") : Tr::tr("Disable"));
    int working = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const KeyState state = keyStateOf(*m_model->keyAt(row), m_clock.now());
        working += state == KeyState::Active || state == KeyState::Expiring ? 1 : 0;
    }
    m_summary->setText(Tr::tr("%1 of %n key(s) work", nullptr, m_model->rowCount()).arg(working));
    m_summary->setVisible(m_model->rowCount() > 0);
}

void KeysPanel::toggleSelected()
{
    if (std::optional<ApiKey> key = selectedKey()) {
        key->enabled = !key->enabled;
        emit putRequested(putChange(*key));
    }
}

void KeysPanel::removeSelected()
{
    if (const std::optional<ApiKey> key = selectedKey())
        emit removeRequested(*key);
}

} // namespace Gatehouse::Ui
