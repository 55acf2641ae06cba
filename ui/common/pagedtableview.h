// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/tableview.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace Gatehouse::Ui {

class PagedModelBase;

// A table over a PagedModel: follows new rows while scrolled to the top, else shows the pill "37 new"; never moves what
// is being read. GUI only.
class PagedTableView : public TableView
{
    Q_OBJECT
public:
    explicit PagedTableView(QWidget *parent = nullptr);

    void setPagedModel(PagedModelBase *model); // not owned
    // Whether the user wants to follow; it holds while the table is scrolled to the top.
    void setFollow(bool follow);
    [[nodiscard]] bool isFollow() const { return m_wantsFollow; }
    void jumpToNewest();

signals:
    void followChanged(bool isFollowing);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; // Home jumps to the newest

private:
    void updateFollowing();
    void showWaiting(int rows);
    void keepPlace(int first, int last);
    PagedModelBase *m_model = nullptr;
    QPushButton *m_pill;
    bool m_wantsFollow = true;
};

} // namespace Gatehouse::Ui
