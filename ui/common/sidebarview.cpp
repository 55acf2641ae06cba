// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/sidebarview.h"

#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/sidebarmodel.h"
#include "ui/common/stylepainter.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

// Rows of 28, captions of 33 with air above; the selected one has the accent at its left.
class Delegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isCaption = index.data(SidebarModel::IsCaptionRole).toBool();
        const bool isFirst = index.row() == 0;
        return {option.rect.width(), isCaption ? (isFirst ? 26 : 38) : 28};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colours &colours = Colours::of(option.palette);
        const bool isNarrow = option.rect.width() < 100;
        painter->save();
        if (index.data(SidebarModel::IsCaptionRole).toBool()) {
            paintCaption(painter, option.rect, index.data().toString(), colours, isNarrow, index.row() == 0);
            painter->restore();
            return;
        }
        const QRect rect = option.rect.adjusted(8, 0, isNarrow ? -8 : -9, 0);
        const bool isSelected = option.state & QStyle::State_Selected;
        const bool hasFocus =
            (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange);
        if (isSelected || (option.state & QStyle::State_MouseOver))
            StylePainter::box(painter, rect, isSelected ? colours.selected : colours.pressed, Qt::transparent);
        if (isSelected)
            painter->fillRect(QRect(rect.x(), rect.y() + 4, 3, rect.height() - 8), colours.accent);
        if (hasFocus)
            StylePainter::focusRing(painter, rect, colours);
        const QRect icon(rect.x() + (isNarrow ? 8 : 8), rect.y() + 6, 16, 16);
        Icons::paint(painter, icon, index.data(SidebarModel::IconNameRole).toString(), colours.text);
        const int badge = paintBadgeOf(painter, rect, index, colours, isNarrow);
        if (!isNarrow) {
            painter->setFont(isSelected ? Fonts::strong() : Fonts::body());
            painter->setPen(colours.text);
            const QRect room = rect.adjusted(32, 0, badge > 0 ? -2 - badge : -8, 0);
            painter->drawText(room, Qt::AlignVCenter,
                              painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room.width()));
        }
        painter->restore();
    }

private:
    static void paintCaption(QPainter *painter, const QRect &rect, const QString &text, const Colours &colours,
                             bool isNarrow, bool isFirst)
    {
        if (isNarrow) {
            if (!isFirst)
                painter->fillRect(QRect(rect.x() + 12, rect.center().y(), rect.width() - 24, 1), colours.hairline);
            return;
        }
        painter->setFont(Fonts::secondary());
        painter->setPen(colours.hint);
        painter->drawText(rect.adjusted(16, 0, -8, -4), Qt::AlignLeft | Qt::AlignBottom, text);
    }

    // Returns the width taken.
    static int paintBadgeOf(QPainter *painter, const QRect &rect, const QModelIndex &index, const Colours &colours,
                            bool isNarrow)
    {
        const int count = index.data(SidebarModel::BadgeCountRole).toInt();
        if (count == 0)
            return 0;
        const Tone tone = index.data(SidebarModel::BadgeToneRole).value<Tone>();
        if (isNarrow) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(colours.toneFill(tone));
            painter->drawEllipse(QPointF(rect.right() - 5, rect.y() + 7), 3, 3);
            return 0;
        }
        const QString text = QString::number(count);
        painter->setFont(Fonts::secondaryStrong());
        const int glyph = tone == Tone::Neutral ? 0 : 15;
        const int width = painter->fontMetrics().horizontalAdvance(text) + 12 + glyph;
        const QRect ground(rect.right() - 8 - width + 1, rect.y() + 5, width, 18);
        StylePainter::box(painter, ground,
                          tone == Tone::Neutral ? colours.toneGround(tone).darker(colours.isDark ? 90 : 102)
                                                : colours.toneGround(tone),
                          Qt::transparent);
        if (glyph > 0)
            Icons::paint(painter, QRect(ground.x() + 6, ground.y() + 3, 12, 12), Icons::glyphName(tone),
                         colours.toneText(tone));
        painter->setPen(colours.toneText(tone));
        painter->drawText(ground.adjusted(6 + glyph, 0, -4, 0), Qt::AlignVCenter, text);
        return width + 8;
    }
};

} // namespace

SidebarView::SidebarView(SidebarModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_list(new QListView(this))
    , m_collapse(new QToolButton(this))
{
    m_list->setModel(model);
    m_list->setItemDelegate(new Delegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(Tr::tr("Pages"));
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_collapse->setAutoRaise(true);
    m_collapse->setFocusPolicy(Qt::TabFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 1, 8);
    layout->addWidget(m_list, 1);
    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(8, 0, 8, 0);
    bottom->addWidget(m_collapse);
    bottom->addStretch(1);
    layout->addLayout(bottom);
    setCollapsed(false);
    connect(m_collapse, &QToolButton::clicked, this, [this] { setCollapsed(!m_isCollapsed); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        const QString name = current.data(SidebarModel::PageNameRole).toString();
        if (!name.isEmpty())
            emit pageSelected(name);
    });
}

void SidebarView::selectPage(const QString &name)
{
    const int row = m_model->rowOf(name);
    if (row >= 0)
        m_list->setCurrentIndex(m_model->index(row));
}

void SidebarView::setCollapsed(bool collapsed)
{
    m_isCollapsed = collapsed;
    const QString text = collapsed ? Tr::tr("Expand") : Tr::tr("Collapse");
    m_collapse->setText(text);
    m_collapse->setToolTip(collapsed ? Tr::tr("Show the names of the pages") : Tr::tr("Show only the icons"));
    m_collapse->setIcon(Icons::icon(collapsed ? u"expand"_s : u"collapse"_s));
    m_collapse->setToolButtonStyle(collapsed ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    setFixedWidth(collapsed ? Metrics::SidebarIcons : Metrics::Sidebar);
    m_list->doItemsLayout();
}

void SidebarView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(width() - 1, 0, 1, height(), Colours::of(palette()).hairline);
}

} // namespace Gatehouse::Ui
