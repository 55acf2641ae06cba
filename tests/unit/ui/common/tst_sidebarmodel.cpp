// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/sidebarmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;

class TestSidebarModel final : public QObject
{
    Q_OBJECT
private slots:
    void captionsCannotBeSelected()
    {
        SidebarModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.addCaption(u"Monitor"_s);
        model.addPage(u"page.overview"_s, u"Overview"_s, u"overview"_s);
        QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsSelectable));
        QVERIFY(model.flags(model.index(1)) & Qt::ItemIsSelectable);
        QCOMPARE(model.rowOf(u"page.overview"_s), 1);
    }
    void badgeIsToldOnceAndSpoken()
    {
        SidebarModel model;
        model.addPage(u"page.requests"_s, u"Requests"_s, u"requests"_s);
        QSignalSpy spy(&model, &QAbstractItemModel::dataChanged);
        model.setBadge(u"page.requests"_s, Tone::Neutral, 7);
        model.setBadge(u"page.requests"_s, Tone::Neutral, 7);
        QCOMPARE(spy.size(), 1);
        QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().contains(u'7'));
    }
};

QTEST_GUILESS_MAIN(TestSidebarModel)
#include "tst_sidebarmodel.moc"
