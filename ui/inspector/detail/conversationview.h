// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/body/conversation.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace Gatehouse::Ui {

// What was said, message by message; earlier turns folded by one switch that is remembered. GUI only.
class ConversationView final : public QWidget
{
    Q_OBJECT
public:
    explicit ConversationView(QWidget *parent = nullptr);

    // `note` stands where there is nothing to show, or under what is shown when something is missing.
    void setConversation(const Conversation &conversation, const QString &note);

private:
    void rebuild();

    Conversation m_conversation;
    QString m_note;
    bool m_isUnfolded = false; // for this request
    QToolButton *m_earlier;
    QCheckBox *m_fold;
    QCheckBox *m_markdown;
    QScrollArea *m_area;
};

} // namespace Gatehouse::Ui
