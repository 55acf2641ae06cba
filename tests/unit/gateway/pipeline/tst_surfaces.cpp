// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/surfaces.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Pipeline;

class SurfacesTest final : public QObject
{
    Q_OBJECT
private slots:
    void everySurfaceHasItsAddress()
    {
        QCOMPARE(surfaceAt("/v1/chat/completions")->surface, Llm::Surface::ChatCompletions);
        QCOMPARE(surfaceAt("/v1/completions")->surface, Llm::Surface::Completions);
        QCOMPARE(surfaceAt("/v1/embeddings")->surface, Llm::Surface::Embeddings);
        QCOMPARE(surfaceAt("/v1/models")->surface, Llm::Surface::Models);
        QCOMPARE(surfaceAt("/v1/models/meta%2Fllama-3")->model, QByteArray("meta/llama-3"));
        QCOMPARE(surfaceAt("/v1/models/meta/llama-3")->model, QByteArray("meta/llama-3"));
        QCOMPARE(surfaceAt("/v1/embeddings")->method, QByteArrayView("POST"));
        QCOMPARE(surfaceAt("/v1/models/x")->method, QByteArrayView("GET"));
        QCOMPARE(surfaceAt("/healthz")->health, SurfaceMatch::Health::Alive);
        QCOMPARE(surfaceAt("/readyz")->health, SurfaceMatch::Health::Ready);
    }

    void r24_otherSpellingsAreOtherAddresses_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path : {"/v1/chat/completions/", "/V1/chat/completions", "//v1/chat/completions",
                                 "/v1//chat/completions", "/v1/chat%2Fcompletions", "/v1/%63hat/completions",
                                 "/v1/chat/completions;x", "/v1/./chat/completions", "/x/../v1/chat/completions",
                                 "/chat/completions", "/v1/models/", "/v1", "/", "", "/metrics", "/v1/responses"})
            QTest::addRow("%s", path) << QByteArray(path);
    }
    void r24_otherSpellingsAreOtherAddresses()
    {
        QFETCH(const QByteArray, path);
        QVERIFY(!surfaceAt(path));
    }
};

QTEST_GUILESS_MAIN(SurfacesTest)
#include "tst_surfaces.moc"
