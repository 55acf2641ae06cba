// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/resources.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace Gatehouse::Resources {

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen); // it is part of the program
    return isOpen ? file.readAll() : QByteArray();
}

} // namespace

QByteArray priceCatalog()
{
    return contents(u":/gatehouse/prices/genai-prices.json"_s);
}

QByteArray tokenizerRanks(Llm::Encoding encoding)
{
    return contents(encoding == Llm::Encoding::Cl100kBase ? u":/gatehouse/tokenizers/cl100k_base.tiktoken"_s
                                                          : u":/gatehouse/tokenizers/o200k_base.tiktoken"_s);
}

} // namespace Gatehouse::Resources
