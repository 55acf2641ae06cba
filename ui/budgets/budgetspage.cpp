// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/budgetspage.h"

#include "gateway/engine/control.h"
#include "ui/budgets/budgetform.h"
#include "ui/budgets/budgetmodel.h"
#include "ui/budgets/limitform.h"
#include "ui/budgets/limitmodel.h"
#include "ui/budgets/rulespanel.h"
#include "ui/budgets/topupform.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/formats.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/pageheader.h"
#include "ui/common/removals.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include <functional>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds CountersEvery{1}; // while the page is shown

RulesPanel::Words budgetWords()
{
    return {.name = u"budgets"_s,
            .title = Tr::tr("Budgets"),
            .add = Tr::tr("New budget…"),
            .emptyTitle = Tr::tr("No budgets: spend is unbounded"),
            .emptySentence =
                Tr::tr("A budget is an amount of money in a window of time. What a request may cost at most "
                       "is reserved before it is sent, so that a budget cannot be overspent."),
            .icon = u"gauge"_s};
}

RulesPanel::Words limitWords()
{
    return {.name = u"limits"_s,
            .title = Tr::tr("Rate limits"),
            .add = Tr::tr("New limit…"),
            .emptyTitle = Tr::tr("No rate limits"),
            .emptySentence =
                Tr::tr("A rate limit is a number of requests or tokens in a period, or of requests at one time."),
            .icon = u"hourglass"_s};
}

} // namespace

