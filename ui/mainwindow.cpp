// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "gateway/engine/control.h"
#include "ui/budgets/budgetalerts.h"
#include "ui/budgets/rulemodel.h"
#include "ui/common/formats.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/sidebarmodel.h"
#include "ui/common/sidebarview.h"
#include "ui/common/toast.h"
#include "ui/statusstrip.h"
#include "ui/tr.h"

#include <QCloseEvent>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

QString captionOf(PageEntry::Group group)
{
    switch (group) {
    case PageEntry::Group::Monitor:
        return Tr::tr("Monitor");
    case PageEntry::Group::Access:
        return Tr::tr("Access");
    case PageEntry::Group::Traffic:
        return Tr::tr("Traffic");
    case PageEntry::Group::System:
        return Tr::tr("System");
    }
    return {};
}

} // namespace

MainWindow::MainWindow(const Context &context, Theme &theme, const QList<PageEntry> &pages)
    : m_context(context)
    , m_theme(theme)
    , m_sidebarModel(new SidebarModel(this))
    , m_sidebar(new SidebarView(m_sidebarModel, this))
    , m_stack(new QStackedWidget(this))
    , m_banner(new InlineMessage(this))
    , m_status(new StatusStrip(context, this))
    , m_toast(nullptr)
    , m_alerts(new BudgetAlerts(this))
{
    setObjectName(u"window.main"_s);
    auto *central = new QWidget(this);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_banner);
    right->addWidget(m_stack, 1);
    auto *columns = new QHBoxLayout;
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_sidebar);
    columns->addLayout(right, 1);
    auto *rows = new QVBoxLayout(central);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(columns, 1);
    rows->addWidget(m_status);
    setCentralWidget(central);
    m_toast = new Toast(m_stack);
    connect(m_alerts, &BudgetAlerts::alert, m_toast, [this](const QString &text) { m_toast->showNotice(text, {}); });

    addPages(pages);
    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeGoMenu(pages);
    makeGatewayMenu();
    makeHelpMenu();

    connect(m_sidebar, &SidebarView::pageSelected, this, &MainWindow::showPage);
    connect(&m_context.control, &Engine::Control::statusChanged, this, &MainWindow::updateStatus);
    connect(&m_context.control, &Engine::Control::configurationChanged, this, &MainWindow::applyAppearance);
    applyAppearance();
    updateStatus();
    resize(1440, 900);
    restoreState();
}

MainWindow::~MainWindow() = default;

QStringList MainWindow::pageNames() const
{
    return m_pageNames;
}

Page *MainWindow::page(const QString &name) const
{
    return m_pages.value(name);
}

Page *MainWindow::currentPage() const
{
    return qobject_cast<Page *>(m_stack->currentWidget());
}

void MainWindow::addPages(const QList<PageEntry> &pages)
{
    std::optional<PageEntry::Group> group;
    for (const PageEntry &entry : pages) {
        if (group != entry.group)
            m_sidebarModel->addCaption(captionOf(entry.group));
        group = entry.group;
        m_sidebarModel->addPage(entry.name, entry.title, entry.icon);
        Page *page = entry.create(m_context, m_stack);
        m_stack->addWidget(page);
        m_pages.insert(entry.name, page);
        m_pageNames.append(entry.name);
        connectPage(page);
    }
}

void MainWindow::connectPage(Page *page)
{
    connect(page, &Page::openRequests, this, [this](const Store::RequestFilter &filter) {
        if (Page *requests = m_pages.value(u"page.requests"_s)) {
            requests->showRequests(filter);
            showPage(requests->objectName());
        }
    });
    connect(page, &Page::openPage, this, [this](const QString &name, qint64 entityId) {
        showPage(name);
        if (Page *target = m_pages.value(name); target && entityId != 0)
            target->showEntity(entityId);
    });
    connect(page, &Page::notice, m_toast, &Toast::showNotice);
}

void MainWindow::showPage(const QString &name)
{
    Page *page = m_pages.value(name);
    if (!page)
        return;
    m_stack->setCurrentWidget(page);
    m_sidebar->selectPage(name);
    setWindowTitle(Tr::tr("%1 \u2014 Gatehouse").arg(page->title()));
    updateActivity();
}

// Only the page that can be seen works.
void MainWindow::updateActivity()
{
    const bool isSeen = isVisible() && !isMinimized();
    for (Page *page : std::as_const(m_pages)) {
        if (page != currentPage())
            page->setActive(false);
    }
    if (Page *page = currentPage())
        page->setActive(isSeen);
    m_status->setActive(isSeen);
}

