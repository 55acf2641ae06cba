// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace Gatehouse {

// Whether a name has characters that make it a glob: '*' stands for any bytes, '?' for one.
[[nodiscard]] bool isGlob(QByteArrayView pattern);

// Whether the whole text is what a glob describes. Never slower than the product of both lengths.
[[nodiscard]] bool matchesGlob(QByteArrayView pattern, QByteArrayView text);

} // namespace Gatehouse