BudgetsPage::BudgetsPage(const Context &context, QWidget *parent)
    : Page(context, u"page.budgets"_s, Tr::tr("Budgets & Limits"), parent)
    , m_budgets(new BudgetModel(this))
    , m_limits(new LimitModel(this))
    , m_removals(new Removals(context.control, this))
    , m_tick(new QTimer(this))
    , m_header(new PageHeader(title(), this))
    , m_message(new InlineMessage(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_budgetPanel(new RulesPanel(*m_budgets, budgetWords(), m_splitter))
    , m_limitPanel(new RulesPanel(*m_limits, limitWords(), m_splitter))
{
    m_message->clear();
    TableView *budgets = m_budgetPanel->table();
    budgets->setColumnKind(BudgetModel::StateColumn, CellDelegate::Kind::Badge);
    budgets->setColumnKind(BudgetModel::UseColumn, CellDelegate::Kind::Bar);
    budgets->setColumnWidths({148, 176, 160, 152, 148, 92, 84, 92, 92, 88}, BudgetModel::NameColumn);
    TableView *limits = m_limitPanel->table();
    limits->setColumnKind(LimitModel::StateColumn, CellDelegate::Kind::Badge);
    limits->setColumnKind(LimitModel::UseColumn, CellDelegate::Kind::Bar);
    limits->setColumnWidths({148, 176, 160, 152, 220, 148, 92}, LimitModel::NameColumn);
    m_splitter->addWidget(m_budgetPanel);
    m_splitter->addWidget(m_limitPanel);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    auto *messageLine = new QHBoxLayout;
    messageLine->setContentsMargins(Metrics::PageEdge, 0, Metrics::PageEdge, 0);
    messageLine->addWidget(m_message);
    layout->addLayout(messageLine);
    layout->addWidget(m_splitter, 1);

    m_tick->setInterval(CountersEvery);
    connect(m_tick, &QTimer::timeout, this, &BudgetsPage::updateCounters);
    connect(&context.control, &Engine::Control::configurationChanged, this, &BudgetsPage::updateFromConfiguration);
    connect(m_removals, &Removals::changed, this, &BudgetsPage::updateFromConfiguration);
    connect(m_removals, &Removals::failed, this,
            [this](const Error &error) { showError(Tr::tr("The removal failed."), error); });
    connectPanels();
    updateFromConfiguration();
    updateCounters();
}

BudgetsPage::~BudgetsPage()
{
    m_removals->commitAll();
}

void BudgetsPage::connectPanels()
{
    QPushButton *requests = makeSmallButton(Tr::tr("View requests"), u"requests"_s, m_budgetPanel);
    requests->setObjectName(u"budgets.requests"_s);
    m_budgetPanel->addButton(requests);
    connect(requests, &QPushButton::clicked, this, [this] {
        if (const auto budget = m_budgets->budget(m_budgetPanel->selected()))
            emit openRequests(requestsOf(*budget));
    });
    QPushButton *topUp = makeSmallButton(Tr::tr("Top up…"), u"add"_s, m_budgetPanel);
    topUp->setObjectName(u"budgets.topUp"_s);
    m_budgetPanel->addButton(topUp);
    connect(topUp, &QPushButton::clicked, this, [this] {
        if (const auto budget = m_budgets->budget(m_budgetPanel->selected())) {
            auto *form = new TopUpForm(context().control, context().clock, *budget, this);
            form->open();
        }
    });
    connect(m_budgetPanel, &RulesPanel::addRequested, this, [this] { editBudget(0); });
    connect(m_budgetPanel, &RulesPanel::editRequested, this, &BudgetsPage::editBudget);
    connect(m_budgetPanel, &RulesPanel::enableRequested, this, [this](EntityId id, bool enabled) {
        if (auto budget = m_budgets->budget(id)) {
            budget->enabled = enabled;
            apply(putChange(*budget));
        }
    });
    connect(m_budgetPanel, &RulesPanel::removeRequested, this, [this](EntityId id) {
        const auto budget = m_budgets->budget(id);
        if (!budget)
            return;
        m_removals->remove(*budget);
        emit notice(Tr::tr("Deleted budget “%1”").arg(budget->name), [removals = QPointer(m_removals), id] {
            if (removals)
                removals->undo(EntityKind::Budget, id);
        });
    });
    connect(m_limitPanel, &RulesPanel::addRequested, this, [this] { editLimit(0); });
    connect(m_limitPanel, &RulesPanel::editRequested, this, &BudgetsPage::editLimit);
    connect(m_limitPanel, &RulesPanel::enableRequested, this, [this](EntityId id, bool enabled) {
        if (auto limit = m_limits->limit(id)) {
            limit->enabled = enabled;
            apply(putChange(*limit));
        }
    });
    connect(m_limitPanel, &RulesPanel::removeRequested, this, [this](EntityId id) {
        const auto limit = m_limits->limit(id);
        if (!limit)
            return;
        m_removals->remove(*limit);
        emit notice(Tr::tr("Deleted limit “%1”").arg(limit->name), [removals = QPointer(m_removals), id] {
            if (removals)
                removals->undo(EntityKind::Limit, id);
        });
    });
}

// The requests that a budget counts, in the window that it is in.
Store::RequestFilter BudgetsPage::requestsOf(const Budget &budget) const
{
    const Configuration configuration = context().control.configuration();
    const auto idsOf = [&budget](const auto &entities, auto name) {
        QList<EntityId> ids;
        for (const auto &entity : entities) {
            if (name(entity) == budget.subject)
                ids.append(entity.id);
        }
        return ids;
    };
    Store::RequestFilter filter;
    if (budget.window.kind != Limits::WindowKind::Lifetime && Limits::checkRule(budget.window))
        filter.from = Limits::windowAt(budget.window, context().clock.now()).begin;
    if (budget.subject.isEmpty())
        return filter; // each of them, or everything
    switch (budget.scope) {
    case Scope::Organisation:
        break;
    case Scope::Team:
        filter.clients = idsOf(configuration.clients, std::mem_fn(&Client::team));
        break;
    case Scope::Client:
        filter.clients = idsOf(configuration.clients, std::mem_fn(&Client::name));
        break;
    case Scope::Key:
        filter.keys = idsOf(configuration.keys, [](const ApiKey &key) { return QString::fromLatin1(key.publicId); });
        break;
    case Scope::Model:
        filter.model = budget.subject;
        break;
    case Scope::Provider:
        filter.providers = idsOf(configuration.providers, std::mem_fn(&Provider::name));
        break;
    }
    return filter;
}

void BudgetsPage::updateFromConfiguration()
{
    const Configuration configuration = m_removals->visible(context().control.configuration());
    m_budgets->setConfiguration(configuration, context().clock.now());
    m_limits->setConfiguration(configuration);
    updateSubtitle();
}

void BudgetsPage::updateCounters()
{
    const auto counters = context().control.status().counters;
    m_budgets->setCounters(counters);
    m_limits->setCounters(counters);
    updateSubtitle();
}

void BudgetsPage::updateSubtitle()
{
    const Configuration configuration = m_removals->visible(context().control.configuration());
    QString text =
        Tr::tr("%1, %2").arg(Tr::tr("%n budget(s)", nullptr, static_cast<int>(configuration.budgets.size())),
                             Tr::tr("%n rate limit(s)", nullptr, static_cast<int>(configuration.limits.size())));
    if (const int near = m_budgets->nearlyFullCount(); near > 0)
        text += u" · "_s + Tr::tr("%n budget(s) at risk", nullptr, near);
    m_header->setSubtitle(text);
}

void BudgetsPage::editBudget(EntityId id)
{
    const auto known = m_budgets->budget(id);
    auto *form = new BudgetForm(context().control, context().clock, known.value_or(Budget()), this);
    connect(form, &BudgetForm::saved, this, [this](EntityId saved) {
        updateFromConfiguration();
        updateCounters();
        m_budgetPanel->select(saved);
    });
    form->open();
}

void BudgetsPage::editLimit(EntityId id)
{
    const auto known = m_limits->limit(id);
    auto *form = new LimitForm(context().control, known.value_or(Limit()), this);
    connect(form, &LimitForm::saved, this, [this](EntityId saved) {
        updateFromConfiguration();
        updateCounters();
        m_limitPanel->select(saved);
    });
    form->open();
}

void BudgetsPage::apply(const Change &change)
{
    context().control.apply({change}, windowActor(), [self = QPointer(this)](const Result<Configuration> &result) {
        if (self && !result)
            self->showError(Tr::tr("The change was not saved."), result.error());
    });
}

void BudgetsPage::showError(const QString &what, const Error &error)
{
    m_message->showMessage(Tone::Error, what, Formats::error(error));
}

void BudgetsPage::reload()
{
    updateFromConfiguration();
    updateCounters();
}

void BudgetsPage::showEntity(qint64 id)
{
    m_budgetPanel->select(id);
    m_limitPanel->select(id);
}

QVariantMap BudgetsPage::saveState() const
{
    return {{u"splitter"_s, m_splitter->saveState()},
            {u"budgets"_s, m_budgetPanel->table()->headerState()},
            {u"limits"_s, m_limitPanel->table()->headerState()}};
}

void BudgetsPage::restoreState(const QVariantMap &state)
{
    m_splitter->restoreState(state.value(u"splitter"_s).toByteArray());
    m_budgetPanel->table()->restoreHeaderState(state.value(u"budgets"_s).toByteArray());
    m_limitPanel->table()->restoreHeaderState(state.value(u"limits"_s).toByteArray());
}

void BudgetsPage::preparePicture()
{
    updateFromConfiguration();
    updateCounters();
    if (m_budgets->rowCount() > 0)
        m_budgetPanel->table()->setCurrentIndex(m_budgets->index(0, 0));
}

void BudgetsPage::activate()
{
    reload();
    m_tick->start();
}

void BudgetsPage::deactivate()
{
    m_tick->stop();
}

} // namespace Gatehouse::Ui
