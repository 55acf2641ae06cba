// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

// What the tables are. All SQL that makes or changes them is in schema.cpp.
namespace Gatehouse::Store {

// Marks a SQLite file as ours ("GTHS").
inline constexpr int ApplicationId = 0x47544853;

// The version that this program reads and writes.
inline constexpr int SchemaVersion = 3;

// The statements that lead from one version to the next, run in one transaction.
struct Migration {
    int toVersion = 0;
    QStringList statements;
};

// In rising order; the first makes an empty file a store of version 1.
[[nodiscard]] const QList<Migration> &migrations();

} // namespace Gatehouse::Store
