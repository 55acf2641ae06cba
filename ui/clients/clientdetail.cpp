// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/clientdetail.h"

#include "gateway/engine/control.h"
#include "ui/clients/accesseditor.h"
#include "ui/clients/clientname.h"
#include "ui/clients/keyspanel.h"
#include "ui/clients/modelpatterns.h"
#include "ui/clients/usagepanel.h"
#include "ui/common/badge.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/icons.h"
#include "ui/common/seriescolours.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {
enum Tab { UsageTab, KeysTab, AccessTab };
}

ClientDetail::ClientDetail(const Context &context, ClientsFeed &feed, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_name(new ClientName(this))
    , m_team(makeHint({}, this))
    , m_state(new Badge(this))
    , m_enable(makeButton(Tr::tr("Disable"), u"pause"_s, this))
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
    , m_usage(new UsagePanel(feed, context.clock, m_pages))
    , m_keys(new KeysPanel(context.clock, feed, m_pages))
    , m_allowed(new AccessEditor(AccessEditor::Kind::Allowed, m_pages))
    , m_denied(new AccessEditor(AccessEditor::Kind::Denied, m_pages))
{
    m_tabs->setObjectName(u"client.tabs"_s);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->addTab(Tr::tr("Usage"));
    m_tabs->addTab(Tr::tr("Keys"));
    m_tabs->addTab(Tr::tr("Access"));
    m_pages->addWidget(m_usage);
    m_pages->addWidget(m_keys);
    m_pages->addWidget(makeAccess());

    auto *tabLine = new QHBoxLayout;
    tabLine->setContentsMargins(Metrics::Gap, 0, Metrics::GroupGap, 0);
    tabLine->addWidget(m_tabs);
    tabLine->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addLayout(tabLine);
    layout->addWidget(makeHorizontalLine(this));
    layout->addWidget(m_pages, 1);

    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_keys, &KeysPanel::newKeyRequested, this, [this] { emit newKeyRequested(m_client); });
    connect(m_keys, &KeysPanel::editRequested, this, &ClientDetail::keyEditRequested);
    connect(m_keys, &KeysPanel::rotateRequested, this,
            [this](const ApiKey &key) { emit keyRotateRequested(m_client, key); });
    connect(m_keys, &KeysPanel::putRequested, this, &ClientDetail::putRequested);
    connect(m_keys, &KeysPanel::removeRequested, this, &ClientDetail::keyRemoveRequested);
    connect(m_allowed, &AccessEditor::patternsChanged, this, [this](const QStringList &patterns) {
        m_client.allowedModels = patterns;
        emit putRequested(putChange(m_client));
    });
    connect(m_denied, &AccessEditor::patternsChanged, this, [this](const QStringList &patterns) {
        m_client.deniedModels = patterns;
        emit putRequested(putChange(m_client));
    });
}

QWidget *ClientDetail::makeAccess()
{
    auto *page = new QWidget(m_pages);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(Metrics::GroupGap, Metrics::GroupGap, Metrics::GroupGap, Metrics::GroupGap);
    layout->setSpacing(Metrics::GroupGap);
    layout->addWidget(m_allowed, 1);
    layout->addWidget(makeHorizontalLine(page));
    layout->addWidget(m_denied);
    return page;
}

QWidget *ClientDetail::makeHead()
{
    auto *head = new QWidget(this);
    auto *requests = makeButton(Tr::tr("View requests"), u"requests"_s, head);
    requests->setObjectName(u"client.requests"_s);
    m_enable->setObjectName(u"client.enable"_s);
    auto *more = makeIconButton(u"more"_s, Tr::tr("More"), head);
    auto *menu = new QMenu(more);
    menu->addAction(Icons::icon(u"edit"_s), Tr::tr("Edit…"), this, [this] { emit editRequested(m_client); });
    menu->addAction(Icons::icon(u"delete"_s), Tr::tr("Delete client"), this,
                    [this] { emit removeRequested(m_client); });
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);

    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(Metrics::GroupGap, Metrics::Gap, Metrics::GroupGap, Metrics::Gap);
    layout->setSpacing(Metrics::Gap);
    layout->addWidget(m_name);
    layout->addWidget(m_team);
    layout->addWidget(m_state);
    layout->addStretch(1);
    layout->addWidget(requests);
    layout->addWidget(m_enable);
    layout->addWidget(more);
    connect(requests, &QPushButton::clicked, this, [this] { emit viewRequests(m_client.id); });
    connect(m_enable, &QPushButton::clicked, this, [this] {
        Client client = m_client;
        client.enabled = !client.enabled;
        emit putRequested(putChange(client));
    });
    return head;
}

void ClientDetail::setClient(const Client &client, const Configuration &configuration)
{
    m_client = client;
    const int series = seriesIndex(configuration, client.id);
    m_name->setClient(client.name, series);
    m_usage->setClient(client.name, series);
    m_team->setText(client.team);
    m_team->setVisible(!client.team.isEmpty());
    m_state->setBadge(client.enabled ? Tone::Ok : Tone::Neutral,
                      client.enabled ? Tr::tr("active") : Tr::tr("disabled"));
    m_enable->setText(client.enabled ? Tr::tr("Disable") : Tr::tr("Enable"));
    m_enable->setIcon(Icons::icon(client.enabled ? u"pause"_s : u"play"_s));
    m_keys->setClient(client.id, configuration.keys);
    for (AccessEditor *editor : {m_allowed, m_denied})
        editor->setKnownModels(knownModels(configuration));
    m_allowed->setPatterns(client.allowedModels);
    m_denied->setPatterns(client.deniedModels);
    const int keys = m_keys->keyCount();
    m_tabs->setTabText(KeysTab, keys > 0 ? Tr::tr("Keys %1").arg(keys) : Tr::tr("Keys"));
}

void ClientDetail::showTab(int tab)
{
    m_tabs->setCurrentIndex(tab);
}

} // namespace Gatehouse::Ui
