// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots.h"

#include "ui/common/questions.h"
#include "ui/common/theme.h"
#include "ui/mainwindow.h"
#include "ui/tr.h"

#include <QDir>
#include <QTimer>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto PollEvery = 50ms;
constexpr int QuietPolls = 8;   // 400 ms without an open question: the page is drawn
constexpr int MostPolls = 400;  // 20 s: the picture shows what there is

} // namespace

Screenshots::Screenshots(MainWindow &window, Theme &theme, const Questions &questions, const QString &directory, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_theme(theme)
    , m_questions(questions)
    , m_directory(directory)
    , m_timer(new QTimer(this))
{
    m_timer->setInterval(PollEvery);
    connect(m_timer, &QTimer::timeout, this, &Screenshots::poll);
}

void Screenshots::start(std::function<void(Result<void>)> done)
{
    m_done = std::move(done);
    if (!QDir().mkpath(m_directory)) {
        finish(fail(ErrorKind::Io, Tr::tr("The folder %1 cannot be made.").arg(m_directory)));
        return;
    }
    m_window.resize(1440, 900);
    m_window.show();
    next();
    m_timer->start();
}

void Screenshots::next()
{
    ++m_position;
    const QStringList names = m_window.pageNames();
    if (m_position == 2 * int(names.size())) {
        finish({});
        return;
    }
    m_theme.setAppearance(m_position < names.size() ? Appearance::Light : Appearance::Dark);
    m_window.showPage(names[m_position % names.size()]);
    m_quietPolls = 0;
    m_polls = 0;
}

void Screenshots::poll()
{
    ++m_polls;
    m_quietPolls = m_questions.openQuestions() == 0 ? m_quietPolls + 1 : 0;
    if (m_quietPolls == QuietPolls / 2)
        m_window.currentPage()->preparePicture();
    if (m_quietPolls >= QuietPolls || m_polls >= MostPolls)
        grab();
}

void Screenshots::grab()
{
    const QStringList names = m_window.pageNames();
    const int page = m_position % int(names.size());
    const QString file = u"%1/%2-%3-%4.png"_s.arg(m_directory)
                             .arg(page + 1, 2, 10, QLatin1Char('0'))
                             .arg(names[page].section(u'.', 1), m_position < names.size() ? u"light"_s : u"dark"_s);
    if (!m_window.grab().save(file)) {
        finish(fail(ErrorKind::Io, Tr::tr("The picture %1 cannot be written.").arg(file)));
        return;
    }
    next();
}

void Screenshots::finish(Result<void> result)
{
    m_timer->stop();
    if (const auto done = std::exchange(m_done, {}))
        done(std::move(result));
}

} // namespace Gatehouse::Ui
