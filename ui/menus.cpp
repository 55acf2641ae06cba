// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The menu bar of the main window: only what works is in it.
#include "gateway/core/config/entities.h"
#include "gateway/core/config/settings.h"
#include "gateway/engine/control.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/sidebarview.h"
#include "ui/common/toast.h"
#include "ui/mainwindow.h"
#include "ui/tr.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

QAction *MainWindow::addMenuAction(QMenu *menu, const QString &text, const QString &icon, const QKeySequence &keys,
                                   const QString &tip)
{
    auto *action = new QAction(text, menu);
    if (!icon.isEmpty())
        action->setIcon(Icons::icon(icon));
    action->setShortcut(keys);
    action->setToolTip(tip);
    action->setStatusTip(tip);
    action->setWhatsThis(tip);
    menu->addAction(action);
    return action;
}

void MainWindow::makeFileMenu()
{
    QMenu *menu = menuBar()->addMenu(Tr::tr("&File"));
    QAction *closing = addMenuAction(menu, Tr::tr("&Close window"), u"close"_s, QKeySequence(u"Ctrl+W"_s),
                                     Tr::tr("Close this window"));
    connect(closing, &QAction::triggered, this, &QWidget::close);
    QAction *quit = addMenuAction(menu, Tr::tr("&Quit"), {}, QKeySequence(u"Ctrl+Q"_s),
                                  Tr::tr("Stop the gateway of this window and quit"));
    quit->setMenuRole(QAction::QuitRole);
    connect(quit, &QAction::triggered, this, [this] {
        this->close();
        QApplication::quit();
    });
}

void MainWindow::makeEditMenu()
{
    QMenu *menu = menuBar()->addMenu(Tr::tr("&Edit"));
    QAction *find = addMenuAction(menu, Tr::tr("&Filter"), u"search"_s, QKeySequence(u"Ctrl+F"_s),
                                  Tr::tr("Go to the filter of this page"));
    connect(find, &QAction::triggered, this, [this] { currentPage()->focusFilter(); });
    QAction *address =
        addMenuAction(menu, Tr::tr("Copy &address"), u"copy"_s, {}, Tr::tr("Copy the address that clients call"));
    connect(address, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(m_context.control.status().address + u"/v1"_s);
        m_toast->showNotice(Tr::tr("Address copied"), {});
    });
}

void MainWindow::makeViewMenu()
{
    QMenu *menu = menuBar()->addMenu(Tr::tr("&View"));
    QAction *reload = addMenuAction(menu, Tr::tr("&Reload"), u"refresh"_s, {}, Tr::tr("Ask the store again"));
    reload->setShortcuts({QKeySequence(u"F5"_s), QKeySequence(u"Ctrl+Shift+R"_s)});
    connect(reload, &QAction::triggered, this, [this] { currentPage()->reload(); });
    QAction *range = addMenuAction(menu, Tr::tr("&Time range"), u"calendar"_s, QKeySequence(u"Ctrl+L"_s),
                                   Tr::tr("Go to the time range of this page"));
    connect(range, &QAction::triggered, this, [this] { currentPage()->focusRange(); });
    QAction *live = addMenuAction(menu, Tr::tr("&Live"), u"pause"_s, QKeySequence(u"Ctrl+Shift+L"_s),
                                  Tr::tr("Follow what happens, or hold still"));
    connect(live, &QAction::triggered, this, [this] { currentPage()->toggleLive(); });
    menu->addSeparator();
    QAction *collapse = addMenuAction(menu, Tr::tr("&Sidebar with names"), u"collapse"_s, QKeySequence(u"Ctrl+B"_s),
                                      Tr::tr("Show names or only icons in the sidebar"));
    connect(collapse, &QAction::triggered, this, [this] { m_sidebar->setCollapsed(!m_sidebar->isCollapsed()); });
    makeAppearanceMenu(menu);
}

