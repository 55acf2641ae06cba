// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/config/settings.h"

#include <QSslConfiguration>

namespace Gatehouse::Engine {

// The certificate and key that the settings name, for the listening side. A null configuration when they name none
// (plain HTTP). Settings: a file cannot be read, is not PEM, or the two do not belong together.
[[nodiscard]] Result<QSslConfiguration> tlsIdentity(const Settings &settings);

} // namespace Gatehouse::Engine
