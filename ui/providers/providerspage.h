// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

class QSplitter;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace Gatehouse::Ui {

class FilterEdit;
class InlineMessage;
class PageHeader;
class ProviderDetail;
class ProviderModel;
class ProviderProxyModel;
class ProvidersFeed;
class Removals;
class TableView;

// Providers: the vendors and servers that answer, how they stand, their keys and models. GUI only.
class ProvidersPage final : public Page
{
    Q_OBJECT
public:
    explicit ProvidersPage(const Context &context, QWidget *parent = nullptr);
    ~ProvidersPage() override;

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
    [[nodiscard]] QWidget *makeTable();
    [[nodiscard]] QWidget *makeToolbar();
    void connectModel();
    void connectDetail();
    void updateFromConfiguration();
    void updateHealth();
    void updateChips();
    void updateDetail();
    void select(EntityId providerId);
    void selectFirst();
    [[nodiscard]] EntityId selectedProvider() const;
    void addProvider();
    void setProviderEnabled(EntityId providerId, bool enabled);
    void apply(const QList<Change> &changes);
    void showError(const QString &what, const Error &error);

    ProviderModel *m_model;
    ProviderProxyModel *m_proxy;
    ProvidersFeed *m_feed;
    Removals *m_removals;
    QTimer *m_refresh;
    QTimer *m_health;
    QList<Store::ErrorGroup> m_errors;
    PageHeader *m_header;
    InlineMessage *m_message;
    FilterEdit *m_filter = nullptr;
    QList<QToolButton *> m_chips;
    TableView *m_table = nullptr;
    QSplitter *m_splitter;
    QStackedWidget *m_pages;
    ProviderDetail *m_detail = nullptr;
};

} // namespace Gatehouse::Ui
