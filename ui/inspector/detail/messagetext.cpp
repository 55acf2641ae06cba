// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/detail/messagetext.h"

#include "ui/common/theme.h"
#include "ui/inspector/body/visibletext.h"

#include <QTextDocument>
#include <QWheelEvent>

#include <cmath>

namespace Gatehouse::Ui {

MessageText::MessageText(const QString &text, Form form, QWidget *parent)
    : QTextEdit(parent)
{
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setAcceptRichText(false);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTabChangesFocus(true);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    if (form == Form::Code) {
        setFont(Fonts::fixed());
        document()->setDefaultFont(Fonts::fixed());
    }
    const QString shown = visibleText(text);
    if (form == Form::Markdown)
        document()->setMarkdown(shown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub)
                                           | QTextDocument::MarkdownNoHTML);
    else
        setPlainText(shown);
}

QSize MessageText::sizeHint() const
{
    return {200, heightForWidth(std::max(200, width()))};
}

QSize MessageText::minimumSizeHint() const
{
    return {80, fontMetrics().height()}; // the height follows from the width
}

int MessageText::heightForWidth(int width) const
{
    // The layout asks for widths that it does not give in the end; what is shown keeps its own.
    const qreal shown = document()->textWidth();
    document()->setTextWidth(width);
    const int height = int(std::ceil(document()->size().height()));
    document()->setTextWidth(shown);
    return height;
}

QVariant MessageText::loadResource(int, const QUrl &)
{
    return {};
}

void MessageText::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace Gatehouse::Ui
