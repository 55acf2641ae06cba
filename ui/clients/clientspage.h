// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

#include <QList>

class QLabel;
class QSplitter;
class QStackedWidget;
class QTimer;
class QToolButton;
class QTreeView;

namespace Gatehouse::Ui {

class ClientDetail;
class ClientModel;
class ClientProxyModel;
class ClientsFeed;
class EmptyState;
class FilterEdit;
class InlineMessage;
class PageHeader;
class Removals;

// Clients & Keys: who calls the gateway, with which keys, what they may call and what they use. GUI only.
class ClientsPage final : public Page
{
    Q_OBJECT
public:
    explicit ClientsPage(const Context &context, QWidget *parent = nullptr);
    ~ClientsPage() override;

    void reload() override;
    void focusFilter() override;
    void showEntity(qint64 id) override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    void preparePicture() override;

protected:
    void activate() override;
    void deactivate() override;

private:
    [[nodiscard]] QWidget *makeList();
    [[nodiscard]] QWidget *makeDetail();
    [[nodiscard]] QWidget *makeChips();
    void connectDetail();
    void addShortcuts();
    void updateFromConfiguration();
    void updateChips();
    void updateFooter();
    void updateDetail();
    void select(EntityId clientId);
    void selectFirst();
    [[nodiscard]] EntityId selectedClient() const;
    void openForm(const Client &client);
    void openNewKey(const Client &client, const std::optional<ApiKey> &former);
    void removeClient(const Client &client);
    void removeKey(const ApiKey &key);
    void put(const Change &change);
    void showError(const QString &what, const Error &error);

    ClientModel *m_model;
    ClientProxyModel *m_proxy;
    ClientsFeed *m_feed;
    Removals *m_removals;
    QTimer *m_refresh;
    PageHeader *m_header;
    InlineMessage *m_message;
    FilterEdit *m_filter = nullptr;
    QList<QToolButton *> m_chips;
    QTreeView *m_tree = nullptr;
    QLabel *m_footer = nullptr;
    QLabel *m_footerSum = nullptr;
    QSplitter *m_splitter;
    QStackedWidget *m_detailPages = nullptr;
    QStackedWidget *m_pages;
    ClientDetail *m_detail = nullptr;
};

} // namespace Gatehouse::Ui
