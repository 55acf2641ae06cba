// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/vendors.h"

#include <QSet>
#include <QTest>
#include <QUrl>

using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

class TestVendors : public QObject
{
    Q_OBJECT
private slots:
    void everyRowIsComplete()
    {
        QSet<QByteArray> types;
        for (const Vendor &vendor : allVendors()) {
            QVERIFY2(!types.contains(vendor.type.toByteArray()), vendor.type.data());
            types.insert(vendor.type.toByteArray());
            QCOMPARE(vendorByType(vendor.type), &vendor);
            QVERIFY(qstrlen(vendor.name) > 0);
            if (!vendor.defaultBaseUrl.isEmpty()) {
                const QUrl url(QString::fromLatin1(vendor.defaultBaseUrl), QUrl::StrictMode);
                QVERIFY(url.isValid() && !url.host().isEmpty());
                QVERIFY(url.path().endsWith(QString::fromLatin1(vendor.version)));
            }
            QCOMPARE(chatDialectAt(vendor, vendor.dialect), vendor.dialect);
            QVERIFY(serves(vendor, Surface::ChatCompletions) && serves(vendor, Surface::GenerateContent));
            QVERIFY(!serves(vendor, Surface::Models));
        }
        QVERIFY(!vendorByType("no such"));
    }

    void addresses_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("basePath");
        QTest::addColumn<Surface>("surface");
        QTest::addColumn<bool>("stream");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("target");
        const auto row = [](const char *type, const char *base, Surface surface, bool stream, const char *model,
                            const char *target) {
            QTest::addRow("%s %s", type, target)
                << QByteArray(type) << QByteArray(base) << surface << stream << QByteArray(model) << QByteArray(target);
        };
        using enum Surface;
        row("openai", "/v1", ChatCompletions, true, "gpt-5", "/v1/chat/completions");
        row("openai", "", ChatCompletions, true, "gpt-5", "/v1/chat/completions");
        row("openai", "/v1", Responses, true, "gpt-5", "/v1/responses");
        row("openai", "/v1", Completions, false, "m", "/v1/completions");
        row("openai", "/v1", Embeddings, false, "m", "/v1/embeddings");
        row("openai", "/v1", Messages, false, "m", "/v1/chat/completions");
        row("openai_compatible", "/api/paas/v4", ChatCompletions, false, "m", "/api/paas/v4/chat/completions");
        row("openai_compatible", "", Responses, false, "m", "/chat/completions");
        row("anthropic", "", Messages, true, "claude", "/v1/messages");
        row("anthropic", "/v1", CountTokens, false, "claude", "/v1/messages/count_tokens");
        row("gemini", "/v1beta", GenerateContent, false, "gemini-3", "/v1beta/models/gemini-3:generateContent");
        row("gemini", "", ChatCompletions, true, "tuned/x", "/v1beta/models/tuned/x:streamGenerateContent?alt=sse");
        row("gemini", "/v1beta", Embeddings, false, "e", "/v1beta/models/e:batchEmbedContents");
        row("gemini", "/v1beta", GeminiCountTokens, false, "e", "/v1beta/models/e:countTokens");
        row("vertex", "/v1/projects/p/locations/eu", Messages, false, "g",
            "/v1/projects/p/locations/eu/publishers/google/models/g:generateContent");
        row("bedrock", "", Messages, true, "anthropic.claude-v2:1", "/model/anthropic.claude-v2%3A1/converse-stream");
        row("azure_openai", "", ChatCompletions, false, "my dep",
            "/openai/deployments/my%20dep/chat/completions?api-version=2024-10-21");
        row("azure_openai", "", Responses, false, "d", "/openai/v1/responses");
        row("azure_openai", "/openai/v1", Embeddings, false, "d", "/openai/v1/embeddings");
        row("cohere", "/v2", ChatCompletions, true, "c", "/v2/chat");
        row("cohere", "", Embeddings, false, "c", "/v2/embed");
        row("ollama", "/v1", OllamaChat, true, "l", "/api/chat");
        row("ollama", "", ChatCompletions, true, "l", "/v1/chat/completions");
        row("ollama", "/api", Embeddings, false, "l", "/v1/embeddings");
        row("groq", "/openai/v1", Responses, false, "l", "/openai/v1/responses");
    }
    void addresses()
    {
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, basePath);
        QFETCH(const Surface, surface);
        QFETCH(const bool, stream);
        QFETCH(const QByteArray, model);
        const Vendor &vendor = *vendorByType(type);
        const VendorCallAddress call{.surface = surface,
                                     .dialect = chatDialectAt(vendor, surfaceTraits(surface).dialect),
                                     .model = model,
                                     .stream = stream,
                                     .resource = {}};
        QTEST(vendorTarget(vendor, basePath, call), "target");
    }

    // What a client added to the address is the vendor's only where the bytes pass on unread.
    void resources()
    {
        const auto target = [](Surface surface, const char *resource) {
            return vendorTarget(*vendorByType("openai"), "/v1",
                                {.surface = surface, .model = {}, .resource = resource});
        };
        QCOMPARE(target(Surface::Images, "/images/edits"), "/v1/images/edits"_ba);
        QCOMPARE(target(Surface::Rerank, "/rerank"), "/v1/rerank"_ba);
        QCOMPARE(target(Surface::Files, "/files/f/content"), "/v1/files/f/content"_ba);
        QCOMPARE(target(Surface::GeminiEmbed, ":embedContent"), "/v1/embeddings"_ba);
        QCOMPARE(target(Surface::CohereEmbed, "/embed"), "/v1/embeddings"_ba);
    }

    void modelLists()
    {
        QCOMPARE(modelListTarget(*vendorByType("openai"), ""), "/v1/models"_ba);
        QCOMPARE(modelListTarget(*vendorByType("cohere"), "/v2"), "/v1/models?page_size=1000"_ba);
        QCOMPARE(modelListTarget(*vendorByType("ollama"), "/v1"), "/api/tags"_ba);
        QVERIFY(modelListTarget(*vendorByType("bedrock"), "").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestVendors)
#include "tst_vendors.moc"
