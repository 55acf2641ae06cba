// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/sources.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;

namespace {

QStringList captured(const QString &text, const QString &pattern)
{
    const QRegularExpression expression(pattern, QRegularExpression::MultilineOption);
    QStringList found;
    for (auto matches = expression.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        found << match.captured(match.lastCapturedIndex()).toLower().remove(u' ');
    }
    return found;
}

} // namespace

// The order of the stages is written down once in code; the README and the schema must say the same (STYLE, habit 2).
class TestSpine final : public QObject
{
    Q_OBJECT
private slots:
    void readmeTellsTheOrderOfThePipeline()
    {
        const QStringList inCode = captured(QString::fromUtf8(sourceText(u"gateway/pipeline/pipeline.cpp"_s)),
                                            u"timer\\.enter\\(Store::Stage::(\\w+)\\)|^    (settle|record)\\("_s);
        QCOMPARE(inCode.size(), 10);
        const QString records = QString::fromUtf8(sourceText(u"gateway/store/records.h"_s));
        const QString enumeration =
            QRegularExpression(u"enum class Stage[^{]*\\{([^}]*)\\}"_s).match(records).captured(1);
        QCOMPARE(captured(enumeration, u"(\\w+)"_s), inCode);
        // | 1 | authenticate | ... ; what stands in parentheses behind a name is an explanation.
        const QStringList inReadme = captured(QString::fromUtf8(sourceText(u"README.md"_s)),
                                              u"^\\| *\\d+ *\\| *([a-z ]+?) *(?:\\([^|]*\\))? *\\|"_s);
        QCOMPARE(inReadme, inCode);
    }
};

QTEST_GUILESS_MAIN(TestSpine)
#include "tst_spine.moc"
