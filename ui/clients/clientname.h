// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace Gatehouse::Ui {

// A client's name in bold beside its colour, as charts and tables show it; elided where it is too long. GUI only.
class ClientName final : public QWidget
{
    Q_OBJECT
public:
    explicit ClientName(QWidget *parent);

    void setClient(const QString &name, int series);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    int m_series = -1;
};

} // namespace Gatehouse::Ui
