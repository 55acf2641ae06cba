// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropicmodel.h"

#include <QByteArray>
#include <QTest>

using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

// Names of models as vendors and clouds write them, and what only looks like one.
class TestAnthropicModel final : public QObject
{
    Q_OBJECT
private slots:
    void versions_data()
    {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<int>("version");
        const auto row = [](const char *model, int version) { QTest::newRow(model) << QByteArray(model) << version; };
        row("claude-opus-4-6", 406);
        row("claude-opus-4.6", 406);
        row("anthropic/claude-opus-4.6:thinking", 400); // a suffix that hides the minor version is not guessed at
        row("claude-opus-4-20250514", 400);
        row("claude-opus-4-1-20250805", 401);
        row("claude-3-5-sonnet-latest", 305);
        row("claude-3-7-sonnet-20250219", 307);
        row("claude-3-haiku-20240307", 300);
        row("claude-3-opus@20240229", 300);
        row("claude-sonnet-4-5@20250929", 405);
        row("us.anthropic.claude-sonnet-4-20250514-v1:0", 400);
        row("eu.anthropic.claude-sonnet-4-5-20250929-v1:0", 405);
        row("anthropic.claude-v2:1", 0);
        row("claude-2.1", 201);
        row("claude-instant-1.2", 102);
        row("claude-sonnet-10", 1000);
        row("claude-latest", 0);
        row("claude-", 0);
        row("claude", 0);
        row("gpt-4-1", 0);
        row("", 0);
        row("claude-99999999999999999999-4", 400); // no number of ours, and no overflow
        row("4-6-claude-opus", 0);
    }
    void versions()
    {
        QFETCH(const QByteArray, model);
        QTEST(anthropicModelVersion(model), "version");
    }
};

QTEST_GUILESS_MAIN(TestAnthropicModel)
#include "tst_anthropicmodel.moc"
