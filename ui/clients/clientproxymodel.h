// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace Gatehouse::Ui {

// The clients that are looked for: all words of a search, and one group of them. Teams stay as long as one of their
// clients does. Live values never change the order; only clicking a header, or a client coming or going, does.
class ClientProxyModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    enum class Group : quint8 { All, Disabled, KeysExpiring, Unused };
    static constexpr int GroupCount = 4;

    explicit ClientProxyModel(QObject *parent = nullptr);

    void setSearch(const QString &text);
    void refresh(); // after clients came or went
    void setGroup(Group group);
    [[nodiscard]] Group group() const { return m_group; }
    [[nodiscard]] bool isFiltered() const { return !m_words.isEmpty() || m_group != Group::All; }

    [[nodiscard]] int countOf(Group group) const; // clients in a group, whatever is searched
    [[nodiscard]] int shownClients() const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    [[nodiscard]] static bool isInGroup(const QModelIndex &client, Group group);

    QStringList m_words;
    Group m_group = Group::All;
};

} // namespace Gatehouse::Ui
