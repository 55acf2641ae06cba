// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/celldelegate.h"

#include <QTableView>

namespace Gatehouse::Ui {

// The table of every page: rows of one height, hairlines, hover and selection by row, header with hint text, columns
// that can be moved, hidden (right click) and restored. GUI only.
class TableView : public QTableView
{
    Q_OBJECT
public:
    explicit TableView(QWidget *parent = nullptr);

    void setRowHeight(int height); // Metrics::DenseRow (default), EditedRow, TwoLineRow
    void setColumnKind(int column, CellDelegate::Kind kind);
    // Columns: width in px; the stretching one takes the rest.
    void setColumnWidths(const QList<int> &widths, int stretchColumn);
    // Keep the selection blue also without focus (master of a master-detail page).
    void setSelectionAlwaysActive(bool active) { m_isSelectionAlwaysActive = active; }
    [[nodiscard]] bool isSelectionAlwaysActive() const { return m_isSelectionAlwaysActive; }

    [[nodiscard]] int hoveredRow() const { return m_hoveredRow; }
    [[nodiscard]] bool isFirstVisibleColumn(int column) const;

    [[nodiscard]] QByteArray headerState() const;
    void restoreHeaderState(const QByteArray &state);

signals:
    void rowActivated(const QModelIndex &index); // double click or Enter

protected:
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; // J and K beside the arrows

private:
    void showHeaderMenu(const QPoint &position);
    void setHoveredRow(int row);
    int m_hoveredRow = -1;
    bool m_isSelectionAlwaysActive = false;
    QByteArray m_defaultHeader;
};

} // namespace Gatehouse::Ui
