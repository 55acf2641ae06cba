// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/providerspage.h"

#include "gateway/engine/control.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/emptystate.h"
#include "ui/common/filteredit.h"
#include "ui/common/formats.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/pageheader.h"
#include "ui/common/removals.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/providers/addproviderdialog.h"
#include "ui/providers/healthlegend.h"
#include "ui/providers/providerdetail.h"
#include "ui/providers/providermodel.h"
#include "ui/providers/providerproxymodel.h"
#include "ui/providers/providersfeed.h"
#include "ui/tr.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds RefreshEvery{5}; // while there is traffic and somebody looks
constexpr std::chrono::seconds HealthEvery{1};

using Group = ProviderProxyModel::Group;

QString groupText(int group)
{
    switch (static_cast<Group>(group)) {
    case Group::All:
        return Tr::tr("All");
    case Group::InTrouble:
        return Tr::tr("In trouble");
    case Group::Disabled:
        return Tr::tr("Disabled");
    }
    return {};
}

QTimer *singleShot(std::chrono::milliseconds interval, QObject *parent)
{
    auto *timer = new QTimer(parent);
    timer->setInterval(interval);
    timer->setSingleShot(true);
    return timer;
}

} // namespace

ProvidersPage::ProvidersPage(const Context &context, QWidget *parent)
    : Page(context, u"page.providers"_s, Tr::tr("Providers"), parent)
    , m_model(new ProviderModel(this))
    , m_proxy(new ProviderProxyModel(this))
    , m_feed(new ProvidersFeed(context.questions, context.clock, this))
    , m_removals(new Removals(context.control, this))
    , m_refresh(singleShot(RefreshEvery, this))
    , m_health(singleShot(HealthEvery, this))
    , m_header(new PageHeader(title(), this))
    , m_message(new InlineMessage(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_pages(new QStackedWidget(this))
{
    m_proxy->setSourceModel(m_model);
    auto *add = makePrimaryButton(Tr::tr("Add provider…"), u"add"_s, this);
    add->setObjectName(u"providers.add"_s);
    m_header->addAction(add);
    m_message->clear();
    m_detail = new ProviderDetail(context, m_splitter);
    m_splitter->addWidget(makeTable());
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({280, 420});

    auto *empty = new EmptyState(m_pages);
    empty->setContent(u"providers"_s, Tr::tr("No providers"),
                      Tr::tr("A provider is a vendor, or a server of your own, that answers the requests."));
    connect(empty->addPrimaryButton(Tr::tr("Add provider…"), u"add"_s), &QPushButton::clicked, this,
            &ProvidersPage::addProvider);
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

    connect(add, &QPushButton::clicked, this, &ProvidersPage::addProvider);
    connectModel();
    connectDetail();
    updateFromConfiguration();
    updateHealth();
}

ProvidersPage::~ProvidersPage()
{
    m_removals->commitAll();
}

QWidget *ProvidersPage::makeToolbar()
{
    auto *bar = new QWidget(this);
    m_filter = new FilterEdit(bar);
    m_filter->setObjectName(u"providers.filter"_s);
    m_filter->setPlaceholderText(Tr::tr("Find by name, type or address"));
    m_filter->setAccessibleName(Tr::tr("Find providers"));
    m_filter->setMinimumWidth(200);
    m_filter->setMaximumWidth(360);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(Metrics::PageEdge, Metrics::Gap, Metrics::PageEdge, Metrics::Gap);
    layout->setSpacing(Metrics::Gap);
    layout->addWidget(m_filter, 1);
    for (int group = 0; group < ProviderProxyModel::GroupCount; ++group) {
        QToolButton *chip = makeChip(groupText(group), bar);
        connect(chip, &QToolButton::clicked, this, [this, group] {
            m_proxy->setGroup(static_cast<Group>(group));
            updateChips();
        });
        layout->addWidget(chip);
        m_chips.append(chip);
    }
    layout->addStretch(1);
    layout->addWidget(new HealthLegend(bar));
    connect(m_filter, &FilterEdit::filterEdited, this, [this](const QString &text) {
        m_proxy->setSearch(text);
        m_filter->setState(text.isEmpty() ? FilterEdit::State::Empty : FilterEdit::State::Valid);
    });
    return bar;
}

QWidget *ProvidersPage::makeTable()
{
    auto *box = new QWidget(m_splitter);
    m_table = new TableView(box);
    m_table->setObjectName(u"providers.table"_s);
    m_table->setAccessibleName(Tr::tr("Providers"));
    m_table->setModel(m_proxy);
    m_table->setRowHeight(Metrics::EditedRow);
    m_table->setSelectionAlwaysActive(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumnKind(ProviderModel::StripColumn, CellDelegate::Kind::Health);
    m_table->setColumnWidths({104, 140, 120, 176, 64, 72, 164, 84, 100, 92, 44}, ProviderModel::NameColumn);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ProviderModel::HealthColumn, Qt::AscendingOrder);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeToolbar());
    layout->addWidget(m_table, 1);
    auto *test = new QAction(Tr::tr("Test now"), this);
    test->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_T));
    test->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    auto *add = new QAction(Tr::tr("Add provider"), this);
    add->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_N));
    add->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addActions({test, add});
    connect(test, &QAction::triggered, m_detail, &ProviderDetail::testNow);
    connect(add, &QAction::triggered, this, &ProvidersPage::addProvider);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ProvidersPage::updateDetail);
    return box;
}

