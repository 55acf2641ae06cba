// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "ui/common/page.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace Gatehouse::Ui {

class AccessEditor;
class Badge;
class ClientName;
class ClientsFeed;
class KeysPanel;
class UsagePanel;

// One client: what it uses, its keys, what it may call. GUI only; owned by the page.
class ClientDetail final : public QWidget
{
    Q_OBJECT
public:
    ClientDetail(const Context &context, ClientsFeed &feed, QWidget *parent);

    void setClient(const Client &client, const Configuration &configuration);
    void showTab(int tab);

signals:
    void viewRequests(Gatehouse::EntityId clientId);
    void editRequested(const Gatehouse::Client &client);
    void removeRequested(const Gatehouse::Client &client);
    void newKeyRequested(const Gatehouse::Client &client);
    void keyEditRequested(const Gatehouse::ApiKey &key);
    void keyRotateRequested(const Gatehouse::Client &client, const Gatehouse::ApiKey &key);
    void keyRemoveRequested(const Gatehouse::ApiKey &key);
    void putRequested(const Gatehouse::Change &change); // store this change

private:
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeAccess();

    Context m_context;
    Client m_client;
    ClientName *m_name;
    QLabel *m_team;
    Badge *m_state;
    QPushButton *m_enable;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    UsagePanel *m_usage;
    KeysPanel *m_keys;
    AccessEditor *m_allowed;
    AccessEditor *m_denied;
};

} // namespace Gatehouse::Ui
