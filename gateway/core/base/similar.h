// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace Gatehouse {

// Up to `count` of the candidates that a mistyped word most likely means, nearest first: by edit distance (a swap of
// neighbours is one edit), or because one contains the other. Empty when nothing is near.
[[nodiscard]] QStringList similarWords(QStringView word, const QStringList &candidates, qsizetype count);

// " Did you mean 'x'?" for the end of an error message; empty when nothing is near.
[[nodiscard]] QString didYouMean(QStringView word, const QStringList &candidates);

} // namespace Gatehouse
