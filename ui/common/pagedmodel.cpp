// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/pagedmodel.h"

namespace Gatehouse::Ui {

void PagedModelBase::setFollowing(bool following)
{
    if (following == m_isFollowing)
        return;
    m_isFollowing = following;
    if (following)
        showWaiting();
}

void PagedModelBase::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged();
}

void PagedModelBase::setWaiting(int rows)
{
    if (rows == m_waiting)
        return;
    m_waiting = rows;
    emit waitingChanged(rows);
}

} // namespace Gatehouse::Ui