void ProvidersPage::connectModel()
{
    const Context &given = context();
    connect(&given.control, &Engine::Control::configurationChanged, this, &ProvidersPage::updateFromConfiguration);
    connect(&given.control, &Engine::Control::statusChanged, this, [this] {
        if (isActive() && !m_health->isActive())
            m_health->start();
    });
    connect(&given.control, &Engine::Control::live, this, [this] {
        if (isActive() && !m_refresh->isActive())
            m_refresh->start();
    });
    connect(m_health, &QTimer::timeout, this, &ProvidersPage::updateHealth);
    connect(m_refresh, &QTimer::timeout, m_feed, &ProvidersFeed::refresh);
    connect(m_feed, &ProvidersFeed::usageChanged, m_model, &ProviderModel::setUsage);
    connect(m_feed, &ProvidersFeed::errorsChanged, this, [this](const QList<Store::ErrorGroup> &errors) {
        m_errors = errors;
        m_detail->setErrors(errors);
    });
    connect(m_feed, &ProvidersFeed::failed, this,
            [this](const Error &error) { showError(Tr::tr("The providers' history cannot be read."), error); });
    connect(m_model, &ProviderModel::enableRequested, this, &ProvidersPage::setProviderEnabled);
    connect(m_removals, &Removals::changed, this, &ProvidersPage::updateFromConfiguration);
    connect(m_removals, &Removals::failed, this,
            [this](const Error &error) { showError(Tr::tr("The removal failed."), error); });
}

void ProvidersPage::connectDetail()
{
    connect(m_detail, &ProviderDetail::viewRequests, this, [this](EntityId id, const QByteArray &errorCode) {
        Store::RequestFilter filter;
        filter.providers = {id};
        filter.errorCode = errorCode;
        emit openRequests(filter);
    });
    connect(m_detail, &ProviderDetail::enableRequested, this, &ProvidersPage::setProviderEnabled);
    connect(m_detail, &ProviderDetail::changesRequested, this, &ProvidersPage::apply);
    connect(m_detail, &ProviderDetail::removeRequested, this, [this](const Provider &provider) {
        m_removals->remove(provider);
        emit notice(Tr::tr("Deleted provider “%1”").arg(provider.name),
                    [removals = QPointer(m_removals), id = provider.id] {
                        if (removals)
                            removals->undo(EntityKind::Provider, id);
                    });
    });
    connect(m_detail, &ProviderDetail::credentialRemoveRequested, this, [this](const Credential &credential) {
        m_removals->remove(credential);
        emit notice(Tr::tr("Removed key “%1”").arg(credential.label),
                    [removals = QPointer(m_removals), id = credential.id] {
                        if (removals)
                            removals->undo(EntityKind::Credential, id);
                    });
    });
}

void ProvidersPage::updateFromConfiguration()
{
    const EntityId selected = selectedProvider();
    const Configuration configuration = m_removals->visible(context().control.configuration());
    const int before = m_model->rowCount();
    m_model->setConfiguration(configuration);
    if (m_model->rowCount() != before || m_model->rowOf(selected) < 0) {
        m_proxy->sort(m_proxy->sortColumn(), m_proxy->sortOrder());
        if (m_model->rowOf(selected) < 0)
            selectFirst();
    }
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    m_header->setSubtitle(Tr::tr("%1, %2, %3")
                              .arg(Tr::tr("%n provider(s)", nullptr, static_cast<int>(configuration.providers.size())),
                                   Tr::tr("%n key(s)", nullptr, static_cast<int>(configuration.credentials.size())),
                                   Tr::tr("%n model(s)", nullptr, static_cast<int>(configuration.models.size()))));
    updateChips();
    updateDetail();
}

