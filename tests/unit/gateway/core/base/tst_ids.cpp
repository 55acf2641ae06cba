// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/ids.h"

#include <QSet>
#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestIds : public QObject
{
    Q_OBJECT
private slots:
    void requestIdsRise();
    void requestIdsAreReadBack();
    void badRequestIds_data();
    void badRequestIds();
    void clientKeys();
    void mistypedKeys();
};

void TestIds::requestIdsRise()
{
    constexpr Timestamp Now = fromMicroseconds(1'795'000'000'000'000);
    RequestId last = RequestId::generate(Now);
    QByteArray lastText = last.toByteArray();
    for (int i = 0; i < 10'000; ++i) {
        // Time stands still, goes on, and once goes back.
        const RequestId next = RequestId::generate(Now + std::chrono::milliseconds(i == 5'000 ? -1000 : i / 100));
        QVERIFY(next > last);
        QVERIFY(next.toByteArray() > lastText);
        last = next;
        lastText = next.toByteArray();
    }
}

void TestIds::requestIdsAreReadBack()
{
    const RequestId id = RequestId::generate(fromMicroseconds(1'795'000'000'000'000));
    QVERIFY(id.toByteArray().startsWith("gh_"));
    QCOMPARE(id.toByteArray().size(), 29);
    QCOMPARE(RequestId::parse(id.toByteArray()), id);
    RequestId largest;
    largest.bytes.fill(0xFF);
    QCOMPARE(RequestId::parse(largest.toByteArray()), largest);
    QCOMPARE(RequestId().toByteArray(), "gh_00000000000000000000000000"_ba);
}

void TestIds::badRequestIds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short") << "gh_0000000000000000000000000"_ba;
    QTest::newRow("long") << "gh_000000000000000000000000000"_ba;
    QTest::newRow("prefix") << "xx_00000000000000000000000000"_ba;
    QTest::newRow("letter I") << "gh_0000000000000000000000000I"_ba;
    QTest::newRow("small letters") << "gh_0000000000000000000000000a"_ba;
    QTest::newRow("above 128 bits") << "gh_80000000000000000000000000"_ba;
}

void TestIds::badRequestIds()
{
    QFETCH(const QByteArray, text);
    QVERIFY(!RequestId::parse(text));
}

void TestIds::clientKeys()
{
    QSet<QByteArray> publicIds;
    for (int i = 0; i < 100; ++i) {
        const ClientKey key = ClientKey::generate();
        const QByteArray written = key.key.reveal().toByteArray();
        QVERIFY(written.startsWith("sk-gh-"));
        QCOMPARE(written.size(), 6 + 12 + 1 + 48);
        QCOMPARE(ClientKey::publicIdOf(written), key.publicId);
        QCOMPARE(ClientKey::hashOf(written).size(), 32);
        QVERIFY(!ClientKey::hashOf(written).contains(written.last(4)));
        publicIds.insert(key.publicId);
    }
    QCOMPARE(publicIds.size(), 100);
}

// The check digits find every single wrong character.
void TestIds::mistypedKeys()
{
    const QByteArray written = ClientKey::generate().key.reveal().toByteArray();
    for (qsizetype i = 0; i < written.size(); ++i) {
        QByteArray wrong = written;
        wrong[i] = wrong[i] == 'a' ? 'b' : 'a';
        QVERIFY(!ClientKey::publicIdOf(wrong));
    }
    QVERIFY(!ClientKey::publicIdOf({}));
    QVERIFY(!ClientKey::publicIdOf(written.chopped(1)));
    QVERIFY(!ClientKey::publicIdOf("sk-proj-aaaaaaaaaaaaaaaaaaaaaaaa"));
    QVERIFY(ClientKey::hashOf(written) != ClientKey::hashOf(ClientKey::generate().key.reveal()));
    QCOMPARE(ClientKey::hashOf("x").size(), 32);
}

QTEST_GUILESS_MAIN(TestIds)
#include "tst_ids.moc"
