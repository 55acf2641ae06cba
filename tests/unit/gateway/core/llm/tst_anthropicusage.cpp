// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropicusage.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

AnthropicUsage merged(const QList<QByteArray> &pieces)
{
    AnthropicUsage usage;
    for (const QByteArray &piece : pieces) {
        const auto tree = Json::Tree::parse(piece, Json::Rules::Lenient);
        if (tree)
            usage.merge(tree->root());
    }
    return usage;
}

QByteArray written(const std::optional<Usage> &usage, const QByteArray &raw)
{
    Json::Writer json;
    writeAnthropicUsage(json, usage, raw);
    return json.take();
}

} // namespace

class TestAnthropicUsage final : public QObject
{
    Q_OBJECT
private slots:
    void normalForm_data()
    {
        QTest::addColumn<QList<QByteArray>>("pieces");
        QTest::addColumn<Usage>("usage");
        const auto row = [](const char *name, const QList<QByteArray> &pieces, Usage usage) {
            usage.source = UsageSource::Provider;
            QTest::newRow(name) << pieces << usage;
        };
        row("whole", {R"({"input_tokens":9,"output_tokens":4})"_ba}, {.inputUncached = 9, .output = 4});
        // Cached tokens stand beside the input, not inside.
        row("cache", {R"({"input_tokens":9,"cache_read_input_tokens":100,"output_tokens":4})"_ba},
            {.inputUncached = 9, .inputCacheRead = 100, .output = 4});
        row("written, not split", {R"({"input_tokens":1,"cache_creation_input_tokens":50,"output_tokens":1})"_ba},
            {.inputUncached = 1, .inputCacheWrite = 50, .output = 1});
        row("written, split", {R"({"input_tokens":1,"cache_creation_input_tokens":50,"output_tokens":1,
                 "cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":30}})"_ba},
            {.inputUncached = 1, .inputCacheWrite = 20, .inputCacheWriteLong = 30, .output = 1});
        row("split without a total", {R"({"input_tokens":1,"output_tokens":1,
                 "cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":30}})"_ba},
            {.inputUncached = 1, .inputCacheWrite = 20, .inputCacheWriteLong = 30, .output = 1});
        // The total is what is billed: a split that exceeds it does not add to it.
        row("split above the total", {R"({"input_tokens":1,"cache_creation_input_tokens":5,"output_tokens":1,
                 "cache_creation":{"ephemeral_1h_input_tokens":30}})"_ba},
            {.inputUncached = 1, .inputCacheWriteLong = 5, .output = 1});
        row("thinking", {R"({"input_tokens":1,"output_tokens":10,"output_tokens_details":{"thinking_tokens":7}})"_ba},
            {.inputUncached = 1, .output = 3, .outputReasoning = 7});
        row("more thinking than output",
            {R"({"input_tokens":1,"output_tokens":10,"output_tokens_details":{"thinking_tokens":70}})"_ba},
            {.inputUncached = 1, .outputReasoning = 10});
        // Streams repeat: the last number of a member counts, and null takes nothing back.
        row("pieces",
            {R"({"input_tokens":9,"cache_read_input_tokens":5,"output_tokens":1})"_ba, R"({"output_tokens":40})"_ba,
             R"({"input_tokens":null,"cache_read_input_tokens":null,"output_tokens":41})"_ba},
            {.inputUncached = 9, .inputCacheRead = 5, .output = 41});
        row("input alone", {R"({"input_tokens":9})"_ba}, {.inputUncached = 9});
        row("impossible numbers",
            {R"({"input_tokens":9,"output_tokens":-4,"cache_read_input_tokens":1e300,"cache_creation_input_tokens":"7"})"_ba},
            {.inputUncached = 9});
        row("what is no object is not looked at", {"[1]"_ba, "null"_ba, R"({"input_tokens":1})"_ba},
            {.inputUncached = 1});
    }
    void normalForm()
    {
        QFETCH(const QList<QByteArray>, pieces);
        QFETCH(const Usage, usage);
        QVERIFY(merged(pieces).usage() == usage);
    }

    void nothingUsable()
    {
        for (const char *piece : {"{}", "null", "[]", "{\"service_tier\":\"standard\"}", "{\"input_tokens\":-1}",
                                  "{\"input_tokens\":null,\"output_tokens\":null}", "{\"input_tokens\":\"9\"}"})
            QVERIFY2(!merged({piece}).usage(), piece);
        QVERIFY(!AnthropicUsage().usage());
        QVERIFY(AnthropicUsage().raw().isEmpty());
    }

    void rawKeepsWhatIsNotKnown()
    {
        const AnthropicUsage usage = merged({R"({"input_tokens":1,"server_tool_use":{"web_search_requests":2}})"_ba,
                                             R"({"output_tokens":3,"new/\u0041":1.50})"_ba});
        QCOMPARE(usage.raw(),
                 R"({"input_tokens":1,"server_tool_use":{"web_search_requests":2},"output_tokens":3,"new/A":1.50})"_ba);
    }

    void itsOwnObjectIsWrittenAsItIs()
    {
        const QByteArray own = R"({"input_tokens":1,"output_tokens":3,"service_tier":"batch"})"_ba;
        const auto usage = merged({own}).usage();
        QCOMPARE(written(usage, own), own);
        // Not where the numbers have changed meanwhile, nor another vendor's that looks alike.
        QVERIFY(!written(Usage{.inputUncached = 2, .output = 3}, own).contains("service_tier"));
        for (const QByteArray &other : {R"({"input_tokens":1,"output_tokens":3,"total_tokens":4})"_ba,
                                        R"({"input_tokens":1,"output_tokens":3,"input_tokens_details":{}})"_ba, "{"_ba})
            QVERIFY(written(usage, other).contains("cache_read_input_tokens"));
    }

    void writtenAndReadAgain()
    {
        const Usage usage{.inputUncached = 1,
                          .inputCacheRead = 2,
                          .inputCacheWrite = 3,
                          .inputCacheWriteLong = 4,
                          .output = 5,
                          .outputReasoning = 6,
                          .source = UsageSource::Provider};
        QVERIFY(merged({written(usage, {})}).usage() == usage);
        // Sound has no place of its own there; it is not left out of the sum.
        const auto sound = merged({written(Usage{.inputUncached = 1, .inputAudio = 2, .outputAudio = 3}, {})}).usage();
        QCOMPARE(sound->inputTotal(), 3);
        QCOMPARE(sound->outputTotal(), 3);
        // Clients of this dialect insist on the numbers.
        QVERIFY(merged({written(std::nullopt, {})}).usage());
    }
};

QTEST_GUILESS_MAIN(TestAnthropicUsage)
#include "tst_anthropicusage.moc"
