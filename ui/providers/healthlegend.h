// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace Gatehouse::Ui {

// What the heights and colours of health strips mean. GUI only.
class HealthLegend final : public QWidget
{
    Q_OBJECT
public:
    explicit HealthLegend(QWidget *parent);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override; // where there is no room it is left out

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace Gatehouse::Ui
