// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/pricecalculation.h"

#include "ui/common/formats.h"
#include "ui/tr.h"

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

Llm::Usage PriceCalculation::usage() const
{
    const qint64 fromCache = std::clamp<qint64>(cached, 0, input);
    return {.inputUncached = input - fromCache, .inputCacheRead = fromCache, .output = output};
}

QString PriceCalculation::sentence(const Llm::Price &price) const
{
    const Llm::Usage used = usage();
    QStringList terms;
    const auto add = [&](qint64 tokens, qint64 each) {
        if (tokens > 0)
            terms.append(u"%1 × %2"_s.arg(Formats::count(tokens), Formats::moneyExact(Money::fromNanos(each))));
    };
    add(used.inputUncached, price.input);
    add(used.inputCacheRead, price.cacheRead.value_or(price.input));
    add(used.output, price.output);
    const QString total = Formats::moneyExact(Llm::costOf(price, used).total);
    if (terms.isEmpty())
        return total;
    QString sum = Tr::tr("(%1) / 1 M").arg(terms.join(u" + "_s));
    if (price.perRequest > 0)
        sum += u" + "_s + Formats::moneyExact(Money::fromNanos(price.perRequest));
    return u"%1 = %2"_s.arg(sum, total);
}

std::optional<Money> amountFromText(QString text)
{
    text.remove(u'$').remove(u' ').remove(Formats::locale().groupSeparator());
    text.replace(Formats::locale().decimalPoint(), u"."_s);
    const auto amount = Money::fromUsd(text);
    return amount && *amount >= Money() ? amount : std::nullopt;
}

} // namespace Gatehouse::Ui
