// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/error.h"
#include "gateway/core/base/result.h"

#include <QSet>
#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

Result<int> half(int number)
{
    if (number % 2 != 0)
        return fail(ErrorKind::InvalidRequest, u"odd"_s, u"for the log"_s);
    return number / 2;
}

Result<int> quarter(int number)
{
    GH_TRY(const int once, half(number));
    GH_CHECK(half(once).transform([](int) {}));
    return half(once);
}

} // namespace

class TestError : public QObject
{
    Q_OBJECT
private slots:
    void shapes();
    void statusTable_data();
    void statusTable();
    void vendorsOwnStatus();
    void propagation();
};

void TestError::shapes()
{
    QSet<QByteArray> codes;
    for (int i = 0; i <= int(ErrorKind::Conflict); ++i) {
        const ErrorShape &shape = errorShape(ErrorKind(i));
        QCOMPARE(int(shape.kind), i);
        QVERIFY(shape.status >= 400 && shape.status < 600);
        QVERIFY(*shape.type && *shape.anthropicType && *shape.googleStatus);
        codes.insert(shape.code);
    }
    QCOMPARE(codes.size(), int(ErrorKind::Conflict) + 1); // a code says one thing
}

// FEATURES 1.9, status table.
void TestError::statusTable_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, ErrorKind kind, int status) { QTest::newRow(name) << int(kind) << status; };
    row("bad request", ErrorKind::InvalidRequest, 400);
    row("no key", ErrorKind::MissingApiKey, 401);
    row("budget", ErrorKind::BudgetExceeded, 402);
    row("model not allowed", ErrorKind::ModelNotAllowed, 403);
    row("unknown model", ErrorKind::ModelNotFound, 404);
    row("client too slow", ErrorKind::RequestTimeout, 408);
    row("too large", ErrorKind::PayloadTooLarge, 413);
    row("rate limit", ErrorKind::RateLimitExceeded, 429);
    row("vendor's rate limit", ErrorKind::UpstreamRateLimited, 429);
    row("client left", ErrorKind::ClientClosed, 499);
    row("internal", ErrorKind::Internal, 500);
    row("vendor's garbage", ErrorKind::UpstreamInvalid, 502);
    row("no healthy target", ErrorKind::NoHealthyTarget, 503);
    row("draining", ErrorKind::Draining, 503);
    row("vendor too slow", ErrorKind::UpstreamTimeout, 504);
}

void TestError::statusTable()
{
    QFETCH(const int, kind);
    QFETCH(const int, status);
    QCOMPARE(errorShape(ErrorKind(kind)).status, status);
}

void TestError::vendorsOwnStatus()
{
    Error error{.kind = ErrorKind::UpstreamRejected, .message = {}, .detail = {}};
    QCOMPARE(httpStatus(error), 502);
    error.upstreamStatus = 422;
    QCOMPARE(httpStatus(error), 422);
    error.upstreamStatus = 200; // an error inside an answer of success
    QCOMPARE(httpStatus(error), 502);
    error.kind = ErrorKind::UpstreamTimeout;
    error.upstreamStatus = 422;
    QCOMPARE(httpStatus(error), 504);
}

void TestError::propagation()
{
    QCOMPARE(quarter(12).value(), 3);
    QVERIFY(!quarter(6));
    QCOMPARE(quarter(5).error().message, u"odd"_s);
    QCOMPARE(quarter(5).error().detail, u"for the log"_s);
}

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
