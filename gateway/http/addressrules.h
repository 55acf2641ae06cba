// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

namespace Gatehouse::Http {

// Addresses that no vendor has and that give away a machine's credentials or lead somewhere by accident: link-local
// ones, the clouds' metadata services, "any" and broadcast (R41). Judged after the name was resolved.
[[nodiscard]] bool isForbiddenAddress(const QHostAddress &address);

} // namespace Gatehouse::Http
