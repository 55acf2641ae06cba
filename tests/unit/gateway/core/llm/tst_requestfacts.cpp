// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/requestfacts.h"

#include <QTest>

#include <limits>

using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

Part image()
{
    return {.content = MediaPart{.kind = MediaPart::Kind::Image, .url = "https://x/y.png"_ba}};
}

ChatRequest with(const Part &part)
{
    return {.messages = {{.parts = {{.content = TextPart{.text = "x"_ba}}}}, {.parts = {part}}}};
}

} // namespace

class TestRequestFacts final : public QObject
{
    Q_OBJECT
private slots:
    void nothingSaid()
    {
        RequestFacts expected;
        expected.model = "m"_ba;
        QVERIFY(factsOf(ChatRequest{.model = "m"_ba}) == expected);
    }

    void images()
    {
        QVERIFY(factsOf(with(image())).hasImages);
        // What a tool gave back may be a picture, also inside another result.
        const Part result{.content = ToolResultPart{.content = {image()}}};
        QVERIFY(factsOf(with(result)).hasImages);
        QVERIFY(factsOf(with({.content = ToolResultPart{.content = {result}}})).hasImages);
        for (const MediaPart::Kind kind : {MediaPart::Kind::Audio, MediaPart::Kind::Video, MediaPart::Kind::Document})
            QVERIFY(!factsOf(with({.content = MediaPart{.kind = kind}})).hasImages);
    }

    void json()
    {
        ChatRequest request;
        QVERIFY(!factsOf(request).wantsJson);
        request.format = ResponseFormat{};
        QVERIFY(!factsOf(request).wantsJson);
        request.format->kind = ResponseFormat::Kind::JsonObject;
        QVERIFY(factsOf(request).wantsJson);
        request.format->kind = ResponseFormat::Kind::JsonSchema;
        QVERIFY(factsOf(request).wantsJson);
    }

    // Readers refuse what is impossible; what gets through all the same must not turn an estimate over.
    void choices_data()
    {
        QTest::addColumn<qint64>("asked");
        QTest::addColumn<int>("taken");
        QTest::newRow("one") << qint64(1) << 1;
        QTest::newRow("some") << qint64(7) << 7;
        QTest::newRow("none") << qint64(0) << 1;
        QTest::newRow("less") << std::numeric_limits<qint64>::min() << 1;
        QTest::newRow("too many") << std::numeric_limits<qint64>::max() << std::numeric_limits<int>::max();
    }
    void choices()
    {
        QFETCH(const qint64, asked);
        QTEST(factsOf(ChatRequest{.choices = asked}).choices, "taken");
    }

    void theRest()
    {
        const ChatRequest request{
            .stream = true, .tools = {Tool{.isOpaque = true}}, .maxOutputTokens = 5, .endUser = "u"_ba};
        const RequestFacts facts = factsOf(request);
        QVERIFY(facts.stream && facts.hasTools);
        QCOMPARE(facts.maxOutputTokens, 5);
        QCOMPARE(facts.endUser, "u"_ba);
    }
};

QTEST_GUILESS_MAIN(TestRequestFacts)
#include "tst_requestfacts.moc"
