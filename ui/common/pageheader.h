// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace Gatehouse::Ui {

// The 52 px head of a page: title, then what scopes it (left), then what acts (right), a hairline below. GUI only.
class PageHeader final : public QWidget
{
    Q_OBJECT
public:
    explicit PageHeader(const QString &title, QWidget *parent = nullptr);

    void setSubtitle(const QString &text); // "11 clients, 26 keys" in hint colour
    void addScope(QWidget *widget);        // left, after the title
    void addAction(QWidget *widget);       // right, in order
    void addSeparator();                   // a short line between groups at the right

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_left;
    QHBoxLayout *m_right;
    QLabel *m_subtitle;
};

} // namespace Gatehouse::Ui
