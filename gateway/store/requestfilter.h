// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/store/reader.h"

#include <QStringList>
#include <QVariantList>

namespace Gatehouse::Store {

class Database;

// A filter as SQL: a condition with its values. Several arms, when one value each of the filter's leading dimension
// lets an index give the rows in order; the rows of the filter are those of all arms, without a row twice.
struct FilterArm {
    QString condition; // over request r; "1" = every row
    QVariantList values;
};

// No arm = nothing can match.
[[nodiscard]] Result<QList<FilterArm>> armsOf(Database &database, const RequestFilter &filter);

// The query for a page: every arm gives its newest rows through its index, and the newest of those are the page.
[[nodiscard]] std::pair<QString, QVariantList> pageQuery(const QList<FilterArm> &arms,
                                                         const std::optional<PageKey> &below, int limit);

} // namespace Gatehouse::Store
