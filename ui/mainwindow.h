// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/pages.h"

#include <QHash>
#include <QMainWindow>

class QActionGroup;
class QStackedWidget;

namespace Gatehouse::Ui {

class BudgetAlerts;
class InlineMessage;
class SidebarModel;
class SidebarView;
class StatusStrip;
class Toast;

// The window: it arranges pages, carries the menu and shows the state of the gateway, nothing else. GUI only; owned by
// the program. What it remembers (size, page, columns) is in window.ini beside the store.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(const Context &context, Theme &theme, const QList<PageEntry> &pages = allPages());
    ~MainWindow() override;

    [[nodiscard]] QStringList pageNames() const; // in sidebar order
    [[nodiscard]] Page *page(const QString &name) const;
    [[nodiscard]] Page *currentPage() const;
    void showPage(const QString &name);

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void addPages(const QList<PageEntry> &pages);
    void connectPage(Page *page);
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeAppearanceMenu(QMenu *view);
    void makeGoMenu(const QList<PageEntry> &pages);
    void makeGatewayMenu();
    void makeHelpMenu();
    QAction *addMenuAction(QMenu *menu, const QString &text, const QString &icon, const QKeySequence &keys,
                           const QString &tip);
    void updateStatus();
    void updateBanner();
    void applyAppearance();
    void storeAppearance(const QString &name);
    void updateActivity();
    void restoreState();
    void saveState();
    [[nodiscard]] QString stateFile() const;

    Context m_context;
    Theme &m_theme;
    SidebarModel *m_sidebarModel;
    SidebarView *m_sidebar;
    QStackedWidget *m_stack;
    InlineMessage *m_banner;
    StatusStrip *m_status;
    Toast *m_toast;
    BudgetAlerts *m_alerts;
    QHash<QString, Page *> m_pages;
    QStringList m_pageNames;
    QActionGroup *m_appearances = nullptr;
    QAction *m_startStop = nullptr;
};

} // namespace Gatehouse::Ui
