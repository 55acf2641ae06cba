// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/seriescolours.h"

#include <algorithm>
#include <array>

namespace Gatehouse::Ui {

int seriesIndex(const Configuration &configuration, EntityId clientId)
{
    const auto isKnown =
        std::ranges::any_of(configuration.clients, [clientId](const Client &client) { return client.id == clientId; });
    if (!isKnown)
        return OtherSeries;
    const auto older =
        std::ranges::count_if(configuration.clients, [clientId](const Client &client) { return client.id < clientId; });
    return older < SeriesColourCount ? int(older) : OtherSeries;
}

QList<int> distinctSeries(const QList<int> &preferred)
{
    std::array<bool, SeriesColourCount> taken = {};
    QList<int> result(preferred.size(), OtherSeries);
    for (qsizetype i = 0; i < preferred.size(); ++i) {
        const int wish = preferred[i];
        if (wish >= 0 && wish < SeriesColourCount && !taken[std::size_t(wish)]) {
            result[i] = wish;
            taken[std::size_t(wish)] = true;
        }
    }
    for (int &index : result) {
        if (index != OtherSeries)
            continue;
        const auto free = std::ranges::find(taken, false);
        if (free == taken.end())
            break;
        *free = true;
        index = int(free - taken.begin());
    }
    return result;
}

} // namespace Gatehouse::Ui
