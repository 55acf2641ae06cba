// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace Gatehouse::Ui {

class ClientsFeed;
class ModelUsageModel;
class TableView;

// What a client has used in the last 30 days: day by day, and model by model. GUI only.
class UsagePanel final : public QWidget
{
    Q_OBJECT
public:
    UsagePanel(ClientsFeed &feed, QWidget *parent);

private:
    void setModels(const QList<Store::GroupTotals> &models);

    ModelUsageModel *m_model;
    TableView *m_table;
    QLabel *m_total;
    QStackedWidget *m_pages;
};

} // namespace Gatehouse::Ui
