// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/result.h"

#include <QString>

namespace Gatehouse::Store {

enum class Inspection : quint8 {
    Quick,    // version and configuration
    Thorough, // every page, after an exit that was not clean
};

// Judges an existing store without changing it. Errors: StoreNewer, StoreDamaged, Io.
[[nodiscard]] Result<void> inspectStore(const QString &path, Inspection inspection);

// Keeps a damaged store aside as *.corrupt-<time> and puts a new one in its place with what could be read. Answers what
// the user must be told. When the configuration cannot be read whole nothing is changed and the error says what to do:
// starting with a part of the keys and limits would be worse than not starting.
[[nodiscard]] Result<QString> salvageStore(const QString &path, Timestamp now, const Error &damage);

} // namespace Gatehouse::Store
