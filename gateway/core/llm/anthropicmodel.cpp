// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropicmodel.h"

#include <QByteArray>
#include <QByteArrayList>

namespace Gatehouse::Llm {

int anthropicModelVersion(QByteArrayView model)
{
    const qsizetype start = model.indexOf("claude-");
    if (start < 0)
        return 0;
    int version = 0;
    bool hasMajor = false;
    const QByteArrayList words = model.sliced(start).toByteArray().replace('.', '-').replace('@', '-').split('-');
    for (const QByteArray &word : words) {
        bool isNumber = false;
        const int number = word.toInt(&isNumber);
        if (!isNumber || word.size() > 2) { // dates are longer
            if (hasMajor)
                break;
            continue;
        }
        if (hasMajor)
            return version + number;
        version = 100 * number;
        hasMajor = true;
    }
    return version;
}

} // namespace Gatehouse::Llm
