// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/reserve.h"

#include "gateway/pipeline/services.h"
#include "gateway/store/writer.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

Result<void> reserve(Exchange &exchange)
{
    if (Llm::isInference(exchange.surface) && !exchange.services.writer.isAccepting())
        return fail(
            ErrorKind::StoreUnavailable,
            u"The gateway cannot record what this request would cost, and refuses it. Its administrator sees why."_s);
    return {};
}

} // namespace Gatehouse::Pipeline
