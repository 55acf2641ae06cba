// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/tokens.h"
#include "tests/support/datafile.h"

#include <QTest>

#include <memory>

#include "resources/resources.h"

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Llm::Encoding;
using Llm::Tokenizer;

class TestTokens : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void countsOfTheVendorsTokenizer_data();
    void countsOfTheVendorsTokenizer();
    void oddTexts();
    void damagedRanks_data();
    void damagedRanks();
    void encodings_data();
    void encodings();

private:
    [[nodiscard]] const Tokenizer &tokenizer(Encoding encoding) const
    {
        return encoding == Encoding::Cl100kBase ? *m_cl100k : *m_o200k;
    }
    std::unique_ptr<const Tokenizer> m_cl100k;
    std::unique_ptr<const Tokenizer> m_o200k;
};

void TestTokens::initTestCase()
{
    auto cl100k = Tokenizer::create(Encoding::Cl100kBase, Resources::tokenizerRanks(Encoding::Cl100kBase));
    QVERIFY(cl100k);
    m_cl100k = std::move(*cl100k);
    auto o200k = Tokenizer::create(Encoding::O200kBase, Resources::tokenizerRanks(Encoding::O200kBase));
    QVERIFY(o200k);
    m_o200k = std::move(*o200k);
}

void TestTokens::countsOfTheVendorsTokenizer_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("recorded texts") << u"tests/data/token_counts/expected.jsonl"_s;
    QTest::newRow("test plans") << u"tests/data/token_counts/testplans.jsonl"_s;
}

void TestTokens::countsOfTheVendorsTokenizer()
{
    QFETCH(const QString, path);
    const QList<QJsonObject> lines = Test::jsonLines(path);
    QVERIFY(lines.size() > 100);
    QStringList wrong;
    for (const QJsonObject &line : lines) {
        const bool isCl100k = line["encoding"_L1].toString() == u"cl100k_base";
        const QString text = line["text"_L1].toString();
        const qint64 expected = line["count"_L1].toInteger();
        const qint64 found = tokenizer(isCl100k ? Encoding::Cl100kBase : Encoding::O200kBase).count(text.toUtf8());
        if (found != expected)
            wrong.append(
                u"%1: %2 instead of %3: %4"_s.arg(line["encoding"_L1].toString()).arg(found).arg(expected).arg(text));
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u"\n"_s)));
}

void TestTokens::oddTexts()
{
    QCOMPARE(m_o200k->count({}), 0);
    // Invalid bytes are counted, never lost: some tokens for each.
    QVERIFY(m_o200k->count("\xFF\xFE\xC3") >= 3);
    // A long run of one kind is cut, so that its time does not grow with the square.
    const qint64 letters = m_o200k->count(QByteArray(1'000'000, 'a'));
    QVERIFY(letters > 10'000 && letters < 1'000'000);
    QVERIFY(m_cl100k->count(QByteArray(1'000'000, ' ')) < 100'000);
}

void TestTokens::damagedRanks_data()
{
    QTest::addColumn<QByteArray>("ranks");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no rank") << "IQ==\n"_ba;
    QTest::newRow("not base 64") << "I!== 0\n"_ba;
    QTest::newRow("a rank is missing") << "IQ== 0\nIg== 2\n"_ba;
    QTest::newRow("HTML") << "<html>\n"_ba;
}

void TestTokens::damagedRanks()
{
    QFETCH(const QByteArray, ranks);
    QVERIFY(!Tokenizer::create(Encoding::O200kBase, ranks));
}

void TestTokens::encodings_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<bool>("isCl100k");
    QTest::newRow("gpt-4") << "gpt-4"_ba << true;
    QTest::newRow("gpt-4-turbo") << "gpt-4-turbo-2024-04-09"_ba << true;
    QTest::newRow("gpt-3.5") << "gpt-3.5-turbo"_ba << true;
    QTest::newRow("azure") << "gpt-35-turbo"_ba << true;
    QTest::newRow("embedding") << "text-embedding-3-small"_ba << true;
    QTest::newRow("fine-tuned") << "ft:gpt-3.5-turbo:acme::id"_ba << true;
    QTest::newRow("with vendor") << "openai/gpt-4"_ba << true;
    QTest::newRow("gpt-4o") << "gpt-4o-mini"_ba << false;
    QTest::newRow("gpt-4.1") << "gpt-4.1"_ba << false;
    QTest::newRow("gpt-5") << "gpt-5-mini"_ba << false;
    QTest::newRow("unknown") << "llama3"_ba << false;
}

void TestTokens::encodings()
{
    QFETCH(const QByteArray, model);
    QFETCH(const bool, isCl100k);
    QCOMPARE(Llm::encodingOf(model) == Encoding::Cl100kBase, isCl100k);
}

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_tokens.moc"
