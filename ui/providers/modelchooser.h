// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace Gatehouse::Ui {

class ModelChoiceModel;

// A searchable list of a vendor's models with check boxes. GUI only.
class ModelChooser final : public QWidget
{
    Q_OBJECT
public:
    explicit ModelChooser(QWidget *parent);

    void setModels(const QStringList &models, const QStringList &alreadyOffered);
    [[nodiscard]] QStringList chosen() const;

signals:
    void chosenChanged();

private:
    [[nodiscard]] QStringList shown() const;
    void updateCount();

    ModelChoiceModel *m_model;
    QSortFilterProxyModel *m_proxy;
    QLineEdit *m_search;
    QListView *m_list;
    QLabel *m_count;
};

} // namespace Gatehouse::Ui
