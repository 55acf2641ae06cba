// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/store/reader.h"

// Questions about single requests and attempts. On the thread of the connection.
namespace Gatehouse::Store {

class Database;

[[nodiscard]] Result<RequestPage> readRequestPage(Database &database, const RequestFilter &filter,
                                                  std::optional<PageKey> below, int limit);
[[nodiscard]] Result<qint64> countMatchingRequests(Database &database, const RequestFilter &filter, qint64 stopAt);
[[nodiscard]] Result<RequestDetail> readRequestDetail(Database &database, RequestId id);
[[nodiscard]] Result<QList<ErrorGroup>> readErrorGroups(Database &database, Timestamp from, Timestamp to, int limit);

} // namespace Gatehouse::Store
