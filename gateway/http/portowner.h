// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Gatehouse::Http {

// Who listens on a TCP port: "nginx (process 4711)", as far as the system lets us see; else empty.
[[nodiscard]] QString portOwner(quint16 port);

} // namespace Gatehouse::Http
