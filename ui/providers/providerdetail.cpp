// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/providerdetail.h"

#include "gateway/engine/control.h"
#include "ui/common/badge.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/elidedlabel.h"
#include "ui/common/emptystate.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/providers/connectionform.h"
#include "ui/providers/credentialspanel.h"
#include "ui/providers/failureadvice.h"
#include "ui/providers/failuremodel.h"
#include "ui/providers/modelspanel.h"
#include "ui/providers/providerpresets.h"
#include "ui/tr.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

ProviderDetail::ProviderDetail(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_name(makeSectionTitle({}, this))
    , m_state(new Badge(this))
    , m_vendor(makeSecondary({}, this))
    , m_sentence(new ElidedLabel(this))
    , m_enable(makeButton(Tr::tr("Disable"), u"pause"_s, this))
    , m_test(makeButton(Tr::tr("Test now"), u"play"_s, this))
    , m_message(new InlineMessage(this))
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
    , m_connection(new ConnectionForm(context.control, this))
    , m_credentials(new CredentialsPanel(context.control, m_pages))
    , m_models(new ModelsPanel(context.control, m_pages))
    , m_failures(new FailureModel(this))
{
    m_tabs->setObjectName(u"provider.tabs"_s);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    for (const QString &tab : {Tr::tr("Connection"), Tr::tr("Credentials"), Tr::tr("Models"), Tr::tr("Failures")})
        m_tabs->addTab(tab);
    auto *scroll = new QScrollArea(m_pages);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_connection);
    scroll->setBackgroundRole(QPalette::Base);
    m_pages->addWidget(scroll);
    m_pages->addWidget(m_credentials);
    m_pages->addWidget(m_models);
    m_pages->addWidget(makeFailures());
    m_message->clear();

    auto *tabLine = new QHBoxLayout;
    tabLine->setContentsMargins(Metrics::GroupGap, 0, Metrics::GroupGap, 0);
    tabLine->addWidget(m_tabs);
    tabLine->addStretch();
    auto *messageLine = new QHBoxLayout;
    messageLine->setContentsMargins(Metrics::PageEdge, 0, Metrics::PageEdge, 0);
    messageLine->addWidget(m_message);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addLayout(tabLine);
    layout->addWidget(makeHorizontalLine(this));
    layout->addSpacing(Metrics::Gap);
    layout->addLayout(messageLine);
    layout->addSpacing(Metrics::Gap);
    layout->addWidget(m_pages, 1);

    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_message, &InlineMessage::closed, this, [this] { m_hasTestResult = false; });
    connect(m_connection, &ConnectionForm::saveRequested, this,
            [this](const Provider &provider) { emit changesRequested({putChange(provider)}); });
    connect(m_credentials, &CredentialsPanel::putRequested, this,
            [this](const Change &change) { emit changesRequested({change}); });
    connect(m_credentials, &CredentialsPanel::removeRequested, this, &ProviderDetail::credentialRemoveRequested);
    connect(m_models, &ModelsPanel::changesRequested, this, &ProviderDetail::changesRequested);
}

QWidget *ProviderDetail::makeHead()
{
    auto *head = new QWidget(this);
    auto *requests = makeButton(Tr::tr("View requests"), u"requests"_s, head);
    m_test->setObjectName(u"provider.test"_s);
    m_test->setToolTip(Tr::tr("Ask for the list of models: costs nothing (Ctrl+T)"));
    m_enable->setObjectName(u"provider.enable"_s);
    auto *more = makeIconButton(u"more"_s, Tr::tr("More"), head);
    auto *menu = new QMenu(more);
    menu->addAction(Icons::icon(u"delete"_s), Tr::tr("Delete provider"), this,
                    [this] { emit removeRequested(m_provider); });
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(Metrics::PageEdge, Metrics::Gap, Metrics::PageEdge, Metrics::Gap);
    layout->setSpacing(Metrics::Gap);
    layout->addWidget(m_name);
    layout->addWidget(m_vendor);
    layout->addWidget(m_state);
    m_sentence->setFont(Fonts::secondary());
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(requests);
    layout->addWidget(m_test);
    layout->addWidget(m_enable);
    layout->addWidget(more);
    connect(requests, &QPushButton::clicked, this, [this] { emit viewRequests(m_provider.id, {}); });
    connect(m_test, &QPushButton::clicked, this, &ProviderDetail::testNow);
    connect(m_enable, &QPushButton::clicked, this,
            [this] { emit enableRequested(m_provider.id, !m_provider.enabled); });
    return head;
}

QWidget *ProviderDetail::makeFailures()
{
    auto *pages = new QStackedWidget(m_pages);
    auto *empty = new EmptyState(pages);
    empty->setContent(u"ok"_s, Tr::tr("Nothing failed in the last 24 hours"),
                      Tr::tr("Failed attempts appear here with their cause and what to do."));
    auto *table = new TableView(pages);
    table->setObjectName(u"failures.table"_s);
    table->setAccessibleName(Tr::tr("Failures, 24 hours"));
    table->setModel(m_failures);
    table->setColumnWidths({72, 260, 260, 300, 76, 80}, FailureModel::FixColumn);
    pages->addWidget(empty);
    pages->addWidget(table);
    connect(table, &TableView::rowActivated, this, [this](const QModelIndex &index) {
        emit viewRequests(m_provider.id, m_failures->errorCodeAt(index.row()));
    });
    const auto choose = [this, pages] { pages->setCurrentIndex(m_failures->rowCount() > 0 ? 1 : 0); };
    connect(m_failures, &QAbstractItemModel::modelReset, pages, choose);
    return pages;
}

