// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"

namespace Gatehouse::Ui {

// The command line that sends a request again. The key is never in it: it is read from $GATEHOUSE_KEY. A body that was
// not kept whole is left out. Pure.
[[nodiscard]] QString curlCommand(const Store::RequestRecord &request, const QString &address,
                                  const QList<Store::StoredBody> &bodies);

} // namespace Gatehouse::Ui
