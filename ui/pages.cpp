// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages.h"

#include "ui/budgets/budgetspage.h"
#include "ui/clients/clientspage.h"
#include "ui/dashboard/overviewpage.h"
#include "ui/inspector/requestspage.h"
#include "ui/models/modelspage.h"
#include "ui/providers/providerspage.h"
#include "ui/settings/settingspage.h"
#include "ui/tr.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

template <typename PageType>
Page *make(const Context &context, QWidget *parent)
{
    return new PageType(context, parent);
}

} // namespace

QList<PageEntry> allPages()
{
    return {
        {u"page.overview"_s, Tr::tr("Overview"), u"overview"_s, PageEntry::Group::Monitor, &make<OverviewPage>},
        {u"page.requests"_s, Tr::tr("Requests"), u"requests"_s, PageEntry::Group::Monitor, &make<RequestsPage>},
        {u"page.clients"_s, Tr::tr("Clients & Keys"), u"clients"_s, PageEntry::Group::Access, &make<ClientsPage>},
        {u"page.budgets"_s, Tr::tr("Budgets & Limits"), u"gauge"_s, PageEntry::Group::Access, &make<BudgetsPage>},
        {u"page.providers"_s, Tr::tr("Providers"), u"providers"_s, PageEntry::Group::Traffic, &make<ProvidersPage>},
        {u"page.models"_s, Tr::tr("Models & Prices"), u"tag"_s, PageEntry::Group::Traffic, &make<ModelsPage>},
        {u"page.settings"_s, Tr::tr("Settings"), u"settings"_s, PageEntry::Group::System, &make<SettingsPage>},
    };
}

} // namespace Gatehouse::Ui
