// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace Gatehouse::Ui {

// What a colour, a glyph or a badge says. Never told by colour alone: each has its glyph (glyphs.h).
enum class Tone : quint8 { Neutral, Ok, Warning, Error, Blocked, Cached, Info };

// The colours of one scheme, by what they are for. Constant tables for light and dark; which one holds follows from a
// palette, so that painting code needs no other state. Immutable values on any thread.
struct Colours {
    QColor window, base, alternate;
    QColor text, secondary, hint;
    QColor hairline, rowLine;
    QColor inputBorder, buttonBorder;
    QColor button, hover, pressed;
    QColor accent, primary, primaryText;
    QColor selected, selectedIdle;
    QColor swatchEdge; // 1 px around a series colour: yellow alone is 1.3:1 on white
    QColor codeKeyword, codeAction, codeType, codeString, codeComment, codeNumber, codeRegex, codeFunction,
        codeCurrentLine;
    QColor removedLine, addedLine, removedWord, addedWord;
    bool isDark = false;

    [[nodiscard]] QColor toneText(Tone tone) const;
    [[nodiscard]] QColor toneGround(Tone tone) const;
    [[nodiscard]] QColor toneFill(Tone tone) const; // graphics: bars, strips, dots
    [[nodiscard]] QColor series(int index) const;   // 0..7 of Okabe-Ito; anything else is `Other`

    [[nodiscard]] static const Colours &light();
    [[nodiscard]] static const Colours &dark();
    [[nodiscard]] static const Colours &of(const QPalette &palette); // the scheme that palette belongs to
    [[nodiscard]] static const Colours &current();                   // of the application's palette

    [[nodiscard]] QPalette palette() const;
};

} // namespace Gatehouse::Ui