void MainWindow::makeAppearanceMenu(QMenu *view)
{
    QMenu *menu = view->addMenu(Tr::tr("&Appearance"));
    m_appearances = new QActionGroup(this);
    const std::array<std::pair<QString, QString>, 3> choices = {
        {{u"system"_s, Tr::tr("As the &system")}, {u"light"_s, Tr::tr("&Light")}, {u"dark"_s, Tr::tr("&Dark")}}};
    for (const auto &[name, text] : choices) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(name);
        m_appearances->addAction(action);
    }
    connect(m_appearances, &QActionGroup::triggered, this,
            [this](const QAction *action) { storeAppearance(action->data().toString()); });
}

// The setting is the one truth: the window follows it when it has been stored.
void MainWindow::storeAppearance(const QString &name)
{
    const Change change{.kind = EntityKind::Setting,
                        .action = Change::Action::Put,
                        .id = 0,
                        .after = toJson(Setting{.name = u"window.appearance"_s, .value = name})};
    m_context.control.apply({change}, {.name = qEnvironmentVariable("USER"), .source = u"window"_s},
                            [this](const Result<Configuration> &result) {
                                if (!result)
                                    m_toast->showNotice(Formats::error(result.error()), {});
                                applyAppearance();
                            });
}

void MainWindow::applyAppearance()
{
    QString name = u"system"_s;
    if (const auto settings = settingsFrom(m_context.control.configuration().settings))
        name = settings->appearance;
    const auto actions = m_appearances->actions();
    for (QAction *action : actions)
        action->setChecked(action->data().toString() == name);
    m_theme.setAppearance(appearanceFromName(name));
}

void MainWindow::makeGoMenu(const QList<PageEntry> &pages)
{
    QMenu *menu = menuBar()->addMenu(Tr::tr("&Go"));
    for (qsizetype i = 0; i < pages.size(); ++i) {
        const PageEntry &entry = pages[i];
        QString text = entry.title;
        text.replace(u'&', u"&&"_s);
        const QKeySequence keys = i < 9 ? QKeySequence(u"Ctrl+%1"_s.arg(i + 1)) : QKeySequence();
        QAction *action = addMenuAction(menu, text, entry.icon, keys, Tr::tr("Go to %1").arg(entry.title));
        if (entry.name == "page.settings"_L1)
            action->setShortcuts({keys, QKeySequence(u"Ctrl+,"_s)});
        connect(action, &QAction::triggered, this, [this, name = entry.name] { showPage(name); });
    }
}

void MainWindow::makeGatewayMenu()
{
    QMenu *menu = menuBar()->addMenu(Tr::tr("Gate&way"));
    m_startStop = addMenuAction(menu, Tr::tr("&Start serving"), {}, QKeySequence(u"Ctrl+Shift+G"_s),
                                Tr::tr("Start serving, or finish what runs and stop"));
    connect(m_startStop, &QAction::triggered, this, [this] {
        const auto state = m_context.control.status().state;
        if (state == Engine::EngineState::Serving || state == Engine::EngineState::Starting)
            m_context.control.stopServing();
        else
            m_context.control.startServing();
    });
}

void MainWindow::makeHelpMenu()
{
    QMenu *menu = menuBar()->addMenu(Tr::tr("&Help"));
    QAction *about = addMenuAction(menu, Tr::tr("&About Gatehouse"), u"info"_s, {}, Tr::tr("Version and licence"));
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, [this] {
        QMessageBox::about(this, Tr::tr("About Gatehouse"),
                           Tr::tr("<b>Gatehouse %1</b><p>An AI gateway you can see.</p><p>Free software under the GNU "
                                  "General Public License, version 3 or later.</p>")
                               .arg(QApplication::applicationVersion()));
    });
    QAction *qt = addMenuAction(menu, Tr::tr("About &Qt"), {}, {}, Tr::tr("Version of the Qt libraries"));
    qt->setMenuRole(QAction::AboutQtRole);
    connect(qt, &QAction::triggered, qApp, &QApplication::aboutQt);
}

} // namespace Gatehouse::Ui
