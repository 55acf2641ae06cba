// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/clientspage.h"

#include "gateway/engine/control.h"
#include "ui/clients/clientdetail.h"
#include "ui/clients/clientform.h"
#include "ui/clients/clientmodel.h"
#include "ui/clients/clientproxymodel.h"
#include "ui/clients/clientsfeed.h"
#include "ui/clients/clienttree.h"
#include "ui/clients/keyform.h"
#include "ui/clients/newkeydialog.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/emptystate.h"
#include "ui/common/filteredit.h"
#include "ui/common/flowlayout.h"
#include "ui/common/formats.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/pageheader.h"
#include "ui/common/removals.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int ListWidth = 496;
constexpr std::chrono::seconds RefreshEvery{2}; // while there is traffic and somebody looks

using Group = ClientProxyModel::Group;

QString groupText(int group)
{
    switch (static_cast<Group>(group)) {
    case Group::All:
        return Tr::tr("All");
    case Group::Disabled:
        return Tr::tr("Disabled");
    case Group::KeysExpiring:
        return Tr::tr("Keys expiring");
    case Group::Unused:
        return Tr::tr("Unused 30 d");
    }
    return {};
}

} // namespace

ClientsPage::ClientsPage(const Context &context, QWidget *parent)
    : Page(context, u"page.clients"_s, Tr::tr("Clients & Keys"), parent)
    , m_model(new ClientModel(this))
    , m_proxy(new ClientProxyModel(this))
    , m_feed(new ClientsFeed(context.questions, context.clock, this))
    , m_removals(new Removals(context.control, this))
    , m_refresh(new QTimer(this))
    , m_header(new PageHeader(title(), this))
    , m_message(new InlineMessage(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_pages(new QStackedWidget(this))
{
    m_proxy->setSourceModel(m_model);
    auto *newClient = makePrimaryButton(Tr::tr("New client…"), u"add"_s, this);
    newClient->setObjectName(u"clients.new"_s);
    m_header->addAction(newClient);
    m_message->clear();

    m_splitter->addWidget(makeList());
    m_splitter->addWidget(makeDetail());
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({ListWidth, 3 * ListWidth / 2});

    auto *empty = new EmptyState(m_pages);
    empty->setContent(
        u"clients"_s, Tr::tr("No clients"),
        Tr::tr("A client is an app or person that calls the gateway. Each has keys of its own, and its spend is "
               "counted apart."));
    connect(empty->addPrimaryButton(Tr::tr("Add client…"), u"add"_s), &QPushButton::clicked, this,
            [this] { openForm({}); });
    m_pages->addWidget(empty);
    m_pages->addWidget(m_splitter);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    auto *messageLine = new QHBoxLayout;
    messageLine->setContentsMargins(Metrics::PageEdge, 0, Metrics::PageEdge, 0);
    messageLine->addWidget(m_message);
    layout->addLayout(messageLine);
    layout->addWidget(m_pages, 1);

    m_refresh->setInterval(RefreshEvery);
    m_refresh->setSingleShot(true);
    connect(newClient, &QPushButton::clicked, this, [this] { openForm({}); });
    connect(m_refresh, &QTimer::timeout, m_feed, &ClientsFeed::refresh);
    connect(m_feed, &ClientsFeed::usageChanged, this, [this](const QHash<EntityId, ClientUsage> &usage) {
        m_model->setUsage(usage, Page::context().clock.now());
        updateChips();
        updateFooter();
    });
    connect(m_feed, &ClientsFeed::failed, this,
            [this](const Error &error) { showError(Tr::tr("Usage cannot be read."), error); });
    connect(m_removals, &Removals::changed, this, &ClientsPage::updateFromConfiguration);
    connect(m_removals, &Removals::failed, this,
            [this](const Error &error) { showError(Tr::tr("The removal failed."), error); });
    connect(&context.control, &Engine::Control::configurationChanged, this, &ClientsPage::updateFromConfiguration);
    connectDetail();
    addShortcuts();
    updateFromConfiguration();
}

ClientsPage::~ClientsPage()
{
    m_removals->commitAll();
}

QWidget *ClientsPage::makeList()
{
    auto *list = new QWidget(m_splitter);
    m_filter = new FilterEdit(list);
    m_filter->setObjectName(u"clients.filter"_s);
    m_filter->setPlaceholderText(Tr::tr("Find by name, team or note"));
    m_filter->setAccessibleName(Tr::tr("Find clients"));
    m_tree = new ClientTree(list);
    m_tree->setModel(m_proxy);
    m_tree->sortByColumn(ClientModel::NameColumn, Qt::AscendingOrder);
    m_footer = makeSecondary({}, list);
    m_footerSum = makeSecondary({}, list);

    auto *top = new QVBoxLayout;
    top->setContentsMargins(Metrics::PageEdge, Metrics::Gap, Metrics::GroupGap, Metrics::Gap);
    top->setSpacing(Metrics::Gap);
    top->addWidget(m_filter);
    top->addWidget(makeChips());
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(Metrics::PageEdge, Metrics::Gap / 2, Metrics::PageEdge, Metrics::Gap / 2);
    foot->addWidget(m_footer);
    foot->addStretch();
    foot->addWidget(m_footerSum);
    auto *layout = new QVBoxLayout(list);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_tree, 1);
    layout->addWidget(makeHorizontalLine(list));
    layout->addLayout(foot);

    connect(m_filter, &FilterEdit::filterEdited, this, [this](const QString &text) {
        m_proxy->setSearch(text);
        m_filter->setState(text.isEmpty() ? FilterEdit::State::Empty : FilterEdit::State::Valid);
        m_tree->expandAll();
        updateFooter();
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &ClientsPage::updateDetail);
    return list;
}

QWidget *ClientsPage::makeChips()
{
    auto *box = new QWidget(this);
    auto *layout = new FlowLayout(Metrics::Gap);
    box->setLayout(layout);
    for (int group = 0; group < ClientProxyModel::GroupCount; ++group) {
        QToolButton *chip = makeChip(groupText(group), box);
        chip->setChecked(group == 0);
        connect(chip, &QToolButton::clicked, this, [this, group] {
            m_proxy->setGroup(static_cast<Group>(group));
            m_tree->expandAll();
            updateChips();
            updateFooter();
        });
        layout->addWidget(chip);
        m_chips.append(chip);
    }
    return box;
}

QWidget *ClientsPage::makeDetail()
{
    m_detailPages = new QStackedWidget(m_splitter);
    auto *none = new EmptyState(m_detailPages);
    none->setContent(u"clients"_s, Tr::tr("No client selected"),
                     Tr::tr("Select a client to see its usage, keys and access."));
    m_detail = new ClientDetail(context(), *m_feed, m_detailPages);
    m_detailPages->addWidget(none);
    m_detailPages->addWidget(m_detail);
    return m_detailPages;
}

void ClientsPage::connectDetail()
{
    connect(m_detail, &ClientDetail::viewRequests, this, [this](EntityId clientId) {
        Store::RequestFilter filter;
        filter.clients = {clientId};
        emit openRequests(filter);
    });
    connect(m_detail, &ClientDetail::editRequested, this, &ClientsPage::openForm);
    connect(m_detail, &ClientDetail::removeRequested, this, &ClientsPage::removeClient);
    connect(m_detail, &ClientDetail::newKeyRequested, this,
            [this](const Client &client) { openNewKey(client, std::nullopt); });
    connect(m_detail, &ClientDetail::keyRotateRequested, this, &ClientsPage::openNewKey);
    connect(m_detail, &ClientDetail::keyEditRequested, this, [this](const ApiKey &key) {
        auto *form = new KeyForm(context().control, key, this);
        form->open();
    });
    connect(m_detail, &ClientDetail::keyRemoveRequested, this, &ClientsPage::removeKey);
    connect(m_detail, &ClientDetail::putRequested, this, &ClientsPage::put);
    connect(&context().control, &Engine::Control::live, this, [this] {
        if (isActive() && !m_refresh->isActive())
            m_refresh->start();
    });
}

void ClientsPage::addShortcuts()
{
    auto *newKey = new QAction(Tr::tr("New key"), this);
    newKey->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_N));
    newKey->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(newKey);
    connect(newKey, &QAction::triggered, this, [this] {
        if (const auto client = m_model->client(selectedClient()))
            openNewKey(*client, std::nullopt);
        else
            openForm({});
    });
    auto *remove = new QAction(Tr::tr("Delete client"), this);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_tree->addAction(remove);
    connect(remove, &QAction::triggered, this, [this] {
        if (const auto client = m_model->client(selectedClient()))
            removeClient(*client);
    });
}

