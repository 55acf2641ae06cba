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
        QCOMPARE(surfaceAt("/v1/models/meta%2Fllama-3", "GET")->model, QByteArray("meta/llama-3"));
        QCOMPARE(surfaceAt("/v1/models/meta/llama-3")->model, QByteArray("meta/llama-3"));
        QVERIFY(surfaceAt("/v1/embeddings")->takes("POST") && !surfaceAt("/v1/embeddings")->takes("GET"));
        QVERIFY(surfaceAt("/v1/models/x", "GET")->takes("GET") && !surfaceAt("/v1/models/x")->takes("POST"));
        using Llm::Surface;
        QCOMPARE(surfaceAt("/v1/responses")->surface, Surface::Responses);
        QCOMPARE(surfaceAt("/v1/messages")->surface, Surface::Messages);
        QCOMPARE(surfaceAt("/v1/messages/count_tokens")->surface, Surface::CountTokens);
        QCOMPARE(surfaceAt("/api/chat")->surface, Surface::OllamaChat);
        QCOMPARE(surfaceAt("/v2/chat")->surface, Surface::CohereChat);
        QCOMPARE(surfaceAt("/v1/audio/transcriptions")->body, SurfaceMatch::Body::JsonOrForm);
        // Both of its versions are one address at a vendor.
        QCOMPARE(surfaceAt("/v1/rerank")->resource, QByteArrayView("/rerank"));
        QCOMPARE(surfaceAt("/v2/rerank")->resource, QByteArrayView("/rerank"));
        QCOMPARE(surfaceAt("/openai/v1/chat/completions")->surface, Surface::ChatCompletions);
        const auto deployment = surfaceAt("/openai/deployments/gpt%204o/chat/completions");
        QCOMPARE(deployment->surface, Surface::ChatCompletions);
        QCOMPARE(deployment->model, QByteArray("gpt 4o"));
    }

    void googleNamesTheModelInTheAddress()
    {
        using Llm::Surface;
        const auto whole = surfaceAt("/v1beta/models/gemini-3-pro:generateContent");
        QCOMPARE(whole->surface, Surface::GenerateContent);
        QCOMPARE(whole->model, QByteArray("gemini-3-pro"));
        QVERIFY(!whole->stream);
        QVERIFY(surfaceAt("/v1/models/meta/llama-3:8b:streamGenerateContent")->stream);
        QCOMPARE(surfaceAt("/v1/models/meta/llama-3:8b:streamGenerateContent")->model, QByteArray("meta/llama-3:8b"));
        QCOMPARE(surfaceAt("/v1beta/models/e:batchEmbedContents")->surface, Surface::GeminiEmbed);
        QCOMPARE(surfaceAt("/v1beta/models/e:countTokens")->surface, Surface::GeminiCountTokens);
        QCOMPARE(surfaceAt("/v1/projects/p/locations/eu/publishers/google/models/g:generateContent")->model,
                 QByteArray("g"));
        // A model of OpenAI's whose name ends like an action is asked for with GET.
        QCOMPARE(surfaceAt("/v1/models/ft:gpt-4o:x", "GET")->surface, Surface::Model);
    }

    void storedThings()
    {
        using Llm::Surface;
        QVERIFY(surfaceAt("/v1/responses/resp_1", "GET")->takes("DELETE"));
        QVERIFY(surfaceAt("/v1/responses/resp_1/cancel")->takes("POST"));
        QVERIFY(!surfaceAt("/v1/responses/resp_1/cancel")->takes("GET"));
        QVERIFY(surfaceAt("/v1/files", "GET")->takes("GET"));
        QCOMPARE(surfaceAt("/v1/files/f/content", "GET")->resource, QByteArrayView("/files/f/content"));
        QCOMPARE(surfaceAt("/v1/batches/b/cancel")->surface, Surface::Batches);
        QVERIFY(!surfaceAt("/v1/files/f/other", "GET") && !surfaceAt("/v1/responses/a/b/c", "GET"));
    }

    void errorsSpeakTheCallersDialect()
    {
        using Llm::Dialect;
        QCOMPARE(dialectOfPath("/v1/messages"), Dialect::Anthropic);
        QCOMPARE(dialectOfPath("/v1/messages/batches"), Dialect::Anthropic);
        QCOMPARE(dialectOfPath("/v1beta/files"), Dialect::Gemini);
        QCOMPARE(dialectOfPath("/api/pull"), Dialect::Ollama);
        QCOMPARE(dialectOfPath("/v1/nothing"), Dialect::OpenAi);
        QCOMPARE(dialectOfPath("/v1/responses"), Dialect::OpenAiResponses);
        QCOMPARE(surfaceAt("/healthz")->health, SurfaceMatch::Health::Alive);
        QCOMPARE(surfaceAt("/readyz")->health, SurfaceMatch::Health::Ready);
    }

    void r24_otherSpellingsAreOtherAddresses_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path : {"/v1/chat/completions/",
                                 "/V1/chat/completions",
                                 "//v1/chat/completions",
                                 "/v1//chat/completions",
                                 "/v1/chat%2Fcompletions",
                                 "/v1/%63hat/completions",
                                 "/v1/chat/completions;x",
                                 "/v1/./chat/completions",
                                 "/x/../v1/chat/completions",
                                 "/chat/completions",
                                 "/v1/models/",
                                 "/v1",
                                 "/",
                                 "",
                                 "/metrics",
                                 "/v1/messages/",
                                 "/api",
                                 "/v1beta/models/",
                                 "/openai/deployments//chat/completions",
                                 "/v1/files/"})
            QTest::addRow("%s", path) << QByteArray(path);
    }
    void r24_otherSpellingsAreOtherAddresses()
    {
        QFETCH(const QByteArray, path);
        QVERIFY(!surfaceAt(path) && !surfaceAt(path, "GET"));
    }
};

QTEST_GUILESS_MAIN(SurfacesTest)
#include "tst_surfaces.moc"
