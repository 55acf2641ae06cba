// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/config/entities.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;

namespace Gatehouse::Ui {

class ClientsFeed;
class KeyModel;
class TableView;

// The keys of a client: what they are called, what may be seen of them, what they are good for. GUI only.
class KeysPanel final : public QWidget
{
    Q_OBJECT
public:
    KeysPanel(const Clock &clock, ClientsFeed &feed, QWidget *parent);

    void setClient(EntityId clientId, const QList<ApiKey> &keys);
    [[nodiscard]] int keyCount() const;

signals:
    void newKeyRequested();
    void editRequested(const Gatehouse::ApiKey &key);
    void rotateRequested(const Gatehouse::ApiKey &key); // a new one in its place
    void putRequested(const Gatehouse::Change &change);
    void removeRequested(const Gatehouse::ApiKey &key);

private:
    [[nodiscard]] std::optional<ApiKey> selectedKey() const;
    void updateActions();
    void toggleSelected();
    void removeSelected();

    const Clock &m_clock;
    KeyModel *m_model;
    QSortFilterProxyModel *m_proxy;
    TableView *m_table;
    QStackedWidget *m_pages;
    QLabel *m_summary;
    QPushButton *m_edit;
    QPushButton *m_rotate;
    QPushButton *m_toggle;
    QPushButton *m_remove;
};

} // namespace Gatehouse::Ui
