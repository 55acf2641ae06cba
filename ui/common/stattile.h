// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/colours.h"

#include <QAbstractButton>
#include <QList>

namespace Gatehouse::Ui {

// What a tile shows. A value.
struct TileContent {
    QString value;  // "$47.36"; a dash when there is none
    QString aside;  // "out 1.97 M", small after the value
    QString change; // "+12.4 %", "same"; empty: not compared
    enum class Direction : quint8 { None, Up, Down } direction = Direction::None;
    Tone changeTone = Tone::Neutral; // only where up is good or bad
    QString reason;                  // "no data since 14:02" instead of change and line
    QList<double> points;
    Tone lineTone = Tone::Info; // Info: the accent
    QString spoken;             // "Spend, last 24 hours, $47.36, up 12 percent"
    bool operator==(const TileContent &) const = default;
};

// A figure: label, value large, change against the previous period, sparkline; the whole is a button. 151 x 96. GUI
// only.
class StatTile final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit StatTile(const QString &label, QWidget *parent = nullptr);
    void setContent(const TileContent &content);
    [[nodiscard]] const TileContent &content() const { return m_content; }
    void setPadding(int left, int right); // the first and last of a row reach the page's edge
    void setSeparator(bool hasSeparator) { m_hasSeparator = hasSeparator; } // hairline at the left

    [[nodiscard]] QSize sizeHint() const override { return {151, 96}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 96}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TileContent m_content;
    int m_left = 12;
    int m_right = 12;
    bool m_hasSeparator = true;
};

} // namespace Gatehouse::Ui