void ClientsPage::updateFromConfiguration()
{
    const EntityId selected = selectedClient();
    const Configuration configuration = m_removals->visible(context().control.configuration());
    const int before = m_model->clientCount();
    m_model->setConfiguration(configuration, context().clock.now());
    if (m_model->clientCount() != before || !m_model->indexOf(selected).isValid()) {
        m_proxy->refresh();
        m_tree->expandAll();
        if (selected != 0 && m_model->indexOf(selected).isValid())
            select(selected);
    }
    m_pages->setCurrentIndex(m_model->clientCount() > 0 ? 1 : 0);
    const int clients = static_cast<int>(configuration.clients.size());
    const int keys = static_cast<int>(configuration.keys.size());
    m_header->setSubtitle(
        Tr::tr("%1, %2").arg(Tr::tr("%n client(s)", nullptr, clients), Tr::tr("%n key(s)", nullptr, keys)));
    updateChips();
    updateFooter();
    updateDetail();
}

void ClientsPage::updateChips()
{
    for (int group = 0; group < m_chips.size(); ++group) {
        setChipCount(m_chips[group], groupText(group), m_proxy->countOf(static_cast<Group>(group)));
        m_chips[group]->setChecked(m_proxy->group() == static_cast<Group>(group));
    }
}

void ClientsPage::updateFooter()
{
    Money sum;
    for (int team = 0; team < m_proxy->rowCount(); ++team) {
        const QModelIndex parent = m_proxy->index(team, ClientModel::SpendColumn);
        sum += Money::fromNanos(parent.data(SortRole).toLongLong());
    }
    m_footer->setText(
        m_proxy->isFiltered()
            ? Tr::tr("%1 of %n client(s) match", nullptr, m_model->clientCount()).arg(m_proxy->shownClients())
            : Tr::tr("%n client(s)", nullptr, m_model->clientCount()));
    m_footerSum->setText(Tr::tr("Spend, 30 d: %1").arg(Formats::money(sum)));
    m_footerSum->setVisible(!m_proxy->isFiltered());
}

