// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/pageheader.h"

#include "ui/common/buttons.h"
#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace Gatehouse::Ui {

PageHeader::PageHeader(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_left(new QHBoxLayout)
    , m_right(new QHBoxLayout)
    , m_subtitle(makeSecondary({}, this))
{
    setFixedHeight(Metrics::PageHeader);
    auto *name = new QLabel(title, this);
    name->setFont(Fonts::title());
    m_subtitle->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Metrics::PageEdge, 0, Metrics::PageEdge, 1);
    layout->setSpacing(0);
    layout->addWidget(name);
    layout->addSpacing(Metrics::PageEdge);
    layout->addWidget(m_subtitle);
    layout->addLayout(m_left);
    layout->addStretch(1);
    layout->addLayout(m_right);
    m_left->setSpacing(Metrics::Gap);
    m_right->setSpacing(Metrics::Gap);
}

void PageHeader::setSubtitle(const QString &text)
{
    m_subtitle->setText(text);
    m_subtitle->setVisible(!text.isEmpty());
}

void PageHeader::addScope(QWidget *widget)
{
    m_left->addWidget(widget);
}

void PageHeader::addAction(QWidget *widget)
{
    m_right->addWidget(widget);
}

void PageHeader::addSeparator()
{
    QFrame *line = makeVerticalLine(this);
    line->setFixedHeight(20);
    m_right->addSpacing(8);
    m_right->addWidget(line);
    m_right->addSpacing(8);
}

void PageHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, Colours::of(palette()).hairline);
}

} // namespace Gatehouse::Ui
