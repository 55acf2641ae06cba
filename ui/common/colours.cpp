// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/colours.h"

#include <QGuiApplication>

#include <array>

namespace Gatehouse::Ui {

namespace {

struct ToneColours {
    QRgb text, ground, fill;
};

// In the order of Tone.
constexpr std::array<ToneColours, 7> LightTones = {{
    {0x454B51, 0xE8EAED, 0x7C848D}, // neutral
    {0x166F30, 0xDCF1E2, 0x2F9E50}, // ok
    {0x8A5600, 0xFCEDCB, 0xC77D00}, // warning
    {0xB9261B, 0xFBE1DE, 0xCF352A}, // error
    {0x7338AF, 0xEDE3F8, 0x8A4CC7}, // blocked
    {0x096A6E, 0xD6EEEF, 0x15888D}, // cached
    {0x1B5E9C, 0xDFECF8, 0x1B68AD}, // info
}};
constexpr std::array<ToneColours, 7> DarkTones = {{
    {0xBCC2C8, 0x31363B, 0x7F878F},
    {0x5DC07B, 0x18341F, 0x3C9A57},
    {0xE6AE49, 0x3C2D0C, 0xD1911F},
    {0xF38B82, 0x43201D, 0xD9574C},
    {0xC6A2F0, 0x33234A, 0x9A68D4},
    {0x55C3C7, 0x10373A, 0x2C979C},
    {0x7DB9EC, 0x1A334A, 0x66B0EC},
}};

constexpr std::array<QRgb, 7> OkabeIto = {0x0072B2, 0xE69F00, 0x009E73, 0xD55E00, 0x56B4E9, 0xCC79A7, 0xF0E442};

QColor rgb(QRgb value)
{
    return QColor(QRgb(0xFF000000U | value));
}

const ToneColours &toneColours(bool isDark, Tone tone)
{
    return (isDark ? DarkTones : LightTones)[static_cast<std::size_t>(tone)];
}

Colours makeLight()
{
    return {
        .window = rgb(0xF1F2F4),
        .base = rgb(0xFFFFFF),
        .alternate = rgb(0xF7F8F9),
        .text = rgb(0x1C2024),
        .secondary = rgb(0x3E4246),
        .hint = rgb(0x5B626A),
        .hairline = rgb(0xDADDE1),
        .rowLine = rgb(0xE7E9EC),
        .inputBorder = rgb(0x868D95),
        .buttonBorder = rgb(0xB4BAC1),
        .button = rgb(0xF7F8F9),
        .hover = rgb(0xF1F4F7),
        .pressed = rgb(0xE2E6EA),
        .accent = rgb(0x1B68AD),
        .primary = rgb(0x1B68AD),
        .primaryText = rgb(0xFFFFFF),
        .selected = rgb(0xD8E7F5),
        .selectedIdle = rgb(0xE5E8EB),
        .swatchEdge = QColor(0, 0, 0, 77),
        .codeKeyword = rgb(0x7A2FA8),
        .codeAction = rgb(0x0B5FA5),
        .codeType = rgb(0x006A70),
        .codeString = rgb(0x1C6F34),
        .codeComment = rgb(0x5B6670),
        .codeNumber = rgb(0x9A4A00),
        .codeRegex = rgb(0xA0246B),
        .codeFunction = rgb(0x7A4B00),
        .codeCurrentLine = rgb(0xF4F7FA),
        .removedLine = rgb(0xFDF0EE),
        .addedLine = rgb(0xEEF8F1),
        .removedWord = rgb(0xF6C9C3),
        .addedWord = rgb(0xBFE5CA),
        .isDark = false,
    };
}

Colours makeDark()
{
    return {
        .window = rgb(0x232629),
        .base = rgb(0x1A1D20),
        .alternate = rgb(0x1F2225),
        .text = rgb(0xE5E7EA),
        .secondary = rgb(0xC6C9CC),
        .hint = rgb(0xA3AAB1),
        .hairline = rgb(0x34393E),
        .rowLine = rgb(0x2A2E32),
        .inputBorder = rgb(0x717980),
        .buttonBorder = rgb(0x565D64),
        .button = rgb(0x2B2F33),
        .hover = rgb(0x23282C),
        .pressed = rgb(0x363B40),
        .accent = rgb(0x66B0EC),
        .primary = rgb(0x2A76BA),
        .primaryText = rgb(0xFFFFFF),
        .selected = rgb(0x1D3D5A),
        .selectedIdle = rgb(0x2E3338),
        .swatchEdge = QColor(255, 255, 255, 56),
        .codeKeyword = rgb(0xC79BF2),
        .codeAction = rgb(0x6FB6F0),
        .codeType = rgb(0x62C7CC),
        .codeString = rgb(0x86CB92),
        .codeComment = rgb(0x8B959E),
        .codeNumber = rgb(0xE8A765),
        .codeRegex = rgb(0xF09AC8),
        .codeFunction = rgb(0xDDBB6C),
        .codeCurrentLine = rgb(0x20252A),
        .removedLine = rgb(0x2C1E1E),
        .addedLine = rgb(0x182A1E),
        .removedWord = rgb(0x6B302B),
        .addedWord = rgb(0x235333),
        .isDark = true,
    };
}

} // namespace

QColor Colours::toneText(Tone tone) const
{
    return rgb(toneColours(isDark, tone).text);
}

QColor Colours::toneGround(Tone tone) const
{
    return rgb(toneColours(isDark, tone).ground);
}

QColor Colours::toneFill(Tone tone) const
{
    return rgb(toneColours(isDark, tone).fill);
}

QColor Colours::series(int index) const
{
    if (index >= 0 && index < int(OkabeIto.size()))
        return rgb(OkabeIto[std::size_t(index)]);
    if (index == int(OkabeIto.size()))
        return isDark ? rgb(0xE5E7EA) : rgb(0x000000);
    return isDark ? rgb(0x6F777F) : rgb(0x9AA1A8);
}

const Colours &Colours::light()
{
    static const Colours colours = makeLight();
    return colours;
}

const Colours &Colours::dark()
{
    static const Colours colours = makeDark();
    return colours;
}

const Colours &Colours::of(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? dark() : light();
}

const Colours &Colours::current()
{
    return of(QGuiApplication::palette());
}

QPalette Colours::palette() const
{
    QPalette result;
    result.setColor(QPalette::Window, window);
    result.setColor(QPalette::WindowText, text);
    result.setColor(QPalette::Base, base);
    result.setColor(QPalette::AlternateBase, alternate);
    result.setColor(QPalette::Text, text);
    result.setColor(QPalette::Button, button);
    result.setColor(QPalette::ButtonText, text);
    result.setColor(QPalette::BrightText, primaryText);
    result.setColor(QPalette::PlaceholderText, hint);
    result.setColor(QPalette::Highlight, selected);
    result.setColor(QPalette::HighlightedText, text);
    result.setColor(QPalette::Inactive, QPalette::Highlight, selectedIdle);
    result.setColor(QPalette::Accent, accent);
    result.setColor(QPalette::Link, accent);
    result.setColor(QPalette::LinkVisited, accent);
    result.setColor(QPalette::ToolTipBase, base);
    result.setColor(QPalette::ToolTipText, text);
    result.setColor(QPalette::Light, base);
    result.setColor(QPalette::Midlight, rowLine);
    result.setColor(QPalette::Mid, hairline);
    result.setColor(QPalette::Dark, buttonBorder);
    result.setColor(QPalette::Shadow, inputBorder);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        result.setColor(QPalette::Disabled, role, hint);
    return result;
}

} // namespace Gatehouse::Ui
