// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/entitynames.h"
#include "ui/inspector/filter/filterexpression.h"

namespace Gatehouse::Ui {

// What may stand where the cursor is: keys, and behind a key and its operator the values that are known.
struct FilterProposal {
    FilterRange replaced = {}; // this part of the text gives way
    QString text = {};
    QString help = {};
    bool operator==(const FilterProposal &) const = default;
};

// At most 20, best first. Pure.
[[nodiscard]] QList<FilterProposal> filterProposals(const QString &text, qsizetype cursor, const EntityNames &names);

} // namespace Gatehouse::Ui