void ProvidersPage::updateHealth()
{
    m_model->setHealth(context().control.status().providers);
    updateChips();
    const EntityId selected = selectedProvider();
    if (const auto health = m_model->health(selected))
        m_detail->setHealth(m_model->state(selected), *health);
}

void ProvidersPage::updateChips()
{
    for (int group = 0; group < m_chips.size(); ++group) {
        setChipCount(m_chips[group], groupText(group), m_proxy->countOf(static_cast<Group>(group)));
        m_chips[group]->setChecked(m_proxy->group() == static_cast<Group>(group));
    }
}

void ProvidersPage::updateDetail()
{
    const EntityId selected = selectedProvider();
    const auto provider = m_model->provider(selected);
    m_detail->setVisible(provider.has_value());
    if (!provider)
        return;
    m_detail->setProvider(*provider, m_removals->visible(context().control.configuration()));
    m_detail->setHealth(m_model->state(selected), m_model->health(selected).value_or(Engine::ProviderHealth()));
    m_detail->setErrors(m_errors);
}

EntityId ProvidersPage::selectedProvider() const
{
    return m_table->currentIndex().data(ProviderModel::IdRole).toLongLong();
}

void ProvidersPage::select(EntityId providerId)
{
    const QModelIndex index = m_proxy->mapFromSource(m_model->index(m_model->rowOf(providerId), 0));
    if (index.isValid()) {
        m_table->setCurrentIndex(index);
        m_table->scrollTo(index);
    }
}

void ProvidersPage::selectFirst()
{
    if (m_proxy->rowCount() > 0)
        m_table->setCurrentIndex(m_proxy->index(0, 0));
}

void ProvidersPage::addProvider()
{
    auto *dialog = new AddProviderDialog(context().control, this);
    connect(dialog, &AddProviderDialog::added, this, [this](EntityId id) {
        updateFromConfiguration();
        select(id);
    });
    dialog->open();
}

void ProvidersPage::setProviderEnabled(EntityId providerId, bool enabled)
{
    auto provider = m_model->provider(providerId);
    if (!provider)
        return;
    provider->enabled = enabled;
    QList<Change> changes = {putChange(*provider)};
    // The simulator has a switch of its own among the settings; turned on here it must be on there too.
    if (provider->type == ProviderType::Simulator && enabled)
        changes.append(putSetting(u"simulator.enabled"_s, true));
    apply(changes);
}

void ProvidersPage::apply(const QList<Change> &changes)
{
    context().control.apply(changes, windowActor(), [self = QPointer(this)](const Result<Configuration> &result) {
        if (self && !result)
            self->showError(Tr::tr("The change was not saved."), result.error());
    });
}

void ProvidersPage::showError(const QString &what, const Error &error)
{
    m_message->showMessage(Tone::Error, what, Formats::error(error));
}

void ProvidersPage::reload()
{
    m_feed->refresh();
    updateHealth();
}

void ProvidersPage::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

void ProvidersPage::showEntity(qint64 id)
{
    select(id);
}

QVariantMap ProvidersPage::saveState() const
{
    return {{u"splitter"_s, m_splitter->saveState()}, {u"table"_s, m_table->headerState()}};
}

void ProvidersPage::restoreState(const QVariantMap &state)
{
    m_splitter->restoreState(state.value(u"splitter"_s).toByteArray());
    m_table->restoreHeaderState(state.value(u"table"_s).toByteArray());
}

void ProvidersPage::preparePicture()
{
    m_proxy->sort(ProviderModel::HealthColumn, Qt::AscendingOrder);
    selectFirst();
    m_detail->showTab(ProviderDetail::FailuresTab);
}

void ProvidersPage::activate()
{
    updateFromConfiguration();
    updateHealth();
    m_proxy->sort(m_proxy->sortColumn(), m_proxy->sortOrder());
    m_feed->refresh();
}

void ProvidersPage::deactivate()
{
    m_refresh->stop();
    m_health->stop();
}

} // namespace Gatehouse::Ui
