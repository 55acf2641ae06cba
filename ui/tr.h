// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace Gatehouse::Ui {

// Every text of the window goes through Tr::tr(): one context for the translators, whole sentences, %n for plurals.
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Gatehouse)
};

} // namespace Gatehouse::Ui
