// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>

namespace Gatehouse::Ui {

// The text of one message, as high as it needs to be: selectable, never clickable, never fetching. Long texts are shown
// to a bound and grow by request of the owner. GUI only.
class MessageText final : public QTextEdit
{
    Q_OBJECT
public:
    enum class Form : quint8 { Plain, Code, Markdown };
    MessageText(const QString &text, Form form, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QVariant loadResource(int type, const QUrl &name) override; // nothing: no picture is fetched

protected:
    void wheelEvent(QWheelEvent *event) override; // the conversation scrolls, not the message
};

} // namespace Gatehouse::Ui
