// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/secret.h"

#include <QDebug>
#include <QTest>

#include <concepts>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

template <typename T>
concept Loggable = requires(QDebug debug, const T &value) { debug << value; };

static_assert(!Loggable<Secret>);
static_assert(Loggable<QByteArray>);
static_assert(!std::copy_constructible<Secret>);
static_assert(!std::equality_comparable<Secret>);

class TestSecret : public QObject
{
    Q_OBJECT
private slots:
    void movingAndCloning();
    void wipingLeavesOtherCopiesAlone();
};

void TestSecret::movingAndCloning()
{
    Secret first("abc"_ba);
    const Secret clone = first.clone();
    Secret second(std::move(first));
    QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move): that is what is tested
    QCOMPARE(second.reveal().toByteArray(), "abc"_ba);
    Secret third("old"_ba);
    third = std::move(second);
    QCOMPARE(third.reveal().toByteArray(), "abc"_ba);
    QCOMPARE(clone.reveal().toByteArray(), "abc"_ba);
    QVERIFY(Secret().isEmpty());
}

void TestSecret::wipingLeavesOtherCopiesAlone()
{
    const QByteArray shared = QByteArray(1, 'a') + "bc";
    {
        const Secret secret(shared);
    }
    QCOMPARE(shared, "abc"_ba);
}

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
