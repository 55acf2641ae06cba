// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QStringList>

// Which models a client's allow list reaches, for showing while it is written. What counts is the gateway's own
// decision (Snapshot::isModelAllowed); this follows the same rules over the same names. Pure functions.
namespace Gatehouse::Ui {

// Every name that can be asked for: enabled models without globs, and aliases. Sorted, without doubles.
[[nodiscard]] QStringList knownModels(const Configuration &configuration);

[[nodiscard]] bool matchesModel(const QString &pattern, const QString &model);

// The known models that a list of names and globs reaches; an empty list reaches all.
[[nodiscard]] QStringList reachedModels(const QStringList &patterns, const QStringList &known);

// Why a pattern cannot be used; empty = it can.
[[nodiscard]] QString patternProblem(const QString &pattern);

} // namespace Gatehouse::Ui
