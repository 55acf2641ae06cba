// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/filteredit.h"

#include "ui/common/colours.h"
#include "ui/common/gatehousestyle.h"
#include "ui/common/icons.h"
#include "ui/tr.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QEvent>
#include <QKeyEvent>
#include <QStyle>
#include <QTimer>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

FilterEdit::FilterEdit(QWidget *parent)
    : QLineEdit(parent)
    , m_stateAction(new QAction(this))
    , m_clearAction(new QAction(Icons::icon(u"close"_s), Tr::tr("Clear filter"), this))
{
    setAccessibleName(Tr::tr("Filter"));
    addAction(Icons::icon(u"search"_s), QLineEdit::LeadingPosition);
    addAction(m_clearAction, QLineEdit::TrailingPosition);
    addAction(m_stateAction, QLineEdit::TrailingPosition);
    m_clearAction->setVisible(false);
    m_stateAction->setVisible(false);
    auto *pause = new QTimer(this);
    pause->setSingleShot(true);
    pause->setInterval(150ms);
    connect(pause, &QTimer::timeout, this, [this] { emit filterEdited(text()); });
    connect(this, &QLineEdit::textChanged, pause, [this, pause] {
        m_clearAction->setVisible(!text().isEmpty());
        pause->start();
    });
    connect(this, &QLineEdit::returnPressed, pause, [this, pause] {
        pause->stop();
        emit filterEdited(text());
    });
    connect(m_clearAction, &QAction::triggered, this, &QLineEdit::clear);
}

void FilterEdit::setState(State state, const QString &words)
{
    m_state = state;
    setAccessibleDescription(words);
    m_stateAction->setToolTip(words);
    m_stateAction->setVisible(state != State::Empty);
    switch (state) {
    case State::Empty:
        setProperty(StyleProperty::Frame, QVariant());
        break;
    case State::Valid:
        setProperty(StyleProperty::Frame, int(Tone::Ok));
        m_stateAction->setIcon(Icons::icon(u"ok"_s, Tone::Ok));
        break;
    case State::Invalid:
        setProperty(StyleProperty::Frame, int(Tone::Error));
        m_stateAction->setIcon(Icons::icon(u"error"_s, Tone::Error));
        break;
    case State::Busy:
        setProperty(StyleProperty::Frame, int(Tone::Info));
        m_stateAction->setIcon(Icons::icon(u"busy"_s, Tone::Info));
        break;
    }
    update();
}

void FilterEdit::setWordCompleter(QCompleter *completer)
{
    m_completer = completer;
    m_completer->setWidget(this);
    m_completer->setMaxVisibleItems(20);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &FilterEdit::insertCompletion);
    connect(this, &QLineEdit::textEdited, m_completer, [this] {
        const QString word = wordBeforeCursor();
        m_completer->setCompletionPrefix(word);
        if (word.isEmpty() || m_completer->completionCount() == 0)
            m_completer->popup()->hide();
        else
            m_completer->complete();
    });
}

QString FilterEdit::wordBeforeCursor() const
{
    const QString before = text().left(cursorPosition());
    const qsizetype space = std::max(before.lastIndexOf(u' '), before.lastIndexOf(u'('));
    return before.mid(space + 1);
}

void FilterEdit::insertCompletion(const QString &completion)
{
    const qsizetype length = wordBeforeCursor().size();
    const int start = cursorPosition() - int(length);
    setSelection(start, int(length));
    insert(completion);
}

void FilterEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isListOpen = m_completer && m_completer->popup()->isVisible();
    if (m_completer && !isListOpen && event->key() == Qt::Key_Down) {
        m_completer->setCompletionPrefix(wordBeforeCursor());
        m_completer->complete();
        return;
    }
    if (isListOpen
        && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Escape)) {
        event->ignore(); // the list takes it
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterEdit::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        setState(m_state, accessibleDescription());
}

} // namespace Gatehouse::Ui
