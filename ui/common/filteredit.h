// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

class QAction;
class QCompleter;

namespace Gatehouse::Ui {

// The filter field of lists: magnifier at the left, state at the right; border and icon tell the state, never colour
// alone. The page parses and says what it found with setState; the words go into a label of its own. GUI only.
class FilterEdit final : public QLineEdit
{
    Q_OBJECT
public:
    enum class State : quint8 { Empty, Valid, Invalid, Busy };

    explicit FilterEdit(QWidget *parent = nullptr);

    void setState(State state, const QString &words = {});
    [[nodiscard]] State state() const { return m_state; }
    // Replaces the word under the cursor with what the completer offers.
    void setWordCompleter(QCompleter *completer);

signals:
    void filterEdited(const QString &text); // 150 ms after the last key, or on Enter at once

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void insertCompletion(const QString &completion);
    [[nodiscard]] QString wordBeforeCursor() const;
    State m_state = State::Empty;
    QAction *m_stateAction;
    QAction *m_clearAction;
    QCompleter *m_completer = nullptr;
};

} // namespace Gatehouse::Ui
