// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/surface.h"

#include <QTest>

using namespace Gatehouse::Llm;

class TestSurface : public QObject
{
    Q_OBJECT
private slots:
    void names();
    void inference();
};

void TestSurface::names()
{
    for (quint8 i = 0; i <= quint8(Surface::Batches); ++i) {
        const Surface surface{i};
        QVERIFY(i == 0 || surfaceName(surface) != surfaceName(Surface::Unknown));
        QCOMPARE(surfaceFromName(surfaceName(surface)), surface);
    }
    QVERIFY(!surfaceFromName("chat"));
    QCOMPARE(surfaceName(Surface{200}), surfaceName(Surface::Unknown));
}

void TestSurface::inference()
{
    QVERIFY(isInference(Surface::ChatCompletions) && isInference(Surface::Completions)
            && isInference(Surface::Embeddings));
    QVERIFY(!isInference(Surface::Models) && !isInference(Surface::Model) && !isInference(Surface::Unknown));
}

QTEST_GUILESS_MAIN(TestSurface)
#include "tst_surface.moc"
