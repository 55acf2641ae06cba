// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/colours.h"

#include <QMetaType>

namespace Gatehouse::Ui {

// The roles by which models tell delegates what to paint. Models hold no colours, only meanings. A model of its own
// starts its roles at OwnRole.
enum Role {
    ToneRole = Qt::UserRole + 1, // Tone: text and glyph in that meaning (badges: ground too)
    GlyphRole,                   // QString: name of an icon before the text
    SeriesRole,                  // int: index of a series colour (swatch); -1 = Other
    QuietRole,                   // bool: hint colour (estimated, unchanged, off)
    StrongRole,                  // bool: semibold
    MonospaceRole,               // bool: fixed font (ids, addresses)
    SecondLineRole,              // QString: second line, or words in hint colour after the text
    BarRole,                     // Bar: bar delegate
    ShareRole,                   // double 0..1: share bar before the number
    PointsRole,                  // QList<double>: sparkline
    HealthRole,                  // QList<int>: health strip, severity of each cell (HealthCell)
    SortRole,                    // QVariant: what a proxy sorts by
    GlyphToneRole,               // Tone: of the glyph alone, where the text stays plain
    ExactRole,                   // QString: whole value for tooltip and clipboard
    OwnRole = Qt::UserRole + 100,
};

// What a bar shows: spent, reserved by running requests, of a limit; all 0..1 of the limit.
struct Bar {
    double spent = 0;
    double reserved = 0;
    bool operator==(const Bar &) const = default;
};

enum HealthCell { NoTraffic = 0, AllFine = 1, SomeFail = 2, MostFail = 3 };

} // namespace Gatehouse::Ui

Q_DECLARE_METATYPE(Gatehouse::Ui::Bar)
Q_DECLARE_METATYPE(Gatehouse::Ui::Tone)
