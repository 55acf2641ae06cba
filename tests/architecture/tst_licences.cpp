// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/sources.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;

// Whose the files are and under which terms they may be used.
class TestLicences final : public QObject
{
    Q_OBJECT
private slots:
    void everySourceNamesItsLicence()
    {
        QStringList missing;
        for (const QString &folder : {u"app"_s, u"gateway"_s, u"resources"_s, u"ui"_s, u"tests"_s}) {
            for (const SourceFile &source : sourcesBelow(folder, {u"*.h"_s, u"*.cpp"_s, u"*.mjs"_s, u"*.py"_s})) {
                const QByteArray head = source.text.left(300);
                if (!head.contains("SPDX-FileCopyrightText: 2026 The Gatehouse authors")
                    || !head.contains("SPDX-License-Identifier: GPL-3.0-or-later"))
                    missing << source.path;
            }
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    }

    void theLicenceItselfIsThere()
    {
        const QByteArray text = sourceText(u"LICENSE"_s);
        QVERIFY(text.contains("GNU GENERAL PUBLIC LICENSE"));
        QVERIFY(text.contains("Version 3, 29 June 2007"));
    }

    // Data of others stands in folders of its own, each with a word on where it is from.
    void everyDataFolderNamesItsOrigin()
    {
        const QDir data(QStringLiteral(GATEHOUSE_TEST_DATA));
        QStringList missing;
        for (const QString &folder : data.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QDirIterator origin(data.filePath(folder), {u"ORIGIN.md"_s}, QDir::Files, QDirIterator::Subdirectories);
            if (!origin.hasNext())
                missing << folder;
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestLicences)
#include "tst_licences.moc"
