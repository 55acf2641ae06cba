// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace Gatehouse::Ui {

// Whether two names are one model in two spellings: a vendor answers with the dated name of what was asked for
// ("gpt-4o" and "gpt-4o-2024-08-06", "-latest" and its date), Google puts "models/" before it. Two dates are two
// models. Pure.
[[nodiscard]] bool isSameModel(QStringView asked, QStringView used);

} // namespace Gatehouse::Ui
