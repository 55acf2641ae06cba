// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaiusage.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

// Reads a usage object that something follows.
std::optional<Llm::Usage> read(const QByteArray &usage, Json::Token *after = nullptr)
{
    const QByteArray json = "["_ba + usage + ",true]";
    Json::Reader reader(json, Json::Rules::Lenient);
    reader.next();
    reader.next();
    const auto found = Llm::readOpenAiUsage(reader);
    if (after)
        *after = reader.next();
    return found;
}

} // namespace

// What vendors call things, and that the reader stands behind the object whatever is in it. The normal form itself is
// in tst_openaianswer.
class TestOpenAiUsage : public QObject
{
    Q_OBJECT
private slots:
    void namesOfCachedTokens_data();
    void namesOfCachedTokens();
    void goesToItsEnd_data();
    void goesToItsEnd();
    void sumsAreKept();
};

void TestOpenAiUsage::namesOfCachedTokens_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::newRow("OpenAI") << R"("prompt_tokens_details":{"cached_tokens":8})"_ba;
    QTest::newRow("DeepSeek") << R"("prompt_cache_hit_tokens":8,"prompt_cache_miss_tokens":2)"_ba;
    QTest::newRow("Mistral") << R"("num_cached_tokens":8)"_ba;
    QTest::newRow("Moonshot") << R"("cached_tokens":8)"_ba;
    QTest::newRow("said twice") << R"("prompt_cache_hit_tokens":8,"prompt_tokens_details":{"cached_tokens":8})"_ba;
}

void TestOpenAiUsage::namesOfCachedTokens()
{
    QFETCH(const QByteArray, member);
    const QByteArray usage = "{\"prompt_tokens\":10,\"completion_tokens\":1,"_ba + member + '}';
    const auto found = read(usage);
    QVERIFY(found);
    QCOMPARE(found->inputCacheRead, 8);
    QCOMPARE(found->inputUncached, 2);
}

void TestOpenAiUsage::goesToItsEnd_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::newRow("empty") << "{}"_ba;
    QTest::newRow("details are a list") << R"({"prompt_tokens_details":[[1]],"completion_tokens_details":"x"})"_ba;
    QTest::newRow("numbers are objects") << R"({"prompt_tokens":{"a":[1]},"total_tokens":[2]})"_ba;
    QTest::newRow("unknown members") << R"({"prompt_tokens":1,"cost_details":{"a":{"b":[1,{}]}}})"_ba;
}

void TestOpenAiUsage::goesToItsEnd()
{
    QFETCH(const QByteArray, usage);
    Json::Token after = Json::Token::Error;
    (void)read(usage, &after);
    QCOMPARE(after, Json::Token::True);
}

void TestOpenAiUsage::sumsAreKept()
{
    const auto usage = read(
        R"({"prompt_tokens":100,"completion_tokens":50,"prompt_tokens_details":{"cached_tokens":70,"audio_tokens":90},)"
        R"("completion_tokens_details":{"reasoning_tokens":40,"audio_tokens":40}})"_ba);
    QVERIFY(usage);
    QCOMPARE(usage->inputTotal(), 100);
    QCOMPARE(usage->outputTotal(), 50);
}

QTEST_GUILESS_MAIN(TestOpenAiUsage)
#include "tst_openaiusage.moc"
