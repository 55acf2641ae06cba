// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/roles.h"

#include <QAbstractListModel>
#include <QIcon>

namespace Gatehouse::Ui {

// The rows of the sidebar: group captions (not selectable) and pages with icon name, label and badge. GUI only.
class SidebarModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Roles { IconNameRole = OwnRole, PageNameRole, IsCaptionRole, BadgeCountRole, BadgeToneRole };

    using QAbstractListModel::QAbstractListModel;

    void addCaption(const QString &text);
    void addPage(const QString &name, const QString &label, const QString &icon);
    // No badge for a count of 0.
    void setBadge(const QString &name, Tone tone, int count);
    [[nodiscard]] int rowOf(const QString &name) const; // -1: no such page

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        QString name; // empty: a caption
        QString label;
        QString icon;
        Tone tone = Tone::Neutral;
        int count = 0;
    };
    QList<Row> m_rows;
};

} // namespace Gatehouse::Ui
