// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/records.h"
#include "ui/inspector/filter/filterexpression.h"

#include <QDateTime>

#include <expected>

namespace Gatehouse::Ui {

// Reads the text of a value by the type of its key: $0.05, 1.5k, 800ms, 5xx, yes, 14:00. `isPattern`: it was written
// /so/. Relative times count back from `now`, others are in its time zone. Pure.
[[nodiscard]] std::expected<FilterValue, FilterError>
readFilterValue(FilterType type, const QString &text, FilterRange range, bool isPattern, const QDateTime &now);

// The words of the filter language for states: "answered", "client-error"...
[[nodiscard]] QStringList filterStateWords();
[[nodiscard]] QString filterStateWord(Store::RequestState state);

// Writes a text so that it is read as one value again: quoted where it must be.
[[nodiscard]] QString quotedFilterValue(const QString &text);

} // namespace Gatehouse::Ui