void MainWindow::updateStatus()
{
    const Engine::EngineStatus status = m_context.control.status();
    m_status->setStatus(status);
    m_sidebarModel->setBadge(u"page.requests"_s, Tone::Neutral, status.inFlight);
    int down = 0;
    int degraded = 0;
    for (const Engine::ProviderHealth &health : status.providers) {
        down += health.level == Engine::ProviderHealth::Level::Down;
        degraded += health.level == Engine::ProviderHealth::Level::Degraded;
    }
    m_sidebarModel->setBadge(u"page.providers"_s, down > 0 ? Tone::Error : Tone::Warning, down + degraded);
    int near = 0;
    int used = 0;
    for (const Accounting::CounterStatus &counter : status.counters) {
        if (counter.kind != EntityKind::Budget || counter.limit <= 0)
            continue;
        const double fullness = fullnessOf(counter);
        near += fullness >= NearlyFull ? 1 : 0;
        used += fullness >= 1 ? 1 : 0;
    }
    m_alerts->setCounters(m_context.control.configuration(), status.counters);
    m_sidebarModel->setBadge(u"page.budgets"_s, used > 0 ? Tone::Error : Tone::Warning, near);
    const bool isRunning =
        status.state == Engine::EngineState::Serving || status.state == Engine::EngineState::Starting;
    m_startStop->setText(isRunning ? Tr::tr("&Stop serving") : Tr::tr("&Start serving"));
    m_startStop->setEnabled(status.state != Engine::EngineState::Draining);
    updateBanner();
}

void MainWindow::updateBanner()
{
    const Engine::EngineStatus status = m_context.control.status();
    const QString message =
        status.state == Engine::EngineState::Failed || status.state == Engine::EngineState::Unreachable
            ? status.message
            : (status.store.isHealthy ? QString() : status.store.message);
    const QString shown = m_banner->property("gatehouseMessage").toString();
    if (message == shown)
        return;
    m_banner->setProperty("gatehouseMessage", message);
    if (message.isEmpty()) {
        m_banner->clear();
        return;
    }
    if (status.state == Engine::EngineState::Failed) {
        m_banner->showMessage(Tone::Error, Tr::tr("The gateway does not serve."), message,
                              InlineMessage::Closing::Stays);
        connect(m_banner->addButton(Tr::tr("Try again")), &QPushButton::clicked, this,
                [this] { m_context.control.startServing(); });
        if (m_pages.contains(u"page.settings"_s))
            connect(m_banner->addButton(Tr::tr("Settings")), &QPushButton::clicked, this,
                    [this] { showPage(u"page.settings"_s); });
    } else if (status.state == Engine::EngineState::Unreachable) {
        m_banner->showMessage(Tone::Error, Tr::tr("The gateway cannot be reached."), message,
                              InlineMessage::Closing::Stays);
    } else {
        m_banner->showMessage(Tone::Error, Tr::tr("The store cannot be written."), message,
                              InlineMessage::Closing::Stays);
    }
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    updateActivity();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    updateActivity();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        updateActivity();
    if (event->type() == QEvent::PaletteChange && m_startStop)
        updateStatus(); // its colours are of the scheme
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    QMainWindow::closeEvent(event);
}

QString MainWindow::stateFile() const
{
    const QString directory = m_context.control.dataDirectory();
    return directory.isEmpty() ? QString() : directory + u"/window.ini"_s;
}

void MainWindow::restoreState()
{
    QString first = m_pageNames.value(0);
    if (const QString file = stateFile(); !file.isEmpty()) {
        const QSettings settings(file, QSettings::IniFormat);
        restoreGeometry(settings.value("geometry"_L1).toByteArray());
        m_sidebar->setCollapsed(settings.value("sidebarCollapsed"_L1).toBool());
        for (Page *page : std::as_const(m_pages))
            page->restoreState(settings.value("pages/"_L1 + page->objectName()).toMap());
        if (const QString name = settings.value("page"_L1).toString(); m_pages.contains(name))
            first = name;
    }
    showPage(first);
}

void MainWindow::saveState()
{
    const QString file = stateFile();
    if (file.isEmpty())
        return;
    QSettings settings(file, QSettings::IniFormat);
    settings.setValue("geometry"_L1, saveGeometry());
    settings.setValue("sidebarCollapsed"_L1, m_sidebar->isCollapsed());
    for (const Page *page : std::as_const(m_pages))
        settings.setValue("pages/"_L1 + page->objectName(), page->saveState());
    if (const Page *page = currentPage())
        settings.setValue("page"_L1, page->objectName());
}

} // namespace Gatehouse::Ui
