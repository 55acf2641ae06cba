// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace Gatehouse::Ui {

// Sorts the models, and keeps those whose name or provider has a text in it, or that have no price. GUI only.
class PriceProxyModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit PriceProxyModel(QObject *parent = nullptr);

    void setText(const QString &text);
    void setOnlyUnpriced(bool only);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
    bool m_onlyUnpriced = false;
};

} // namespace Gatehouse::Ui