void ProviderDetail::setProvider(const Provider &provider, const Configuration &configuration)
{
    if (provider.id != m_provider.id) {
        m_message->clear();
        m_shownTrouble.clear();
        m_hasTestResult = false;
        m_test->setEnabled(true);
    }
    m_provider = provider;
    const bool isSimulator = provider.type == ProviderType::Simulator;
    m_name->setText(provider.name);
    const QString vendor = providerVendor(provider);
    m_vendor->setText(vendor);
    m_vendor->setVisible(vendor != provider.name);
    m_connection->setProvider(provider);
    m_credentials->setProvider(provider, configuration.credentials);
    m_models->setProvider(provider, configuration.models);
    m_enable->setText(provider.enabled ? Tr::tr("Disable") : Tr::tr("Enable"));
    m_enable->setIcon(Icons::icon(provider.enabled ? u"pause"_s : u"play"_s));
    m_tabs->setTabVisible(CredentialsTab, !isSimulator);
    const int keys = m_credentials->credentialCount();
    const int models = m_models->modelCount();
    m_tabs->setTabVisible(ModelsTab, !isSimulator || models > 0);
    m_tabs->setTabText(CredentialsTab, keys > 0 ? Tr::tr("Credentials %1").arg(keys) : Tr::tr("Credentials"));
    m_tabs->setTabText(ModelsTab, models > 0 ? Tr::tr("Models %1").arg(models) : Tr::tr("Models"));
    if (isSimulator) {
        m_sentence->setText(
            Tr::tr("Simulated: answers are made up on this computer, nothing leaves it. Costs are illustrative."));
    }
}

void ProviderDetail::setHealth(ProviderState state, const Engine::ProviderHealth &health)
{
    m_health = health;
    m_state->setBadge(toneOf(state), providerStateText(state));
    if (m_provider.type != ProviderType::Simulator) {
        m_sentence->setText(health.attempts > 0 ? Tr::tr("%1 of %n attempt(s) failed in the last 5 minutes", nullptr,
                                                         static_cast<int>(health.attempts))
                                                      .arg(Formats::count(health.failures))
                                                : QString());
    }
    if (!m_hasTestResult && m_test->isEnabled())
        showHealthMessage();
}

void ProviderDetail::showHealthMessage()
{
    const bool isInTrouble = m_provider.enabled && m_health.failures > 0 && !m_health.lastErrorCode.isEmpty()
                             && m_health.level != Engine::ProviderHealth::Level::Healthy;
    if (!isInTrouble) {
        m_message->clear();
        m_shownTrouble.clear();
        return;
    }
    const FailureAdvice advice = adviceFor(m_provider.name, m_health.lastErrorCode, m_health.lastErrorMessage);
    const QString time = Formats::clockTime(m_health.lastErrorAt);
    QString trouble = advice.title + time;
    if (trouble == m_shownTrouble)
        return;
    m_shownTrouble = std::move(trouble);
    m_message->showMessage(m_health.level == Engine::ProviderHealth::Level::Down ? Tone::Error : Tone::Warning,
                           advice.title + u'.', Tr::tr("Last at %1. %2").arg(time, advice.fix),
                           InlineMessage::Closing::Stays);
    if (advice.failureClass == FailureClass::KeyRejected) {
        connect(m_message->addButton(Tr::tr("Replace key…")), &QPushButton::clicked, this,
                [this] { showTab(CredentialsTab); });
    }
}

void ProviderDetail::setErrors(const QList<Store::ErrorGroup> &errors)
{
    m_failures->setErrors(m_provider.id, m_provider.name, errors, m_context.clock.now());
    const int kinds = m_failures->rowCount();
    m_tabs->setTabText(FailuresTab, kinds > 0 ? Tr::tr("Failures %1").arg(kinds) : Tr::tr("Failures"));
}

void ProviderDetail::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void ProviderDetail::testNow()
{
    if (!m_test->isEnabled())
        return;
    m_test->setEnabled(false);
    m_shownTrouble.clear();
    m_message->showMessage(Tone::Info, Tr::tr("Testing %1…").arg(m_provider.name), {}, InlineMessage::Closing::Stays);
    m_context.control.testProvider(m_provider, Secret(),
                                   [self = QPointer(this), id = m_provider.id](const Engine::ProviderTest &test) {
                                       ProviderDetail *detail = self;
                                       if (detail && detail->m_provider.id == id)
                                           detail->showTest(test);
                                   });
}

void ProviderDetail::showTest(const Engine::ProviderTest &test)
{
    m_test->setEnabled(true);
    m_hasTestResult = true;
    if (test.isOk) {
        m_message->showMessage(Tone::Ok, Tr::tr("%1 answers.").arg(m_provider.name), testSuccess(m_provider, test));
        return;
    }
    const FailureAdvice advice = adviceFor(m_provider.name, test);
    m_message->showMessage(Tone::Error, advice.title + u'.', test.message + u' ' + advice.fix);
}

} // namespace Gatehouse::Ui
