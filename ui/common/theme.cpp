// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"

#include "ui/common/colours.h"
#include "ui/common/gatehousestyle.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyleHints>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

// The application font is 13 px; a user's larger font scales the other sizes with it.
constexpr double BodyPixels = 13;

QFont scaled(QFont font, double pixels)
{
    const double body = QApplication::font().pixelSize() > 0 ? QApplication::font().pixelSize() : BodyPixels;
    font.setPixelSize(qRound(body * pixels / BodyPixels));
    return font;
}

QFont semibold(double pixels)
{
    QFont font = scaled(Fonts::body(), pixels);
    font.setWeight(QFont::DemiBold);
    return font;
}

void withTabularFigures(QFont &font)
{
    font.setFeature("tnum", 1);
}

QFont applicationFont()
{
    // The pictures are set in Noto Sans; where it is missing the system's own font is right.
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (QFontDatabase::hasFamily(u"Noto Sans"_s))
        font.setFamilies({u"Noto Sans"_s});
    const int system = QFontInfo(font).pixelSize();
    font.setPixelSize(system > int(BodyPixels) + 4 ? system : int(BodyPixels)); // a user's large font is kept
    withTabularFigures(font);
    return font;
}

} // namespace

Appearance appearanceFromName(QStringView name)
{
    if (name == "light"_L1)
        return Appearance::Light;
    return name == "dark"_L1 ? Appearance::Dark : Appearance::System;
}

Theme::Theme(QObject *parent)
    : QObject(parent)
{
    QApplication::setStyle(new GatehouseStyle); // the application takes it over
    QApplication::setFont(applicationFont());
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::applyPalette);
    applyPalette();
}

bool Theme::isDark() const
{
    if (m_appearance == Appearance::System)
        return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
    return m_appearance == Appearance::Dark;
}

void Theme::setAppearance(Appearance appearance)
{
    if (appearance == m_appearance)
        return;
    m_appearance = appearance;
    // Native parts (title bar, file dialogs) follow where the platform can do it.
    QGuiApplication::styleHints()->setColorScheme(appearance == Appearance::System  ? Qt::ColorScheme::Unknown
                                                  : appearance == Appearance::Light ? Qt::ColorScheme::Light
                                                                                    : Qt::ColorScheme::Dark);
    applyPalette();
}

void Theme::applyPalette()
{
    const Colours &colours = isDark() ? Colours::dark() : Colours::light();
    QApplication::setPalette(colours.palette());
}

namespace Fonts {

QFont body()
{
    return QApplication::font();
}

QFont strong()
{
    return semibold(13);
}

QFont secondary()
{
    return scaled(body(), 12);
}

QFont secondaryStrong()
{
    return semibold(12);
}

QFont title()
{
    return semibold(18);
}

QFont value()
{
    return semibold(20);
}

QFont section()
{
    return semibold(14);
}

QFont fixed()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (QFontDatabase::hasFamily(u"JetBrains Mono"_s))
        font.setFamilies({u"JetBrains Mono"_s});
    font.setFeature("calt", 0); // no ligatures: what is shown is what is copied
    return scaled(font, 13);
}

QFont fixedSmall()
{
    return scaled(fixed(), 12);
}

} // namespace Fonts

} // namespace Gatehouse::Ui
