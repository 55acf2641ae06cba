// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace Gatehouse::Ui {

// The providers that are looked for; those in trouble first until a header is clicked. GUI only; owned by the page.
class ProviderProxyModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    enum class Group : quint8 { All, InTrouble, Disabled };
    static constexpr int GroupCount = 3;

    explicit ProviderProxyModel(QObject *parent = nullptr);

    void setSearch(const QString &text);
    void setGroup(Group group);
    [[nodiscard]] Group group() const { return m_group; }
    [[nodiscard]] int countOf(Group group) const; // whatever is searched

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    [[nodiscard]] static bool isInGroup(const QModelIndex &provider, Group group);

    QStringList m_words;
    Group m_group = Group::All;
};

} // namespace Gatehouse::Ui