void ClientsPage::updateDetail()
{
    const auto client = m_model->client(selectedClient());
    m_feed->setClient(client ? client->id : 0);
    m_detailPages->setCurrentIndex(client ? 1 : 0);
    if (client)
        m_detail->setClient(*client, m_removals->visible(context().control.configuration()));
}

EntityId ClientsPage::selectedClient() const
{
    return m_tree->currentIndex().siblingAtColumn(0).data(ClientModel::IdRole).toLongLong();
}

void ClientsPage::select(EntityId clientId)
{
    const QModelIndex index = m_proxy->mapFromSource(m_model->indexOf(clientId));
    if (!index.isValid())
        return;
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

void ClientsPage::selectFirst()
{
    if (selectedClient() == 0 && m_proxy->rowCount() > 0)
        m_tree->setCurrentIndex(m_proxy->index(0, 0, m_proxy->index(0, 0)));
}

void ClientsPage::openForm(const Client &client)
{
    auto *form = new ClientForm(context().control, client, this);
    connect(form, &ClientForm::saved, this, [this](EntityId id) {
        updateFromConfiguration();
        select(id);
    });
    form->open();
}

void ClientsPage::openNewKey(const Client &client, const std::optional<ApiKey> &former)
{
    m_detail->showTab(1);
    auto *dialog = new NewKeyDialog(context().control, context().clock, client, former, this);
    dialog->open();
}

void ClientsPage::removeClient(const Client &client)
{
    m_removals->remove(client);
    emit notice(Tr::tr("Deleted client “%1” with its keys").arg(client.name),
                [removals = QPointer(m_removals), id = client.id] {
                    if (removals)
                        removals->undo(EntityKind::Client, id);
                });
}

void ClientsPage::removeKey(const ApiKey &key)
{
    m_removals->remove(key);
    emit notice(Tr::tr("Deleted key “%1”").arg(key.name), [removals = QPointer(m_removals), id = key.id] {
        if (removals)
            removals->undo(EntityKind::ApiKey, id);
    });
}

void ClientsPage::put(const Change &change)
{
    context().control.apply({change}, windowActor(), [self = QPointer(this)](const Result<Configuration> &result) {
        if (!self)
            return;
        if (!result)
            self->showError(Tr::tr("The change was not saved."), result.error());
        self->updateDetail(); // a refused change goes back to what holds
    });
}

void ClientsPage::showError(const QString &what, const Error &error)
{
    m_message->showMessage(Tone::Error, what, Formats::error(error));
}

void ClientsPage::reload()
{
    m_feed->refresh();
}

void ClientsPage::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

void ClientsPage::showEntity(qint64 id)
{
    select(id);
}

QVariantMap ClientsPage::saveState() const
{
    return {{u"splitter"_s, m_splitter->saveState()}, {u"client"_s, selectedClient()}};
}

void ClientsPage::restoreState(const QVariantMap &state)
{
    m_splitter->restoreState(state.value(u"splitter"_s).toByteArray());
    select(state.value(u"client"_s).toLongLong());
}

void ClientsPage::preparePicture()
{
    selectFirst();
}

void ClientsPage::activate()
{
    updateFromConfiguration();
    selectFirst();
    m_feed->refresh();
}

void ClientsPage::deactivate()
{
    m_refresh->stop();
}

} // namespace Gatehouse::Ui
