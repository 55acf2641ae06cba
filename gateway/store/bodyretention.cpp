// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/bodyretention.h"

#include "gateway/store/database.h"
#include "gateway/store/objecttable.h"

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

Result<qint64> deleteExpiredBodies(Database &database, Timestamp before)
{
    GH_CHECK(deleteExpiredObjects(database, before));
    // Bodies are in the order of their requests' numbers, so the newest expired request is where the expired ones end.
    // A request that was running while that one ended may lose its bodies some minutes early; none keeps them too long.
    GH_TRY(const qint64 last,
           database.number(u"SELECT number FROM request WHERE started_at < ? ORDER BY started_at DESC LIMIT 1"_s,
                           {qint64(toMicroseconds(before))}));
    GH_CHECK(database.execute(
        u"DELETE FROM body WHERE id IN (SELECT id FROM body WHERE id < ? ORDER BY id LIMIT 128)"_s, {(last + 1) * 8}));
    return sqlite3_changes64(database.handle());
}

} // namespace Gatehouse::Store
