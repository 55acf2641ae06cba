// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/badge.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QPainter>

namespace Gatehouse::Ui {

namespace {
constexpr int Padding = 6;
constexpr int Glyph = 12;
constexpr int Gap = 4;
} // namespace

Badge::Badge(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Badge::setBadge(Tone tone, const QString &text)
{
    m_tone = tone;
    m_text = text;
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return {badgeWidth(m_tone, m_text), Metrics::Badge};
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBadge(&painter, rect(), m_tone, m_text, Colours::of(palette()));
}

int badgeWidth(Tone tone, const QString &text)
{
    const int glyph = tone == Tone::Neutral ? 0 : Glyph + Gap;
    return 2 * Padding + glyph + QFontMetrics(Fonts::secondary()).horizontalAdvance(text);
}

int paintBadge(QPainter *painter, const QRect &rect, Tone tone, const QString &text, const Colours &colours)
{
    const int width = std::min(badgeWidth(tone, text), rect.width());
    const QRect ground(rect.x(), rect.y() + (rect.height() - Metrics::Badge) / 2, width, Metrics::Badge);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colours.toneGround(tone));
    painter->drawRoundedRect(ground, Metrics::Radius, Metrics::Radius);
    int x = ground.x() + Padding;
    if (tone != Tone::Neutral) {
        const QRect glyph(x, ground.y() + (ground.height() - Glyph) / 2, Glyph, Glyph);
        Icons::paint(painter, glyph, Icons::glyphName(tone), colours.toneText(tone));
        x += Glyph + Gap;
    }
    painter->setFont(Fonts::secondary());
    painter->setPen(colours.toneText(tone));
    const int room = ground.right() - Padding - x + 2;
    painter->drawText(QRect(x, ground.y(), room, ground.height()), Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, room));
    painter->restore();
    return width;
}

} // namespace Gatehouse::Ui
