// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/pagedmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;

namespace {

struct Row {
    int id = 0;
    int version = 0;
};

// Pages of falling numbers; answers when the test says so.
class Numbers final : public PagedModel<Row, int>
{
public:
    using PagedModel::PagedModel;
    using PagedModel::putRows;
    PageAnswer waiting;
    std::optional<int> askedBelow;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(row(index.row()).id) : QVariant();
    }
    void answer()
    {
        QList<Row> rows;
        for (int i = 1; i <= PageSize; ++i)
            rows.append({.id = askedBelow.value_or(100'001) - i});
        std::exchange(waiting, {})(std::pair(rows, std::optional<int>(rows.constLast().id)));
    }

protected:
    void askPage(std::optional<int> below, int, PageAnswer answer) override
    {
        askedBelow = below;
        waiting = std::move(answer);
    }
    [[nodiscard]] bool isSame(const Row &one, const Row &other) const override { return one.id == other.id; }
    [[nodiscard]] int keyOf(const Row &row) const override { return row.id; }
};

} // namespace

class TestPagedModel final : public QObject
{
    Q_OBJECT
private slots:
    void pagesGoOnBelowTheLastRow();
    void staleAnswersAreDropped();
    void liveRowsGoToTheTopOrWait();
    void knownRowsAreReplacedInPlace();
    void keepsABoundedNumberOfRows();
    void failureIsKept();
};

void TestPagedModel::pagesGoOnBelowTheLastRow()
{
    Numbers model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.restart();
    QVERIFY(!model.askedBelow);
    model.answer();
    QCOMPARE(model.rowCount(), Numbers::PageSize);
    model.fetchMore({}); // nothing happens when the tester has asked already
    QCOMPARE(*model.askedBelow, model.row(Numbers::PageSize - 1).id);
    QVERIFY(!model.canFetchMore({})); // one question at a time
    model.answer();
    QCOMPARE(model.rowCount(), 2 * Numbers::PageSize);
}

void TestPagedModel::staleAnswersAreDropped()
{
    Numbers model;
    model.restart();
    const auto old = model.waiting;
    model.restart();
    old(std::pair(QList<Row>{{.id = 1}}, std::optional<int>()));
    QCOMPARE(model.rowCount(), 0);
    model.answer();
    QCOMPARE(model.rowCount(), Numbers::PageSize);
}

void TestPagedModel::liveRowsGoToTheTopOrWait()
{
    Numbers model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.restart();
    model.answer();
    model.putRows({{.id = 100'001}, {.id = 100'002}});
    QCOMPARE(model.row(0).id, 100'002);
    model.setFollowing(false);
    QSignalSpy waiting(&model, &PagedModelBase::waitingChanged);
    model.putRows({{.id = 100'003}});
    QCOMPARE(model.row(0).id, 100'002);
    QCOMPARE(waiting.constLast()[0].toInt(), 1);
    model.setFollowing(true);
    QCOMPARE(model.row(0).id, 100'003);
    QCOMPARE(model.waitingRows(), 0);
}

void TestPagedModel::knownRowsAreReplacedInPlace()
{
    Numbers model;
    model.restart();
    model.answer();
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.putRows({{.id = 99'995, .version = 2}});
    QCOMPARE(model.rowCount(), Numbers::PageSize);
    QCOMPARE(model.row(5).version, 2);
    QCOMPARE(changed.size(), 1);
}

void TestPagedModel::keepsABoundedNumberOfRows()
{
    Numbers model;
    model.restart();
    model.answer();
    for (int i = 0; i < 40; ++i) {
        model.fetchMore({});
        model.answer();
        QVERIFY(model.rowCount() <= Numbers::MaxRows);
    }
    QCOMPARE(model.row(model.rowCount() - 1).id, 100'001 - 41 * Numbers::PageSize);
    // The top was dropped: the newest come back by a restart, not into a gap.
    model.putRows({{.id = 100'001}});
    QVERIFY(model.row(0).id < 100'000);
    model.showWaiting();
    model.answer();
    QCOMPARE(model.row(0).id, 100'000);
}

void TestPagedModel::failureIsKept()
{
    Numbers model;
    model.restart();
    model.waiting(std::unexpected(Error{.kind = ErrorKind::Io, .message = QStringLiteral("gone"), .detail = {}}));
    QCOMPARE(model.state(), PagedModelBase::State::Failed);
    QCOMPARE(model.lastError().message, QStringLiteral("gone"));
    QVERIFY(!model.canFetchMore({}));
}

QTEST_GUILESS_MAIN(TestPagedModel)
#include "tst_pagedmodel.moc"
