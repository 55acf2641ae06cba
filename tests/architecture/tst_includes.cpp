// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/sources.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;

namespace {

// What the sources below a folder must not contain, and why. The linker already forbids most of it; this catches what
// a header or a forward declaration would let through.
struct Rule {
    const char *name;
    const char *folder;
    const char *except; // a folder inside that may; empty = none
    const char *pattern;
};

// clang-format off
constexpr Rule Rules[] = {
    {"the engine knows no window and no program", "gateway", "", R"(#include\s+"(ui|app)/)"},
    {"the window knows no program",               "ui",      "", R"(#include\s+"app/)"},
    {"the core includes only the core",           "gateway/core", "", R"(#include\s+"gateway/(?!core/))"},
    {"http includes only core and http",          "gateway/http", "", R"(#include\s+"gateway/(?!core/|http/))"},
    {"the store includes only core and store",    "gateway/store", "", R"(#include\s+"gateway/(?!core/|store/))"},
    {"vendors are called by the engine only",     "ui",      "", R"(#include\s+"gateway/(http|pipeline|upstream)/)"},
    {"SQL stands in the store only (engine)",     "gateway", "gateway/store", R"(#include\s+<(QSql|QtSql|sqlite3))"},
    {"SQL stands in the store only (window)",     "ui",      "", R"(#include\s+<(QSql|QtSql|sqlite3))"},
    {"SQL stands in the store only (programs)",   "app",     "", R"(#include\s+<(QSql|QtSql|sqlite3))"},
    {"no socket in the core",                     "gateway/core", "", R"(#include\s+<(QTcp|QUdp|QSsl|QLocal|QNetwork|QHostAddress|QtNetwork|sys/socket))"},
    {"no socket in the window",                   "ui",      "", R"(#include\s+<(QTcp|QUdp|QSsl|QLocalS|QNetworkA|QtNetwork))"},
    {"no thread, timer or clock in the core",     "gateway/core", "", R"(\bQThread\b|\bQTimer\b|QDateTime::current|QElapsedTimer|_clock::now\()"},
    {"no widget outside the window",              "gateway", "", R"(#include\s+<(QWidget|QtWidgets|QtGui|QApplication|QGuiApplication|QtCharts))"},
    {"coroutines in pipeline, upstream, engine (core)",  "gateway/core", "", R"(\bco_await\b|\bco_yield\b|<QCoro|QCoro::)"},
    {"coroutines in pipeline, upstream, engine (http)",  "gateway/http", "", R"(\bco_await\b|\bco_yield\b|<QCoro|QCoro::)"},
    {"coroutines in pipeline, upstream, engine (store)", "gateway/store", "", R"(\bco_await\b|\bco_yield\b|<QCoro|QCoro::)"},
    {"coroutines in pipeline, upstream, engine (ui)",    "ui",      "", R"(\bco_await\b|\bco_yield\b|<QCoro|QCoro::)"},
    {"no QNetworkAccessManager on the request path",     "gateway", "", R"(QNetworkAccessManager|QHttpServer)"},
};
// clang-format on

// Comments may name what code may not use.
QByteArray withoutComments(const QByteArray &text)
{
    static const QRegularExpression comments(u"//[^\\n]*|/\\*.*?\\*/"_s,
                                             QRegularExpression::DotMatchesEverythingOption);
    return QString::fromUtf8(text).remove(comments).toUtf8();
}

} // namespace

// The layers of DESIGN 3, read from the text: includes are rooted at the repository, so a layer is in every include.
class TestIncludes final : public QObject
{
    Q_OBJECT
private slots:
    void layersKeepToThemselves_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("except");
        QTest::addColumn<QString>("pattern");
        for (const Rule &rule : Rules) {
            QTest::newRow(rule.name) << QString::fromLatin1(rule.folder) << QString::fromLatin1(rule.except)
                                     << QString::fromLatin1(rule.pattern);
        }
    }

    void layersKeepToThemselves()
    {
        QFETCH(QString, folder);
        QFETCH(QString, except);
        QFETCH(QString, pattern);
        const QRegularExpression forbidden(pattern);
        QVERIFY2(forbidden.isValid(), qPrintable(forbidden.errorString()));
        QStringList found;
        for (const SourceFile &source : sourcesBelow(folder, {u"*.h"_s, u"*.cpp"_s})) {
            if (!except.isEmpty() && source.path.startsWith(except + u'/'))
                continue;
            const auto match = forbidden.match(QString::fromUtf8(withoutComments(source.text)));
            if (match.hasMatch())
                found << source.path + u": "_s + match.captured();
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    // An include that is not rooted hides its layer from the rules above.
    void includesAreRooted()
    {
        static const QRegularExpression include(u"^\\s*#include\\s+\"([^\"]+)\""_s,
                                                QRegularExpression::MultilineOption);
        static const QRegularExpression rooted(
            u"^(app|gateway|resources|ui|tests)/|^[^/]+\\.moc$|^moc_[^/]+$|^ui_[^/]+\\.h$"_s);
        QStringList found;
        for (const QString &folder : {u"app"_s, u"gateway"_s, u"resources"_s, u"ui"_s, u"tests"_s}) {
            for (const SourceFile &source : sourcesBelow(folder, {u"*.h"_s, u"*.cpp"_s})) {
                auto matches = include.globalMatch(QString::fromUtf8(source.text));
                while (matches.hasNext()) {
                    const QString path = matches.next().captured(1);
                    if (!rooted.match(path).hasMatch())
                        found << source.path + u": "_s + path;
                }
            }
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestIncludes)
#include "tst_includes.moc"
