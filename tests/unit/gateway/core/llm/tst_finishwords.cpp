// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/finishwords.h"

#include <QTest>

#include <array>

using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array Words = {
    FinishWord{FinishReason::Stop, "end"},
    FinishWord{FinishReason::Stop, "complete"},
    FinishWord{FinishReason::Length, "max"},
    FinishWord{FinishReason::ToolCalls, "tools"},
};

} // namespace

class TestFinishWords final : public QObject
{
    Q_OBJECT
private slots:
    void read()
    {
        QCOMPARE(finishFromWord(Words, "complete"), FinishReason::Stop);
        QCOMPARE(finishFromWord(Words, "max"), FinishReason::Length);
        QCOMPARE(finishFromWord(Words, ""), FinishReason::None); // not finished yet
        // A new word of the vendor's ends the answer too.
        QCOMPARE(finishFromWord(Words, "because"), FinishReason::Stop);
        QCOMPARE(finishFromWord(Words, "MAX"), FinishReason::Stop);
        QCOMPARE(finishFromWord({}, "max"), FinishReason::Stop);
    }

    void written()
    {
        QCOMPARE(wordOfFinish(Words, FinishReason::Stop, {}), "end"_ba);                 // the first of several
        QCOMPARE(wordOfFinish(Words, FinishReason::Stop, "complete"_ba), "complete"_ba); // its own word is kept
        QCOMPARE(wordOfFinish(Words, FinishReason::Stop, "max"_ba), "end"_ba);  // unless it means something else
        QCOMPARE(wordOfFinish(Words, FinishReason::Stop, "stop"_ba), "end"_ba); // or is another dialect's
        QCOMPARE(wordOfFinish(Words, FinishReason::Refusal, "refusal"_ba), QByteArray());
        QCOMPARE(wordOfFinish({}, FinishReason::Stop, "end"_ba), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestFinishWords)
#include "tst_finishwords.moc"
