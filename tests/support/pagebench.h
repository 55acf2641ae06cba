// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/adminstory.h"
#include "tests/support/clocks.h"
#include "ui/common/page.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace Gatehouse::Test {

// One page, shown over a gateway in memory that tells the administrator's story. GUI thread.
template <typename PageType>
class PageBench final
{
public:
    PageBench()
    {
        tellAdminStory(control, questions);
        page = std::make_unique<PageType>(Ui::Context{control, questions, clock});
        page->resize(1232, 796);
        page->show();
        page->setActive(true);
        page->activateWindow();
        isReady = QTest::qWaitForWindowActive(page.get()) && settle();
    }

    bool settle()
    {
        return QTest::qWaitFor([this] { return questions.openQuestions() == 0; });
    }

    template <typename Widget>
    Widget *find(const QString &name)
    {
        return page->template findChild<Widget *>(name);
    }

    // False when there is no such button, or it cannot be clicked.
    bool click(const QString &name)
    {
        auto *button = find<QPushButton>(name);
        if (!button || !button->isEnabled())
            return false;
        button->click();
        return true;
    }

    // Replaces a field's text as a person would and leaves it with Enter.
    bool type(const QString &name, const QString &text)
    {
        auto *field = find<QLineEdit>(name);
        if (!field)
            return false;
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
        return true;
    }

    // Everything that labels say at the moment.
    [[nodiscard]] QString shownText() const
    {
        QStringList texts;
        const auto labels = page->template findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(u'\n');
    }

    bool isReady = false; // shown, active and told
    FakeClock clock{StoryNow};
    FakeControl control;
    FakeQuestions questions;
    std::unique_ptr<PageType> page; // goes first
};

} // namespace Gatehouse::Test
