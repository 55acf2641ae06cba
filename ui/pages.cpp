// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages.h"

#include "ui/clients/clientspage.h"
#include "ui/dashboard/overviewpage.h"
#include "ui/inspector/requestspage.h"
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
        {u"page.providers"_s, Tr::tr("Providers"), u"providers"_s, PageEntry::Group::Traffic, &make<ProvidersPage>},
        {u"page.settings"_s, Tr::tr("Settings"), u"settings"_s, PageEntry::Group::System, &make<SettingsPage>},
    };
}

} // namespace Gatehouse::Ui
