// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

// What outlives an exchange: responses, files and batches that clients come back for. Vendors keep their own; of a
// response that was translated from a vendor without such a store the gateway keeps what is needed to show it and to go
// on from it (WIRE 6, case 15).
namespace Gatehouse::Pipeline {

// What a request refers to by id (item_reference) is put in its place where it was made here. A request with
// previous_response_id goes where that response is; where it is here, its conversation is put before the
// new input. NotFound when it is unknown, or another client's. References to single items of such responses are
// replaced by the items.
[[nodiscard]] Result<void> continueResponse(Exchange &exchange);

// A request that names files of a vendor (file_id) goes where they are. NotFound when one of them is unknown, or
// another client's; InvalidRequest when no provider that has the model keeps them all.
[[nodiscard]] Result<void> goToFiles(Exchange &exchange);

// A vendor's list of files or batches, with those alone that are the client's: all clients use the gateway's one key
// there. An empty list when it is none.
[[nodiscard]] QByteArray ownObjects(const Exchange &exchange, const QByteArray &list);

// Remembers what a successful exchange has made, and forgets what it has deleted.
void keepObjects(Exchange &exchange);

} // namespace Gatehouse::Pipeline
