// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/emptystate.h"

#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(makeSectionTitle({}, this))
    , m_sentence(makeHint({}, this))
    , m_buttons(new QHBoxLayout)
{
    for (QLabel *label : {m_icon, m_title, m_sentence})
        label->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Metrics::PageEdge, Metrics::PageEdge, Metrics::PageEdge, Metrics::PageEdge);
    layout->setSpacing(Metrics::Gap);
    layout->addStretch(2);
    layout->addWidget(m_icon);
    layout->addWidget(m_title);
    layout->addWidget(m_sentence);
    layout->addLayout(m_buttons);
    layout->addStretch(3);
    m_buttons->addStretch(1);
    m_buttons->addStretch(1);
}

void EmptyState::setContent(const QString &icon, const QString &title, const QString &sentence)
{
    m_icon->setPixmap(Icons::icon(icon).pixmap(22, 22));
    m_title->setText(title);
    m_sentence->setText(sentence);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
}

QPushButton *EmptyState::addButton(const QString &text, const QString &icon)
{
    QPushButton *button = makeButton(text, icon, this);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    return button;
}

QPushButton *EmptyState::addPrimaryButton(const QString &text, const QString &icon)
{
    QPushButton *button = makePrimaryButton(text, icon, this);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    return button;
}

} // namespace Gatehouse::Ui
