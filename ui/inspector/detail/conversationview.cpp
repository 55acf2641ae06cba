// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/detail/conversationview.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/inspector/detail/messagewidget.h"
#include "ui/tr.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QScrollArea>
#include <QSettings>
#include <QToolButton>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxMessages = 200; // widgets at once; the newest are shown
constexpr auto FoldSetting = "inspector/foldEarlier"_L1;
constexpr auto MarkdownSetting = "inspector/markdown"_L1;

} // namespace

ConversationView::ConversationView(QWidget *parent)
    : QWidget(parent)
    , m_earlier(new QToolButton(this))
    , m_fold(new QCheckBox(Tr::tr("Fold earlier messages"), this))
    , m_markdown(new QCheckBox(Tr::tr("Markdown"), this))
    , m_area(new QScrollArea(this))
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Metrics::GroupGap, 4, Metrics::GroupGap, 4);
    bar->setSpacing(Metrics::GroupGap);
    m_earlier->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_earlier->setIcon(Icons::icon(u"chevron-right"_s));
    m_earlier->setAutoRaise(true);
    bar->addWidget(m_earlier);
    bar->addStretch();
    bar->addWidget(m_fold);
    bar->addWidget(m_markdown);
    const QSettings settings;
    m_fold->setChecked(settings.value(FoldSetting, true).toBool());
    // Off until asked for: what is shown first is what was said, sign for sign.
    m_markdown->setChecked(settings.value(MarkdownSetting, false).toBool());
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_area, 1);
    connect(m_earlier, &QToolButton::clicked, this, [this] {
        m_isUnfolded = true;
        rebuild();
    });
    connect(m_fold, &QCheckBox::toggled, this, [this](bool isOn) {
        QSettings().setValue(FoldSetting, isOn);
        m_isUnfolded = false;
        rebuild();
    });
    connect(m_markdown, &QCheckBox::toggled, this, [this](bool isOn) {
        QSettings().setValue(MarkdownSetting, isOn);
        rebuild();
    });
}

void ConversationView::setConversation(const Conversation &conversation, const QString &note)
{
    m_conversation = conversation;
    m_note = note;
    m_isUnfolded = false;
    rebuild();
}

void ConversationView::rebuild()
{
    const auto &messages = m_conversation.messages;
    qsizetype first = m_fold->isChecked() && !m_isUnfolded ? m_conversation.earlierMessages : 0;
    first = std::max(first, messages.size() - MaxMessages);
    m_earlier->setText(Tr::tr("Earlier messages: %1").arg(first));
    m_earlier->setVisible(first > 0);
    m_fold->setVisible(m_conversation.earlierMessages > 0);
    auto *content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(Metrics::GroupGap, Metrics::Gap, Metrics::GroupGap, Metrics::GroupGap);
    layout->setSpacing(Metrics::GroupGap - 4);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        // What the system said holds for the last turn, too.
        const bool isSystem = messages.at(i).role == ConversationMessage::Role::System && i == 0;
        if (i >= first || isSystem)
            layout->addWidget(new MessageWidget(messages.at(i), m_markdown->isChecked(), content));
    }
    if (!m_note.isEmpty()) {
        auto *note = new QLabel(m_note, content);
        note->setTextFormat(Qt::PlainText);
        note->setWordWrap(true);
        note->setFont(Fonts::secondary());
        note->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(note);
    }
    layout->addStretch();
    m_area->setWidget(content); // deletes the one before
}

} // namespace Gatehouse::Ui
