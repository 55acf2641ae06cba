// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace Gatehouse::Ui {

class ChartWidget;
class ClientsFeed;
class ModelUsageModel;
class TableView;

// What a client has used in the last 30 days: day by day, and model by model. GUI only.
class UsagePanel final : public QWidget
{
    Q_OBJECT
public:
    UsagePanel(ClientsFeed &feed, const Clock &clock, QWidget *parent);

    void setClient(const QString &name, int series);

private:
    void setModels(const QList<Store::GroupTotals> &models);

    void setDays(const QList<Store::SeriesPoint> &days);

    const Clock &m_clock;
    QString m_client;
    int m_series = -1;
    ChartWidget *m_chart;
    ModelUsageModel *m_model;
    TableView *m_table;
    QLabel *m_total;
    QStackedWidget *m_pages;
};

} // namespace Gatehouse::Ui
