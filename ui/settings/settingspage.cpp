// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingspage.h"

#include "ui/common/buttons.h"
#include "ui/common/celldelegate.h"
#include "ui/common/filteredit.h"
#include "ui/common/pageheader.h"
#include "ui/common/roles.h"
#include "ui/common/theme.h"
#include "ui/settings/aboutpanel.h"
#include "ui/settings/appearancepanel.h"
#include "ui/settings/datapanel.h"
#include "ui/settings/gatewaypanel.h"
#include "ui/settings/settingsstore.h"
#include "ui/tr.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int ListWidth = 208;

class PanelDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {ListWidth, Metrics::EditedRow};
    }
};

} // namespace

SettingsPage::SettingsPage(const Context &context, QWidget *parent)
    : Page(context, u"page.settings"_s, Tr::tr("Settings"), parent)
    , m_store(new SettingsStore(context.control, this))
    , m_search(new FilterEdit(this))
    , m_list(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
{
    auto *header = new PageHeader(title(), this);
    header->setSubtitle(Tr::tr("Changes apply at once"));
    m_search->setObjectName(u"settings.search"_s);
    m_search->setPlaceholderText(Tr::tr("Find a setting"));
    m_search->setAccessibleName(Tr::tr("Find a setting"));
    m_list->setObjectName(u"settings.pages"_s);
    m_list->setAccessibleName(Tr::tr("Pages of the settings"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new PanelDelegate(CellDelegate::Kind::Text, m_list));

    auto *left = new QVBoxLayout;
    left->setContentsMargins(Metrics::PageEdge, Metrics::Gap, Metrics::Gap, Metrics::Gap);
    left->setSpacing(Metrics::Gap);
    left->addWidget(m_search);
    left->addWidget(m_list, 1);
    auto *side = new QWidget(this);
    side->setLayout(left);
    side->setFixedWidth(ListWidth + Metrics::PageEdge + Metrics::Gap);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(side);
    columns->addWidget(makeVerticalLine(this));
    columns->addWidget(m_pages, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    layout->addLayout(columns, 1);

    addPanel(new GatewayPanel(*m_store, m_pages), u"network"_s);
    addPanel(new DataPanel(*m_store, context, m_pages), u"database"_s);
    addPanel(new AppearancePanel(*m_store, m_pages), u"moon"_s);
    addPanel(new AboutPanel(*m_store, m_pages), u"info"_s);
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::search);
    m_list->setCurrentRow(0);
}

void SettingsPage::addPanel(SettingsPanel *panel, const QString &icon)
{
    auto *scroll = new QScrollArea(m_pages);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(panel);
    scroll->setBackgroundRole(QPalette::Base);
    m_pages->addWidget(scroll);
    m_panels.append(panel);
    auto *item = new QListWidgetItem(panel->title(), m_list);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    item->setData(GlyphRole, icon);
}

void SettingsPage::search(const QString &text)
{
    int first = -1;
    for (int row = 0; row < m_panels.size(); ++row) {
        const bool matches = m_panels[row]->searchText().contains(text.trimmed(), Qt::CaseInsensitive);
        m_list->item(row)->setHidden(!matches);
        if (matches && first < 0)
            first = row;
    }
    if (first >= 0 && m_list->currentItem() && m_list->currentItem()->isHidden())
        m_list->setCurrentRow(first);
}

void SettingsPage::focusFilter()
{
    m_search->setFocus();
    m_search->selectAll();
}

} // namespace Gatehouse::Ui
