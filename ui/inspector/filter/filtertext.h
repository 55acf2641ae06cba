// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"
#include "ui/inspector/entitynames.h"

namespace Gatehouse::Ui {

// A store filter as text of the filter language, for pages that send the reader to Requests. The time range is not part
// of it. Pure.
[[nodiscard]] QString filterTextOf(const Store::RequestFilter &filter, const EntityNames &names);

} // namespace Gatehouse::Ui
