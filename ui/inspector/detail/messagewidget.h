// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/body/conversation.h"

#include <QWidget>

class QVBoxLayout;

namespace Gatehouse::Ui {

// One message: a stripe in the colour of its role, the role in words with its glyph, tokens at the right, and its
// parts. GUI only.
class MessageWidget final : public QWidget
{
    Q_OBJECT
public:
    MessageWidget(const ConversationMessage &message, bool isMarkdown, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addHeading(QVBoxLayout *layout);
    void addPart(QVBoxLayout *layout, const ConversationPart &part, bool isMarkdown);
    void addText(QVBoxLayout *layout, const QString &text, int form);
    void addTool(QVBoxLayout *layout, const QString &word, const QString &text);
    void addFolded(QVBoxLayout *layout, const QString &title, const QString &text);
    void addImage(QVBoxLayout *layout, const ConversationPart &part);
    void addNote(QVBoxLayout *layout, const QString &text);
    [[nodiscard]] QColor stripe() const;

    ConversationMessage m_message;
};

} // namespace Gatehouse::Ui
