// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

// What is wrong with a value before it is given to the gateway, in words for the field it stands in; empty = nothing.
// Pure but for the two that look into the named file.
namespace Gatehouse::Ui::SettingChecks {

[[nodiscard]] QString addressProblem(const QString &address);
[[nodiscard]] QString hostsProblem(const QStringList &hosts);
[[nodiscard]] QString originsProblem(const QStringList &origins);
[[nodiscard]] QString certificateProblem(const QString &file);
[[nodiscard]] QString keyProblem(const QString &file);

// Whether only programs on this computer can reach an address.
[[nodiscard]] bool isLoopback(const QString &address);

// "a, b c" as written in a field to its parts.
[[nodiscard]] QStringList partsOf(const QString &text);

} // namespace Gatehouse::Ui::SettingChecks
