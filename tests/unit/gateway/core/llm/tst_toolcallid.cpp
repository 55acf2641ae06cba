// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/toolcallid.h"

#include <QTest>

using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

class TestToolCallId final : public QObject
{
    Q_OBJECT

private slots:
    void thereAndBack_data();
    void thereAndBack();
    void others_data();
    void others();
    void tooLong();
    void unsaid();
};

void TestToolCallId::thereAndBack_data()
{
    QTest::addColumn<QByteArray>("signature");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("base64") << "AY89a18/Loc2wl5oft+F3g=="_ba;
    QTest::newRow("no padding") << "AY89a18"_ba;
    QTest::newRow("url") << "AY89a18_-A"_ba;
    QTest::newRow("text") << "skip_thought_signature_validator"_ba;
    QTest::newRow("odd") << "a b\xFF\n"_ba;
    QTest::newRow("mark in it") << QByteArray("_gs_").toBase64();
    QTest::newRow("long") << QByteArray(30'000, 'x').toBase64();
}

void TestToolCallId::thereAndBack()
{
    QFETCH(const QByteArray, signature);
    const QByteArray id = joinedToolCallId("call_abc", signature);
    for (const char c : id)
        QVERIFY((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-');
    QVERIFY(splitToolCallId(id) == (ToolCallId{.id = "call_abc"_ba, .signature = signature}));
}

void TestToolCallId::others_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char *id : {"", "call_1", "a_gs_", "a_gs_%", "a_gs_A", "toolu_01_gs_x!", "_gs_"})
        QTest::newRow(id) << QByteArray(id);
}

void TestToolCallId::others()
{
    QFETCH(const QByteArray, id);
    QVERIFY(splitToolCallId(id) == (ToolCallId{.id = id, .signature = {}}));
}

void TestToolCallId::tooLong()
{
    QCOMPARE(joinedToolCallId("a", QByteArray(MaxCarriedSignature + 1, 'x')), "a"_ba);
}

void TestToolCallId::unsaid()
{
    QVERIFY(isUnsaidToolCallId(unsaidToolCallId(1, 2)));
    QVERIFY(unsaidToolCallId(1, 12) != unsaidToolCallId(11, 2));
    QVERIFY(!isUnsaidToolCallId("call_1"));
}

QTEST_GUILESS_MAIN(TestToolCallId)
#include "tst_toolcallid.moc"
