// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/pagedtableview.h"

#include "ui/common/buttons.h"
#include "ui/common/gatehousestyle.h"
#include "ui/common/pagedmodel.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QScrollBar>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

PagedTableView::PagedTableView(QWidget *parent)
    : TableView(parent)
    , m_pill(makeSmallButton({}, u"up"_s, this))
{
    m_pill->setCheckable(true); // drawn as chosen: it is the one thing to press
    m_pill->setChecked(true);
    m_pill->hide();
    connect(m_pill, &QPushButton::clicked, this, &PagedTableView::jumpToNewest);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &PagedTableView::updateFollowing);
}

void PagedTableView::setPagedModel(PagedModelBase *model)
{
    m_model = model;
    setModel(model);
    connect(model, &PagedModelBase::waitingChanged, this, &PagedTableView::showWaiting);
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { keepPlace(first, last); });
    updateFollowing();
}

void PagedTableView::setFollow(bool follow)
{
    if (follow == m_wantsFollow)
        return;
    m_wantsFollow = follow;
    if (follow)
        scrollToTop();
    updateFollowing();
    emit followChanged(follow);
}

void PagedTableView::jumpToNewest()
{
    if (m_model && m_model->waitingRows() > 0)
        m_model->showWaiting();
    scrollToTop();
    updateFollowing();
}

void PagedTableView::updateFollowing()
{
    if (m_model)
        m_model->setFollowing(m_wantsFollow && verticalScrollBar()->value() == 0);
}

void PagedTableView::showWaiting(int rows)
{
    m_pill->setVisible(rows > 0);
    m_pill->setChecked(true);
    m_pill->setText(Tr::tr("%n new", nullptr, rows));
    m_pill->adjustSize();
    m_pill->move((viewport()->width() - m_pill->width()) / 2, Metrics::TableHeader + 8);
    m_pill->raise();
}

// Rows that go above the ones in view must not move these.
void PagedTableView::keepPlace(int first, int last)
{
    if (first == 0 && last < rowAt(0))
        verticalScrollBar()->setValue(verticalScrollBar()->value() - (last + 1) * rowHeight(0));
}

void PagedTableView::resizeEvent(QResizeEvent *event)
{
    TableView::resizeEvent(event);
    m_pill->move((viewport()->width() - m_pill->width()) / 2, Metrics::TableHeader + 8);
}

void PagedTableView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Home) {
        jumpToNewest();
        return;
    }
    TableView::keyPressEvent(event);
}

} // namespace Gatehouse::Ui
