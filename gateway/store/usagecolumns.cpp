// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/usagecolumns.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

QString usageColumns(QLatin1StringView prefix)
{
    QStringList columns;
    for (const Llm::UsagePart &part : Llm::UsageParts)
        columns.append(prefix + QLatin1StringView(part.name));
    return columns.join(u", "_s);
}

QString tokenSum(Llm::UsagePart::Counts side, QLatin1StringView prefix)
{
    QStringList columns;
    for (const Llm::UsagePart &part : Llm::UsageParts) {
        if (part.counts == side)
            columns.append(prefix + QLatin1StringView(part.name));
    }
    return columns.join(u" + "_s);
}

} // namespace Gatehouse::Store
