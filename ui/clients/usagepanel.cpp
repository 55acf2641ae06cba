// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/usagepanel.h"

#include "ui/clients/clientsfeed.h"
#include "ui/clients/modelusagemodel.h"
#include "ui/clients/spendchart.h"
#include "ui/common/buttons.h"
#include "ui/common/chartwidget.h"
#include "ui/common/emptystate.h"
#include "ui/common/formats.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

UsagePanel::UsagePanel(ClientsFeed &feed, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_chart(new ChartWidget(Tr::tr("Spend by day"), this))
    , m_model(new ModelUsageModel(this))
    , m_table(new TableView(this))
    , m_total(makeSecondary({}, this))
    , m_pages(new QStackedWidget(this))
{
    m_table->setObjectName(u"usage.table"_s);
    m_table->setAccessibleName(Tr::tr("Usage by model, 30 days"));
    m_table->setModel(m_model);
    m_table->setColumnWidths({180, 84, 96, 96, 88, 72, 72}, ModelUsageModel::ModelColumn);

    auto *used = new QWidget(m_pages);
    auto *chartHead = new QHBoxLayout;
    chartHead->setContentsMargins(Metrics::GroupGap, Metrics::GroupGap, Metrics::GroupGap, Metrics::Gap);
    chartHead->setSpacing(Metrics::Gap);
    chartHead->addWidget(makeSectionTitle(Tr::tr("Spend by day"), used));
    chartHead->addWidget(makeSecondary(Tr::tr("$, last 30 days, UTC"), used));
    chartHead->addStretch();
    m_chart->setFixedHeight(200);
    auto *chartLine = new QHBoxLayout;
    chartLine->setContentsMargins(Metrics::GroupGap, 0, Metrics::GroupGap, 0);
    chartLine->addWidget(m_chart);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(Metrics::GroupGap, Metrics::GroupGap, Metrics::GroupGap, Metrics::Gap);
    head->setSpacing(Metrics::Gap);
    head->addWidget(makeSectionTitle(Tr::tr("Models"), used));
    head->addWidget(m_total);
    head->addStretch();
    auto *layout = new QVBoxLayout(used);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(chartHead);
    layout->addLayout(chartLine);
    layout->addLayout(head);
    layout->addWidget(m_table, 1);

    auto *empty = new EmptyState(m_pages);
    empty->setContent(u"requests"_s, Tr::tr("No requests in the last 30 days"),
                      Tr::tr("What this client spends appears here with its first request."));
    m_pages->addWidget(empty);
    m_pages->addWidget(used);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_pages);
    connect(&feed, &ClientsFeed::modelsChanged, this, &UsagePanel::setModels);
    connect(&feed, &ClientsFeed::seriesChanged, this, &UsagePanel::setDays);
}

void UsagePanel::setClient(const QString &name, int series)
{
    m_client = name;
    m_series = series;
}

void UsagePanel::setDays(const QList<Store::SeriesPoint> &days)
{
    m_chart->setData(spendByDay(days, m_clock.now(), m_client, m_series));
}

void UsagePanel::setModels(const QList<Store::GroupTotals> &models)
{
    m_model->setGroups(models);
    m_total->setText(Tr::tr("%1 in %n request(s), 30 days", nullptr, static_cast<int>(m_model->totalRequests()))
                         .arg(Formats::money(m_model->totalCost())));
    m_pages->setCurrentIndex(models.isEmpty() ? 0 : 1);
}

} // namespace Gatehouse::Ui
