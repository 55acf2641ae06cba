// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/filter/filtertext.h"

#include "ui/inspector/filter/filtervalues.h"

#include <utility>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

QString filterTextOf(const Store::RequestFilter &filter, const EntityNames &names)
{
    QStringList conditions;
    const auto add = [&conditions](QLatin1StringView key, const QStringList &values) {
        QStringList quoted;
        for (const QString &value : values)
            quoted.append(quotedFilterValue(value));
        if (!quoted.isEmpty())
            conditions.append(QString(key % quoted.join(u',')));
    };
    QStringList words;
    for (const EntityId id : filter.clients)
        words.append(names.client(id));
    add("client:"_L1, std::exchange(words, {}));
    for (const EntityId id : filter.keys)
        words.append(names.key(id));
    add("key:"_L1, std::exchange(words, {}));
    for (const EntityId id : filter.providers)
        words.append(names.provider(id));
    add("provider:"_L1, std::exchange(words, {}));
    for (const Store::RequestState state : filter.states)
        words.append(filterStateWord(state));
    add("state:"_L1, std::exchange(words, {}));
    if (!filter.model.isEmpty())
        add("model:"_L1, {filter.model});
    if (!filter.errorCode.isEmpty())
        add("error:"_L1, {QString::fromUtf8(filter.errorCode)});
    if (filter.httpStatus)
        add("status:"_L1, {QString::number(*filter.httpStatus)});
    if (filter.costAtLeast)
        add("cost>="_L1, {QString(u'$' % filter.costAtLeast->toUsd())});
    if (filter.tokensAtLeast)
        add("tokens>="_L1, {QString::number(*filter.tokensAtLeast)});
    if (filter.latencyAtLeast)
        add("latency>="_L1, {QString(QString::number(filter.latencyAtLeast->count()) % "us"_L1)});
    if (filter.stream)
        add("stream:"_L1, {*filter.stream ? u"yes"_s : u"no"_s});
    if (filter.hasTools)
        add("tool:"_L1, {*filter.hasTools ? u"yes"_s : u"no"_s});
    if (filter.unpriced)
        add("priced:"_L1, {*filter.unpriced ? u"no"_s : u"yes"_s});
    return conditions.join(u' ');
}

} // namespace Gatehouse::Ui
