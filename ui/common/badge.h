// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/colours.h"

#include <QWidget>

class QPainter;

namespace Gatehouse::Ui {

// Glyph and word on a tinted ground, 18 px high. As a widget; delegates paint the same with paintBadge. GUI only.
class Badge final : public QWidget
{
    Q_OBJECT
public:
    explicit Badge(QWidget *parent = nullptr);
    void setBadge(Tone tone, const QString &text);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Neutral;
    QString m_text;
};

[[nodiscard]] int badgeWidth(Tone tone, const QString &text);
// Paints at the left, centred in height; returns the width taken.
int paintBadge(QPainter *painter, const QRect &rect, Tone tone, const QString &text, const Colours &colours);

} // namespace Gatehouse::Ui
