// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/modelchoicemodel.h"

#include "ui/common/roles.h"
#include "ui/tr.h"

namespace Gatehouse::Ui {

void ModelChoiceModel::setModels(const QStringList &models, const QStringList &alreadyOffered)
{
    beginResetModel();
    m_models = models;
    m_models.sort(Qt::CaseInsensitive);
    m_models.removeDuplicates();
    m_offered = QSet<QString>(alreadyOffered.begin(), alreadyOffered.end());
    m_chosen.clear();
    endResetModel();
    emit chosenChanged();
}

QStringList ModelChoiceModel::chosen() const
{
    QStringList names;
    for (const QString &model : m_models) {
        if (m_chosen.contains(model))
            names.append(model);
    }
    return names;
}

void ModelChoiceModel::setAllChosen(const QStringList &models, bool chosen)
{
    for (const QString &model : models) {
        if (m_offered.contains(model))
            continue;
        if (chosen)
            m_chosen.insert(model);
        else
            m_chosen.remove(model);
    }
    if (!m_models.isEmpty())
        emit dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
    emit chosenChanged();
}

int ModelChoiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_models.size());
}

QVariant ModelChoiceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString &model = m_models[index.row()];
    const bool isOffered = m_offered.contains(model);
    switch (role) {
    case Qt::DisplayRole:
        return model;
    case Qt::CheckStateRole:
        return isOffered || m_chosen.contains(model) ? Qt::Checked : Qt::Unchecked;
    case MonospaceRole:
        return true;
    case SecondLineRole:
        return isOffered ? Tr::tr("offered already") : QVariant();
    default:
        return {};
    }
}

bool ModelChoiceModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || m_offered.contains(m_models[index.row()]))
        return false;
    if (value.toInt() == Qt::Checked)
        m_chosen.insert(m_models[index.row()]);
    else
        m_chosen.remove(m_models[index.row()]);
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit chosenChanged();
    return true;
}

Qt::ItemFlags ModelChoiceModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return QAbstractListModel::flags(index);
    if (m_offered.contains(m_models[index.row()]))
        return Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return QAbstractListModel::flags(index) | Qt::ItemIsUserCheckable;
}

} // namespace Gatehouse::Ui
