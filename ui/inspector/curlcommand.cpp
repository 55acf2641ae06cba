// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/curlcommand.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

QString pathOf(Llm::Surface surface)
{
    switch (surface) {
    case Llm::Surface::Completions:
        return u"/v1/completions"_s;
    case Llm::Surface::Embeddings:
        return u"/v1/embeddings"_s;
    case Llm::Surface::Models:
    case Llm::Surface::Model:
        return u"/v1/models"_s;
    default:
        return u"/v1/chat/completions"_s;
    }
}

} // namespace

QString curlCommand(const Store::RequestRecord &request, const QString &address, const QList<Store::StoredBody> &bodies)
{
    QString command =
        u"curl "_s + address + pathOf(request.surface) + u" \\\n  -H \"Authorization: Bearer $GATEHOUSE_KEY\""_s;
    for (const Store::StoredBody &body : bodies) {
        if (body.body.part != Store::BodyPart::ClientRequest || body.body.truncated || body.body.bytes.isEmpty())
            continue;
        // Within single quotation marks the shell reads every sign as itself but the mark.
        const QString quoted = QString::fromUtf8(body.body.bytes).replace(u'\'', "'\\''"_L1);
        command += u" \\\n  -H \"Content-Type: application/json\" \\\n  --data-raw '"_s + quoted + u'\'';
    }
    return command;
}

} // namespace Gatehouse::Ui
