// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/providermodelsmodel.h"

#include "ui/tr.h"

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

void ProviderModelsModel::setModels(EntityId providerId, const QList<Model> &all)
{
    QList<Model> next;
    std::ranges::copy_if(all, std::back_inserter(next),
                         [&](const Model &model) { return model.providerId == providerId; });
    std::ranges::sort(next, {}, [](const Model &model) { return std::pair(model.name.toCaseFolded(), model.id); });
    if (next == m_models)
        return;
    if (std::ranges::equal(next, m_models, {}, &Model::id, &Model::id)) {
        m_models = std::move(next);
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_models = std::move(next);
    endResetModel();
}

std::optional<Model> ProviderModelsModel::modelAt(int row) const
{
    return row >= 0 && row < m_models.size() ? std::optional(m_models[row]) : std::nullopt;
}

QStringList ProviderModelsModel::names() const
{
    QStringList names;
    for (const Model &model : m_models)
        names.append(model.name);
    return names;
}

int ProviderModelsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_models.size());
}

int ProviderModelsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProviderModelsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Model &model = m_models[index.row()];
    const bool isRenamed = !model.upstreamName.isEmpty() && model.upstreamName != model.name;
    switch (role) {
    case Qt::DisplayRole:
        return text(model, index.column());
    case Qt::EditRole:
        if (index.column() == NameColumn)
            return model.name;
        return index.column() == UpstreamColumn ? model.upstreamName : QVariant();
    case Qt::CheckStateRole:
        if (index.column() == EnabledColumn)
            return model.enabled ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::AccessibleTextRole:
        if (index.column() == NameColumn)
            return model.enabled ? Tr::tr("Model %1, on").arg(model.name) : Tr::tr("Model %1, off").arg(model.name);
        return {};
    case MonospaceRole:
        return index.column() != EnabledColumn;
    case QuietRole:
        return !model.enabled || (index.column() == UpstreamColumn && !isRenamed);
    case IdRole:
        return QVariant::fromValue(model.id);
    default:
        return {};
    }
}

QVariant ProviderModelsModel::text(const Model &model, int column)
{
    switch (column) {
    case NameColumn:
        return model.name;
    case UpstreamColumn:
        return model.upstreamName.isEmpty() ? Tr::tr("as asked") : model.upstreamName;
    default:
        return {};
    }
}

bool ProviderModelsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    Model model = m_models[index.row()];
    if (index.column() == EnabledColumn && role == Qt::CheckStateRole)
        model.enabled = value.toInt() == Qt::Checked;
    else if (index.column() == NameColumn && role == Qt::EditRole && !value.toString().trimmed().isEmpty())
        model.name = value.toString().trimmed();
    else if (index.column() == UpstreamColumn && role == Qt::EditRole)
        model.upstreamName = value.toString().trimmed();
    if (model != m_models[index.row()])
        emit changeRequested(model);
    return false; // the configuration decides
}

Qt::ItemFlags ProviderModelsModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid())
        flags |= index.column() == EnabledColumn ? Qt::ItemIsUserCheckable : Qt::ItemIsEditable;
    return flags;
}

QVariant ProviderModelsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return Tr::tr("Clients ask for");
    case UpstreamColumn:
        return Tr::tr("The provider gets");
    case EnabledColumn:
        return Tr::tr("On");
    default:
        return {};
    }
}

} // namespace Gatehouse::Ui
