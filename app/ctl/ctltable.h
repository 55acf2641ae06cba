// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/money.h"
#include "gateway/store/records.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>

namespace Gatehouse::App {

// A table of text whose columns stand under each other; numbers at the right. No colour, so that it reads the same in a
// file.
class CtlTable final
{
public:
    enum class Align : quint8 { Left, Right };
    struct Column {
        QString title;
        Align align = Align::Left;
    };

    explicit CtlTable(QList<Column> columns)
        : m_columns(std::move(columns))
    {}
    void add(QStringList cells) { m_rows.append(std::move(cells)); }
    [[nodiscard]] QString text() const; // empty table: the titles alone

private:
    QList<Column> m_columns;
    QList<QStringList> m_rows;
};

// Numbers as a person reads them.
[[nodiscard]] QString countText(qint64 count);                      // 12,345
[[nodiscard]] QString costText(Money cost, Store::Pricing pricing); // $0.0108; "unpriced"; "" when nothing was charged
[[nodiscard]] QString moneyText(Money cost);                        // $0.0108, six decimals at most
[[nodiscard]] QString durationText(std::chrono::microseconds duration); // 850 us, 12 ms, 1.24 s
[[nodiscard]] QString timeText(Timestamp time);                         // 2026-11-19 14:32:05, local time
[[nodiscard]] QString sizeText(qint64 bytes);                           // 1.4 MB
[[nodiscard]] QString stateText(Store::RequestState state);             // answered, denied, ...

} // namespace Gatehouse::App
