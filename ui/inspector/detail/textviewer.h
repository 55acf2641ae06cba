// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

#include <memory>

namespace KSyntaxHighlighting {
class Repository;
class SyntaxHighlighter;
} // namespace KSyntaxHighlighting

namespace Gatehouse::Ui {

// Read-only text of any size. Text comes in slices so that the window goes on, and a line of megabytes is laid out in
// pieces; copying gives it back whole. Nothing in it can be clicked. GUI only.
class TextViewer final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit TextViewer(QWidget *parent = nullptr);
    ~TextViewer() override;

    void showText(const QString &text, bool isJson);
    [[nodiscard]] bool isComplete() const { return m_position > m_source.size(); }

protected:
    QMimeData *createMimeDataFromSelection() const override;
    void timerEvent(QTimerEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void appendSlice();
    void applyTheme();

    QString m_source;         // what is to be shown
    qsizetype m_position = 1; // up to here it is; behind the end when all is
    bool m_isInLine = false;  // the next piece goes on with a line that was too long
    std::unique_ptr<KSyntaxHighlighting::SyntaxHighlighter> m_highlighter;
    int m_timer = 0;
};

} // namespace Gatehouse::Ui
