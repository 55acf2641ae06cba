// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/ratelimit.h"

namespace Gatehouse::Pipeline {

Result<void> rateLimit(Exchange &)
{
    return {};
}

} // namespace Gatehouse::Pipeline
