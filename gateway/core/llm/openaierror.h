// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/error.h"

#include <QByteArrayView>

namespace Gatehouse::Llm {

// The error that a vendor sent where an answer should be: UpstreamRejected in its own words, with its status where the
// body names one.
[[nodiscard]] Error vendorError(QByteArrayView body);

} // namespace Gatehouse::Llm
