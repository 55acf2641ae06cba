// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages.h"

#include "ui/tr.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

QList<PageEntry> allPages()
{
    return {};
}

} // namespace Gatehouse::Ui
