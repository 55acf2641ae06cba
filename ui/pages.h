// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

#include <QList>
#include <QString>

namespace Gatehouse::Ui {

// Where a page stands in the sidebar and how it is made.
struct PageEntry {
    enum class Group : quint8 { Monitor, Access, Traffic, System };
    QString name; // objectName: "page.overview"
    QString title;
    QString icon;
    Group group = Group::Monitor;
    Page *(*create)(const Context &context, QWidget *parent) = nullptr;
};

// Every page there is, in sidebar order. A page that does not work yet is not in the list.
[[nodiscard]] QList<PageEntry> allPages();

} // namespace Gatehouse::Ui
