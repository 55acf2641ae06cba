// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/clienttree.h"

#include "ui/clients/clientmodel.h"
#include "ui/common/celldelegate.h"
#include "ui/common/gatehousestyle.h"
#include "ui/common/stylepainter.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QHeaderView>
#include <QPainter>

#include <array>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int TeamIndent = 24;
constexpr int ClientIndent = 40;

// Team rows stand on the ground of panes, so that they read as headings.
class RowDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (!index.parent().isValid())
            painter->fillRect(option.rect, Colours::of(option.palette).alternate);
        CellDelegate::paint(painter, option, index);
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {CellDelegate::sizeHint(option, index).width(), Metrics::EditedRow};
    }
};

} // namespace

ClientTree::ClientTree(QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(u"clients.tree"_s);
    setAccessibleName(Tr::tr("Clients by team"));
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new RowDelegate(CellDelegate::Kind::Text, this));
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSortingEnabled(true);
    setIndentation(ClientIndent / 2);
    setProperty(StyleProperty::ActiveSelection, true); // the detail beside it follows the selection
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    header()->setFixedHeight(Metrics::TableHeader);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setHighlightSections(false);
}

void ClientTree::setModel(QAbstractItemModel *model)
{
    QTreeView::setModel(model);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(ClientModel::NameColumn, QHeaderView::Stretch);
    static constexpr std::array<int, ClientModel::ColumnCount> Widths = {160, 48, 88, 112, 64};
    for (int column = 1; column < ClientModel::ColumnCount; ++column)
        setColumnWidth(column, Widths[static_cast<std::size_t>(column)]);
}

// The chevron of a team; the ground of the row goes through to the edge.
void ClientTree::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const Colours &colours = Colours::of(palette());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = rect;
    if (selectionModel()->isSelected(index))
        option.state |= QStyle::State_Selected;
    if (!index.parent().isValid())
        painter->fillRect(rect, colours.alternate);
    paintRowGround(painter, option, index);
    if (!index.parent().isValid() && model()->hasChildren(index)) {
        const QRectF place(rect.right() - TeamIndent / 2.0 - 4, rect.center().y() - 4, 8, 8);
        StylePainter::chevron(painter, place, colours.hint, isExpanded(index) ? Qt::DownArrow : Qt::RightArrow);
    }
}

} // namespace Gatehouse::Ui
