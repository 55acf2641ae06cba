// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/cache.h"

namespace Gatehouse::Pipeline {

Result<void> lookUpCache(Exchange &)
{
    return {};
}

} // namespace Gatehouse::Pipeline
