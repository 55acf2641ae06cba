// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QObject>

namespace Gatehouse::Ui {

enum class Appearance : quint8 { System, Light, Dark };

// "system", "light", "dark": the setting window.appearance.
[[nodiscard]] Appearance appearanceFromName(QStringView name);

// Puts palette, style and fonts on the application and follows the system's colour scheme at run time. One, made by the
// program before the first widget; GUI only.
class Theme final : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QObject *parent = nullptr);

    [[nodiscard]] Appearance appearance() const { return m_appearance; }
    [[nodiscard]] bool isDark() const;
    void setAppearance(Appearance appearance);

private:
    void applyPalette();
    Appearance m_appearance = Appearance::System;
};

// The type of the pictures: body 13, secondary 12, title 18, tile value 20, section 14; numbers in tables stand under
// each other (tnum).
namespace Fonts {
[[nodiscard]] QFont body();
[[nodiscard]] QFont strong();    // body, semibold
[[nodiscard]] QFont secondary(); // 12
[[nodiscard]] QFont secondaryStrong();
[[nodiscard]] QFont title();      // 18 semibold
[[nodiscard]] QFont value();      // 20 semibold
[[nodiscard]] QFont section();    // 14 semibold
[[nodiscard]] QFont fixed();      // 13 monospace
[[nodiscard]] QFont fixedSmall(); // 12 monospace: ids in tables
} // namespace Fonts

// The grid (px at 100 %).
namespace Metrics {
inline constexpr int Gap = 8;
inline constexpr int GroupGap = 16;
inline constexpr int PageEdge = 24;
inline constexpr int Radius = 3;
inline constexpr int Control = 28;
inline constexpr int SmallControl = 24;
inline constexpr int ControlPadding = 12;
inline constexpr int SmallPadding = 8;
inline constexpr int Icon = 16;
inline constexpr int PageHeader = 52;
inline constexpr int Toolbar = 44;
inline constexpr int MenuBar = 28;
inline constexpr int StatusBar = 24;
inline constexpr int Sidebar = 208;
inline constexpr int SidebarIcons = 48;
inline constexpr int DenseRow = 24;
inline constexpr int EditedRow = 28;
inline constexpr int TwoLineRow = 44;
inline constexpr int TableHeader = 24;
inline constexpr int CellPadding = 8;
inline constexpr int Badge = 18;
inline constexpr int Chip = 24;
inline constexpr int Splitter = 5;
} // namespace Metrics

} // namespace Gatehouse::Ui
