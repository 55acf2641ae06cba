// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QSet>
#include <QStringList>

namespace Gatehouse::Ui {

// Models that a vendor lists, with a check box each: what is ticked will be offered. Those that are offered already are
// ticked and cannot be chosen again. GUI only; owned by the form.
class ModelChoiceModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setModels(const QStringList &models, const QStringList &alreadyOffered);
    [[nodiscard]] QStringList chosen() const; // without those offered already
    void setAllChosen(const QStringList &models, bool chosen);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void chosenChanged();

private:
    QStringList m_models;
    QSet<QString> m_offered;
    QSet<QString> m_chosen;
};

} // namespace Gatehouse::Ui
