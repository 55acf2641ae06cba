// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/budgetsatrisk.h"

#include "ui/budgets/rulewords.h"
#include "ui/common/buttons.h"
#include "ui/common/celldelegate.h"
#include "ui/common/formats.h"
#include "ui/common/stylepainter.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int RowHeight = 40;
constexpr int LineHeight = 19;
constexpr int BarWidth = 150;
constexpr int LimitWidth = 84;
constexpr int PercentWidth = 44;

} // namespace

BudgetsAtRisk::BudgetsAtRisk(QWidget *parent)
    : QWidget(parent)
    , m_all(makeLink(Tr::tr("All budgets"), this))
    , m_pages(new QStackedWidget(this))
    , m_list(new BudgetRiskList(m_pages))
{
    m_all->setObjectName(u"overview.budgets"_s);
    auto *none = makeHint(Tr::tr("There are no budgets: spend is unbounded."), m_pages);
    none->setWordWrap(true);
    none->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_pages->addWidget(none);
    m_pages->addWidget(m_list);
    auto *title = new QHBoxLayout;
    title->setContentsMargins(0, 0, 0, 0);
    title->addWidget(makeSectionTitle(Tr::tr("Budgets at risk"), this));
    title->addStretch(1);
    title->addWidget(m_all);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(title);
    layout->addWidget(m_pages, 1);
    connect(m_all, &QToolButton::clicked, this, [this] { emit opened(0); });
    connect(m_list, &BudgetRiskList::activated, this, &BudgetsAtRisk::opened);
}

void BudgetsAtRisk::setRisks(const QList<BudgetRisk> &risks, qsizetype budgets)
{
    m_pages->setCurrentIndex(risks.isEmpty() ? 0 : 1);
    m_all->setText(budgets == 0 ? Tr::tr("Set a budget")
                                : Tr::tr("All %n budget(s)", nullptr, static_cast<int>(budgets)));
    m_list->setRisks(risks);
}

BudgetRiskList::BudgetRiskList(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"overview.risks"_s);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(Tr::tr("Budgets at risk"));
}

void BudgetRiskList::setRisks(const QList<BudgetRisk> &risks)
{
    if (risks == m_risks)
        return;
    m_risks = risks;
    m_current = std::clamp(m_current, 0, std::max(0, static_cast<int>(risks.size()) - 1));
    QStringList sentences;
    for (const BudgetRisk &risk : risks)
        sentences.append(Tr::tr("%1, %2: %3 of %4, %5")
                             .arg(risk.subject, risk.window, RuleWords::fullness(risk.fullness),
                                  Formats::money(risk.limit), risk.outlook));
    setAccessibleDescription(sentences.join(u". "_s));
    setToolTip(sentences.join(u'\n'));
    update();
}

QSize BudgetRiskList::sizeHint() const
{
    return {320, RowHeight * static_cast<int>(BudgetsAtRisk::Most)};
}

void BudgetRiskList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (qsizetype i = 0; i < m_risks.size(); ++i) {
        const QRect rect(0, static_cast<int>(i) * RowHeight, width(), RowHeight);
        paintRow(painter, m_risks[i], rect);
        if (hasFocus() && i == m_current)
            StylePainter::focusRing(&painter, QRectF(rect).adjusted(0, 0, -1, -3), Colours::of(palette()));
    }
}

void BudgetRiskList::paintRow(QPainter &painter, const BudgetRisk &risk, const QRect &rect) const
{
    const Colours &colours = Colours::of(palette());
    const QRect first(rect.x(), rect.y(), rect.width(), LineHeight);
    const QRect second(rect.x(), rect.y() + LineHeight - 2, rect.width(), LineHeight);

    painter.setFont(Fonts::secondary());
    painter.setPen(colours.hint);
    const QString limit = Tr::tr("of %1").arg(Formats::money(risk.limit));
    painter.drawText(first, Qt::AlignRight | Qt::AlignVCenter, limit);
    painter.setFont(Fonts::body());
    painter.setPen(colours.text);
    const QString used = Formats::money(risk.used);
    painter.drawText(first.adjusted(0, 0, -LimitWidth, 0), Qt::AlignRight | Qt::AlignVCenter, used);

    // The window's name keeps its place; a long subject gives way.
    const int room = first.width() - LimitWidth - painter.fontMetrics().horizontalAdvance(used) - Metrics::GroupGap;
    const QFontMetrics small(Fonts::secondary());
    const int windowWidth = small.horizontalAdvance(risk.window) + Metrics::Gap;
    const QString subject =
        painter.fontMetrics().elidedText(risk.subject, Qt::ElideRight, std::max(0, room - windowWidth));
    painter.drawText(first, Qt::AlignLeft | Qt::AlignVCenter, subject);
    const int after = painter.fontMetrics().horizontalAdvance(subject) + Metrics::Gap;
    painter.setFont(Fonts::secondary());
    painter.setPen(colours.hint);
    painter.drawText(first.adjusted(after, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, risk.window);

    paintBar(&painter, QRectF(second.x(), second.center().y() - 3, BarWidth, 8), risk.bar, palette());
    painter.setFont(Fonts::secondary());
    painter.setPen(colours.text);
    painter.drawText(QRect(second.x() + BarWidth, second.y(), PercentWidth, second.height()),
                     Qt::AlignRight | Qt::AlignVCenter, RuleWords::fullness(risk.fullness));
    painter.setPen(risk.tone == Tone::Neutral ? colours.text : colours.toneText(risk.tone));
    const QRect outlook = second.adjusted(BarWidth + PercentWidth + Metrics::Gap, 0, 0, 0);
    painter.drawText(outlook, Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(risk.outlook, Qt::ElideRight, outlook.width()));
}

void BudgetRiskList::mouseReleaseEvent(QMouseEvent *event)
{
    const int row = static_cast<int>(event->position().y()) / RowHeight;
    if (event->button() != Qt::LeftButton || row < 0 || row >= m_risks.size())
        return;
    m_current = row;
    update();
    emit activated(m_risks[row].budget);
}

void BudgetRiskList::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_risks.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Up:
        m_current = std::max(0, m_current - 1);
        break;
    case Qt::Key_Down:
        m_current = std::min(last, m_current + 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current >= 0 && m_current <= last)
            emit activated(m_risks[m_current].budget);
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    update();
}

} // namespace Gatehouse::Ui
