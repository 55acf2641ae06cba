// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace Gatehouse::Ui {

// What a view says when it has nothing to show: icon, what it would hold, one sentence, what to do. GUI only.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);
    void setContent(const QString &icon, const QString &title, const QString &sentence);
    QPushButton *addButton(const QString &text, const QString &icon = {}); // owned by this
    QPushButton *addPrimaryButton(const QString &text, const QString &icon = {});

private:
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_sentence;
    QHBoxLayout *m_buttons;
};

} // namespace Gatehouse::Ui
