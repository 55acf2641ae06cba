// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QTest>

#include "resources/resources.h"

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestResources : public QObject
{
    Q_OBJECT
private slots:
    void ranksAreThePublishedFiles();
    void priceListIsThere();
};

// The hashes that tiktoken_ext/openai_public.py expects.
void TestResources::ranksAreThePublishedFiles()
{
    const auto digest = [](Llm::Encoding encoding) {
        return QCryptographicHash::hash(Resources::tokenizerRanks(encoding), QCryptographicHash::Sha256).toHex();
    };
    QCOMPARE(digest(Llm::Encoding::O200kBase), "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"_ba);
    QCOMPARE(digest(Llm::Encoding::Cl100kBase), "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"_ba);
}

void TestResources::priceListIsThere()
{
    const QByteArray list = Resources::priceCatalog();
    QVERIFY(list.startsWith("[{\"id\":\"anthropic\""));
}

QTEST_GUILESS_MAIN(TestResources)
#include "tst_resources.moc"
