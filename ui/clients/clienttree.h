// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace Gatehouse::Ui {

// The clients below their teams, in the look of the tables. GUI only.
class ClientTree final : public QTreeView
{
    Q_OBJECT
public:
    explicit ClientTree(QWidget *parent);

    void setModel(QAbstractItemModel *model) override;

protected:
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
};

} // namespace Gatehouse::Ui
