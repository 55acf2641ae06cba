// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace Gatehouse::Ui {

// Paints a try on the time axis of its table: connect, wait, stream, a red tail when it failed, dashes while the
// gateway waited. Only paints. GUI only.
class WaterfallDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace Gatehouse::Ui
