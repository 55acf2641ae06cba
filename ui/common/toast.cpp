// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/toast.h"

#include "ui/common/buttons.h"
#include "ui/common/colours.h"
#include "ui/common/stylepainter.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

namespace Gatehouse::Ui {

using namespace std::chrono_literals;

Toast::Toast(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_undoButton(makeLink(Tr::tr("Undo"), this))
    , m_timer(new QTimer(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(Metrics::GroupGap);
    layout->addWidget(m_text);
    layout->addWidget(m_undoButton);
    m_timer->setSingleShot(true);
    m_timer->setInterval(10s);
    connect(m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_undoButton, &QToolButton::clicked, this, [this] {
        hide();
        if (const auto undo = std::exchange(m_undo, {}))
            undo();
    });
    parent->installEventFilter(this);
    hide();
}

void Toast::showNotice(const QString &text, std::function<void()> undo)
{
    m_text->setText(text);
    m_undo = std::move(undo);
    m_undoButton->setVisible(bool(m_undo));
    setAccessibleName(text);
    place();
    show();
    raise();
    m_timer->start();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Toast::place()
{
    adjustSize();
    const QWidget *parent = parentWidget();
    move((parent->width() - width()) / 2, parent->height() - height() - Metrics::PageEdge);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &colours = Colours::of(palette());
    StylePainter::box(&painter, rect(), colours.base, colours.inputBorder);
}

} // namespace Gatehouse::Ui
