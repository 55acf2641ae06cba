// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshots.h"

#include "app/bootstrap.h"
#include "ui/common/page.h"
#include "ui/mainwindow.h"

#include <QDir>
#include <QPixmap>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Gatehouse::App {

namespace {

constexpr QSize WindowSize(1440, 900);
constexpr auto TimeToLoad = 1500ms; // a page asks its questions when it is shown
constexpr auto TimeToShow = 900ms;  // what is selected asks for its details

} // namespace

Screenshots::Screenshots(Ui::MainWindow &window, Ui::Theme &theme, Options options)
    : m_window(window)
    , m_theme(theme)
    , m_options(std::move(options))
{
    m_timer.setSingleShot(true);
}

void Screenshots::start()
{
    QDir().mkpath(m_options.directory);
    m_window.resize(WindowSize);
    const auto pages = m_window.pageNames();
    for (const auto appearance : {Ui::Appearance::Light, Ui::Appearance::Dark}) {
        if (!m_options.appearance.isEmpty() && Ui::appearanceFromName(m_options.appearance) != appearance)
            continue;
        for (const auto &page : pages) {
            if (m_options.page.isEmpty() || page == u"page." + m_options.page)
                m_pictures.append({.page = page, .appearance = appearance});
        }
    }
    next();
}

void Screenshots::next()
{
    if (m_pictures.isEmpty()) {
        emit finished(true);
        return;
    }
    const auto &picture = m_pictures.constFirst();
    m_theme.setAppearance(picture.appearance);
    m_window.showPage(picture.page);
    m_timer.disconnect(this);
    connect(&m_timer, &QTimer::timeout, this, &Screenshots::prepare);
    m_timer.start(TimeToLoad);
}

void Screenshots::prepare()
{
    if (auto *page = m_window.page(m_pictures.constFirst().page))
        page->preparePicture();
    m_timer.disconnect(this);
    connect(&m_timer, &QTimer::timeout, this, &Screenshots::take);
    m_timer.start(TimeToShow);
}

void Screenshots::take()
{
    const auto picture = m_pictures.takeFirst();
    const QString name = picture.page.section(u'.', 1)
                         + (picture.appearance == Ui::Appearance::Light ? u"-light.png"_s : u"-dark.png"_s);
    const auto path = QDir(m_options.directory).filePath(name);
    if (!m_window.grab().save(path)) {
        reportNote(u"'%1' cannot be written."_s.arg(path));
        emit finished(false);
        return;
    }
    next();
}

} // namespace Gatehouse::App
