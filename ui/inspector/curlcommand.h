// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"

namespace Gatehouse::Ui {

// The command line that sends a request again, at the address and with the key's header of its surface. The key is
// never in it: it is read from $GATEHOUSE_KEY. A body that was not kept whole, or is no JSON, is left out. Pure.
[[nodiscard]] QString curlCommand(const Store::RequestRecord &request, const QString &address,
                                  const QList<Store::StoredBody> &bodies);

} // namespace Gatehouse::Ui
