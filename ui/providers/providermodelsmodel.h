// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "ui/common/roles.h"

#include <QAbstractTableModel>

#include <optional>

namespace Gatehouse::Ui {

// The models that one provider offers: the name clients ask for, and the one the vendor knows. Names are edited in
// place. Takes values. GUI only; owned by the page.
class ProviderModelsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, UpstreamColumn, EnabledColumn, ColumnCount };
    enum OwnRoles { IdRole = OwnRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setModels(EntityId providerId, const QList<Model> &all);
    [[nodiscard]] std::optional<Model> modelAt(int row) const;
    [[nodiscard]] QStringList names() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    // Somebody edited a cell; the row changes when the configuration has.
    void changeRequested(const Gatehouse::Model &model);

private:
    [[nodiscard]] static QVariant text(const Model &model, int column);

    QList<Model> m_models;
};

} // namespace Gatehouse::Ui
