// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/inlinemessage.h"

#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/stylepainter.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

InlineMessage::InlineMessage(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_buttons(new QHBoxLayout)
    , m_close(makeIconButton(u"close"_s, Tr::tr("Close message"), this))
{
    m_text->setTextFormat(Qt::RichText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setAutoRaise(true);
    m_close->setFixedSize(24, 24);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12 + 16 + 8, 5, 8, 5);
    layout->setSpacing(Metrics::Gap);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_buttons);
    layout->addWidget(m_close);
    setMinimumHeight(36);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        emit closed();
    });
    hide();
}

void InlineMessage::showMessage(Tone tone, const QString &what, const QString &rest, Closing closing)
{
    m_tone = tone;
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_text->setText(u"<b>%1</b> %2"_s.arg(what.toHtmlEscaped(), rest.toHtmlEscaped()));
    const QString words = rest.isEmpty() ? what : u"%1 %2"_s.arg(what, rest);
    setAccessibleName(words);
    m_close->setVisible(closing == Closing::Closable);
    show();
    update();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QPushButton *InlineMessage::addButton(const QString &text)
{
    QPushButton *button = makeSmallButton(text, {}, this);
    m_buttons->addWidget(button);
    return button;
}

void InlineMessage::clear()
{
    hide();
}

void InlineMessage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &colours = Colours::of(palette());
    StylePainter::box(&painter, rect(), colours.toneGround(m_tone), colours.toneFill(m_tone));
    Icons::paint(&painter, QRect(12, 10, 16, 16), Icons::glyphName(m_tone), colours.toneText(m_tone));
}

} // namespace Gatehouse::Ui
