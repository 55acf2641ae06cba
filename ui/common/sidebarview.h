// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QWidget>

class QToolButton;

namespace Gatehouse::Ui {

class SidebarModel;

// The sidebar: pages by group, Collapse at the bottom which leaves only the icons. GUI only.
class SidebarView final : public QWidget
{
    Q_OBJECT
public:
    explicit SidebarView(SidebarModel *model, QWidget *parent = nullptr); // the model is not owned

    void selectPage(const QString &name);
    [[nodiscard]] bool isCollapsed() const { return m_isCollapsed; }
    void setCollapsed(bool collapsed);

signals:
    void pageSelected(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    SidebarModel *m_model;
    QListView *m_list;
    QToolButton *m_collapse;
    bool m_isCollapsed = false;
};

} // namespace Gatehouse::Ui
